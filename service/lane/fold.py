"""The fold of the topic `lanes`: from log records in any order to the state of a partition's lanes.

The log may be compacted or not, hold late copies of old records, and end in a half-sent batch:
- the newest copy of a key counts, and a tombstone removes the key;
- records are applied in order of `seq`, whatever their order in the log;
- records of positions that are not committed count only as a gapless run of `seq`, and those of one position only
  together: what follows a hole is decided again, with the same result.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from service.errors import FoldError
from service.lane.record import LogRecord, decode, head

if TYPE_CHECKING:
    from service.lane.partition import PartitionLanes

STEP_RECORDS: Final = 100
"""Records applied in one step: some milliseconds."""
_RUN: Final = 4096
"""Records are put in order run by run of so many numbers, so that a long log is never sorted at once."""


class _Copy(Struct, gc=False):
    """What the log holds for a key; `older` is the copy that an uncommitted one replaced.

    Not tracked by the garbage collector, which would look at a million of them again and again.
    """

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
        self._runs: defaultdict[int, list[bytes]] = defaultdict(list)
        self._uncommitted: dict[bytes, None] = {}
        self._complete = 0

    def add(self, records: Iterable[LogRecord]) -> None:
        """The next records of the log, in log order. Raises FoldError for bytes that no lane wrote."""
        for key, value, timestamp_ms in records:
            if value is None:
                self._copies.pop(key, None)
                continue
            first = head(value)
            old = self._copies.get(key)
            if old is not None and old.seq == first.seq and old.value != value:
                raise FoldError(f"lanes: two different records of {key!r} claim seq {first.seq}")
            older = None
            if first.position < self._committed:
                self._complete = max(self._complete, first.seq)
            else:
                self._uncommitted[key] = None
                older = old.older if old is not None and old.seq == first.seq else old
            self._copies[key] = _Copy(first.seq, first.position, first.rest, value, timestamp_ms, older)
            if old is None or old.seq != first.seq:
                self._runs[first.seq // _RUN].append(key)

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
        previous = 0
        for run in sorted(self._runs):
            copies = {key: self._copies[key] for key in self._runs.pop(run) if key in self._copies}
            ordered = sorted((copy.seq, key) for key, copy in copies.items() if copy.seq // _RUN == run)
            for done, (seq, key) in enumerate(ordered):
                if seq == previous:
                    raise FoldError(f"lanes: two different records claim seq {seq}")
                if done % STEP_RECORDS == 0:
                    yield
                self._lanes.replay(decode(copies[key].value), self._written_ms)
                copies[key].value = b""
                previous = seq
        yield from self._lanes.catch_up()

    def _written_ms(self, key: bytes) -> int | None:
        copy = self._copies.get(key)
        return None if copy is None else copy.timestamp_ms

    def _drop_after_hole(self) -> None:
        """Leave uncommitted records out from the first gap of `seq` on; what they replaced counts again."""
        copies = {key: self._copies[key] for key in self._uncommitted if key in self._copies}
        copies = {key: copy for key, copy in copies.items() if copy.position >= self._committed}
        rest = {copy.seq: copy.rest for copy in copies.values()}
        last = complete = self._complete
        while last + 1 in rest:
            last += 1
            if rest[last] == 0:
                complete = last
        for key, copy in copies.items():
            if copy.seq > complete:
                older = copy.older
                while older is not None and older.position >= self._committed and older.seq > complete:
                    older = older.older
                if older is None:
                    del self._copies[key]
                else:
                    self._copies[key] = older
