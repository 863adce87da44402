"""The lease: until when the consumer group surely still counts this worker as a member.

A worker that was stopped (a long pause of the machine, SIGSTOP) may wake up with records in its send buffer while
another worker has long taken its partitions over. Sent now, they would be *newer* than the new owner's and could put an
old revision on top of a compacted topic. So no produce request leaves before this is asked (faust_driver.py).

The group coordinator ends a membership `session timeout` after the last request that it accepted. Counted from the
moment we *sent* that request, with a fifth of the timeout kept back, a valid lease means that nobody else can own our
partitions yet. What remains is a pause between the question and the system call that writes the bytes.
"""

import asyncio
import time

SHARE = 0.8
"""Of the session timeout: the rest is for a clock slower than the coordinator's, and for what is on its way."""
_POLL_SECONDS = 0.02
"""Between two looks whether the lease was renewed."""
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on while the machine sleeps


def now() -> float:
    """Seconds on a clock that also counts the time in which the machine was asleep."""
    return time.clock_gettime(_CLOCK)


class Lease:
    """Renewed from the consumer's thread, asked from the event loop."""

    def __init__(self, session_timeout_seconds: float) -> None:
        self.seconds = session_timeout_seconds * SHARE
        self._until = 0.0

    def renew(self, sent_at: float) -> None:
        """The coordinator accepted a request that was sent at this `now()`."""
        self._until = max(self._until, sent_at + self.seconds)

    def valid(self) -> bool:
        """Whether this worker is a member for sure."""
        return now() < self._until

    async def wait(self) -> None:
        """Return as soon as the lease is valid, at once if it is. It may never be again: bound the wait outside."""
        while not self.valid():  # noqa: ASYNC110 - it is renewed from another thread
            await asyncio.sleep(_POLL_SECONDS)
