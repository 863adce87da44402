"""How alike the sentences of a story are: shared stems, rare ones weighing more."""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np

from service.timeline.clustering.features import SCALE, log2
from service.timeline.learned.model import Whole

FLOOR = 28 * SCALE
"""Containment in fewer stems than weigh so much says little."""


class Stems(NamedTuple):
    """The stems of some sentences: the column of each, and its weight in 1/64 bit (in floats: sums stay exact)."""

    column: dict[str, int]
    weight: np.ndarray

    def bags(self, sets: Sequence[Collection[str]]) -> np.ndarray:
        """A row of zeros and ones for each set of stems."""
        sizes = list(map(len, sets))
        elsewhere = len(self.column)  # a column more, for stems that no sentence has
        found = map(self.column.get, chain.from_iterable(sets), repeat(elsewhere))
        columns = np.fromiter(found, np.intp, sum(sizes))
        rows = np.zeros((len(sets), elsewhere + 1))
        rows[np.repeat(np.arange(len(sets)), sizes), columns] = 1.0
        return rows[:, :-1]

    def weigh(self, bags: np.ndarray) -> Whole:
        """The weight of each bag."""
        found: Whole = np.rint(bags @ self.weight).astype(np.int64)
        return found

    def common(self, some: np.ndarray, others: np.ndarray) -> Whole:
        """The weight of what each bag shares with each other one: whole numbers below 2**53, exact in any order."""
        found: Whole = np.rint((some * self.weight) @ others.T).astype(np.int64)
        return found


def stems(sets: Sequence[Collection[str]]) -> Stems:
    """The stems of all sentences of a story or chapter, weighed by how many have them."""
    counts = Counter(chain.from_iterable(sets))
    known = {count: float(log2(len(sets), count)) for count in set(counts.values())}
    return Stems({stem: i for i, stem in enumerate(counts)}, np.array([known[n] for n in counts.values()]))


def likeness(common: Whole, weight: Whole, other: Whole) -> Whole:
    """Mean of containment and Jaccard, in thousandths, of bags of the weights `weight` (rows) and `other` (columns)."""
    one, two = np.maximum(weight, FLOOR)[:, None], np.maximum(other, FLOOR)[None, :]
    union = np.maximum(one + two - common, FLOOR)
    found: Whole = 500 * common // np.minimum(one, two) + 500 * common // union
    return found
