"""The sparse matrix of stories and terms: read by story or by term, changed in place, emptied exactly.

Both directions hold the same entries, in rows of linked blocks, and each entry knows where its twin stands; so an entry
is removed by moving the last one of its row into its place. The order within a row means nothing: all sums are sums of
integers, and whoever looks for the best breaks ties by what is in the state.
"""

from typing import Final, NamedTuple

import numpy as np

from service.lane.kernels import I64, compiled
from service.lane.rows import BLOCK, F64, HEAD, I32, MARK, PLACES, SIZE, Rows, fit, no_rows, push, remove

FOUNDED, FIRST, LAST, TOUCHED, LAST_SEQ, SQUARE = range(6)
"""Columns of a story's numbers. SQUARE is the square of the length of its centroid."""
MICRO: Final = 1_000_000
"""Scores are compared as whole millionths."""


class Matrix(NamedTuple):
    """Both directions, and int64[stories, 6] numbers of the stories."""

    stories: Rows
    terms: Rows
    numbers: I64


class Scratch(NamedTuple):
    """Space of a query.

    `dots`, zero between calls, and `found` have a place for each story, `shortlist` for each candidate, `skipped` for
    each term of a vector.
    """

    dots: I64
    found: I32
    shortlist: I32
    skipped: I32


def empty(candidates: int, vector_terms: int) -> tuple[Matrix, Scratch]:
    """A matrix without stories and terms, and the space for queries of it."""
    return (
        Matrix(no_rows(), no_rows(), np.zeros((0, 6), np.int64)),
        Scratch(
            np.zeros(0, np.int64),
            np.zeros(0, np.int32),
            np.zeros(candidates, np.int32),
            np.zeros(vector_terms, np.int32),
        ),
    )


def reserve_story(matrix: Matrix, scratch: Scratch, story: int) -> None:
    """Make room for this story."""
    for array in (matrix.stories.rows, matrix.numbers, scratch.found, scratch.dots):
        fit(array, story + 1)


def reserve(matrix: Matrix, terms: int, entries: int) -> None:
    """Make room for so many terms and so many more entries, in steps that take no noticeable time."""
    fit(matrix.terms.rows, terms)
    for rows in (matrix.stories, matrix.terms):
        _, used, free = rows.spare.tolist()
        fit(rows.entries, (used - free + entries) * BLOCK)


def nbytes(matrix: Matrix) -> int:
    """Bytes of the arrays."""
    directions = sum(array.nbytes for rows in (matrix.stories, matrix.terms) for array in rows)
    return int(directions + matrix.numbers.nbytes)


def size(matrix: Matrix, story: int) -> int:
    """How many terms a story has."""
    return int(matrix.stories.rows[story, SIZE])


def centroid(matrix: Matrix, story: int) -> list[tuple[int, int]]:
    """The (term, weight) of a story, in no order."""
    rows = matrix.stories
    found: list[tuple[int, int]] = []
    block, left, _ = rows.rows[story].tolist()
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
def add(matrix: Matrix, story: int, terms: I32, weights: I64) -> None:
    """Add a vector to a story."""
    stories, rows, square = matrix.stories, matrix.terms.rows, 0
    for i in range(terms.shape[0]):
        rows[terms[i], MARK] = i + 1
    left, block = stories.rows[story, SIZE], stories.rows[story, HEAD]
    while left > 0:
        count = (left - 1) % PLACES + 1
        for at in range(block * BLOCK + 1, block * BLOCK + 1 + count):
            term = stories.entries[at, 0]
            if rows[term, MARK]:
                weight, before = weights[rows[term, MARK] - 1], stories.entries[at, 1]
                rows[term, MARK] = 0
                stories.entries[at, 1] = before + weight
                matrix.terms.entries[stories.entries[at, 2], 1] = before + weight
                square += weight * (weight + 2 * before)
        left -= count
        block = stories.entries[block * BLOCK, 0]
    for i in range(terms.shape[0]):
        if rows[terms[i], MARK]:
            rows[terms[i], MARK] = 0
            at = push(stories, story, terms[i], weights[i])
            twin = push(matrix.terms, terms[i], story, weights[i])
            stories.entries[at, 2] = twin
            matrix.terms.entries[twin, 2] = at
            square += weights[i] * weights[i]
    matrix.numbers[story, SQUARE] += square


@compiled
def subtract(matrix: Matrix, story: int, terms: I32, weights: I64) -> None:
    """The inverse of `add`; what a story holds less of than that (it may have been trimmed) it holds no more."""
    stories, rows, square = matrix.stories, matrix.terms.rows, 0
    for i in range(terms.shape[0]):
        rows[terms[i], MARK] = i + 1
    left, block = stories.rows[story, SIZE], stories.rows[story, HEAD]
    while left > 0:
        count = (left - 1) % PLACES + 1
        older = stories.entries[block * BLOCK, 0]  # the block may become free on the way
        for at in range(block * BLOCK + count, block * BLOCK, -1):
            term = stories.entries[at, 0]
            if rows[term, MARK]:
                weight, before = weights[rows[term, MARK] - 1], stories.entries[at, 1]
                rows[term, MARK] = 0
                after = max(0, before - weight)
                square += before * before - after * after
                stories.entries[at, 1] = after
                matrix.terms.entries[stories.entries[at, 2], 1] = after
                if after == 0:
                    _take_out(matrix, story, at)
        left -= count
        block = older
    matrix.numbers[story, SQUARE] -= square


@compiled
def drop(matrix: Matrix, story: int) -> None:
    """Remove a story with all its entries."""
    stories = matrix.stories
    while stories.rows[story, SIZE] > 0:
        at = stories.rows[story, HEAD] * BLOCK + 1 + (stories.rows[story, SIZE] - 1) % PLACES
        _take_out(matrix, story, at)


@compiled
def _take_out(matrix: Matrix, story: int, at: int) -> None:
    term = matrix.stories.entries[at, 0]
    remove(matrix.terms, matrix.stories, term, matrix.stories.entries[at, 2])
    remove(matrix.stories, matrix.terms, story, at)


@compiled
def nearest(
    matrix: Matrix, scratch: Scratch, vector: tuple[I32, I64], cap: int, when: tuple[int, int, float]
) -> tuple[int, int, int, int, int]:
    """The two best open stories for a vector: (story, score, story, score, open stories met); -1 for none.

    `vector` is (terms, weights), -1 for a term that no story holds; `when` is (event time, least touched of an open
    story, decay in seconds). Terms held by more than `cap` stories lead to none, but the rarest does in any case; the
    shortlist is made without them, then they are added to its scores. Scores are in millionths; equal scores go to
    the story founded first.
    """
    terms, weights = vector
    met, skipped = _dot_products(matrix, scratch, terms, weights, cap)
    numbers, shortlist = matrix.numbers, scratch.shortlist
    kept, candidates, rates = _shortlist(matrix, scratch, met, _square(weights), when)
    for i in scratch.skipped[:skipped]:
        matrix.terms.rows[terms[i], MARK] = i + 1
    first, first_score, second, second_score = -1, -1, -1, -1
    for k in range(kept):
        story = shortlist[k]
        dot = scratch.dots[story] + (_marked(matrix, story, weights) if skipped else 0)
        score = int(dot * rates[k] * MICRO + 0.5)
        if _ahead(numbers, score, story, first_score, first):
            second, second_score, first, first_score = first, first_score, story, score
        elif _ahead(numbers, score, story, second_score, second):
            second, second_score = story, score
    for i in scratch.skipped[:skipped]:
        matrix.terms.rows[terms[i], MARK] = 0
    for k in range(met):
        scratch.dots[scratch.found[k]] = 0
    return first, first_score, second, second_score, candidates


@compiled
def _dot_products(matrix: Matrix, scratch: Scratch, terms: I32, weights: I64, cap: int) -> tuple[int, int]:
    """Fills `dots`, `found` with the stories met and `skipped` with the terms left out; returns how many of each."""
    rows, rarest, least, met, out = matrix.terms, -1, 0, 0, 0
    for i in range(terms.shape[0]):
        size = rows.rows[terms[i], SIZE] if terms[i] >= 0 else 0
        if size > 0 and (rarest < 0 or size < least):
            rarest, least = i, size
    for i in range(terms.shape[0]):
        left = rows.rows[terms[i], SIZE] if terms[i] >= 0 else 0
        if left > cap and i != rarest:
            scratch.skipped[out] = i
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
    return met, out


@compiled
def _shortlist(
    matrix: Matrix, scratch: Scratch, met: int, square: int, when: tuple[int, int, float]
) -> tuple[int, int, F64]:
    event_time, open_since, decay_seconds = when
    numbers, shortlist = matrix.numbers, scratch.shortlist
    scores = np.empty(shortlist.shape[0], np.float64)
    rates = np.empty(shortlist.shape[0], np.float64)
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
        if place < shortlist.shape[0]:
            kept = min(kept + 1, shortlist.shape[0])
            for j in range(kept - 1, place, -1):
                shortlist[j], scores[j], rates[j] = shortlist[j - 1], scores[j - 1], rates[j - 1]
            shortlist[place], scores[place], rates[place] = story, score, rate
    return kept, candidates, rates


@compiled
def _ahead(numbers: I64, score: float, story: int, other_score: float, other: int) -> bool:
    if other < 0 or score != other_score:
        return other < 0 or score > other_score
    return bool(numbers[story, FOUNDED] < numbers[other, FOUNDED])


@compiled
def _marked(matrix: Matrix, story: int, weights: I64) -> int:
    rows, dot = matrix.stories, 0
    left, block = rows.rows[story, SIZE], rows.rows[story, HEAD]
    while left > 0:
        count = (left - 1) % PLACES + 1
        for at in range(block * BLOCK + 1, block * BLOCK + 1 + count):
            i = matrix.terms.rows[rows.entries[at, 0], MARK]
            if i:
                dot += weights[i - 1] * rows.entries[at, 1]
        left -= count
        block = rows.entries[block * BLOCK, 0]
    return dot


@compiled
def _square(weights: I64) -> int:
    square = 0
    for i in range(weights.shape[0]):
        square += weights[i] * weights[i]
    return square
