"""Rows of a sparse matrix: each a chain of small blocks out of one array, which a row takes and gives back."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.packed.compiled import I64, compiled
from service.packed.memory import GrowingArray

I32 = NDArray[np.int32]
F64 = NDArray[np.float64]

BLOCK: Final = 8
"""Places of a block: the first leads to the next older block, the others hold entries. Most terms are in few stories,
and a walk should not jump at every entry."""
PLACES: Final = BLOCK - 1
HEAD, SIZE = range(2)
"""Columns of a row: its newest block and its number of entries."""


class Direction(NamedTuple):
    """One direction. An entry is (row of its twin, weight, place of its twin).

    `rows` int32[rows, 2]; `entries` int32[blocks * BLOCK, 3]; `spare` int64[3]: first free block, blocks ever used,
    blocks in the free list.
    """

    rows: I32
    entries: I32
    spare: I64


class Chains:
    """The memory of one direction."""

    def __init__(self) -> None:
        self._rows, self._entries = GrowingArray(np.int32, 2), GrowingArray(np.int32, 3)
        self._spare: I64 = np.array([-1, 0, 0], np.int64)

    @property
    def arrays(self) -> Direction:
        """For the compiled code; good until the next `reserve`, so nobody may keep it."""
        return Direction(self._rows.array, self._entries.array, self._spare)

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return self._rows.nbytes + self._entries.nbytes

    def reserve(self, rows: int, entries: int) -> None:
        """Make room for so many rows and for so many more entries, each in a block of its own."""
        _, used, free = self._spare.tolist()
        self._rows.reserve(rows)
        self._entries.reserve(max(used, used - free + entries) * BLOCK)


@compiled
def push(rows: Direction, targets: I32) -> I64:
    """Places of one more entry for each of these rows, for which there must be room.

    All in one loop: a call for each entry would cost more than its work.
    """
    heads, entries, spare = rows.rows, rows.entries, rows.spare
    places = np.empty(targets.shape[0], np.int64)
    for i in range(targets.shape[0]):  # apart from the next loop, so that the processor fetches all blocks together
        places[i] = entries[heads[targets[i], HEAD] * BLOCK, 0]
    for i in range(targets.shape[0]):
        row = targets[i]
        size = int(heads[row, SIZE])
        if size % PLACES == 0:
            block = int(spare[0])
            if block >= 0:
                spare[0] = entries[block * BLOCK, 0]
                spare[2] -= 1
            else:
                block = int(spare[1])
                spare[1] += 1
            entries[block * BLOCK, 0] = heads[row, HEAD] if size else -1
            heads[row, HEAD] = block
        heads[row, SIZE] = size + 1
        places[i] = int(heads[row, HEAD]) * BLOCK + 1 + size % PLACES
    return places


@compiled
def remove(rows: Direction, twins: Direction, row: int, at: int) -> None:
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
