"""The terms that a lane remembers, and in how many of its articles each is: a hash table of packed numbers.

A term has a column from the first article that holds it to the last; the number of a column means nothing.
"""

import math
from typing import Final, NamedTuple

import numpy as np

from service.packed.compiled import I64, U32, U64, compiled
from service.packed.memory import GrowingArray
from service.packed.rows import F64, I32

_AHEAD: Final = 1024
"""Terms that room is made for at once."""
_TOUCHED_AT_ONCE: Final = 1 << 16
"""Places of a larger table whose memory is touched at once: half a megabyte."""


class _Columns(NamedTuple):
    """By column: its term, its document frequency, the free ones; `spare` int64[3]: free, ever used, in use."""

    term: U32
    frequency: I32
    free: I32
    spare: I64


class Vocabulary:
    """Terms (uint32) with their columns and document frequencies."""

    def __init__(self) -> None:
        self.articles = 0
        self._table, self._larger, self._touched = GrowingArray(np.uint64), GrowingArray(np.uint64), 0
        self._term, self._frequency, self._free = (
            GrowingArray(np.uint32),
            GrowingArray(np.int32),
            GrowingArray(np.int32),
        )
        self._spare: I64 = np.zeros(3, np.int64)
        self._columns, self._room = self._views(), 0

    @property
    def width(self) -> int:
        """One more than the greatest column."""
        return int(self._spare[1])

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return sum(rows.nbytes for rows in (self._table, self._larger, self._term, self._frequency, self._free))

    def find(self, terms: U32) -> I32:
        """int32[n] columns of the terms; -1 for those that no article holds."""
        columns = np.empty(len(terms), np.int32)
        _find(self._table.array, terms, columns)
        return columns

    def rarity(self, terms: U32, background: int) -> F64:
        """float64[n]: log((articles + background) / (document frequency + 1)) of the terms."""
        out = np.empty(len(terms), np.float64)
        _rarity(self._table.array, self._columns, terms, math.log(self.articles + background), out)
        return out

    def count(self, terms: U32) -> I32:
        """Count an article in; int32[n] columns of its distinct terms."""
        if len(terms) > self._room:
            self._make_room(len(terms) + _AHEAD)
        self._room -= len(terms)
        columns = np.empty(len(terms), np.int32)
        _count(self._table.array, self._columns, terms, columns)
        self.articles += 1
        return columns

    def uncount(self, terms: U32, articles: int = 1) -> None:
        """The inverse of `count`, for the terms of some articles one after the other.

        Columns of terms that no article holds any more are free.
        """
        _uncount(self._table.array, self._columns, terms)
        self.articles -= articles

    def term(self, column: int) -> int:
        """The term of a column in use."""
        return int(self._term.array[column])

    def frequencies(self) -> list[tuple[int, int]]:
        """All (term, document frequency), sorted."""
        used = np.flatnonzero(self._frequency.array[: self.width])
        pairs = zip(self._term.array[used].tolist(), self._frequency.array[used].tolist(), strict=True)
        return sorted(pairs)

    def _make_room(self, terms: int) -> None:
        """For so many more terms."""
        self._room = terms
        del self._columns
        for rows in (self._term, self._frequency, self._free):
            rows.reserve(self.width + terms)
        self._columns = self._views()
        least, size = (int(self._spare[2]) + terms) * 3 // 2, len(self._table.array)
        if 5 * least > 4 * size:
            # A larger table will be needed soon. The kernel takes longer to give its memory than the move takes, so it
            # is touched a part at a time.
            self._larger.reserve(max(least, size * 3 // 2))
            self._larger.array[self._touched : self._touched + _TOUCHED_AT_ONCE] |= np.uint64(0)
            self._touched += _TOUCHED_AT_ONCE
        if least > size:
            _move(self._table.array, self._larger.array)
            self._table, self._larger, self._touched = self._larger, GrowingArray(np.uint64), 0

    def _views(self) -> _Columns:
        return _Columns(self._term.array, self._frequency.array, self._free.array, self._spare)


# --- compiled --------------------------------------------------------------------------------------------------------
# An entry of the table is term << 32 | column + 1, 0 where free; linear probing. The place where probing begins grows
# with the term, so a table is moved to a larger one from its beginning to its end, without a jump.


@compiled
def _home(table: U64, term: int) -> int:
    at: int = int(term) * table.shape[0] >> 32
    return at


@compiled
def _place(table: U64, term: int) -> int:
    """Where the term stands, or the free place where it would."""
    at = _home(table, term)
    while table[at] != 0 and int(table[at] >> np.uint64(32)) != int(term):
        at = at + 1 if at + 1 < table.shape[0] else 0
    return at


@compiled
def _find(table: U64, terms: U32, columns: I32) -> None:
    for i in range(terms.shape[0]):
        columns[i] = int(table[_place(table, terms[i])] & np.uint64(0xFFFFFFFF)) - 1


@compiled
def _rarity(table: U64, columns: _Columns, terms: U32, whole: float, out: F64) -> None:
    for i in range(terms.shape[0]):
        column = int(table[_place(table, terms[i])] & np.uint64(0xFFFFFFFF)) - 1
        frequency = columns.frequency[column] if column >= 0 else 0
        out[i] = whole - math.log(frequency + 1.0)


@compiled
def _count(table: U64, columns: _Columns, terms: U32, out: I32) -> None:
    for i in range(terms.shape[0]):  # apart from the next loop, so that the processor fetches all places together
        out[i] = table[_home(table, terms[i])] != 0
    for i in range(terms.shape[0]):
        at = _place(table, terms[i])
        if table[at] == 0:
            if columns.spare[0] > 0:
                columns.spare[0] -= 1
                column = int(columns.free[columns.spare[0]])
            else:
                column = int(columns.spare[1])
                columns.spare[1] += 1
            columns.spare[2] += 1
            columns.term[column] = terms[i]
            columns.frequency[column] = 0
            table[at] = (np.uint64(terms[i]) << np.uint64(32)) | np.uint64(column + 1)
        out[i] = int(table[at] & np.uint64(0xFFFFFFFF)) - 1
        columns.frequency[out[i]] += 1


@compiled
def _uncount(table: U64, columns: _Columns, terms: U32) -> None:
    for i in range(terms.shape[0]):
        at = _place(table, terms[i])
        column = int(table[at] & np.uint64(0xFFFFFFFF)) - 1
        columns.frequency[column] -= 1
        if columns.frequency[column] == 0:
            columns.free[columns.spare[0]] = column
            columns.spare[0] += 1
            columns.spare[2] -= 1
            _clear(table, at)


@compiled
def _clear(table: U64, at: int) -> None:
    """Empty a place and move back what probed past it."""
    size, hole = table.shape[0], at
    at = (at + 1) % size
    while table[at] != 0:
        home = _home(table, int(table[at] >> np.uint64(32)))
        if (at - home) % size >= (at - hole) % size:
            table[hole] = table[at]
            hole = at
        at = (at + 1) % size
    table[hole] = 0


@compiled
def _move(table: U64, larger: U64) -> None:
    for at in range(table.shape[0]):
        if table[at] != 0:
            larger[_place(larger, int(table[at] >> np.uint64(32)))] = table[at]
