"""The search for the stories nearest to an article: sparse dot products over the matrix, a shortlist, exact scores."""

from typing import Final

import numpy as np

from service.packed.compiled import I64, compiled
from service.packed.matrix import FIRST, FOUNDED, LAST, SQUARE, TOUCHED, Arrays, Scratch, index_of, lookup
from service.packed.rows import BLOCK, F64, HEAD, I32, PLACES, SIZE, Direction

MICRO: Final = 1_000_000
"""Scores are compared as whole millionths."""


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
    table = lookup(common)
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
            i = index_of(table, terms, stories.entries[at, 0])
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
