"""The banded MinHash index of a lane: which entries share a band with a signature.

Two entries are candidates when the minima of a band agree: 42 bands of 3 over the whole text, 32 bands of 4 over the
lead (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4). Of each minimum the low 16 bits are kept (b-bit
minwise hashing, Li and Koenig 2010): bands still compare 48 and 64 bits.

An entry is stored at once and posted in the table when somebody asks next: one at a time while the lane runs, all
together after a fold, into a table that has its size by then.

Forgetting is exact removal, not the dropping of time slices: a slice would stay for the one long story in it, and a
query would pay for every slice. What a query finds depends on the entries that live alone, not on what came and went.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from service.lane.near.fingerprint import MINIMA
from service.packed import buckets, postings
from service.packed.compiled import I64, U16
from service.packed.memory import GrowingArray

PER_BUCKET: Final = 9
"""Postings a bucket on average; a line holds 12."""
AT_ONCE: Final = 256
"""Entries posted in one step: some milliseconds."""
_LINES_AT_ONCE: Final = 1 << 16
"""Lines whose memory is touched in one step: 4 MB."""


class BandIndex:
    """Entries are numbered 0 to len - 1; `remove` gives the numbers of the removed entries to the last ones."""

    def __init__(self) -> None:
        self._count, self._posted, self._buckets, self._stamp = 0, 0, buckets.BANDS, 0
        self._minima, self._seen = GrowingArray(np.uint16, MINIMA), GrowingArray(np.int64)
        self._main, self._spill = GrowingArray(np.uint32, postings.WORDS), GrowingArray(np.uint32, postings.WORDS)
        self._main.reserve(self._buckets)
        self._found: I64 = np.empty(buckets.BANDS * postings.HOT_LINES * postings.PLACES, np.int64)

    def __len__(self) -> int:
        return self._count

    @property
    def minima(self) -> U16:
        """The minima by entry number, uint16[at least len, 256]; valid until the next change."""
        return self._minima.array

    @property
    def nbytes(self) -> int:
        """Bytes of the postings (without the minima)."""
        return self._main.nbytes + self._spill.nbytes + self._seen.nbytes

    def insert(self, minima: U16) -> int:
        """Store an entry with uint16[256] minima; its number is the count before."""
        entry = self._count
        self._resize(entry + 1)
        self._minima.array[entry] = minima
        return entry

    def post(self) -> Iterator[None]:
        """Post what is only stored; some milliseconds of work between one yield and the next."""
        if not self._posted:
            self._buckets = _buckets(self._count)
            self._reserve(self._buckets)
            for line in range(0, self._buckets, _LINES_AT_ONCE):  # the kernel gives memory when it is written to
                self._main.array[line : line + _LINES_AT_ONCE] |= np.uint32(0)
                yield
        while self._posted < self._count:
            first, last = self._posted, min(self._count, self._posted + AT_ONCE)
            wanted = max(self._buckets, _buckets(last))
            self._reserve(wanted, (last - first) * buckets.BANDS)
            buckets.insert(self._table(), self._buckets, wanted, first, last)
            self._posted, self._buckets = last, wanted
            yield

    def remove(self, entries: I64) -> tuple[I64, I64]:
        """Take distinct entries out. Almost free before any is posted.

        Returns the entries that were moved, and the numbers that they have now, those of removed ones.
        """
        left = self._count - len(entries)
        stays = np.ones(len(entries), np.bool_)
        stays[entries[entries >= left] - left] = False
        moved, numbers = left + np.flatnonzero(stays), entries[entries < left]
        if self._posted:
            self._post_all()
            buckets.remove(self._table(), self._buckets, entries)
            buckets.rename(self._table(), self._buckets, moved, numbers)
            if not left:
                self._spill.array[0] = 0
        self._minima.array[numbers] = self._minima.array[moved]
        if self._posted:
            wanted = _buckets(left)
            self._reserve(wanted)
            buckets.fit(self._table(), self._buckets, wanted)
            self._posted, self._buckets = left, wanted
        self._resize(left)
        return moved, numbers

    def candidates(self, minima: U16) -> I64:
        """Numbers of the entries that share a band with the minima, in no order; valid until the next call."""
        self._post_all()
        self._stamp += 1
        state = (self._seen.array, self._stamp, self._found)
        count = buckets.query(self._table(), self._buckets, state, minima.reshape(1, MINIMA))
        return self._found[:count]

    def _post_all(self) -> None:
        if self._posted < self._count:
            for _ in self.post():
                pass

    def _table(self) -> buckets.Table:
        return self._main.array, self._spill.array, self._minima.array

    def _resize(self, count: int) -> None:
        self._count = count
        self._minima.reserve(count)
        self._seen.reserve(count)

    def _reserve(self, wanted: int, postings: int = 0) -> None:
        """Room for a change of the number of buckets, and for that many postings that none of the lines takes."""
        self._main.reserve(max(wanted, self._buckets))
        self._spill.reserve(int(self._spill.array[0, 1]) + postings + 2 * abs(wanted - self._buckets) + 2)


def _buckets(count: int) -> int:
    return max(buckets.BANDS, count * buckets.BANDS // PER_BUCKET)
