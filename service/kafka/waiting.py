"""How much of each topic was fetched and waits: it bounds memory, and no topic is held up by the backlog of another."""

import threading
from collections import Counter

WAITING_MAX_BYTES = 32 << 20
"""Of one topic: four of the largest records, or some five thousand articles."""


class Waiting:
    """Counted by the consumer's thread, discounted by the event loop.

    Records wait until an agent takes them into a batch, bytes until they are acknowledged. The limits are divided by
    `divisor`, which is more than 1 where memory is short.
    """

    divisor = 1

    def __init__(self, limit_records: int, limit_bytes: int = WAITING_MAX_BYTES) -> None:
        self._limit_records, self._limit_bytes = limit_records, limit_bytes
        self._records, self._bytes = Counter[str](), Counter[str]()
        self._lock = threading.Lock()

    def room(self, topic: str) -> int:
        """How many records of the topic may be fetched now."""
        if self._bytes[topic] > self._limit_bytes // self.divisor:
            return 0
        return max(0, self._limit_records // self.divisor - self._records[topic])

    def add(self, topic: str, value: bytes | None) -> None:
        """A record with this value was fetched."""
        with self._lock:
            self._records[topic] += 1
            self._bytes[topic] += len(value or b"")

    def taken(self, topic: str, records: int) -> None:
        """So many records went into a batch."""
        with self._lock:
            self._records[topic] = max(0, self._records[topic] - records)

    def done(self, topic: str, value: bytes | None) -> None:
        """A record with this value is acknowledged."""
        with self._lock:
            self._bytes[topic] = max(0, self._bytes[topic] - len(value or b""))

    def clear(self) -> None:
        """The group rebalanced: what waited was thrown away."""
        with self._lock:
            self._records.clear()
            self._bytes.clear()
