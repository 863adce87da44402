"""Offsets at which a partition has no record for us: compacted away, aborted, or the mark that ends a transaction.

The broker's answer to a fetch tells them; only with them can a jump of offsets be told from a record that was lost on
the way, and can a partition that ends with such offsets be committed to its end.
"""

import threading


class Gaps:
    """The known gaps of one partition, joined where they touch. Written by the consumer's thread, read by others."""

    def __init__(self) -> None:
        self._begins: dict[int, int] = {}  # by the offset after the gap
        self._lock = threading.Lock()

    def add(self, begin: int, end: int) -> None:
        """There is no record from `begin` on and before `end`."""
        with self._lock:
            self._begins[end] = self._begins.pop(begin, begin)

    def begin(self, offset: int) -> int:
        """Where the gap right before `offset` begins; `offset` itself if there is none."""
        with self._lock:
            return self._begins.get(offset, offset)

    def end(self, offset: int) -> int:
        """Where the gap that begins at `offset` ends; `offset` itself if there is none."""
        with self._lock:
            return next((end for end, begin in self._begins.items() if begin <= offset < end), offset)

    def forget(self, offset: int) -> None:
        """Nobody will ask for gaps that end at or before `offset` any more."""
        with self._lock:
            self._begins = {end: begin for end, begin in self._begins.items() if end > offset}
