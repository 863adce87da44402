"""Bytes of records that were fetched and are not done: they bound the memory of what waits, however large each is."""

import threading

WAITING_MAX_BYTES = 64 << 20
"""Eight of the largest records, or some ten thousand articles: enough to keep every stage busy."""


class Waiting:
    """Counted by the consumer's thread, discounted by the event loop."""

    def __init__(self, limit_bytes: int = WAITING_MAX_BYTES) -> None:
        self._limit, self._bytes = limit_bytes, 0
        self._lock = threading.Lock()

    def full(self) -> bool:
        """Whether nothing more should be fetched for now."""
        return self._bytes > self._limit

    def add(self, value: bytes | None) -> None:
        """A record with this value was fetched."""
        with self._lock:
            self._bytes += len(value or b"")

    def done(self, value: bytes | None) -> None:
        """It is acknowledged."""
        with self._lock:
            self._bytes = max(0, self._bytes - len(value or b""))

    def clear(self) -> None:
        """The group rebalanced: what waited was thrown away."""
        with self._lock:
            self._bytes = 0
