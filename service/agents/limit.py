"""The limit on dead letters: a worker that refuses nearly everything has the wrong input, or is itself wrong."""

from collections import deque
from collections.abc import Iterable


class DeadLetterLimit:
    """Counts refusals among the last `window` records of one agent."""

    def __init__(self, ratio: float, window: int) -> None:
        self._most = int(ratio * window)
        self._recent: deque[bool] = deque(maxlen=window)

    def exceeded(self, refused: Iterable[bool]) -> bool:
        """Add a batch, in order; whether by its end more than `ratio * window` of the window were refused."""
        self._recent.extend(refused)
        return sum(self._recent) > self._most

    def __str__(self) -> str:
        return f"{sum(self._recent)} of the last {len(self._recent)} records"
