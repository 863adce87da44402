"""The fold of the topic `lanes`: from log records in any order to the state of a partition's lanes.

The log may be compacted or not, hold late copies of old records, and end in a half-sent batch:
- the newest copy of a key counts, and a tombstone removes the key;
- records are applied in order of `seq`, whatever their order in the log;
- records of positions that are not committed count only as a gapless run of `seq`, and those of one position only
  together: what follows a hole is decided again, with the same result.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Final, Generic, Protocol, TypeVar

from msgspec import Struct

from service.errors import FoldError
from service.lane.log.record import LaneRecord, LogRecord, decode, head

STEP_RECORDS: Final = 100
"""Records applied in one step: some milliseconds."""
_RUN: Final = 4096
"""Records are put in order run by run of so many numbers, so that a long log is never sorted at once."""
_SEQ: Final = attrgetter("seq")


class Lanes(Protocol):
    """What the records are applied to."""

    def replay(self, record: LaneRecord, written_ms: Callable[[bytes], int | None]) -> None:
        """Take the next record in; `written_ms` tells when a key was written (broker time)."""

    def catch_up(self) -> Iterator[None]:
        """After the last record: do in steps what the next decisions would have to wait for."""


State = TypeVar("State", bound=Lanes)


class _Copy(Struct, gc=False):
    """What the log holds for a key.

    Not tracked by the garbage collector, which would look at a million of them again and again.
    """

    seq: int
    rest: int
    value: bytes
    timestamp_ms: int


class Fold(Generic[State]):
    """Collects the records of a log, then applies them. Holds the log in memory until it is applied."""

    def __init__(self, lanes: State, committed: int) -> None:
        """`lanes`: fresh ones. `committed`: committed offset of the partition of `articles.clean`, 0 when none."""
        self._lanes = lanes
        self._committed = committed
        self._settled: dict[bytes, _Copy] = {}
        self._ahead: dict[bytes, _Copy] = {}
        self._runs: defaultdict[int, list[bytes]] = defaultdict(list)
        self._complete = 0

    def add(self, records: Iterable[LogRecord]) -> None:
        """The next records of the log, in log order. Raises FoldError for bytes that no lane wrote."""
        for key, value, timestamp_ms in records:
            if value is None:
                self._settled.pop(key, None)
                self._ahead.pop(key, None)
                continue
            first = head(value)
            copy = _Copy(first.seq, first.rest, value, timestamp_ms)
            if first.position < self._committed:
                self._settle(key, copy)
                self._complete = max(self._complete, first.seq)
            else:
                _replace(self._ahead, key, copy)

    def finish(self) -> State:
        """Apply everything at once. Raises FoldError."""
        for _ in self.steps():
            pass
        return self._lanes

    def steps(self) -> Iterator[None]:
        """Apply the records, some at a time: `finish` for a caller that must look after other things in between.

        The lanes given to the constructor are complete when the iterator ends. Raises FoldError.
        """
        self._settle_gapless()
        previous = 0
        for run in sorted(self._runs):
            found = [self._settled.get(key) for key in dict.fromkeys(self._runs.pop(run))]
            copies = [copy for copy in found if copy is not None and copy.seq // _RUN == run]
            for done, copy in enumerate(sorted(copies, key=_SEQ)):
                if copy.seq == previous:
                    raise FoldError(f"lanes: two different records claim seq {copy.seq}")
                if done % STEP_RECORDS == 0:
                    yield
                self._lanes.replay(decode(copy.value), self._written_ms)
                copy.value = b""
                previous = copy.seq
        yield from self._lanes.catch_up()

    def _written_ms(self, key: bytes) -> int | None:
        copy = self._settled.get(key)
        return None if copy is None else copy.timestamp_ms

    def _settle(self, key: bytes, copy: _Copy) -> None:
        _replace(self._settled, key, copy)
        self._runs[copy.seq // _RUN].append(key)

    def _settle_gapless(self) -> None:
        """Uncommitted records count up to the first gap of `seq`, those of one position together."""
        rest = {copy.seq: copy.rest for copy in self._ahead.values()}
        last = complete = self._complete
        while last + 1 in rest:
            last += 1
            if rest[last] == 0:
                complete = last
        for key, copy in self._ahead.items():
            if copy.seq <= complete:
                self._settle(key, copy)
        self._ahead.clear()


def _replace(copies: dict[bytes, _Copy], key: bytes, copy: _Copy) -> None:
    """The newer copy counts."""
    old = copies.get(key)
    if old is not None and old.seq == copy.seq and old.value != copy.value:
        raise FoldError(f"lanes: two different records of {key!r} claim seq {copy.seq}")
    copies[key] = copy
