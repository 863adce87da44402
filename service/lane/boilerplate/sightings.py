"""Who showed a line lately: for each line hash, its newest sightings by distinct showers, in one packed table.

Only sightings inside the window count, which is the newest articles and the newest days at once. For every line the
table keeps the newest sighting of each of the last few showers. That is enough to know how many stand in the window,
and it is a join semilattice: sightings may be repeated, and older ones that left the window may be missing, without any
difference to what is counted. So articles wait in a queue as long as the window until somebody asks: a fold of a long
log never counts the most of them. Rows whose sightings have all left the window are dropped when the table is full.
"""

from collections import deque
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from service.packed.compiled import I64, U32, Number, compiled

_SMALLEST: Final = 64
"""Rows of an empty table; it doubles."""
_Table = NDArray[np.uint32]
"""uint32[capacity, width, 2 or 3]: (ordinal of the article, shower[, group]), newest first; ordinal 0: none."""


@compiled
def _locate(keys: U32, key: Number) -> Number:
    place: Number = key & (keys.shape[0] - 1)
    while keys[place] != 0 and keys[place] != key:
        place = (place + 1) & (keys.shape[0] - 1)
    return place


@compiled
def _put_first(row: U32, ordinal: int, shower: int, group: int) -> None:
    """Put a sighting first; an older one of the same shower, or else the oldest, makes place."""
    last = 0
    while last < row.shape[0] - 1 and row[last, 0] != 0 and row[last, 1] != shower:
        last += 1
    for i in range(last, 0, -1):
        row[i] = row[i - 1]
    row[0, 0] = ordinal
    row[0, 1] = shower
    row[0, row.shape[1] - 1] = group


@compiled
def _groups(row: U32, horizon: int) -> int:
    """Distinct groups among the sightings after the horizon."""
    count = 0
    for i in range(row.shape[0]):
        if row[i, 0] <= horizon:
            break
        fresh = 1
        for j in range(i):
            if row[j, row.shape[1] - 1] == row[i, row.shape[1] - 1]:
                fresh = 0
        count += fresh
    return count


@compiled
def _see_all(keys: U32, rows: _Table, lines: I64, sighting: I64) -> int:
    """sighting: [ordinal, shower, group]. Returns how many lines are new to the table."""
    fresh = 0
    for i in range(lines.shape[0]):
        place = _locate(keys, lines[i])
        if keys[place] == 0:
            keys[place] = lines[i]
            fresh += 1
        _put_first(rows[place], sighting[0], sighting[1], sighting[2])
    return fresh


@compiled
def _count_all(keys: U32, rows: _Table, lines: I64, horizon: int, counts: I64) -> None:
    for i in range(lines.shape[0]):
        counts[i] = _groups(rows[_locate(keys, lines[i])], horizon)


@compiled
def _move(keys: U32, rows: _Table, new_keys: U32, new_rows: _Table, horizon: int) -> int:
    """Copy the rows with a sighting after the horizon."""
    kept = 0
    for i in range(keys.shape[0]):
        if keys[i] != 0 and rows[i, 0, 0] > horizon:
            place = _locate(new_keys, np.int64(keys[i]))
            new_keys[place] = keys[i]
            new_rows[place] = rows[i]
            kept += 1
    return kept


class _Article(Struct, gc=False):
    """Not tracked by the garbage collector, as a fold makes many."""

    lines: bytes
    shower: int
    group: int
    day: int


class Sightings:
    """The window of one outlet, or of all outlets together."""

    def __init__(self, *, articles: int, days: int, showers: int, grouped: bool) -> None:
        """Window: so many newest articles, none older than so many days. Of a line the newest `showers` are kept.

        `grouped`: sightings name a group beside the shower; otherwise the shower is the group.
        """
        self._articles, self._days, self._shape = articles, days, (showers, 3 if grouped else 2)
        self._waiting: deque[_Article] = deque(maxlen=articles)
        self._keys: U32 = np.zeros(_SMALLEST, np.uint32)
        self._rows: _Table = np.zeros((_SMALLEST, *self._shape), np.uint32)
        self._used, self._ordinal, self._horizon = 0, 0, 0
        self._day_starts: deque[tuple[int, int]] = deque()
        self.newest_day = 0

    @property
    def nbytes(self) -> int:
        """Bytes of the table."""
        return self._keys.nbytes + self._rows.nbytes

    def show(self, lines: bytes, *, shower: int, group: int, day: int) -> None:
        """An article shows lines (uint32 hashes, little endian, none 0). Days never decrease from call to call."""
        self._waiting.append(_Article(lines, shower, group, day))
        self.newest_day = day

    def count(self, lines: bytes) -> I64:
        """In how many distinct groups each of these lines was seen in the window; the newest article ends it."""
        self.catch_up(self._articles)
        hashes, counts = _hashes(lines), np.empty(len(lines) // 4, np.int64)
        _count_all(self._keys, self._rows, hashes, self._horizon, counts)
        return counts

    def catch_up(self, articles: int) -> bool:
        """Take at most so many waiting articles into the table; whether that was all."""
        while self._waiting and articles > 0:
            self._see(self._waiting.popleft())
            articles -= 1
        return not self._waiting

    def _see(self, article: _Article) -> None:
        self._ordinal += 1
        if not self._day_starts or self._day_starts[-1][0] < article.day:
            self._day_starts.append((article.day, self._ordinal))
        while self._day_starts[0][0] < article.day - self._days:
            self._day_starts.popleft()
        self._horizon = max(self._ordinal - self._articles, self._day_starts[0][1] - 1, 0)
        lines = _hashes(article.lines)
        if (self._used + lines.size) * 3 > self._keys.size * 2:
            self._rebuild(lines.size)
        sighting = np.array([self._ordinal, article.shower, article.group], np.int64)
        self._used += _see_all(self._keys, self._rows, lines, sighting)

    def _rebuild(self, more: int) -> None:
        living = int(np.count_nonzero(self._rows[:, 0, 0] > self._horizon)) + more
        capacity = _SMALLEST
        while capacity < 3 * living:  # room for as many again before the next time
            capacity *= 2
        keys, rows = np.zeros(capacity, np.uint32), np.zeros((capacity, *self._shape), np.uint32)
        self._used = _move(self._keys, self._rows, keys, rows, self._horizon)
        self._keys, self._rows = keys, rows


def _hashes(lines: bytes) -> I64:
    return np.frombuffer(lines, "<u4").astype(np.int64)
