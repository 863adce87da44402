"""What the worker really holds in memory, what of it each partition's state takes, and the limit on all of it.

Packed sizes tell a part only: Python's objects around them, decoded articles and caches come on top. So what the
process has taken since it was ready to take partitions is shared out among them by packed size, and the limit is one on
the whole process.
"""

import ctypes
import ctypes.util
import gc
import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from service.agents.delivery import Delivery
from service.agents.pressure import Pressure
from service.kafka.faust_driver import App
from service.metrics import Metrics, Stage

GIVE_BACK_SECONDS = 10.0
"""How often memory is given back to the system while it is short."""
_STATM = Path("/proc/self/statm")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")

Key = tuple[Stage, int]
"""Stage and partition."""


class MemoryWatch:
    """Looks every second, from the event loop."""

    def __init__(self, app: App, deliveries: Sequence[Delivery], pressure: Pressure, metrics: Metrics) -> None:
        self._app, self._deliveries, self._pressure, self._metrics = app, deliveries, pressure, metrics
        self._empty_bytes: int | None = None
        self._gave_back_at = 0.0

    def look(self) -> None:
        """Measure, tell, and ask for less where memory is short."""
        resident = resident_bytes()
        packed = {(d.stage, partition): size for d in self._deliveries for partition, size in d.packed_bytes().items()}
        if not packed and self._empty_bytes is None:
            return
        if self._empty_bytes is None:
            self._empty_bytes = resident - sum(packed.values())
        for (stage, partition), size in shares(resident - self._empty_bytes, packed).items():
            self._metrics.state_bytes.labels(stage, partition).set(size)
        self._pressure.update(resident)
        self._app.divide_waiting(self._pressure.divisor)
        if self._pressure.level and time.monotonic() - self._gave_back_at > GIVE_BACK_SECONDS:
            give_back()
            self._gave_back_at = time.monotonic()


def shares(taken: int, packed: Mapping[Key, int]) -> dict[Key, int]:
    """The bytes of each state: the packed ones, and its share of what was taken beyond them."""
    total = sum(packed.values())
    more = max(0, taken - total)
    return {key: size + (more * size // total if total else more // len(packed)) for key, size in packed.items()}


def resident_bytes() -> int:
    """Memory of this process, without its cleaning processes; 0 where the system does not tell."""
    try:
        return int(_STATM.read_text().split()[1]) * _PAGE_BYTES
    except OSError:
        return 0


def give_back() -> None:
    """Return to the system what Python and the C library keep for later."""
    gc.collect()
    library = ctypes.util.find_library("c")
    trim = getattr(ctypes.CDLL(library), "malloc_trim", None) if library else None
    if trim:
        trim(0)
