"""How alike the sentences of a story are: shared stems, rare ones weighing more."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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


class Bags(NamedTuple):
    """Sets of stems: a row of zeros and ones each for those that may be shared, and the weight of all of each set."""

    rows: Floats
    weight: Whole


class Stems(NamedTuple):
    """The stems of some sentences: the column of each, and its weight in 1/64 bit; the first `shared` may be shared."""

    column: dict[str, int]
    weight: Floats
    shared: int

    def bags(self, sets: Sequence[Collection[str]]) -> Bags:
        """The bag of each set of stems; those of no sentence count for nothing."""
        owner, columns = _places(sets, self.column)
        weights = np.append(self.weight, 0.0)[columns]
        whole = np.bincount(owner, weights, len(sets))  # adds in double precision
        rows = _rows(owner, np.minimum(columns, self.shared), (len(sets), self.shared))
        return Bags(rows, np.rint(whole).astype(np.int64))

    def common(self, some: Bags, others: Bags) -> Whole:
        """The weight of what each bag shares with each other one."""
        found: Whole = np.rint((some.rows * self.weight[: self.shared]) @ others.rows.T).astype(np.int64)
        return found


def stems(sets: Sequence[Collection[str]], others: Iterable[Collection[str]] = ()) -> Stems:
    """The stems of all sentences of a story or chapter, weighed by how many have them.

    Most stand in one sentence only, and are shared with nothing but `others`, if bags are made of these as well.
    """
    counts = Counter(chain.from_iterable(sets))
    besides = set(chain.from_iterable(others))
    may = [stem for stem, n in counts.items() if n > 1 or stem in besides]
    column = {stem: i for i, stem in enumerate(dict.fromkeys(chain(may, counts)))}
    known = {count: log2(len(sets), count) for count in set(counts.values())}
    weights = [known[counts[stem]] for stem in column]
    precision = np.float32 if sum(weights) < _EXACT else np.float64
    return Stems(column, np.array(weights, precision), len(may))


def bags(sets: Sequence[Collection[str]], column: Mapping[str, int]) -> Floats:
    """A row for each set: 1 in the columns of its members, 0 elsewhere; members without a column count for nothing."""
    owner, columns = _places(sets, column)
    return _rows(owner, columns, (len(sets), len(column)))


def _places(sets: Sequence[Collection[str]], column: Mapping[str, int]) -> tuple[Whole, Whole]:
    """Row and column of each member of some sets; those without a column have one more than there are."""
    sizes = list(map(len, sets))
    found = map(column.get, chain.from_iterable(sets), repeat(len(column)))
    return np.repeat(np.arange(len(sets)), sizes), np.fromiter(found, np.intp, sum(sizes))


def _rows(owner: Whole, columns: Whole, shape: tuple[int, int]) -> Floats:
    """Zeros of a shape with ones in some places; what stands one column beyond is cut."""
    rows = np.zeros((shape[0], shape[1] + 1), np.float32)
    rows[owner, columns] = 1.0
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
