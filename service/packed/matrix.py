"""The sparse matrix of stories and terms: read by story or by term, changed in place, emptied exactly.

Both directions hold the same entries, in rows of linked blocks, and each entry knows where its twin stands; so an entry
is removed by moving the last one of its row into its place. The order within a row means nothing: all sums are sums of
integers, and whoever looks for the best breaks ties by what is in the state.
"""

from typing import Final, NamedTuple

import numpy as np

from service.packed.compiled import I64, compiled
from service.packed.memory import GrowingArray
from service.packed.rows import BLOCK, HEAD, I32, PLACES, SIZE, Chains, Direction, push, remove

FOUNDED, FIRST, LAST, TOUCHED, LAST_SEQ, SQUARE = range(6)
"""Columns of a story's numbers. SQUARE is the square of the length of its centroid."""
_AHEAD: Final = 1024
"""Room that is made at once, for stories, terms and entries."""


class Arrays(NamedTuple):
    """Both directions, and int64[stories, 6] numbers of the stories."""

    stories: Direction
    terms: Direction
    numbers: I64


class Scratch(NamedTuple):
    """Space of a query: `dots`, zero between calls, and `found` have a place for each story."""

    dots: I64
    found: I32


class Matrix:
    """The memory of the matrix, without stories and terms at first.

    `arrays` and `scratch` are for the compiled code and good until the next `reserve`, so nobody may keep them.
    """

    def __init__(self) -> None:
        self._stories, self._terms = Chains(), Chains()
        self._numbers = GrowingArray(np.int64, 6)
        self._dots, self._found = GrowingArray(np.int64), GrowingArray(np.int32)
        self._room = (0, 0, 0)
        self.arrays, self.scratch = self._views()

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return sum(m.nbytes for m in (self._stories, self._terms, self._numbers, self._dots, self._found))

    def reserve(self, stories: int, terms: int, entries: int) -> None:
        """Make room for so many stories and terms, and for so many more entries."""
        most_stories, most_terms, left = self._room
        if stories > most_stories or terms > most_terms or entries > left:
            most_stories, most_terms, left = stories + _AHEAD, terms + _AHEAD, entries + _AHEAD
            del self.arrays, self.scratch
            self._stories.reserve(most_stories, left)
            self._terms.reserve(most_terms, left)
            for rows in (self._numbers, self._dots, self._found):
                rows.reserve(most_stories)
            self.arrays, self.scratch = self._views()
        self._room = most_stories, most_terms, left - entries

    def _views(self) -> tuple[Arrays, Scratch]:
        arrays = Arrays(self._stories.arrays, self._terms.arrays, self._numbers.array)
        return arrays, Scratch(self._dots.array, self._found.array)

    def size(self, story: int) -> int:
        """How many terms a story has."""
        return int(self.arrays.stories.rows[story, SIZE])

    def centroid(self, story: int) -> list[tuple[int, int]]:
        """The (term, weight) of a story, in no order."""
        rows = self.arrays.stories
        found: list[tuple[int, int]] = []
        block, left = rows.rows[story].tolist()
        while left > 0:
            count = (left - 1) % PLACES + 1
            start = block * BLOCK + 1
            found += [(term, weight) for term, weight, _ in rows.entries[start : start + count].tolist()]
            left, block = left - count, int(rows.entries[block * BLOCK, 0])
        return found


# --- compiled --------------------------------------------------------------------------------------------------------


@compiled
def touch(numbers: I64, story: int, record: tuple[int, int, int, int]) -> None:
    """A record (seq, touched, first, last) came to a story: extend its life, and its span by one that may be empty."""
    seq, touched, first, last = record
    numbers[story, FIRST] = min(numbers[story, FIRST], first)
    numbers[story, LAST] = max(numbers[story, LAST], last)
    numbers[story, TOUCHED] = max(numbers[story, TOUCHED], touched)
    numbers[story, LAST_SEQ] = seq


@compiled
def lookup(terms: I32) -> I32:
    """A hash table of the indices of a few terms, small enough to stay next to the processor: see `index_of`."""
    size = 64
    while size < 8 * terms.shape[0]:
        size *= 2
    table = np.zeros(size, np.int32)
    for i in range(terms.shape[0]):
        at = terms[i] & (size - 1)
        while table[at] != 0:
            at = (at + 1) & (size - 1)
        table[at] = i + 1
    return table


@compiled
def index_of(table: I32, terms: I32, term: int) -> int:
    """The index of a term, -1 when it is not among them."""
    at = term & (table.shape[0] - 1)
    while table[at] != 0 and terms[table[at] - 1] != term:
        at = (at + 1) & (table.shape[0] - 1)
    return int(table[at]) - 1


@compiled
def add(matrix: Arrays, story: int, terms: I32, weights: I64) -> int:
    """Add a vector to a story; returns how many terms the story has now."""
    stories, postings, square = matrix.stories, matrix.terms, 0
    table, fresh = lookup(terms), np.ones(terms.shape[0], np.bool_)
    left, block = stories.rows[story, SIZE], stories.rows[story, HEAD]
    while left > 0:
        count = (left - 1) % PLACES + 1
        for at in range(block * BLOCK + 1, block * BLOCK + 1 + count):
            i = index_of(table, terms, stories.entries[at, 0])
            if i >= 0:
                fresh[i] = False
                before = stories.entries[at, 1]
                stories.entries[at, 1] = before + weights[i]
                postings.entries[stories.entries[at, 2], 1] = before + weights[i]
                square += weights[i] * (weights[i] + 2 * before)
        left -= count
        block = stories.entries[block * BLOCK, 0]
    terms, weights = terms[fresh], weights[fresh]
    ours, theirs = stories.entries, postings.entries
    places, twins = push(stories, np.full(terms.shape[0], story, np.int32)), push(postings, terms)
    for i in range(terms.shape[0]):
        at, twin = places[i], twins[i]
        ours[at, 0], ours[at, 1], ours[at, 2] = terms[i], weights[i], twin
        theirs[twin, 0], theirs[twin, 1], theirs[twin, 2] = story, weights[i], at
        square += weights[i] * weights[i]
    matrix.numbers[story, SQUARE] += square
    return int(stories.rows[story, SIZE])


@compiled
def subtract(matrix: Arrays, story: int, terms: I32, weights: I64) -> None:
    """The inverse of `add`; what a story holds less of than that (it may have been trimmed) it holds no more."""
    stories, square, table = matrix.stories, 0, lookup(terms)
    left, block = stories.rows[story, SIZE], stories.rows[story, HEAD]
    while left > 0:
        count = (left - 1) % PLACES + 1
        older = stories.entries[block * BLOCK, 0]  # the block may become free on the way
        for at in range(block * BLOCK + count, block * BLOCK, -1):
            i = index_of(table, terms, stories.entries[at, 0])
            if i >= 0:
                before = stories.entries[at, 1]
                after = max(0, before - weights[i])
                square += before * before - after * after
                stories.entries[at, 1] = after
                matrix.terms.entries[stories.entries[at, 2], 1] = after
                if after == 0:
                    _take_out(matrix, story, at)
        left -= count
        block = older
    matrix.numbers[story, SQUARE] -= square


@compiled
def drop(matrix: Arrays, story: int) -> None:
    """Remove a story with all its entries."""
    stories = matrix.stories
    while stories.rows[story, SIZE] > 0:
        at = stories.rows[story, HEAD] * BLOCK + 1 + (stories.rows[story, SIZE] - 1) % PLACES
        _take_out(matrix, story, at)


@compiled
def _take_out(matrix: Arrays, story: int, at: int) -> None:
    term = matrix.stories.entries[at, 0]
    remove(matrix.terms, matrix.stories, term, matrix.stories.entries[at, 2])
    remove(matrix.stories, matrix.terms, story, at)
