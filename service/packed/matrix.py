"""The sparse matrix of stories and terms: read by story or by term, changed in place, emptied exactly.

Both directions hold the same entries, in rows of linked blocks, and each entry knows where its twin stands; so an entry
is removed by moving the last one of its row into its place. The order within a row means nothing: all sums are sums of
integers, and whoever looks for the best breaks ties by what is in the state.
"""

from typing import Final, NamedTuple

import numpy as np

from service.packed.compiled import I64, compiled
from service.packed.memory import GrowingArray
from service.packed.rows import BLOCK, F64, HEAD, I32, PLACES, SIZE, Chains, Direction, push, remove

FOUNDED, FIRST, LAST, TOUCHED, LAST_SEQ, SQUARE = range(6)
"""Columns of a story's numbers. SQUARE is the square of the length of its centroid."""
MICRO: Final = 1_000_000
"""Scores are compared as whole millionths."""
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
def _lookup(terms: I32) -> I32:
    """A hash table of the indices of a few terms, small enough to stay next to the processor: see `_index`."""
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
def _index(table: I32, terms: I32, term: int) -> int:
    """The index of a term, -1 when it is not among them."""
    at = term & (table.shape[0] - 1)
    while table[at] != 0 and terms[table[at] - 1] != term:
        at = (at + 1) & (table.shape[0] - 1)
    return int(table[at]) - 1


@compiled
def add(matrix: Arrays, story: int, terms: I32, weights: I64) -> int:
    """Add a vector to a story; returns how many terms the story has now."""
    stories, postings, square = matrix.stories, matrix.terms, 0
    table, fresh = _lookup(terms), np.ones(terms.shape[0], np.bool_)
    left, block = stories.rows[story, SIZE], stories.rows[story, HEAD]
    while left > 0:
        count = (left - 1) % PLACES + 1
        for at in range(block * BLOCK + 1, block * BLOCK + 1 + count):
            i = _index(table, terms, stories.entries[at, 0])
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
    stories, square, table = matrix.stories, 0, _lookup(terms)
    left, block = stories.rows[story, SIZE], stories.rows[story, HEAD]
    while left > 0:
        count = (left - 1) % PLACES + 1
        older = stories.entries[block * BLOCK, 0]  # the block may become free on the way
        for at in range(block * BLOCK + count, block * BLOCK, -1):
            i = _index(table, terms, stories.entries[at, 0])
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


@compiled
def nearest(
    matrix: Arrays, scratch: Scratch, vector: tuple[I32, I64], limits: tuple[int, int], when: tuple[int, int, float]
) -> tuple[int, int, int, int, int]:
    """The two best open stories for a vector: (story, score, story, score, open stories met); -1 for none.

    `vector` is (terms, weights), -1 for a term that no story holds; `limits` is (`cap`, length of the shortlist);
    `when` is (event time, least touched of an open story, decay in seconds). Terms held by more than `cap` stories lead
    to none, but the rarest does in any case; the shortlist is made without them, then they are added to its scores.
    Scores are in millionths; equal scores go to the story founded first.
    """
    terms, weights = vector
    cap, longest = limits
    met, skipped = _dot_products(matrix, scratch, terms, weights, cap)
    numbers = matrix.numbers
    shortlist, rates, candidates = _shortlist(matrix, scratch, (met, longest), _square(weights), when)
    common, common_weights = terms[skipped], weights[skipped]
    table = _lookup(common)
    first, first_score, second, second_score = -1, -1, -1, -1
    for k in range(shortlist.shape[0]):
        story = shortlist[k]
        dot = scratch.dots[story]
        if common.shape[0] > 0:
            dot += _dot_product(matrix.stories, story, table, common, common_weights)
        score = int(dot * rates[k] * MICRO + 0.5)
        if _ahead(numbers, score, story, first_score, first):
            second, second_score, first, first_score = first, first_score, story, score
        elif _ahead(numbers, score, story, second_score, second):
            second, second_score = story, score
    for k in range(met):
        scratch.dots[scratch.found[k]] = 0
    return first, first_score, second, second_score, candidates


@compiled
def _dot_products(matrix: Arrays, scratch: Scratch, terms: I32, weights: I64, cap: int) -> tuple[int, I64]:
    """Fills `dots` and `found`; returns how many stories were met, and the indices of the terms left out."""
    rows, rarest, least, met, out = matrix.terms, -1, 0, 0, 0
    skipped = np.empty(terms.shape[0], np.int64)
    for i in range(terms.shape[0]):
        size = rows.rows[terms[i], SIZE] if terms[i] >= 0 else 0
        if size > 0 and (rarest < 0 or size < least):
            rarest, least = i, size
    for i in range(terms.shape[0]):
        left = rows.rows[terms[i], SIZE] if terms[i] >= 0 else 0
        if left > cap and i != rarest:
            skipped[out] = i
            out += 1
            continue
        block = rows.rows[terms[i], HEAD] if left > 0 else -1
        while left > 0:
            count = (left - 1) % PLACES + 1
            for at in range(block * BLOCK + 1, block * BLOCK + 1 + count):
                story = rows.entries[at, 0]
                if scratch.dots[story] == 0:
                    scratch.found[met] = story
                    met += 1
                scratch.dots[story] += weights[i] * rows.entries[at, 1]
            left -= count
            block = rows.entries[block * BLOCK, 0]
    return met, skipped[:out]


@compiled
def _shortlist(
    matrix: Arrays, scratch: Scratch, counts: tuple[int, int], square: int, when: tuple[int, int, float]
) -> tuple[I64, F64, int]:
    """The best of the stories met, what their dot products are to be multiplied with, and how many of all are open.

    `counts`: how many were met, and how many are wanted.
    """
    met, longest = counts
    event_time, open_since, decay_seconds = when
    numbers, shortlist = matrix.numbers, np.empty(longest, np.int64)
    scores, rates = np.empty(longest, np.float64), np.empty(longest, np.float64)
    kept = candidates = 0
    for k in range(met):
        story = scratch.found[k]
        if numbers[story, TOUCHED] < open_since:
            continue
        candidates += 1
        gap = max(0, numbers[story, FIRST] - event_time, event_time - numbers[story, LAST])
        rate = np.exp(-gap / decay_seconds) / np.sqrt(float(square) * float(numbers[story, SQUARE]))
        score = scratch.dots[story] * rate
        place = kept
        while place > 0 and _ahead(numbers, score, story, scores[place - 1], shortlist[place - 1]):
            place -= 1
        if place < longest:
            kept = min(kept + 1, longest)
            for j in range(kept - 1, place, -1):
                shortlist[j], scores[j], rates[j] = shortlist[j - 1], scores[j - 1], rates[j - 1]
            shortlist[place], scores[place], rates[place] = story, score, rate
    return shortlist[:kept], rates[:kept], candidates


@compiled
def _ahead(numbers: I64, score: float, story: int, other_score: float, other: int) -> bool:
    if other < 0 or score != other_score:
        return other < 0 or score > other_score
    return bool(numbers[story, FOUNDED] < numbers[other, FOUNDED])


@compiled
def _dot_product(stories: Direction, story: int, table: I32, terms: I32, weights: I64) -> int:
    dot = 0
    left, block = stories.rows[story, SIZE], stories.rows[story, HEAD]
    while left > 0:
        count = (left - 1) % PLACES + 1
        for at in range(block * BLOCK + 1, block * BLOCK + 1 + count):
            i = _index(table, terms, stories.entries[at, 0])
            if i >= 0:
                dot += weights[i] * stories.entries[at, 1]
        left -= count
        block = stories.entries[block * BLOCK, 0]
    return dot


@compiled
def _square(weights: I64) -> int:
    square = 0
    for i in range(weights.shape[0]):
        square += weights[i] * weights[i]
    return square
