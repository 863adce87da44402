"""Deleting the records of forgotten stories: storage hygiene, which never changes a decision.

A tombstone is sent only when (a) the decision to forget is committed, (b) the record is old enough that no late copy of
it can come any more, and (c) the timeline stage is past everything that was in `articles.resolved` when the story was
found forgotten, so that it never derives a story from what is left of it.
"""

import logging
import sys
import time

from aiokafka import TopicPartition

from service.agents.outcome import Outgoing, Send
from service.errors import BrokerError
from service.kafka import client
from service.kafka.partitioner import partition_of
from service.lane.log.pending import Forgotten
from service.lane.partition import PartitionLanes
from service.records import article_key
from service.settings import Settings
from service.topics import CLEAN, LANES, RESOLVED

log = logging.getLogger(__name__)

HOUR_MS = 3_600_000
"""Milliseconds."""
MAX_KEYS = 1000
"""Of one look: tombstones go out between batches and should not hold one up."""
_EVERYTHING = sys.maxsize


class Sweeper:
    """The tombstones of one partition: found at one look, sent at a later one, when the timeline stage is past them."""

    def __init__(self, settings: Settings, partition: int, resolved_partitions: int) -> None:
        self._settings = settings
        self._partition, self._resolved_partitions = partition, resolved_partitions
        self._clean = CLEAN.full_name(settings.topic_prefix)
        self._resolved = RESOLVED.full_name(settings.topic_prefix)
        self._next_look = 0.0
        self._found = Forgotten()
        self._ends: dict[int, int] = {}

    async def sweep(self, lanes: PartitionLanes, send: Send) -> None:
        """Look, if it is time to. `send` returns when the broker has the records.

        `lanes` comes last, because only there it is known what is still to be deleted: after a crash in between, the
        next fold finds the rest again.
        """
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + self._settings.tombstone_interval_seconds
        if not lanes.forgotten(_EVERYTHING, self._written_before(), 1).lanes:  # mostly: then the broker is not asked
            return
        try:
            past, committed, ends = (
                await self._timelines_are_past(),
                await self._committed(),
                await self._resolved_ends(),
            )
        except BrokerError as error:  # nothing is half done: look again later
            log.warning("forgotten stories are not deleted now: %s", error)
            return
        if past:
            due = _both(self._found, lanes.forgotten(committed, self._written_before(), MAX_KEYS))
            await send([self._resolved_tombstone(*article) for article in due.resolved])
            await send([Outgoing(LANES, self._partition, key, None) for key in due.lanes])
            lanes.confirm(due)
        self._found, self._ends = lanes.forgotten(committed, self._written_before(), MAX_KEYS), ends

    def _resolved_tombstone(self, collection: str, article_id: str, story_id: str) -> Outgoing:
        key = article_key(collection, article_id).encode()
        return Outgoing(RESOLVED, partition_of(story_id, self._resolved_partitions), key, None)

    def _written_before(self) -> int:
        return round(time.time() * 1000 - self._settings.tombstone_delay_hours * HOUR_MS)

    async def _committed(self) -> int:
        where = TopicPartition(self._clean, self._partition)
        return (await self._offsets(self._settings.app_id, [where])).get(where, 0)

    async def _timelines_are_past(self) -> bool:
        """Whether the timeline stage has committed what was the end of `articles.resolved` at the last look."""
        if not self._found.lanes:
            return False
        wheres = [TopicPartition(self._resolved, partition) for partition in self._ends]
        committed = await self._offsets(self._settings.group("timeline"), wheres)
        return all(committed.get(where, 0) >= self._ends[where.partition] for where in wheres)

    async def _offsets(self, group: str, wheres: list[TopicPartition]) -> dict[TopicPartition, int]:
        async with client.admin(self._settings) as admin:
            found = await admin.list_consumer_group_offsets(group, partitions=wheres)
        return {where: max(0, offset.offset) for where, offset in found.items()}

    async def _resolved_ends(self) -> dict[int, int]:
        wheres = [TopicPartition(self._resolved, partition) for partition in range(self._resolved_partitions)]
        async with client.consumer(self._settings) as reader:
            return {where.partition: end for where, end in (await reader.end_offsets(wheres)).items()}


def _both(earlier: Forgotten, now: Forgotten) -> Forgotten:
    """What was forgotten at the last look and still is: an article may have come back meanwhile."""
    keys, articles = set(earlier.lanes), set(earlier.resolved)
    return Forgotten(
        tuple(key for key in now.lanes if key in keys), tuple(found for found in now.resolved if found in articles)
    )
