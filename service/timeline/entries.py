"""From clusters of mentions to the entries of a timeline: testimonies, the sentence shown, sources, identity."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from service.mentions.find import QUOTED
from service.mentions.lexicon import lexicon
from service.records import Entry
from service.timeline.claims import Testimony, Verdict, judge
from service.timeline.features import Atom
from service.timeline.merge import Cluster
from service.timeline.sources import Sources

_READABLE = (60, 240)
_PROSE_ORDER = ("lead", "prose", "list", "table")
_MIN_CLAUSE = 20
_BACKGROUND_FEATURES = 3
_BACKGROUND = ("year", "decade", "century", "season", "quarter")


class Event(NamedTuple):
    """A cluster with its testimonies."""

    cluster: Cluster
    testimonies: tuple[Testimony, ...]
    verdict: Verdict


def events(atoms: Sequence[Atom], clusters: Sequence[Cluster], sources: Sources) -> list[Event]:
    """The events that the clusters tell, each with its date judged.

    An undated mention that only follows another one ("during which they agreed ...") takes the date of the event
    that this other one is part of.
    """
    component = sources.components(a.article.id for a in atoms)
    first = [_event(c, [_testimony(atoms[i], component) for i in c.dated]) for c in clusters]
    told = {
        (atoms[i].article.id, atoms[i].mention.start): event
        for event in first
        for i in (*event.cluster.dated, *event.cluster.undated)
    }
    found = []
    for event in first:
        more = []
        for i in event.cluster.undated:
            atom = atoms[i]
            host = told.get((atom.article.id, atom.mention.follows)) if atom.mention.follows is not None else None
            if host is not None and host.cluster != event.cluster and host.verdict.precision in ("day", "time"):
                more.append(_follower(atom, host.verdict, component))
        found.append(_event(event.cluster, [*event.testimonies, *more]) if more else event)
    return found


def _event(cluster: Cluster, testimonies: Sequence[Testimony]) -> Event:
    return Event(cluster, tuple(testimonies), judge(testimonies))


def _testimony(atom: Atom, component: Mapping[str, str]) -> Testimony:
    mention = atom.mention
    timex = mention.timex
    assert timex is not None and timex.low is not None and timex.high is not None  # noqa: S101 - only dated ones testify
    return Testimony(
        atom.prepared.key,
        atom.article.id,
        component[atom.article.id],
        timex.low,
        timex.high,
        timex.precision,
        timex.basis,
        mention.block,
        mention.modality,
        timex.value,
        mention.sentence_start,
        mention.sentence_end,
    )


def _follower(atom: Atom, host: Verdict, component: Mapping[str, str]) -> Testimony:
    mention = atom.mention
    return Testimony(
        atom.prepared.key,
        atom.article.id,
        component[atom.article.id],
        host.low,
        host.high,
        host.precision,
        "inferred",
        mention.block,
        mention.modality,
        host.low,
        mention.sentence_start,
        mention.sentence_end,
    )


def worth_telling(event: Event, atoms: Sequence[Atom], sources: Sources) -> bool:
    """Whether an event is an entry: somebody dates it outright, and it says what happened.

    "After the meeting on Monday, ..." dates what follows only loosely, so it takes two sources; a year or season of a
    background paragraph needs a name and a kind of event.
    """
    members = [atoms[i] for i in event.cluster.dated]
    relations = {m.mention.relation for m in members}
    if not relations & {"on", "within"}:
        joined = (atoms[i].article.id for i in (*event.cluster.dated, *event.cluster.undated))
        tellers = joined if "of" in relations else (t.article_id for t in event.testimonies)
        if sources.independent(tellers) < 2:
            return False
    return any(_tells(m) for m in members)


def _tells(atom: Atom) -> bool:
    """Whether a clause says enough to stand alone."""
    mention = atom.mention
    kinds = {f[0] for f in atom.features}
    if mention.end - mention.start < _MIN_CLAUSE or mention.timex is None or _mostly_quoted(atom):
        return False
    if mention.timex.precision in _BACKGROUND:
        return ("t" in kinds or "q" in kinds) and len(kinds) > 1 and len(atom.features) >= _BACKGROUND_FEATURES
    return len(atom.features) >= 2


def _mostly_quoted(atom: Atom) -> bool:
    """Whether the sentence is a quotation with its speaker: what somebody said is no event of its own."""
    text, start, end = atom.article.text, atom.mention.sentence_start, atom.mention.sentence_end
    quotations = list(QUOTED.finditer(text, start, end))
    return any(m.start() == start for m in quotations) or 2 * sum(m.end() - m.start() for m in quotations) > end - start


def entry(event: Event, atoms: Sequence[Atom], weights: Mapping[str, int], sources: Sources) -> Entry:
    """The entry of an event."""
    members = sorted((*event.cluster.dated, *event.cluster.undated))
    verdict = event.verdict
    shown = atoms[_representative(event, atoms, weights)]
    ids = sorted({atoms[i].article.id for i in members})
    occurred = any(t.modality == "occurred" for t in event.testimonies if t.days == (verdict.low, verdict.high))
    claims = verdict.claims
    return Entry(
        id=identity(atoms[members[0]]),
        date=claims[0].date,
        precision=precision(verdict.precision),
        status="occurred" if occurred else "projected",
        text=shown.article.text[shown.mention.sentence_start : shown.mention.sentence_end],
        article_id=shown.article.id,
        basis=verdict.basis,
        sources=tuple(ids),
        independent_sources=sources.independent(ids),
        claims=claims,
        conflict=verdict.conflict,
        self_inconsistent=verdict.self_inconsistent,
    )


def identity(atom: Atom) -> str:
    """The id of an entry whose smallest mention this is."""
    key = f"{atom.article.id}\n{atom.mention.start}\n{atom.mention.end}"
    return "e-" + hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def precision(name: str):  # type: ignore[no-untyped-def]
    """The precision of an entry from that of its time expression."""
    return "interval" if name == "none" else "day" if name == "time" else name


def _representative(event: Event, atoms: Sequence[Atom], weights: Mapping[str, int]) -> int:
    """The mention whose sentence is shown.

    Dated with the preferred date, then prose, readable length, no leading pronoun or quotation, then the one that has
    most of what the cluster shares, then the smallest.
    """
    members = (*event.cluster.dated, *event.cluster.undated)
    shared: dict[str, int] = {}
    for i in members:
        for feature in atoms[i].features:
            shared[feature] = shared.get(feature, 0) + 1
    days = event.verdict.low, event.verdict.high

    def rank(i: int) -> tuple[int, int, int, int, int, int]:
        atom = atoms[i]
        mention = atom.mention
        timex = mention.timex
        dated = timex is not None and (timex.low, timex.high) == days
        length = mention.sentence_end - mention.sentence_start
        readable = _READABLE[0] <= length <= _READABLE[1]
        cover = sum(weights[f] * (shared[f] - 1) for f in atom.features)
        return (
            0 if dated and timex is not None and timex.basis == "explicit" else 1 if dated else 2,
            int(mention.block == "table"),
            int(mention.quoted or _hanging(atom)),
            int(not readable),
            -cover,
            i,
        )

    return min(members, key=rank)


_FIRST_WORD = re.compile(r"[^\W\d_]+")


def _hanging(atom: Atom) -> bool:
    """Whether the sentence opens with a word that needs the sentence before it, or with a quotation."""
    text, start = atom.article.text, atom.mention.sentence_start
    if text[start : start + 1] in "\"“„«'‘":
        return True
    first = _FIRST_WORD.search(text, start, start + 30)
    words = lexicon(atom.article.language)
    return first is not None and (
        first.group().lower() in words.pronouns or words.sequel.match(text, start) is not None
    )


def day_of(atom: Atom) -> str:
    """The publication day of the article of a mention."""
    return atom.article.published_at[:10]


def valid_day(day: str) -> bool:
    """Whether this is an ISO day."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
