"""articles.resolved -> timelines: each touched story is derived anew from the newest records of its articles."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from service import cloudevents, codec
from service.agents.outcome import Message, Outcome, Outgoing, Send, Size
from service.agents.shelf import Shelf
from service.kafka.faust_driver import App
from service.kafka.log import read_log
from service.kafka.partitioner import partition_of
from service.metrics import Metrics, Stage
from service.settings import Settings
from service.timeline.chapters import Cache
from service.timeline.derive import derive
from service.topics import RESOLVED, TIMELINES

FOLD_STEP_RECORDS = 500
"""Records folded without a break for the event loop: some milliseconds."""


class TimelineAgent:
    """Publishes a story once per batch that touches it, when its bytes changed.

    State is a fold of `articles.resolved` itself; a story of which no article is left gets a tombstone.
    """

    stage: Stage = "timeline"
    source = RESOLVED
    folds = True

    def __init__(self, settings: Settings, partitions: Mapping[str, int], metrics: Metrics, app: App) -> None:  # noqa: ARG002
        self._settings, self._metrics = settings, metrics
        self._partitions = partitions[TIMELINES.name]
        self._cache = Cache(settings.timeline_cache_megabytes)

    async def take(
        self,
        partition: int,
        committed: int | None,
        still_ours: Callable[[], bool],
        progress: Callable[[float], None],
    ) -> Shelf:
        """Fold the records below the committed offset; those from there on come as messages."""
        shelf, topic = Shelf(), RESOLVED.full_name(self._settings.topic_prefix)
        async for records in read_log(
            self._settings,
            topic,
            partition,
            until=committed or 0,
            still_ours=still_ours,
            progress=progress,
            max_records=FOLD_STEP_RECORDS,
        ):
            for record in records:
                shelf.put((record.key or b"").decode(), record.value)
        return shelf

    async def process(
        self,
        states: Mapping[int, Shelf],
        messages: Sequence[Message],
        progressed: Callable[[], None] = lambda: None,
    ) -> Sequence[Outcome]:
        """Take all messages in, then derive each touched story once; the last message that touched it carries it."""
        last_touch: dict[tuple[int, str], int] = {}
        for i, message in enumerate(messages):
            for story_id in states[message.partition].put((message.key or b"").decode(), message.value):
                last_touch[message.partition, story_id] = i
        sends: list[list[Outgoing]] = [[] for _ in messages]
        for (partition, story_id), i in last_touch.items():
            sends[i] += self._derive(states[partition], story_id, messages[i])
            progressed()
            await asyncio.sleep(0)
        return [Outcome("published" if sent else "unchanged", sent) for sent in sends]

    async def sweep(self, state: Shelf, send: Send) -> None:  # noqa: ARG002
        """Free the memory of stories whose records the dedup agent has deleted."""
        state.tidy()

    def size(self, state: Shelf) -> Size:
        """Articles and stories held, and their bytes."""
        return Size(len(state), state.stories, state.bytes)

    def _derive(self, shelf: Shelf, story_id: str, message: Message) -> list[Outgoing]:
        timeline = derive(story_id, shelf.articles(story_id), self._settings.timeline_max_bytes, self._cache)
        value = codec.encode(timeline) if timeline else None
        if not shelf.changed(story_id, value or b""):
            return []
        for entry in timeline.entries if timeline else ():
            self._metrics.entries.labels(entry.conflict).inc()
        version = timeline.version if timeline else "none"
        headers = cloudevents.wrap(
            cloudevents.TIMELINE, f"{story_id}@{version}", story_id, cloudevents.carry(message.headers)
        )
        return [Outgoing(TIMELINES, partition_of(story_id, self._partitions), story_id.encode(), value, headers)]
