"""How alike the sentences of a story are: shared stems, rare ones weighing more."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from service.timeline.clustering.features import SCALE, log2
from service.timeline.learned.model import Whole

FLOOR = 28 * SCALE
"""Containment in fewer stems than weigh so much says little."""


Floats = npt.NDArray[np.floating]
"""Whole numbers in floats, whose products are quick. Sums of them are exact in any order, where none is too large."""
_EXACT = 1 << 24
"""Sums up to this are exact in single precision, which takes half the time; those of any story in double precision."""


class Stems(NamedTuple):
    """The stems of some sentences: the column of each, and its weight in 1/64 bit."""

    column: dict[str, int]
    weight: Floats

    def bags(self, sets: Sequence[Collection[str]]) -> Floats:
        """A row of zeros and ones for each set of stems."""
        return bags(sets, self.column)

    def weigh(self, bags: Floats) -> Whole:
        """The weight of each bag."""
        found: Whole = np.rint(bags @ self.weight).astype(np.int64)
        return found

    def common(self, some: Floats, others: Floats) -> Whole:
        """The weight of what each bag shares with each other one."""
        found: Whole = np.rint((some * self.weight) @ others.T).astype(np.int64)
        return found


def stems(sets: Sequence[Collection[str]]) -> Stems:
    """The stems of all sentences of a story or chapter, weighed by how many have them."""
    counts = Counter(chain.from_iterable(sets))
    known = {count: log2(len(sets), count) for count in set(counts.values())}
    weights = [known[n] for n in counts.values()]
    precision = np.float32 if sum(weights) < _EXACT else np.float64
    return Stems({stem: i for i, stem in enumerate(counts)}, np.array(weights, precision))


def bags(sets: Sequence[Collection[str]], column: Mapping[str, int]) -> Floats:
    """A row for each set: 1 in the columns of its members, 0 elsewhere; members without a column count for nothing."""
    sizes = list(map(len, sets))
    elsewhere = len(column)  # a column more, for members that have none
    columns = np.fromiter(map(column.get, chain.from_iterable(sets), repeat(elsewhere)), np.intp, sum(sizes))
    rows = np.zeros((len(sets), elsewhere + 1), np.float32)
    rows[np.repeat(np.arange(len(sets)), sizes), columns] = 1.0
    return rows[:, :-1]


def neighbours(like: Whole, least: int) -> list[list[tuple[int, int]]]:
    """For each row the others that it is at least so much like, ascending, and how much."""
    found: list[list[tuple[int, int]]] = [[] for _ in like]
    rows, columns = np.nonzero(like >= least)
    for i, j, value in zip(rows.tolist(), columns.tolist(), like[rows, columns].tolist(), strict=True):
        if i != j:
            found[i].append((j, value))
    return found


def likeness(common: Whole, weight: Whole, other: Whole) -> Whole:
    """Mean of containment and Jaccard, in thousandths, of bags of the weights `weight` (rows) and `other` (columns)."""
    one, two = np.maximum(weight, FLOOR)[:, None], np.maximum(other, FLOOR)[None, :]
    union = np.maximum(one + two - common, FLOOR)
    found: Whole = 500 * common // np.minimum(one, two) + 500 * common // union
    return found
