"""Time in which this process ran: while it is stopped, or the machine sleeps or pauses, none passes."""

import time


class AwakeClock:
    """Counts seconds between ticks, but not many more than lie between two of them when all is well.

    Ask it `every_seconds` or so. What it measures is the patience with others: a limit counted by it is not over right
    after a pause in which nothing could have been done.
    """

    def __init__(self, every_seconds: float) -> None:
        self._most = 2 * every_seconds
        self._at = time.monotonic()
        self._seconds = 0.0

    def tick(self) -> float:
        """Seconds since the clock was made."""
        now = time.monotonic()
        self._seconds += min(now - self._at, self._most)
        self._at = now
        return self._seconds
