"""The banded MinHash index of a lane: which entries share a band with a signature.

Two entries are candidates when the minima of a band agree: 42 bands of 3 over the whole text, 32 bands of 4 over the
lead (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4). Of each minimum the low 16 bits are kept (b-bit
minwise hashing, Li and Koenig 2010): bands still compare 48 and 64 bits.

Forgetting is exact removal, not the dropping of time slices: a slice would stay for the one long story in it, and a
query would pay for every slice. What a query finds depends on the entries that live alone, not on what came and went.
"""

from typing import Final

import numpy as np

from service.lane import buckets
from service.lane.fingerprint import MINIMA
from service.lane.kernels import I64, U16
from service.lane.memory import Rows

PER_BUCKET: Final = 9
"""Postings a bucket on average; a line holds 12."""
_SPARE: Final = 512
"""Spill lines that must be free before an operation; it needs fewer."""


class BandIndex:
    """Entries are numbered 0 to len - 1; `remove` gives the number of the removed entry to the last one."""

    def __init__(self) -> None:
        self._count, self._buckets, self._stamp = 0, buckets.BANDS, 0
        self._minima, self._seen = Rows(np.uint16, MINIMA), Rows(np.int64)
        self._main, self._spill = Rows(np.uint32, buckets.WORDS), Rows(np.uint32, buckets.WORDS)
        self._main.reserve(self._buckets)
        self._heap: I64 = np.zeros(2, np.int64)
        self._found: I64 = np.empty(buckets.BANDS * buckets.HOT_LINES * buckets.PLACES, np.int64)

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
        """Take in an entry with uint16[256] minima; its number is the count before."""
        entry = self._count
        self._resize(entry + 1)
        self._minima.array[entry] = minima
        buckets.insert(self._table(), self._minima.array, self._buckets, entry)
        return entry

    def remove(self, entry: int) -> None:
        """Take an entry out; what was entry len - 1 has its number afterwards."""
        last = self._count - 1
        buckets.remove(self._table(), self._minima.array, self._buckets, entry, last)
        self._resize(last)

    def candidates(self, minima: U16) -> I64:
        """Numbers of the entries that share a band with the minima, in no order; valid until the next call."""
        self._stamp += 1
        state = (self._minima.array, self._seen.array, self._stamp, self._found)
        count = buckets.query(self._table(), self._buckets, state, minima.reshape(1, MINIMA))
        return self._found[:count]

    def _table(self) -> buckets.Table:
        return self._main.array, self._spill.array, self._heap

    def _resize(self, count: int) -> None:
        self._count = count
        wanted = max(buckets.BANDS, count * buckets.BANDS // PER_BUCKET)
        if not count:
            self._heap[:] = 0
        self._minima.reserve(count)
        self._seen.reserve(count)
        self._main.reserve(max(wanted, self._buckets))
        self._spill.reserve(int(self._heap[1]) + _SPARE)
        buckets.fit(self._table(), self._minima.array, self._buckets, wanted)
        self._buckets = wanted
