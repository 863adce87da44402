"""The dates that sources give for one event: claims, the preferred date, and whether they contradict each other."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from service.records import Claim, ClaimBasis, Evidence
from service.timeline.edtf import edtf, ordinal

_VOTE = {"explicit": 6, "inferred": 2, "publication": 1}
_TABLE_VOTE = 4
MAX_EVIDENCE = 20
"""Pieces of evidence that a claim keeps, the first ones in canonical order."""
_NIGHT = ("TNI", "T00", "T01", "T02", "T03", "T04", "T21", "T22", "T23", "T24", "TEV")

Severity = Literal["none", "soft", "hard"]


class Testimony(NamedTuple):
    """One mention's word on the date of an event. `key` is canonical; `source` the independent source it counts for."""

    key: tuple[str, str, int, int]
    article_id: str
    source: str
    low: str
    high: str
    precision: str
    basis: ClaimBasis
    block: str
    modality: str
    value: str
    start: int
    end: int
    sentence: str

    @property
    def days(self) -> tuple[str, str]:
        """The inclusive days that it covers."""
        return self.low, self.high


class Verdict(NamedTuple):
    """The claims of an event (preferred one first) and what follows from them."""

    low: str
    high: str
    precision: str
    basis: ClaimBasis
    claims: tuple[Claim, ...]
    conflict: Severity
    self_inconsistent: tuple[str, ...]


def judge(testimonies: Sequence[Testimony]) -> Verdict:
    """Weigh the testimonies (at least one) of an event. Independent of their order.

    Each source has one vote for each date: 6 when it says it in prose, 4 in a table, 2 when it was inferred, half of
    that when the source contradicts itself. A date also has the votes for wider dates that contain it. The most votes
    win, then the earlier telling.
    """
    ordered = sorted(testimonies, key=lambda t: t.key)
    days = list(dict.fromkeys(t.days for t in ordered))
    narrow = [d for d in days if not any(o != d and d[0] <= o[0] and o[1] <= d[1] for o in days)]
    torn = _self_inconsistent(ordered, lambda t: t.source)
    votes = {d: _votes(d, ordered, torn) for d in narrow}
    preferred = max(narrow, key=lambda d: (votes[d], -narrow.index(d)))
    claims = _claims(ordered, preferred)
    own = [t for t in ordered if t.days == preferred]
    basis: ClaimBasis = min((t.basis for t in own), key=("explicit", "inferred", "publication").index)
    return Verdict(
        *preferred,
        next(t.precision for t in own),
        basis,
        claims,
        _severity(preferred, ordered),
        tuple(sorted(_self_inconsistent(ordered, lambda t: t.article_id))),
    )


def overlap(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two intervals of ISO days meet."""
    return a[0] <= b[1] and b[0] <= a[1]


def _votes(days: tuple[str, str], testimonies: Sequence[Testimony], torn: set[str]) -> int:
    best: dict[str, int] = {}
    for t in testimonies:
        if overlap(t.days, days):
            vote = _TABLE_VOTE if t.basis == "explicit" and t.block == "table" else _VOTE[t.basis]
            best[t.source] = max(best.get(t.source, 0), vote)
    return sum(vote // 2 if source in torn else vote for source, vote in sorted(best.items()))


def _self_inconsistent(testimonies: Sequence[Testimony], who: Callable[[Testimony], str]) -> set[str]:
    """Who gives dates that exclude each other."""
    said: dict[str, list[tuple[str, str]]] = {}
    for t in testimonies:
        said.setdefault(who(t), []).append(t.days)
    return {name for name, days in said.items() if any(not overlap(a, b) for a in days for b in days)}


def _claims(testimonies: Sequence[Testimony], preferred: tuple[str, str]) -> tuple[Claim, ...]:
    grouped: dict[tuple[bool, str, str, str], list[Testimony]] = {}
    for t in testimonies:
        grouped.setdefault((t.days != preferred, t.low, t.high, t.basis), []).append(t)
    return tuple(
        Claim(edtf(low, high), basis, _evidence(grouped[other, low, high, basis]))  # type: ignore[arg-type]
        for other, low, high, basis in sorted(grouped)
    )


def _evidence(testimonies: Sequence[Testimony]) -> tuple[Evidence, ...]:
    found = dict.fromkeys(Evidence(t.article_id, t.start, t.end) for t in testimonies)
    return tuple(found)[:MAX_EVIDENCE]


def _severity(preferred: tuple[str, str], testimonies: Sequence[Testimony]) -> Severity:
    """Hard: two sources that cannot both be right. Soft: a contradiction with an excuse."""
    worst: Severity = "none"
    for_it = [t for t in testimonies if overlap(t.days, preferred)]
    for days in sorted({t.days for t in testimonies if not overlap(t.days, preferred)}):
        against = [t for t in testimonies if t.days == days]
        if _excused(for_it, against, preferred, days):
            worst = "soft"
        else:
            return "hard"
    return worst


def _excused(
    for_it: Sequence[Testimony], against: Sequence[Testimony], preferred: tuple[str, str], days: tuple[str, str]
) -> bool:
    """Whether a contradiction has an explanation.

    One outlet against itself; a lone inference; a plan that moved; one sentence printed on two days, so that its
    "today" moved; midnight.
    """
    if {t.source for t in for_it} == {t.source for t in against} and len({t.source for t in against}) == 1:
        return True  # one outlet against itself
    for side in (for_it, against):
        if all(t.basis != "explicit" for t in side) and len({t.source for t in side}) == 1:
            return True  # a lone inference
    if {t.sentence for t in for_it} & {t.sentence for t in against}:
        return True
    if all(t.modality == "projected" for t in (*for_it, *against)):
        return True  # plans move
    gap = max(ordinal(days[0]) - ordinal(preferred[1]), ordinal(preferred[0]) - ordinal(days[1]))
    return gap == 1 and any(mark in t.value for t in (*for_it, *against) for mark in _NIGHT)
