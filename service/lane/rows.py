"""Rows of a sparse matrix: each a chain of small blocks out of one array, which a row takes and gives back."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.lane.kernels import I64, compiled

I32 = NDArray[np.int32]
F64 = NDArray[np.float64]

BLOCK: Final = 8
"""Places of a block: the first leads to the next older block, the others hold entries. Most terms are in few stories,
and a walk should not jump at every entry."""
PLACES: Final = BLOCK - 1
HEAD, SIZE, MARK = range(3)
"""Columns of a row: its newest block, its number of entries, and scratch space, zero between calls."""


class Rows(NamedTuple):
    """One direction. An entry is (row of its twin, weight, place of its twin).

    `rows` int32[rows, 3]; `entries` int32[blocks * BLOCK, 3]; `spare` int64[3]: first free block, blocks ever used,
    blocks in the free list.
    """

    rows: I32
    entries: I32
    spare: I64


def no_rows() -> Rows:
    """One direction of an empty matrix."""
    return Rows(np.zeros((0, 3), np.int32), np.zeros((0, 3), np.int32), np.array([-1, 0, 0], np.int64))


def fit(array: NDArray[Any], least: int) -> None:
    """Grow an array in place, new rows zero, to `least` rows or a step more."""
    size = len(array)
    if size < least:
        size = max(least + 16, size + min(size // 4, 131_072))
        array.resize((size, *array.shape[1:]), refcheck=False)


@compiled
def push(rows: Rows, row: int, twin: int, weight: int) -> int:
    """Add an entry to a row, for which there must be room; returns its place."""
    size = int(rows.rows[row, SIZE])
    if size % PLACES == 0:
        block = int(rows.spare[0])
        if block >= 0:
            rows.spare[0] = rows.entries[block * BLOCK, 0]
            rows.spare[2] -= 1
        else:
            block = int(rows.spare[1])
            rows.spare[1] += 1
        rows.entries[block * BLOCK, 0] = rows.rows[row, HEAD] if size else -1
        rows.rows[row, HEAD] = block
    at = int(rows.rows[row, HEAD]) * BLOCK + 1 + size % PLACES
    rows.entries[at, 0] = twin
    rows.entries[at, 1] = weight
    rows.rows[row, SIZE] = size + 1
    return at


@compiled
def remove(rows: Rows, twins: Rows, row: int, at: int) -> None:
    """Take the entry at a place out of its row: the last one moves there, which its twin is told."""
    size = int(rows.rows[row, SIZE]) - 1
    block = int(rows.rows[row, HEAD])
    last = block * BLOCK + 1 + size % PLACES
    if last != at:
        rows.entries[at] = rows.entries[last]
        twins.entries[rows.entries[at, 2], 2] = at
    rows.rows[row, SIZE] = size
    if size % PLACES == 0:
        rows.rows[row, HEAD] = rows.entries[block * BLOCK, 0]
        rows.entries[block * BLOCK, 0] = rows.spare[0]
        rows.spare[0] = block
        rows.spare[2] += 1
