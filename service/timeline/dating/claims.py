"""The dates that sources give for one event: claims, the preferred date, and whether they contradict each other."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import chain, combinations
from operator import attrgetter
from typing import Literal, NamedTuple

from msgspec import Struct

from service.records import Claim, ClaimBasis, Evidence, Mention, ResolvedArticle
from service.timeline.dating.edtf import edtf, ordinal
from service.timeline.sources import Sources

_BASES: tuple[ClaimBasis, ...] = ("explicit", "inferred", "publication")
_VOTE = {"explicit": 6, "inferred": 2, "publication": 1}
_TABLE_VOTE = 4
MAX_EVIDENCE = 20
"""Pieces of evidence that a claim keeps, the first ones in canonical order."""
_NIGHT = ("TNI", "T00", "T01", "T02", "T03", "T04", "T21", "T22", "T23", "T24", "TEV")

Severity = Literal["none", "soft", "hard"]
Days = tuple[str, str]
"""The first and the last of some days (ISO)."""


class Testimony(Struct, frozen=True, eq=False, gc=False):
    """One mention's word on the date of an event: the inclusive `days` that it covers. `key` is canonical."""

    key: tuple[str, str, int, int]
    article_id: str
    days: Days
    precision: str
    basis: ClaimBasis
    block: str
    modality: str
    value: str
    start: int
    end: int
    sentence: str


def testify(
    article: ResolvedArticle, mention: Mention, days: Days, *, precision: str, basis: ClaimBasis, value: str
) -> Testimony:
    """The word of a mention that the event was on `days`; `value` is what its time expression says of them."""
    return Testimony(
        key=(article.published_at, article.id, mention.start, mention.end),
        article_id=article.id,
        days=days,
        precision=precision,
        basis=basis,
        block=mention.block,
        modality=mention.modality,
        value=value,
        start=mention.sentence_start,
        end=mention.sentence_end,
        sentence=article.text[mention.sentence_start : mention.sentence_end],
    )


class Verdict(NamedTuple):
    """The claims of an event (preferred one first) and what follows from them."""

    days: Days
    precision: str
    basis: ClaimBasis
    claims: tuple[Claim, ...]
    conflict: Severity
    self_inconsistent: tuple[str, ...]


def judge(testimonies: Iterable[Testimony], sources: Sources) -> Verdict:
    """Weigh the testimonies (at least one) of an event. Independent of their order.

    Each source has one vote for each date: 6 when it says it in prose, 4 in a table, 2 when
    it was inferred, half of that when the source contradicts itself. A date also has the votes for wider dates that
    contain it. The most votes win, then the earlier telling.
    """
    said: dict[Days, list[Testimony]] = {}
    for t in sorted(testimonies, key=attrgetter("key")):
        said.setdefault(t.days, []).append(t)
    narrow = [d for d in said if not any(o != d and d[0] <= o[0] and o[1] <= d[1] for o in said)]
    tellers = {d: {t.article_id for t in group} for d, group in said.items()}
    preferred = _preferred(narrow, said, tellers, sources) if len(narrow) > 1 else narrow[0]
    return Verdict(
        preferred,
        said[preferred][0].precision,
        min((t.basis for t in said[preferred]), key=_BASES.index),
        _claims(said, preferred),
        _severity(said, preferred, sources),
        tuple(sorted(_self_inconsistent(tellers))),
    )


def _preferred(
    narrow: Sequence[Days],
    said: Mapping[Days, Sequence[Testimony]],
    tellers: Mapping[Days, Set[str]],
    sources: Sources,
) -> Days:
    """Which of the narrow dates has the most votes, then is told first."""
    speakers = {d: {sources.voice[article_id].source for article_id in ids} for d, ids in tellers.items()}
    given = {d: _best_votes(group, sources) for d, group in said.items()}
    torn = _self_inconsistent(speakers)
    votes = {d: _votes(d, given, torn) for d in narrow}
    return max(narrow, key=lambda d: (votes[d], -narrow.index(d)))


def overlap(a: Days, b: Days) -> bool:
    """Whether two intervals of ISO days meet."""
    return a[0] <= b[1] and b[0] <= a[1]


def _best_votes(testimonies: Iterable[Testimony], sources: Sources) -> dict[str, int]:
    """The vote of each source for the days that the testimonies give."""
    best: dict[str, int] = {}
    for article_id, basis, block in {(t.article_id, t.basis, t.block) for t in testimonies}:
        vote = _TABLE_VOTE if basis == "explicit" and block == "table" else _VOTE[basis]
        source = sources.voice[article_id].source
        best[source] = max(best.get(source, 0), vote)
    return best


def _votes(days: Days, given: Mapping[Days, Mapping[str, int]], torn: Collection[str]) -> int:
    best: dict[str, int] = {}
    for others, votes in given.items():
        if overlap(others, days):
            for source, vote in votes.items():
                best[source] = max(best.get(source, 0), vote)
    return sum(vote // 2 if source in torn else vote for source, vote in best.items())


def _self_inconsistent(tellers: Mapping[Days, Set[str]]) -> set[str]:
    """Who gives dates that exclude each other."""
    return {who for a, b in combinations(tellers, 2) if not overlap(a, b) for who in tellers[a] & tellers[b]}


def _claims(said: Mapping[Days, Sequence[Testimony]], preferred: Days) -> tuple[Claim, ...]:
    """What is said for each date on each basis, the preferred date first."""
    return tuple(
        Claim(edtf(*days), basis, _evidence(t for t in said[days] if t.basis == basis))
        for days in sorted(said, key=lambda days: (days != preferred, days))
        for basis in sorted({t.basis for t in said[days]})
    )


def _evidence(testimonies: Iterable[Testimony]) -> tuple[Evidence, ...]:
    """The first different places."""
    found: dict[Evidence, None] = {}
    for t in testimonies:
        found.setdefault(Evidence(t.article_id, t.start, t.end))
        if len(found) == MAX_EVIDENCE:
            break
    return tuple(found)


def _severity(said: Mapping[Days, Sequence[Testimony]], preferred: Days, sources: Sources) -> Severity:
    """Hard: two sources that cannot both be right. Soft: a contradiction with an excuse."""
    against = [days for days in sorted(said) if not overlap(days, preferred)]
    if not against:
        return "none"
    for_it = [t for days, group in said.items() if overlap(days, preferred) for t in group]
    excused = all(_excused(for_it, said[days], gap(days, preferred), sources) for days in against)
    return "soft" if excused else "hard"


def _excused(for_it: Sequence[Testimony], against: Sequence[Testimony], apart: int, sources: Sources) -> bool:
    """Whether a contradiction of so many days has an explanation.

    One source against itself; a lone inference; a plan that moved; one sentence printed on two days, so that its
    "today" moved; midnight.
    """
    if sources.independent(t.article_id for t in chain(for_it, against)) == 1:
        return True  # one source against itself
    for side in (for_it, against):
        if sources.independent(t.article_id for t in side) == 1 and all(t.basis != "explicit" for t in side):
            return True  # a lone inference
    if not {t.sentence for t in for_it}.isdisjoint(t.sentence for t in against):
        return True
    if all(t.modality == "projected" for t in chain(for_it, against)):
        return True  # plans move
    return apart == 1 and any(mark in t.value for t in chain(for_it, against) for mark in _NIGHT)


def gap(a: Days, b: Days) -> int:
    """Days from one interval to another that it does not meet."""
    return max(ordinal(a[0]) - ordinal(b[1]), ordinal(b[0]) - ordinal(a[1]))
