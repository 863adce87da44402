"""How near the worker is to the memory that it may take, in levels, and what a level leaves of batches and caches."""

import logging

from service.logs import fields

log = logging.getLogger(__name__)

LEVELS = (0.75, 0.85, 0.95)
"""Shares of the limit from which a level of pressure holds."""
BACK = 0.1
"""So far below its share a level is left again."""


class Pressure:
    """How much of the allowed memory is in use, in levels: 0 with no limit or far below it, 3 right at it.

    At each level batches, buffers and caches are a quarter of what they are at the one below: slower, with the same
    results. What stories need themselves cannot be given up.
    """

    def __init__(self, limit_megabytes: int) -> None:
        self._limit = limit_megabytes * 1_000_000
        self.level = 0

    @property
    def divisor(self) -> int:
        """By how much sizes are divided."""
        return 1 << 2 * self.level

    def update(self, resident: int) -> None:
        """Take a new measurement of what the process holds, in bytes."""
        share = resident / self._limit if self._limit else 0.0
        level = sum(share >= at - (BACK if self.level > number else 0.0) for number, at in enumerate(LEVELS))
        if level != self.level:
            self.level = level
            log.warning(
                "memory: smaller batches and caches" if level else "memory: batches and caches as they are set",
                extra=fields(level=level, megabytes=round(resident / 1_000_000)),
            )

    def of(self, full: int) -> int:
        """What remains of a size at this level, at least 1."""
        return max(1, full // self.divisor)
