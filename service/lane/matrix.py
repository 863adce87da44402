"""The sparse matrix of stories and terms: read by story or by term, changed in place, emptied exactly.

Both directions hold the same entries, in rows of linked blocks, and each entry knows where its twin stands; so an entry
is removed by moving the last one of its row into its place. The order within a row means nothing: all sums are sums of
integers, and whoever looks for the best breaks ties by what is in the state.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.lane.kernels import I64, compiled

I32 = NDArray[np.int32]
F64 = NDArray[np.float64]

BLOCK: Final = 8
"""Entries of a block: most terms are in few stories, and a walk should not jump at every entry."""
FOUNDED, FIRST, LAST, TOUCHED, LAST_SEQ, SQUARE = range(6)
"""Columns of a story's numbers. SQUARE is the square of the length of its centroid."""
MICRO: Final = 1_000_000
"""Scores are compared as whole millionths."""


class Rows(NamedTuple):
    """One direction. An entry is (row of its twin, weight, place of its twin).

    `entries` int32[blocks * BLOCK, 3]; `before` int32[blocks], the next older block of a row or of the free list;
    `head` int32[rows], the newest block; `size` int32[rows]; `spare` int64[3]: first free block, blocks ever used,
    blocks in the free list.
    """

    entries: I32
    before: I32
    head: I32
    size: I32
    spare: I64


class Matrix(NamedTuple):
    """Both directions, six numbers for each story, and scratch space.

    Zero between calls: `mark`, by term, and `dots`, by story. `found` has a place for each story, `shortlist` for each
    candidate, `skipped` for each term of a vector.
    """

    stories: Rows
    terms: Rows
    numbers: I64
    mark: I32
    dots: I64
    found: I32
    shortlist: I32
    skipped: I32


def empty(candidates: int, vector_terms: int) -> Matrix:
    """A matrix without stories and terms."""
    return Matrix(
        stories=_no_rows(),
        terms=_no_rows(),
        numbers=np.zeros((0, 6), np.int64),
        mark=np.zeros(0, np.int32),
        dots=np.zeros(0, np.int64),
        found=np.zeros(0, np.int32),
        shortlist=np.zeros(candidates, np.int32),
        skipped=np.zeros(vector_terms, np.int32),
    )


def _no_rows() -> Rows:
    one = np.zeros(0, np.int32)
    return Rows(np.zeros((0, 3), np.int32), one, one.copy(), one.copy(), np.array([-1, 0, 0], np.int64))


def reserve(matrix: Matrix, story: int, term: int, entries: int) -> None:
    """Make room for this story, this term and so many more entries, in steps that take no noticeable time."""
    if story >= len(matrix.dots):
        for array in (matrix.stories.head, matrix.stories.size, matrix.numbers, matrix.found, matrix.dots):
            fit(array, story + 1)
    if term >= len(matrix.mark):
        for array in (matrix.terms.head, matrix.terms.size, matrix.mark):
            fit(array, term + 1)
    for rows in (matrix.stories, matrix.terms):
        _, used, free = rows.spare.tolist()
        fit(rows.before, used - free + entries)
        fit(rows.entries, len(rows.before) * BLOCK, exactly=True)


def fit(array: NDArray[Any], least: int, *, exactly: bool = False) -> None:
    """Grow an array in place, new rows zero, to `least` rows or a step more."""
    size = len(array)
    if size < least:
        size = least if exactly else max(least + 16, size + min(size // 4, 32_768))
        array.resize((size, *array.shape[1:]), refcheck=False)


def centroid(matrix: Matrix, story: int) -> list[tuple[int, int]]:
    """The (term, weight) of a story, in no order."""
    rows = matrix.stories
    found: list[tuple[int, int]] = []
    left, block = int(rows.size[story]), int(rows.head[story])
    while left > 0:
        count = (left - 1) % BLOCK + 1
        entries = rows.entries[block * BLOCK : block * BLOCK + count, :2]
        found += [(twin, weight) for twin, weight in entries.tolist()]
        left, block = left - count, int(rows.before[block])
    return found


# --- compiled --------------------------------------------------------------------------------------------------------


@compiled
def _push(rows: Rows, row: int, twin: int, weight: int) -> int:
    size = int(rows.size[row])
    if size % BLOCK == 0:
        block = rows.spare[0]
        if block >= 0:
            rows.spare[0] = rows.before[block]
            rows.spare[2] -= 1
        else:
            block = rows.spare[1]
            rows.spare[1] += 1
        rows.before[block] = rows.head[row] if size else -1
        rows.head[row] = block
    at = int(rows.head[row]) * BLOCK + size % BLOCK
    rows.entries[at, 0] = twin
    rows.entries[at, 1] = weight
    rows.size[row] = size + 1
    return at


@compiled
def _remove(rows: Rows, twins: Rows, row: int, at: int) -> None:
    size = int(rows.size[row]) - 1
    block = int(rows.head[row])
    last = block * BLOCK + size % BLOCK
    if last != at:
        rows.entries[at] = rows.entries[last]
        twins.entries[rows.entries[at, 2], 2] = at
    rows.size[row] = size
    if size % BLOCK == 0:
        rows.head[row] = rows.before[block]
        rows.before[block] = rows.spare[0]
        rows.spare[0] = block
        rows.spare[2] += 1


@compiled
def add(matrix: Matrix, story: int, terms: I32, weights: I64) -> None:
    """Add a vector to a story."""
    stories, mark, square = matrix.stories, matrix.mark, 0
    for i in range(terms.shape[0]):
        mark[terms[i]] = i + 1
    left, block = stories.size[story], stories.head[story]
    while left > 0:
        count = (left - 1) % BLOCK + 1
        for at in range(block * BLOCK, block * BLOCK + count):
            term = stories.entries[at, 0]
            if mark[term]:
                weight, before = weights[mark[term] - 1], stories.entries[at, 1]
                mark[term] = 0
                stories.entries[at, 1] = before + weight
                matrix.terms.entries[stories.entries[at, 2], 1] = before + weight
                square += weight * (weight + 2 * before)
        left -= count
        block = stories.before[block]
    for i in range(terms.shape[0]):
        if mark[terms[i]]:
            mark[terms[i]] = 0
            at = _push(stories, story, terms[i], weights[i])
            twin = _push(matrix.terms, terms[i], story, weights[i])
            stories.entries[at, 2] = twin
            matrix.terms.entries[twin, 2] = at
            square += weights[i] * weights[i]
    matrix.numbers[story, SQUARE] += square


@compiled
def subtract(matrix: Matrix, story: int, terms: I32, weights: I64) -> None:
    """The inverse of `add`."""
    stories, mark, square = matrix.stories, matrix.mark, 0
    for i in range(terms.shape[0]):
        mark[terms[i]] = i + 1
    left, block = stories.size[story], stories.head[story]
    while left > 0:
        count = (left - 1) % BLOCK + 1
        older = stories.before[block]  # the block may become free on the way
        for at in range(block * BLOCK + count - 1, block * BLOCK - 1, -1):
            term = stories.entries[at, 0]
            if mark[term]:
                weight, before = weights[mark[term] - 1], stories.entries[at, 1]
                mark[term] = 0
                square += weight * (2 * before - weight)
                stories.entries[at, 1] = before - weight
                matrix.terms.entries[stories.entries[at, 2], 1] = before - weight
                if before == weight:
                    _take_out(matrix, story, at)
        left -= count
        block = older
    matrix.numbers[story, SQUARE] -= square


@compiled
def drop(matrix: Matrix, story: int) -> None:
    """Remove a story with all its entries."""
    stories = matrix.stories
    while stories.size[story] > 0:
        at = stories.head[story] * BLOCK + (stories.size[story] - 1) % BLOCK
        _take_out(matrix, story, at)


@compiled
def _take_out(matrix: Matrix, story: int, at: int) -> None:
    term = matrix.stories.entries[at, 0]
    _remove(matrix.terms, matrix.stories, term, matrix.stories.entries[at, 2])
    _remove(matrix.stories, matrix.terms, story, at)


@compiled
def dot_products(matrix: Matrix, terms: I32, weights: I64, cap: int) -> tuple[int, int]:
    """Dot products of a vector with all stories, but for terms held by more than `cap` stories (-1: no such term).

    The rarest term is walked in any case. Fills `dots`, `found` with the stories met and `skipped` with the numbers of
    the terms left out; returns how many of each.
    """
    rows, rarest, least, met, out = matrix.terms, -1, 0, 0, 0
    for i in range(terms.shape[0]):
        size = rows.size[terms[i]] if terms[i] >= 0 else 0
        if size > 0 and (rarest < 0 or size < least):
            rarest, least = i, size
    for i in range(terms.shape[0]):
        left = rows.size[terms[i]] if terms[i] >= 0 else 0
        if left > cap and i != rarest:
            matrix.skipped[out] = i
            out += 1
            continue
        block = rows.head[terms[i]] if left > 0 else -1
        while left > 0:
            count = (left - 1) % BLOCK + 1
            for at in range(block * BLOCK, block * BLOCK + count):
                story = rows.entries[at, 0]
                if matrix.dots[story] == 0:
                    matrix.found[met] = story
                    met += 1
                matrix.dots[story] += weights[i] * rows.entries[at, 1]
            left -= count
            block = rows.before[block]
    return met, out


@compiled
def best(
    matrix: Matrix, counts: tuple[int, int], terms: I32, weights: I64, when: tuple[int, int, float]
) -> tuple[int, int, int, int, int]:
    """The two best open stories after `dot_products`: (story, score, story, score, open stories met); -1 for none.

    `counts` are what that returned, `when` is (event time, least touched of an open story, decay in seconds). The
    shortlist is made from the dot products so far, then the skipped terms are added to theirs. Scores are in
    millionths; equal scores go to the story founded first. Zeroes `dots`.
    """
    met, skipped = counts
    numbers, shortlist = matrix.numbers, matrix.shortlist
    rates = np.empty(shortlist.shape[0], np.float64)
    kept, candidates = _shortlist(matrix, met, _square(weights), when, rates)
    for i in matrix.skipped[:skipped]:
        matrix.mark[terms[i]] = i + 1
    first, first_score, second, second_score = -1, -1, -1, -1
    for k in range(kept):
        story = shortlist[k]
        dot = matrix.dots[story] + (_marked(matrix, story, weights) if skipped else 0)
        score = int(dot * rates[k] * MICRO + 0.5)
        if _ahead(numbers, score, story, first_score, first):
            second, second_score, first, first_score = first, first_score, story, score
        elif _ahead(numbers, score, story, second_score, second):
            second, second_score = story, score
    for i in matrix.skipped[:skipped]:
        matrix.mark[terms[i]] = 0
    for k in range(met):
        matrix.dots[matrix.found[k]] = 0
    return first, first_score, second, second_score, candidates


@compiled
def _shortlist(matrix: Matrix, met: int, square: int, when: tuple[int, int, float], rates: F64) -> tuple[int, int]:
    event_time, open_since, decay_seconds = when
    numbers, shortlist = matrix.numbers, matrix.shortlist
    scores = np.empty(shortlist.shape[0], np.float64)
    kept = candidates = 0
    for k in range(met):
        story = matrix.found[k]
        if numbers[story, TOUCHED] < open_since:
            continue
        candidates += 1
        gap = max(0, numbers[story, FIRST] - event_time, event_time - numbers[story, LAST])
        rate = np.exp(-gap / decay_seconds) / np.sqrt(float(square) * float(numbers[story, SQUARE]))
        score = matrix.dots[story] * rate
        place = kept
        while place > 0 and _ahead(numbers, score, story, scores[place - 1], shortlist[place - 1]):
            place -= 1
        if place < shortlist.shape[0]:
            kept = min(kept + 1, shortlist.shape[0])
            for j in range(kept - 1, place, -1):
                shortlist[j], scores[j], rates[j] = shortlist[j - 1], scores[j - 1], rates[j - 1]
            shortlist[place], scores[place], rates[place] = story, score, rate
    return kept, candidates


@compiled
def _ahead(numbers: I64, score: float, story: int, other_score: float, other: int) -> bool:
    if other < 0 or score != other_score:
        return other < 0 or score > other_score
    return bool(numbers[story, FOUNDED] < numbers[other, FOUNDED])


@compiled
def _marked(matrix: Matrix, story: int, weights: I64) -> int:
    rows, dot = matrix.stories, 0
    left, block = rows.size[story], rows.head[story]
    while left > 0:
        count = (left - 1) % BLOCK + 1
        for at in range(block * BLOCK, block * BLOCK + count):
            i = matrix.mark[rows.entries[at, 0]]
            if i:
                dot += weights[i - 1] * rows.entries[at, 1]
        left -= count
        block = rows.before[block]
    return dot


@compiled
def _square(weights: I64) -> int:
    square = 0
    for i in range(weights.shape[0]):
        square += weights[i] * weights[i]
    return square
