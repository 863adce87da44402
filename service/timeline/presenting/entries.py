"""From events to the entries of a timeline: the sentence shown, sources, identity."""

import hashlib
from collections import Counter
from datetime import date
from itertools import chain
from typing import Literal

from msgspec.structs import replace

from service.records import Claim, ClaimBasis, Entry, Evidence
from service.timeline.clustering.features import Atom, Prepared, atom, weigh
from service.timeline.clustering.merge import Cluster, in_order
from service.timeline.clustering.offers import Offer
from service.timeline.clustering.sentences import Span
from service.timeline.clustering.tellings import Telling
from service.timeline.dating.claims import Testimony, judge, testify
from service.timeline.presenting.events import Event
from service.timeline.presenting.reading import hanging, quoted, unfinished
from service.timeline.sources import Sources

_READABLE = (60, 240)
"""Characters of a sentence that says enough and fits into three lines."""
_COMPARED = 100
"""So many mentions are candidates for the sentence shown, which bounds the work for an event that hundreds tell."""


def entry(event: Event, sources: Sources) -> Entry:
    """The entry of an event."""
    cluster, verdict = event.cluster, event.verdict
    occurred = any(t.modality == "occurred" for t in event.testimonies if t.days == verdict.days)
    status: Literal["occurred", "projected"] = "occurred" if occurred else "projected"
    shown = _representative(event, status)
    told = [(atom.article.id, _sentence(atom)) for atom in chain(cluster.dated, cluster.undated)]
    return Entry(
        id=_identity(verdict.claims[0].date, _sentence(shown)),
        date=verdict.claims[0].date,
        precision=_precision(verdict.precision),  # type: ignore[arg-type]
        status=status,
        text=_sentence(shown),
        article_id=shown.article.id,
        basis=verdict.basis,
        sources=tuple(sorted({article_id for article_id, _ in told})),
        independent_sources=sources.telling(told),
        claims=_with_shown(verdict.claims, shown),
        conflict=verdict.conflict,
        self_inconsistent=verdict.self_inconsistent,
    )


def offered(offer: Offer, sources: Sources) -> Entry:
    """The entry of an event that nothing dates outright."""
    told = [_told(t, days) for t, days in zip(offer.tellings, offer.days, strict=True)]
    cluster = Cluster((), tuple(atom(mention) for mention, _ in told))
    testimonies = [testimony for _, testimony in told]
    return entry(Event(cluster, testimonies, judge(testimonies, sources)), sources)


def _told(telling: Telling, days: Span) -> tuple[Prepared, Testimony]:
    """The mention that stands for a telling, and its word on the days."""
    sentence = telling.sentence
    for mention in sentence.mentions:
        if mention.testimony is not None and (mention.low, mention.high) == days:
            return mention, mention.testimony
    mention = sentence.mentions[0]
    low, high = (date.fromordinal(day).isoformat() for day in days)
    basis: ClaimBasis = "publication" if days == (sentence.published, sentence.published) else "inferred"
    return mention, testify(sentence.article, mention.mention, (low, high), precision="day", basis=basis, value=low)


def _with_shown(claims: tuple[Claim, ...], shown: Atom) -> tuple[Claim, ...]:
    """The claims with the sentence shown among the evidence of the first one, in the place of the last if need be.

    The first tellings of an event are often plans; the sentence shown may be from long after them.
    """
    first, *others = claims
    place = Evidence(shown.article.id, shown.mention.sentence_start, shown.mention.sentence_end)
    if place in first.evidence:
        return claims
    return replace(first, evidence=(*first.evidence[:-1], place)), *others


def _sentence(atom: Atom) -> str:
    """The sentence around a mention."""
    return atom.article.text[atom.mention.sentence_start : atom.mention.sentence_end]


def _identity(date: str, text: str) -> str:
    """The id of an entry: it stays while date and words do, whatever else the story learns about it."""
    return "e-" + hashlib.blake2b(f"{date}\n{text}".encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _precision(name: str) -> str:
    """The precision of an entry from that of its time expression."""
    return {"none": "interval", "time": "day"}.get(name, name)


def _representative(event: Event, status: str) -> Atom:
    """The mention whose sentence is shown.

    One that gives the preferred date, outright if any does; then told as the entry's status says; then (among the first
    such ones) prose, whole and with no leading pronoun or quotation, readable length, most of what these share, the
    smallest.
    """
    basis = {t.key: t.basis for t in event.testimonies if t.days == event.verdict.days}

    def standing(atom: Atom) -> tuple[bool, bool]:
        return basis[atom.key] != "explicit", atom.mention.modality != status

    members = in_order(atom for atom in chain(event.cluster.dated, event.cluster.undated) if atom.key in basis)
    best = min(map(standing, members))
    able = [atom for atom in members if standing(atom) == best][:_COMPARED]
    if len(able) == 1:
        return able[0]
    shared = Counter(chain.from_iterable(bag for atom in able for bag in (atom.about, atom.told)))

    def rank(atom: Atom) -> tuple[bool, bool, bool, int]:
        mention = atom.mention
        return (
            mention.block == "table",
            quoted(atom) or unfinished(atom) or hanging(atom),
            not _READABLE[0] <= mention.sentence_end - mention.sentence_start <= _READABLE[1],
            -weigh(atom.about, shared) - weigh(atom.told, shared),
        )

    return min(able, key=rank)
