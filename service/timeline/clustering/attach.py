"""Undated mentions join the event that they fit best; they never found one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain

from msgspec import Struct

from service.timeline.clustering.features import Atom
from service.timeline.clustering.link import CHAIN
from service.timeline.clustering.pairs import COMMON
from service.timeline.clustering.score import OTHER_KIND, QUANTITY_BONUS, UNDATED, UNDATED_ONLY, likeness, score

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
    offers = _Offers(events, frozenset().union(*(bag for bags in alike for bag in bags)), weights)
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


class _Offer(Struct, eq=False, gc=False):
    """An event that an undated mention may join. `bound` is no less than its score with any of the heads.

    `only`: no other event is of this kind, so a name in common and less likeness will do.
    """

    bound: int
    number: int
    heads: Heads
    only: bool
    scores: list[int] = []

    def value(self, atom: Atom, latest: int, weights: Mapping[str, int]) -> int:
        """How well the mention fits: its best score, if that is enough and the average holds; else 0.

        Only heads that are not after the day `latest` count.
        """
        if not self.scores:
            self.scores = [score(atom, head, weights) for head in self.heads]
        values = [value for value, head in zip(self.scores, self.heads, strict=True) if head.low <= latest]
        best = max(values, default=0)
        if best < UNDATED_ONLY:
            return 0
        threshold = UNDATED_ONLY if self.only and _share_name(atom, self.heads, latest) else UNDATED
        return best if best >= threshold and sum(values) * 1000 >= threshold * CHAIN * len(values) else 0


def _share_name(atom: Atom, heads: Heads, latest: int) -> bool:
    return any(feature[0] == "n" for head in heads if head.low <= latest for feature in atom.about & head.about)


class _Offers:
    """Finds the events that a mention may join, through an inverted index of what their heads say.

    `wanted` are the features of all mentions that will be asked for.
    """

    def __init__(self, events: Sequence[Heads], wanted: frozenset[str], weights: Mapping[str, int]) -> None:
        self._events, self._weights = events, weights
        self._lightest = [min(head.weight for head in heads) for heads in events]
        self._kinds = [_kinds(heads) for heads in events]
        self._index: dict[str, list[int]] = {feature: [] for feature in wanted}
        for n, heads in enumerate(events):
            told = chain.from_iterable(chain(head.about, head.told) for head in heads)
            for feature in wanted.intersection(told):
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
        common = self._common(atom) if near else []
        bonus = QUANTITY_BONUS if atom.quantities else 0
        found = []
        for n in near:
            least = UNDATED_ONLY if n in only else UNDATED
            lightest = self._lightest[n]
            if common[n] * 1000 < (least - bonus) * (lightest if lightest < atom.weight else atom.weight):
                continue  # it is not even contained
            bound = likeness(common[n], atom.weight, lightest) + bonus
            if atom.kinds and self._kinds[n] and atom.kinds.isdisjoint(self._kinds[n]):
                bound = bound * OTHER_KIND // 1000
            if bound >= least:
                found.append((-bound, n))
        return [_Offer(-bound, n, self._events[n], n in only) for bound, n in sorted(found)]

    def _common(self, atom: Atom) -> list[int]:
        """The weight of what a mention has in common with all heads of each event together."""
        common = [0] * len(self._events)
        for feature in chain(atom.about, atom.told):
            weight = self._weights[feature]
            for n in self._index[feature]:
                common[n] += weight
        return common


def _kinds(heads: Heads) -> frozenset[str]:
    """The kinds of event that the heads tell of; none if one of them is of no kind, so that it may be of any."""
    return frozenset().union(*(head.kinds for head in heads)) if all(head.kinds for head in heads) else frozenset()
