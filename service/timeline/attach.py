"""Undated mentions join the event that they fit best; they never found one."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date

from msgspec.structs import replace

from service.timeline.features import Atom
from service.timeline.link import CHAIN
from service.timeline.pairs import COMMON
from service.timeline.score import UNDATED, UNDATED_ONLY, score

Heads = Sequence[Atom]
"""Mentions of an event with which undated ones are compared; at least one."""
_ANY_DAY = date.max.toordinal()


def attach(undated: Iterable[Atom], events: Sequence[Heads], weights: Mapping[str, int]) -> dict[int, list[Atom]]:
    """Undated mentions by the number of the event that they fit best, those that fit none left out."""
    alike: dict[tuple[frozenset[str], frozenset[str]], dict[int, list[Atom]]] = {}
    for atom in undated:
        # What is told as past cannot be an event of a later day.
        latest = atom.prepared.published if atom.mention.modality == "occurred" else _ANY_DAY
        alike.setdefault((atom.about, atom.told), {}).setdefault(latest, []).append(atom)
    offers = _Offers(events, {feature for _, told in alike for feature in told}, weights)
    joined: dict[int, list[Atom]] = {}
    for by_day in alike.values():
        atom = next(iter(by_day.values()))[0]
        likely = offers.to(atom)
        for latest, atoms in by_day.items():
            host = _best(likely, atom, latest, weights)
            if host is not None:
                joined.setdefault(host, []).extend(atoms)
    return joined


def _best(offers: Iterable["_Offer"], atom: Atom, latest: int, weights: Mapping[str, int]) -> int | None:
    """The number of the event that a mention fits best, the first of equals; None when it fits none."""
    best, number = 0, None
    for offer in offers:
        if offer.bound < best:
            break
        value = offer.value(atom, latest, weights)
        if value > best or (value == best and number is not None and offer.number < number):
            best, number = value, offer.number
    return number


class _Offer:
    """An event that an undated mention may join. `bound` is no less than its score with any of the heads.

    `only`: no other event is of this kind, so a name in common and less likeness will do.
    """

    def __init__(self, bound: int, number: int, heads: Heads, only: bool) -> None:
        self.bound, self.number = bound, number
        self._heads, self._only = heads, only
        self._scores: list[int] = []

    def value(self, atom: Atom, latest: int, weights: Mapping[str, int]) -> int:
        """How well the mention fits: its best score, if that is enough and the average holds; else 0.

        Only heads that are not after the day `latest` count.
        """
        if not self._scores:
            self._scores = [score(atom, head, weights) for head in self._heads]
        values = [value for value, head in zip(self._scores, self._heads, strict=True) if head.low <= latest]
        named = self._only and _share_name(atom, (head for head in self._heads if head.low <= latest))
        threshold = UNDATED_ONLY if named else UNDATED
        best = max(values, default=0)
        return best if best >= threshold and sum(values) * 1000 >= threshold * CHAIN * len(values) else 0


def _share_name(atom: Atom, heads: Iterable[Atom]) -> bool:
    return any(feature[0] == "n" for head in heads for feature in atom.about & head.about)


class _Offers:
    """Finds the events that a mention may join."""

    def __init__(self, events: Sequence[Heads], wanted: Set[str], weights: Mapping[str, int]) -> None:
        self._events, self._weights = events, weights
        self._envelopes = [_envelope(heads) for heads in events]
        self._index: dict[str, list[int]] = {feature: [] for feature in wanted}
        for n, envelope in enumerate(self._envelopes):
            for feature in envelope.told & wanted:
                self._index[feature].append(n)

    def to(self, atom: Atom) -> list[_Offer]:
        """Those of events that share a rare feature with a mention and may be like enough, by falling bound."""
        near: set[int] = set()
        only: set[int] = set()
        for feature in atom.told:
            posting = self._index[feature]
            if len(posting) <= COMMON:
                near.update(posting)
            if len(posting) == 1 and feature in atom.kinds:
                only.update(posting)
        bounds = [(-score(atom, self._envelopes[n], self._weights), n) for n in near]
        return [
            _Offer(-bound, n, self._events[n], n in only)
            for bound, n in sorted(bounds)
            if -bound >= (UNDATED_ONLY if n in only else UNDATED)
        ]


def _envelope(heads: Heads) -> Atom:
    """A mention with all features of the heads: no mention scores more with a head than with it."""
    if len(heads) == 1:
        return heads[0]
    return replace(
        heads[0],
        about=frozenset().union(*(head.about for head in heads)),
        told=frozenset().union(*(head.told for head in heads)),
        kinds=frozenset().union(*(head.kinds for head in heads)) if all(head.kinds for head in heads) else frozenset(),
        quantities=frozenset().union(*(head.quantities for head in heads)),
        weight=min(head.weight for head in heads),
    )
