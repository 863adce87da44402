"""The limit on dead letters: a worker that refuses nearly everything has the wrong input, or is itself wrong."""

from collections import deque
from collections.abc import Sequence


class DeadLetterLimit:
    """Counts refusals among the last `window` records of one agent, from the worker's start on."""

    def __init__(self, ratio: float, window: int) -> None:
        self._most = max(1, int(ratio * window))
        self._recent: deque[bool] = deque(maxlen=window)
        self.reached = False

    def allowed(self, refused: Sequence[bool]) -> int:
        """Add a batch, in order. How many of its records are done before one makes it too many refusals.

        A new worker allows some refusals in any case, so that a restart comes further: behind the bad records of a
        producer that went wrong for a while the good ones are not lost.
        """
        for number, bad in enumerate(refused):
            self._recent.append(bad)
            if bad and sum(self._recent) > self._most:
                self.reached = True
                return number
        return len(refused)

    def __str__(self) -> str:
        return f"{sum(self._recent)} of the last {len(self._recent)} records"
