"""The terms that a lane remembers, and in how many of its articles each is: a hash table of packed numbers.

A term has a column from the first article that holds it to the last; the number of a column means nothing.
"""

import math
from typing import NamedTuple

import numpy as np

from service.lane.kernels import I64, U32, U64, compiled
from service.lane.rows import F64, I32, fit

_EMPTY = 1024


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
        self._table: U64 = np.zeros(_EMPTY, np.uint64)
        self._columns = _Columns(
            np.zeros(0, np.uint32), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(3, np.int64)
        )

    @property
    def width(self) -> int:
        """One more than the greatest column."""
        return int(self._columns.spare[1])

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return self._table.nbytes + sum(array.nbytes for array in self._columns)

    def find(self, terms: U32) -> I32:
        """int32[n] columns of the terms; -1 for those that no article holds."""
        columns = np.empty(len(terms), np.int32)
        _find(self._table, terms, columns)
        return columns

    def rarity(self, terms: U32, background: int) -> F64:
        """float64[n]: log((articles + background) / (document frequency + 1)) of the terms."""
        out = np.empty(len(terms), np.float64)
        _rarity(self._table, self._columns, terms, math.log(self.articles + background), out)
        return out

    def count(self, terms: U32) -> I32:
        """Count an article in; int32[n] columns of its distinct terms."""
        for array in self._columns[:3]:
            fit(array, self.width + len(terms))
        if 2 * (int(self._columns.spare[2]) + len(terms)) > len(self._table):
            table = np.zeros(2 * len(self._table), np.uint64)
            _move(self._table, table)
            self._table = table
        columns = np.empty(len(terms), np.int32)
        _count(self._table, self._columns, terms, columns)
        self.articles += 1
        return columns

    def uncount(self, terms: U32) -> None:
        """The inverse of `count`; columns of terms that no article holds any more are free."""
        _uncount(self._table, self._columns, terms)
        self.articles -= 1

    def term(self, column: int) -> int:
        """The term of a column in use."""
        return int(self._columns.term[column])

    def frequencies(self) -> list[tuple[int, int]]:
        """All (term, document frequency), sorted."""
        used = np.flatnonzero(self._columns.frequency[: self.width])
        pairs = zip(self._columns.term[used].tolist(), self._columns.frequency[used].tolist(), strict=True)
        return sorted(pairs)


# --- compiled --------------------------------------------------------------------------------------------------------
# An entry of the table is term << 32 | column + 1, 0 where free; linear probing from the low bits of the term.


@compiled
def _place(table: U64, term: int) -> int:
    """Where the term stands, or the free place where it would."""
    mask = table.shape[0] - 1
    at: int = int(term) & mask
    while table[at] != 0 and int(table[at] >> np.uint64(32)) != int(term):
        at = (at + 1) & mask
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
    mask = table.shape[0] - 1
    hole, at = at, (at + 1) & mask
    while table[at] != 0:
        home = int(table[at] >> np.uint64(32)) & mask
        if ((at - home) & mask) >= ((at - hole) & mask):
            table[hole] = table[at]
            hole = at
        at = (at + 1) & mask
    table[hole] = 0


@compiled
def _move(table: U64, larger: U64) -> None:
    for at in range(table.shape[0]):
        if table[at] != 0:
            larger[_place(larger, int(table[at] >> np.uint64(32)))] = table[at]
