"""The fold of the topic `lanes`: from log records in any order to the state of a partition's lanes.

The log may be compacted or not, hold late copies of old records, and end in a half-sent batch:
- the newest copy of a key counts, and a tombstone removes the key;
- records are applied in order of `seq`, whatever their order in the log;
- records of positions that are not committed count only as a gapless run of `seq`: what follows a hole is decided
  again, with the same result.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from service.errors import FoldError
from service.lane.record import LogRecord, decode, head

if TYPE_CHECKING:
    from service.lane.partition import PartitionLanes

STEP_RECORDS = 200
"""Records applied in one step: some milliseconds."""


class _Copy(NamedTuple):
    """What the log holds for a key; `older` is the copy that an uncommitted one replaced."""

    seq: int
    position: int
    rest: int
    value: bytes
    timestamp_ms: int
    older: "_Copy | None"


class Fold:
    """Collects the records of a log, then applies them. Holds the log in memory until it is applied."""

    def __init__(self, lanes: "PartitionLanes", committed: int) -> None:
        """`lanes`: fresh ones. `committed`: committed offset of the partition of `articles.clean`, 0 when none."""
        self._lanes = lanes
        self._committed = committed
        self._copies: dict[bytes, _Copy] = {}

    def add(self, records: Iterable[LogRecord]) -> None:
        """The next records of the log, in log order. Raises FoldError for bytes that no lane wrote."""
        for key, value, timestamp_ms in records:
            if value is None:
                self._copies.pop(key, None)
                continue
            seq, position, rest = msgspec.structs.astuple(head(value))[1:]
            old = self._copies.get(key)
            if old is not None and old.seq == seq and old.value != value:
                raise FoldError(f"lanes: two different records of {key!r} claim seq {seq}")
            older = None
            if old is not None and position >= self._committed:
                older = old if old.seq != seq else old.older
            self._copies[key] = _Copy(seq, position, rest, value, timestamp_ms, older)

    def finish(self) -> "PartitionLanes":
        """Apply everything at once. Raises FoldError."""
        for _ in self.steps():
            pass
        return self._lanes

    def steps(self) -> Iterator[None]:
        """Apply the records, some at a time: `finish` for a caller that must look after other things in between.

        The lanes given to the constructor are complete when the iterator ends. Raises FoldError.
        """
        self._drop_after_hole()
        keys = list(self._copies)
        seqs = np.fromiter((copy.seq for copy in self._copies.values()), np.int64, len(keys))
        order = np.argsort(seqs, kind="stable")
        if np.any(np.diff(seqs[order]) == 0):
            raise FoldError("lanes: two different records claim one seq")
        written_ms = {key: copy.timestamp_ms for key, copy in self._copies.items()}
        for done, i in enumerate(order.tolist()):
            if done % STEP_RECORDS == 0:
                yield
            self._lanes.replay(decode(self._copies.pop(keys[i]).value), written_ms.get)

    def _drop_after_hole(self) -> None:
        """Leave uncommitted records out from the first gap of `seq` on; what they replaced counts again."""
        complete = max((copy.seq for copy in self._copies.values() if copy.position < self._committed), default=0)
        rest = {copy.seq: copy.rest for copy in self._copies.values() if copy.position >= self._committed}
        seq = complete
        while seq + 1 in rest:
            seq += 1
            if rest[seq] == 0:
                complete = seq
        seq = complete
        for key in [key for key, copy in self._copies.items() if copy.position >= self._committed and copy.seq > seq]:
            older = self._copies.pop(key).older
            while older is not None and older.position >= self._committed and older.seq > seq:
                older = older.older
            if older is not None:
                self._copies[key] = older
