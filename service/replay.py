"""The pipeline in process, without Kafka: the same stages over the same records, the same bytes.

A `Replay` holds what the topics `articles.resolved` and `timelines` would hold after compaction. Guarantee: fed with
the records of `articles.clean`, partition by partition in the order of offsets, its rows are byte for byte the newest
records of the live topics, whatever happened there.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Iterator
from itertools import chain, islice

from msgspec.structs import replace

from service import codec
from service.cleaning.home import country
from service.kafka.partitioner import partition_of
from service.lane.partition import PartitionLanes
from service.mentions import find
from service.records import CleanArticle, ResolvedArticle, Retraction, article_key, lane_key
from service.settings import Settings
from service.shelf import Shelf
from service.stages import CleanOutcome, CleanStage, Incoming
from service.timeline.derive import derive

BATCH = 400
"""Raw records cleaned at once; the next batch is cleaned while the lanes work on this one."""


class Replay:
    """The dedup and timeline stages, all in memory. `partitions` is their number, as far as it is known beforehand."""

    def __init__(self, settings: Settings, partitions: int = 1) -> None:
        self._settings = settings
        self._partitions = partitions
        self._lanes: dict[int, PartitionLanes] = {}
        self._resolved: dict[tuple[str, str], tuple[int, ResolvedArticle]] = {}
        self._next: dict[int, int] = {}
        self._written = 0

    def add(self, record: CleanArticle | Retraction) -> None:
        """Resolve a record where the clean agent would send it: by lane, a retraction in every partition."""
        if isinstance(record, Retraction):
            for partition in range(self._partitions):
                self.resolve(record, partition, self._next.get(partition, 0))
        else:
            partition = partition_of(lane_key(record.collection, record.language), self._partitions)
            self.resolve(record, partition, self._next.get(partition, 0))

    def resolve(self, record: CleanArticle | Retraction, partition: int, offset: int) -> None:
        """Resolve a record of `articles.clean` that stands at `offset` of `partition`."""
        self._next[partition] = offset + 1
        self._partitions = max(self._partitions, partition + 1)
        lanes = self._lanes.get(partition)
        if lanes is None:
            lanes = self._lanes[partition] = PartitionLanes(self._settings)
        resolution = lanes.resolve(record, offset)
        if resolution.resolved:
            for resolved in (resolution.resolved, *resolution.also):
                self._written += 1
                self._resolved[resolved.story_id, resolved.id] = self._written, resolved

    def articles(self) -> Iterator[bytes]:
        """The newest record of every key of `articles.resolved`, story by story.

        Articles of forgotten stories are among them: their tombstones are housekeeping, not results. An article that
        came to two stories, in two lanes or long after the first was forgotten, is there twice if their partitions
        differ, as on the topic.
        """
        return chain.from_iterable(shelf.records(story_id) for story_id, shelf in self._shelves())

    def timelines(self) -> Iterator[bytes]:
        """The newest timeline of every story that has one, in the order in which the stories were opened."""
        for story_id, shelf in self._shelves():
            timeline = derive(story_id, shelf.articles(story_id), self._settings.timeline_max_bytes)
            if timeline:
                yield codec.encode(timeline)

    def _shelves(self) -> Iterator[tuple[str, Shelf]]:
        """Each story with the shelf of its partition, which all records have gone to in the order of writing."""
        shelves: defaultdict[int, Shelf] = defaultdict(Shelf)
        for _, resolved in sorted(self._resolved.values(), key=lambda pair: pair[0]):
            shelf = shelves[partition_of(resolved.story_id, self._partitions)]
            shelf.put(article_key(resolved.collection, resolved.id), codec.encode(resolved))
        for story_id in dict.fromkeys(story_id for story_id, _ in self._resolved):
            yield story_id, shelves[partition_of(story_id, self._partitions)]

    @property
    def stories(self) -> int:
        """How many stories there are."""
        return len({story_id for story_id, _ in self._resolved})


async def cleaned(
    records: Iterable[Incoming], settings: Settings, *, fast: bool = False
) -> AsyncGenerator[tuple[Incoming, CleanOutcome]]:
    """Each raw record with its outcome, in order, cleaned in processes of their own.

    `fast`: pages go through the extractor that the worker uses under overload.
    """
    source = iter(records)
    stage = CleanStage(settings)
    work: asyncio.Task[list[CleanOutcome]] | None = None
    try:
        batch = list(islice(source, BATCH))
        outcomes = await stage.run(batch, fast=fast)
        while batch:
            following = list(islice(source, BATCH))
            work = asyncio.create_task(stage.run(following, fast=fast))
            await asyncio.sleep(0)  # let the pool begin before this batch is worked on
            for pair in zip(batch, outcomes, strict=True):
                yield pair
            batch, outcomes = following, await work
    finally:
        if work:
            work.cancel()  # nobody waits for it any more
        stage.close()


class Undated:
    """Gives a date to articles that have none at all: the newest seen so far, since a file tells no time of arrival."""

    def __init__(self) -> None:
        self._newest = ""

    def date(self, article: CleanArticle) -> CleanArticle:
        """The article, dated; its mentions are found anew, since relative dates count from the day of publication."""
        if article.published_basis != "fetched" or article.arrived_at is not None:
            self._newest = max(self._newest, article.published_at)
            return article
        if not self._newest:
            return article
        found = find(article.text, article.title, self._newest, article.language, country(article.url or ""))
        return replace(article, published_at=self._newest, published_day=self._newest[:10], mentions=found)
