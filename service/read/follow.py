"""The topics, followed from where the file stands: without a group, all partitions, in one consumer."""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Mapping, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError, OffsetOutOfRangeError
from msgspec import Struct

from service.errors import BrokerError
from service.kafka import admin, client
from service.kafka.log import Record
from service.read.fold import Fold
from service.read.metrics import ReadMetrics
from service.settings import Settings
from service.topics import RESOLVED, TIMELINES
from service.web.health import Answer

log = logging.getLogger(__name__)

CATCH_UP_RECORDS = 4000
"""Records of one transaction while nobody waits for the newest."""
LIVE_RECORDS = 500
"""Records of one transaction when every one should be seen at once."""
INDEX_STEP = 2000
"""Stories that are indexed in one transaction."""
_POLL_MS = 200
"""How long a poll waits for records."""
_RETRY_SECONDS = 2.0
"""After the broker was lost."""
_LOOK_SECONDS = 1.0
"""Between two looks at the ends of the partitions while records come."""
_PRUNE_SECONDS = 3600.0
"""Between two removals of versions that are too old."""
_REMEMBER_SECONDS = 10.0
"""Between two notes in the file that the end was seen."""
_SEEN_END = "end seen at (ms)"


class Topics(Struct, frozen=True):
    """The two topics as the broker has them."""

    cluster: str
    partitions: dict[str, int]
    """Number of partitions by full name."""
    tombstones_kept_ms: int

    @property
    def source(self) -> str:
        """What a file that holds them is a fold of."""
        return f"cluster {self.cluster}, topics {' '.join(self.partitions)}"


async def look_up(settings: Settings) -> Topics:
    """Ask the broker for the topics. Raises BrokerError, also when one of them is not there."""
    found = await admin.find(settings)
    partitions, kept_ms = {}, []
    for topic in (TIMELINES, RESOLVED):
        name = topic.full_name(settings.topic_prefix)
        if name not in found:
            raise BrokerError(f"no topic {name!r} at {settings.bootstrap_servers}: storyfold topics create makes it")
        partitions[name] = found[name].partitions
        kept_ms.append(int(found[name].config.get("delete.retention.ms", topic.config["delete.retention.ms"])))
    async with client.admin(settings) as kafka:
        cluster = (await kafka.describe_cluster()).get("cluster_id")
    return Topics(str(cluster), partitions, min(kept_ms))


class Follower:
    """Reads, folds and says so. `caught_up` becomes true when everything that the topics held has been folded.

    `changed` is called on the event loop after each transaction that made a version. A broker that does not answer is
    asked again; what has been folded stays readable meanwhile.
    """

    def __init__(self, settings: Settings, fold: Fold, metrics: ReadMetrics, changed: Callable[[], None]) -> None:
        self._settings, self._fold, self._metrics, self._changed = settings, fold, metrics, changed
        self._topics = {topic.full_name(settings.topic_prefix): topic.name for topic in (TIMELINES, RESOLVED)}
        self._pruned_at = self._remembered_at = 0.0
        self._seen_end_ms = 0
        self.caught_up = False
        self._records = 0
        self._behind: int | None = None
        metrics.ready.set_function(lambda: float(self.caught_up))

    def ready(self) -> Answer:
        """Ready from the first time that everything had been folded: stale answers are better than none."""
        if self.caught_up:
            return Answer(True, "ready")
        left = "" if self._behind is None else f", {self._behind} records left"
        return Answer(False, f"reading the topics{left}")

    async def run(self) -> None:
        """Follow until cancelled."""
        told = ""
        while True:
            try:
                await self._follow()
            except OffsetOutOfRangeError:
                await self._begin_anew("the topics no longer hold what was to be read next")
            except (BrokerError, KafkaError, TimeoutError) as error:
                self._see_behind(None)
                reason = str(error) or "the broker does not answer in time"
                if reason != told:
                    log.warning("reading stands still: %s", reason)
                told = reason
                await asyncio.sleep(_RETRY_SECONDS)

    async def _follow(self) -> None:
        """Read with one consumer, for as long as nothing is wrong."""
        topics = await look_up(self._settings)
        places = [TopicPartition(name, number) for name, count in topics.partitions.items() for number in range(count)]
        async with client.consumer(self._settings, auto_offset_reset="none", fetch_max_wait_ms=100) as consumer:
            consumer.assign(places)
            await self._begin(consumer, places, topics)
            looked_at = 0.0
            while not self._missed_deletions(topics):
                limit = LIVE_RECORDS if self.caught_up else CATCH_UP_RECORDS
                records = await consumer.getmany(timeout_ms=_POLL_MS, max_records=limit)
                if records:
                    await self._take({(where.topic, where.partition): some for where, some in records.items()})
                if not records or time.monotonic() - looked_at > _LOOK_SECONDS:
                    looked_at = time.monotonic()
                    await self._look(consumer, places)
        await self._begin_anew("deletions may have been missed while this process stood still")

    async def _begin(self, consumer: AIOKafkaConsumer, places: Sequence[TopicPartition], topics: Topics) -> None:
        """Seek to where the file stands, or to the beginning where the topics do not fit it."""
        starts = await consumer.beginning_offsets(places)
        ends = await consumer.end_offsets(places)
        positions = self._fold.positions()
        self._seen_end_ms = int(self._fold.recall(_SEEN_END) or 0)
        if any(positions.get((where.topic, where.partition), 0) > ends[where] for where in places):
            await self._begin_anew("the topics end before what was read of them")
        elif positions and self._missed_deletions(topics):
            await self._begin_anew("deletions may have been missed since the end of the topics was last seen")
        positions = self._fold.positions()
        if not positions:
            self._see_end(_now_ms())  # nothing was read yet: what is deleted from now on is seen
        for where in places:
            consumer.seek(where, max(positions.get((where.topic, where.partition), 0), starts[where]))

    def _missed_deletions(self, topics: Topics) -> bool:
        """Whether a tombstone may have come and gone unseen. A long first reading is not asked: it could never end."""
        return (self.caught_up or not self._records) and _now_ms() - self._seen_end_ms > topics.tombstones_kept_ms

    async def _begin_anew(self, reason: str) -> None:
        log.warning("the topics are read from their beginning: %s", reason)
        self.caught_up, self._records = False, 0
        await asyncio.to_thread(self._fold.clear)

    async def _take(self, records: Mapping[tuple[str, int], Sequence[Record]]) -> None:
        made = await asyncio.to_thread(self._fold.take, records, index_now=self.caught_up)
        self._metrics.versions.inc(made)
        for (topic, _), some in records.items():
            self._records += len(some)
            self._metrics.records.labels(self._topics[topic]).inc(len(some))
        for topic, count in self._fold.unreadable.items():
            self._metrics.unreadable.labels(self._topics[topic]).inc(count)
        self._fold.unreadable.clear()
        if made and self.caught_up:
            self._changed()

    async def _look(self, consumer: AIOKafkaConsumer, places: Sequence[TopicPartition]) -> None:
        """How far it is to the end; there, do what was put off until then."""
        now_ms = _now_ms()
        ends = await consumer.end_offsets(places)
        behind = sum([max(0, ends[where] - await consumer.position(where)) for where in places])
        self._see_behind(behind)
        if behind:
            return
        if not self.caught_up:
            while await asyncio.to_thread(self._fold.index, INDEX_STEP):
                pass
            self.caught_up = True
            log.info("caught up after %d records", self._records)
            self._changed()
        self._seen_end_ms = now_ms
        if time.monotonic() - self._remembered_at > _REMEMBER_SECONDS:
            self._see_end(now_ms)
        if time.monotonic() - self._pruned_at > _PRUNE_SECONDS:
            self._pruned_at = time.monotonic()
            await asyncio.to_thread(self._fold.prune)

    def _see_behind(self, records: int | None) -> None:
        self._behind = records
        self._metrics.behind.set(math.nan if records is None else records)

    def _see_end(self, at_ms: int) -> None:
        self._seen_end_ms, self._remembered_at = at_ms, time.monotonic()
        self._fold.remember(_SEEN_END, str(at_ms))


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
