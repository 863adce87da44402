"""The tellings of candidates as columns of whole numbers, folded to one number for each candidate."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from service.timeline.choosing.candidates import Candidate
from service.timeline.clustering.sentences import SIGNS, Sentence
from service.timeline.clustering.tellings import Telling
from service.timeline.learned.model import Whole

T = TypeVar("T", bound=np.generic)
_OWN = ("said", "position", "lead", "quotation", "dated", "vague", "of", "kinds", "names", "pronoun", "opinion")
_COLUMNS = {name: i for i, name in enumerate((*_OWN, "published", "event", "matter", "title", "told", "main"))}
_signs: Callable[[tuple[int, ...]], tuple[int, ...]] = itemgetter(*(SIGNS.index(sign) for sign in _OWN))


class Folded:
    """The tellings of some candidates (at least one), candidate after candidate."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.tellings = [t for c in candidates for t in c.tellings]
        self.sizes = np.array([len(c.tellings) for c in candidates], dtype=np.int64)
        self._starts = self.sizes.cumsum() - self.sizes
        rows = [_row(t) for t in (*self.tellings, *(c.shown for c in candidates))]
        columns = np.ascontiguousarray(np.array(rows, dtype=np.int64).T)
        self._told, self._shown = columns[:, : len(self.tellings)], columns[:, len(self.tellings) :]

    @property
    def sentences(self) -> list[Sentence]:
        """The sentence of each telling."""
        return [t.sentence for t in self.tellings]

    def told(self, name: str) -> Whole:
        """A column of the tellings, one number for each of them."""
        column: Whole = self._told[_COLUMNS[name]]
        return column

    def shown(self, name: str) -> Whole:
        """The same of the sentence that each candidate shows."""
        column: Whole = self._shown[_COLUMNS[name]]
        return column

    def each(self, values: Whole) -> Whole:
        """Numbers of candidates, repeated for each of their tellings."""
        return np.repeat(values, self.sizes)

    def most(self, told: npt.NDArray[T], axis: int = 0) -> npt.NDArray[T]:
        """The greatest number among the tellings of each candidate (along `axis`)."""
        found: npt.NDArray[T] = np.maximum.reduceat(told, self._starts, axis)
        return found

    def least(self, told: npt.NDArray[T], axis: int = 0) -> npt.NDArray[T]:
        """The smallest one."""
        found: npt.NDArray[T] = np.minimum.reduceat(told, self._starts, axis)
        return found

    def mean(self, told: Whole) -> Whole:
        """The mean, rounded down."""
        found: Whole = np.add.reduceat(told, self._starts) // self.sizes
        return found


def _row(t: Telling) -> tuple[int, ...]:
    s = t.sentence
    return (*_signs(s.signs), s.published, t.event, t.matter, t.title, t.told, t.main)
