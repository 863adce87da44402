"""Changes of timelines as server-sent events, without gap or repeat over a restart of either side.

The id of an event is a position: the next offset of each partition of `timelines`. It is the topic's own order, so any
replica goes on from it, also one that began its file anew. (What compaction removed meanwhile was superseded by a newer
version of the same story, which is sent.) One connection costs a cursor into the table of versions and no queue: a slow
client reads later, from the file.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from itertools import zip_longest

from litestar.response import ServerSentEventMessage
from msgspec import Struct

from service import codec
from service.read import queries
from service.read.changes import changes
from service.read.cursor import write_position
from service.read.database import Database
from service.read.filters import Filter
from service.read.hub import Hub
from service.read.packing import unpack
from service.read.views import Event, Withdrawn, summarise
from service.records import Timeline

HEARTBEAT_SECONDS = 15.0
"""Proxies close a stream that says nothing, the strictest after 30 s."""
STEP = 50
"""Versions that are read from the file at once."""
_KEPT_EVENTS = 256
"""Made events that the streams share; then they are made anew."""


class _Step(Struct):
    """Events to send with the position after each, then the place of the next look."""

    events: list[tuple[str, str, bytes]]
    seq: int
    offsets: list[int]
    more: bool


class _Made(Struct, frozen=True):
    """Type and data of an event, and the story that it withdraws, if it does."""

    kind: str
    data: bytes
    gone: Withdrawn | None = None


class Events:
    """The streams of one server. `topic` is the full name of `timelines`."""

    def __init__(self, database: Database, hub: Hub, topic: str) -> None:
        self._database, self._hub, self._topic = database, hub, topic
        self._made: dict[int, _Made] = {}  # the same for every client
        self.streams = 0
        """Connections that listen now."""

    async def stream(self, wanted: Filter, position: list[int] | None) -> AsyncIterator[ServerSentEventMessage]:
        """Events from `position` on, or from now on; ends when the server does.

        Some messages have an id and no data (the first one, and a heartbeat every 15 s): a client takes the id and
        shows nothing.
        """
        self.streams += 1
        try:
            seq, offsets = await asyncio.to_thread(self._start, position)
            yield _mark(offsets)
            while not self._hub.closed:
                ticket = self._hub.ticket()
                step = await asyncio.to_thread(self._step, wanted, seq, offsets)
                for mark, kind, data in step.events:
                    yield ServerSentEventMessage(data=data, event=kind, id=mark)
                if step.offsets != offsets and (not step.events or write_position(step.offsets) != step.events[-1][0]):
                    yield _mark(step.offsets)  # what the filter left out need not be looked at again
                seq, offsets = step.seq, step.offsets
                if not step.more:
                    try:
                        await asyncio.wait_for(ticket.wait(), HEARTBEAT_SECONDS)
                    except TimeoutError:
                        yield _mark(offsets)
        finally:
            self.streams -= 1

    def _start(self, position: list[int] | None) -> tuple[int, list[int]]:
        """The version to look beyond, and the offsets that the client has seen."""
        with self._database.reading() as connection:
            (newest,) = connection.execute("SELECT coalesce(max(seq), 0) FROM versions").fetchone()
            folded = self._folded(connection)
            if position is None:
                return newest, folded
            offsets = position + [0] * (len(folded) - len(position))
            firsts = [
                connection.execute(
                    "SELECT seq FROM versions WHERE partition = ? AND offset >= ? ORDER BY offset LIMIT 1", place
                ).fetchone()
                for place in enumerate(offsets)
            ]
            return min([first[0] - 1 for first in firsts if first], default=newest), offsets

    def _folded(self, connection: sqlite3.Connection) -> list[int]:
        """The next offset to fold, by partition."""
        rows = connection.execute("SELECT partition, next FROM positions WHERE topic = ?", (self._topic,))
        found: dict[int, int] = dict(rows.fetchall())
        return [found.get(partition, 0) for partition in range(max(found, default=-1) + 1)]

    def _step(self, wanted: Filter, seq: int, offsets: list[int]) -> _Step:
        """The next versions in the order in which they were folded, without those that the client has seen."""
        events = []
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT seq, story_id, partition, offset FROM versions WHERE seq > ? ORDER BY seq LIMIT ?", (seq, STEP)
            ).fetchall()
            for number, story_id, partition, offset in rows:
                offsets = _at_least(offsets, [0] * (partition + 1))
                if offset < offsets[partition]:
                    continue
                offsets[partition] = offset + 1
                if found := self._find(connection, wanted, number, story_id):
                    events.append((write_position(offsets), *found))
            more = len(rows) == STEP
            end = rows[-1][0] if rows else seq
            return _Step(events, end, offsets if more else _at_least(offsets, self._folded(connection)), more)

    def _find(
        self, connection: sqlite3.Connection, wanted: Filter, seq: int, story_id: str
    ) -> tuple[str, bytes] | None:
        """Type and data of the event of a version, if its story passes the filter as it is now.

        Of one that is withdrawn only language and collection are asked: what it told is not kept.
        """
        if wanted.story_id not in (None, story_id):
            return None
        if seq not in self._made:
            if len(self._made) >= _KEPT_EVENTS:
                self._made.clear()
            self._made[seq] = _event(connection, seq, story_id)
        made = self._made[seq]
        if made.gone is not None:
            passes = wanted.may_have_passed(story_id, made.gone.language, made.gone.collection)
        else:
            passes = queries.passing(connection, story_id, wanted) is not None
        return (made.kind, made.data) if passes else None


def _event(connection: sqlite3.Connection, seq: int, story_id: str) -> _Made:
    rows = connection.execute(
        "SELECT record, gone_language, gone_collection FROM versions WHERE story_id = ? AND seq <= ?"
        " ORDER BY seq DESC LIMIT 2",
        (story_id, seq),
    ).fetchall()
    (record, language, collection), *_ = rows
    if record is None:
        gone = Withdrawn(story_id, language, collection)
        return _Made("withdrawn", codec.encode(gone), gone)
    now, *before = [codec.decode(unpack(record), Timeline) for record, _, _ in rows if record is not None]
    return _Made("timeline", codec.encode(Event(summarise(now), changes(before[0], now) if before else None)))


def _at_least(offsets: list[int], others: list[int]) -> list[int]:
    """The larger of each pair, in a new list."""
    return [max(pair) for pair in zip_longest(offsets, others, fillvalue=0)]


def _mark(offsets: list[int]) -> ServerSentEventMessage:
    return ServerSentEventMessage(data=None, id=write_position(offsets))
