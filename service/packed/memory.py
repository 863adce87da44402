"""Arrays that grow and shrink in place, without a pause for copying.

The memory is an anonymous mapping: the kernel moves its pages when it grows and hands out new ones, zeroed, as they are
touched. Large pages are asked for, because an index reads all over its memory; a mapping is a whole number of them as
soon as it is large. Where a mapping cannot be resized the rows are copied.
"""

import mmap
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)
_LEAST_ROWS = 64
"""A lane of a few articles costs little."""
_LARGE_PAGE = 1 << 21
"""Bytes of a large page of x86-64 and of ARM with 4 kB pages."""


class GrowingArray(Generic[Scalar]):
    """A numpy array of rows; `array` is only good until the next `reserve`, so nobody may keep it. New rows are 0."""

    def __init__(self, kind: type[Scalar], *width: int) -> None:
        """`width`: the shape of a row, nothing for scalars."""
        self._kind, self._width = kind, width
        self._row_bytes = int(np.dtype(kind).itemsize * np.prod(width, dtype=np.int64))
        self._map = _anonymous(_LEAST_ROWS * self._row_bytes)
        self.array = self._view()

    @property
    def nbytes(self) -> int:
        """Bytes of address space; a part that was never touched takes no memory."""
        return len(self._map)

    def reserve(self, rows: int) -> None:
        """Make room for so many rows, and a sixteenth more; give back what is more than a half too much."""
        if not self._fewest <= rows <= self._most:
            self._resize(max(rows + rows // 16, _LEAST_ROWS) * self._row_bytes)

    def _resize(self, size: int) -> None:
        if size > 4 * _LARGE_PAGE:  # else the move of the mapping would cut large pages to pieces
            size = -(-size // _LARGE_PAGE) * _LARGE_PAGE
        del self.array  # a mapping that an array points to cannot move
        try:
            self._map.resize(size)
        except (SystemError, BufferError):  # no mremap on this system; or somebody, such as a traceback, has the array
            larger = _anonymous(size)
            kept = min(size, len(self._map))
            larger[:kept] = self._map[:kept]
            self._map = larger
        self.array = self._view()

    def _view(self) -> NDArray[Scalar]:
        self._most = rows = len(self._map) // self._row_bytes
        self._fewest = 0 if rows <= 2 * _LEAST_ROWS else rows // 2
        return np.frombuffer(self._map, self._kind, rows * self._row_bytes // np.dtype(self._kind).itemsize).reshape(
            rows, *self._width
        )


def _anonymous(size: int) -> "mmap.mmap":
    memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        memory.madvise(mmap.MADV_HUGEPAGE)
    return memory
