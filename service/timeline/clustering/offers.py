"""Events that nothing dates outright: sentences of several articles that tell the same, dated by what is likeliest."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from service.timeline.clustering.days import day, named
from service.timeline.clustering.sentences import Sentence, Span
from service.timeline.clustering.tellings import Chapter, Telling

COPIED = 500
"""Nobody writes so much alike of another day: an undated lead then has the day of the first."""
OFFERS = 64
"""A story keeps so many, those that matter most."""


Origin = tuple[tuple[Sentence, ...], tuple[Span, ...]]
"""What the entry of an offer is made of: its sentences, and the days of each."""


class Offer(NamedTuple):
    """Tellings of one event, canonical order, with the days of each and their log odds; all of these days meet."""

    tellings: tuple[Telling, ...]
    days: tuple[Span, ...]
    odds: tuple[int, ...]

    @property
    def matter(self) -> int:
        """How far it matters at most."""
        return max(t.matter for t in self.tellings)

    @property
    def origin(self) -> Origin:
        """What its entry is made of."""
        return tuple([t.sentence for t in self.tellings]), self.days

    def without(self, taken: Collection[tuple[str, int]]) -> "Offer":
        """The offer without the tellings at some places, which another event has."""
        kept = [i for i, t in enumerate(self.tellings) if t.sentence.place not in taken]
        if len(kept) == len(self.tellings):
            return self
        return Offer(
            tuple(self.tellings[i] for i in kept), tuple(self.days[i] for i in kept), tuple(self.odds[i] for i in kept)
        )


def gather(offers: Sequence[Offer], chapter: Chapter, taken: Collection[tuple[str, int]]) -> list[Offer]:
    """The offers after one more chapter: each of its sentences that is not `taken` joins the one it is most like.

    The first tellings of `chapter` are the first ones of `offers`. One article tells an event once.
    """
    found = [[(n, offer.days[0], offer.odds[0])] for n, offer in enumerate(offers)]
    span = [(max(a for a, _ in o.days), min(b for _, b in o.days)) for o in offers]
    articles = [{t.sentence.article.id for t in offer.tellings} for offer in offers]
    host = {n: n for n in range(len(offers))}
    days = named(chapter.tellings)
    for i in range(len(offers), len(chapter.tellings)):
        sentence = chapter.tellings[i].sentence
        if sentence.place in taken:
            continue
        (low, high), odds = day(chapter, i, days)
        best, number = 0, None
        for j, like in chapter.near[i]:
            n = host.get(j)  # none for those that come later
            if n is None or sentence.article.id in articles[n]:
                continue
            if (low > span[n][1] or high < span[n][0]) and not (
                sentence.lead and not sentence.dated and like >= COPIED
            ):
                continue
            if like > best:
                best, number = like, n
        if number is None:
            number = len(found)
            found.append([])
            span.append((low, high))
            articles.append(set())
        if low > span[number][1] or high < span[number][0]:
            low, high = span[number]
        found[number].append((i, (low, high), odds))
        span[number] = max(span[number][0], low), min(span[number][1], high)
        articles[number].add(sentence.article.id)
        host[i] = number
    grown = [_grown(offers[n] if n < len(offers) else None, members, chapter) for n, members in enumerate(found)]
    strongest = sorted(range(len(grown)), key=lambda n: (-grown[n].matter, n))[:OFFERS]
    return [grown[n] for n in sorted(strongest)]


def _grown(offer: Offer | None, members: Sequence[tuple[int, Span, int]], chapter: Chapter) -> Offer:
    if offer is not None:
        members = members[1:]
        if not members:
            return offer
    old = offer or Offer((), (), ())
    return Offer(
        (*old.tellings, *(chapter.tellings[i] for i, _, _ in members)),
        (*old.days, *(span for _, span, _ in members)),
        (*old.odds, *(odds for _, _, odds in members)),
    )
