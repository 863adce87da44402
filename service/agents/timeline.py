"""articles.resolved -> timelines: each touched story is derived anew from the newest records of its articles."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence

from service import cloudevents, codec
from service.agents.outcome import Due, Message, Outcome, Outgoing, Send, Size
from service.agents.pace import Pace
from service.agents.pressure import Pressure
from service.kafka.faust_driver import App
from service.kafka.log import read_log
from service.kafka.partitioner import partition_of
from service.logs import fields
from service.metrics import Metrics, Stage
from service.records import Headers
from service.settings import Settings
from service.shelf import DECODED_ARTICLES, Shelf
from service.timeline.chapters import Cache
from service.timeline.derive import derive
from service.topics import RESOLVED, TIMELINES

log = logging.getLogger(__name__)

FOLD_STEP_RECORDS = 500
"""Records folded without a break for the event loop: some milliseconds."""


MEND_BYTES = 1 << 20
"""Timelines that are published again go out in batches of so many bytes."""
LARGE_BYTES = 30_000
"""Compressed records of a story that is derived in a thread, so that the event loop goes on: some eight articles, which
take 30 ms when nothing of them is kept."""


class Stories:
    """The stories of a partition, which of them rest, and which had been begun to be deleted when it was taken."""

    def __init__(self) -> None:
        self.shelf, self.pace = Shelf(), Pace()
        self.deleted: set[str] = set()


class TimelineAgent:
    """Publishes a story once per batch that touches it, when its bytes changed; a dear one less often (`pace`).

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
    ) -> Stories:
        """Fold the records below the committed offset; those from there on come as messages."""
        stories, topic = Stories(), RESOLVED.full_name(self._settings.topic_prefix)
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
                article_id = (record.key or b"").decode()
                if record.value is None and (story_id := stories.shelf.story_of(article_id)):
                    stories.deleted.add(story_id)
                stories.shelf.put(article_id, record.value)
        return stories

    async def mend(self, state: Stories, send: Send, progressed: Callable[[], None]) -> None:
        """Publish every story: nobody may have done it for the records before an offset that was set ahead.

        But for those of which articles are deleted already: what is left of them is not the story.
        """
        stories = [story_id for story_id in state.shelf.story_ids() if story_id not in state.deleted]
        if stories:
            log.warning(
                "the offset was not committed by a worker: all its stories are published again",
                extra=fields(topic=RESOLVED.full_name(self._settings.topic_prefix), stories=len(stories)),
            )
        waiting: list[Outgoing] = []
        for story_id in stories:
            waiting += await self._tell(state, story_id, ())
            progressed()
            if sum(outgoing.size() for outgoing in waiting) > MEND_BYTES or story_id == stories[-1]:
                await send(waiting)
                waiting = []

    async def process(
        self,
        states: Mapping[int, Stories],
        messages: Sequence[Message],
        progressed: Callable[[], None] = lambda: None,
    ) -> Sequence[Outcome]:
        """Take all messages in, then derive each touched story once; the last message that touched it carries it.

        Messages of a story that rests wait for it. A story that is being deleted is derived before its first tombstone.
        """
        last_touch: dict[tuple[int, str], int] = {}
        later: set[int] = set()
        sends: list[list[Outgoing]] = [[] for _ in messages]
        for i, message in enumerate(messages):
            stories, article_id = states[message.partition], (message.key or b"").decode()
            if message.value is None and (story_id := stories.shelf.story_of(article_id)) is not None:
                touched = last_touch.pop((message.partition, story_id), None)
                if touched is not None or stories.pace.rests(story_id):
                    sends[i] += await self._tell(stories, story_id, messages[i if touched is None else touched].headers)
            for story_id in stories.shelf.put(article_id, message.value):
                if stories.pace.waits(story_id, message):
                    later.add(i)
                else:
                    last_touch[message.partition, story_id] = i
        for (partition, story_id), i in last_touch.items():
            sends[i] += await self._tell(states[partition], story_id, messages[i].headers)
            progressed()
        return [_outcome(sent, later=i in later) for i, sent in enumerate(sends)]

    async def due(self, state: Stories) -> Due:
        """The stories that have rested, and the messages that wait for none any more."""
        results = [
            (last, _outcome(await self._tell(state, story_id, last.headers))) for story_id, last in state.pace.due()
        ]
        return Due(results, state.pace.released())

    async def sweep(self, state: Stories, send: Send) -> None:  # noqa: ARG002
        """Free the memory of stories whose records the dedup agent has deleted."""
        state.shelf.tidy()

    def relieve(self, state: Stories, pressure: Pressure) -> None:
        """Decoded articles, and the work that is kept between derivations."""
        state.shelf.keep_decoded(pressure.of(DECODED_ARTICLES))
        self._cache.resize(pressure.of(round(self._settings.timeline_cache_megabytes)))

    def size(self, state: Stories) -> Size:
        """Articles and stories held, and their bytes."""
        shelf = state.shelf
        return Size(len(shelf), shelf.stories, shelf.bytes)

    async def _tell(self, stories: Stories, story_id: str, headers: Headers) -> Sequence[Outgoing]:
        """Derive a story, and what to send for it: `headers` are those of the record that asks for it."""
        if stories.shelf.bytes_of(story_id) > LARGE_BYTES:
            sends, seconds = await asyncio.to_thread(self._timed, stories.shelf, story_id, headers)
        else:
            sends, seconds = self._timed(stories.shelf, story_id, headers)
            await asyncio.sleep(0)
        stories.pace.derived(story_id, seconds)
        return sends

    def _timed(self, shelf: Shelf, story_id: str, headers: Headers) -> tuple[Sequence[Outgoing], float]:
        """What to send for a story, and the CPU seconds that it took."""
        began = time.thread_time()
        sends = self._derive(shelf, story_id, headers)
        return sends, time.thread_time() - began

    def _derive(self, shelf: Shelf, story_id: str, headers: Headers) -> list[Outgoing]:
        timeline = derive(story_id, shelf.articles(story_id), self._settings.timeline_max_bytes, self._cache)
        value = codec.encode(timeline) if timeline else None
        if not shelf.changed(story_id, value or b""):
            return []
        for entry in timeline.entries if timeline else ():
            self._metrics.entries.labels(entry.conflict).inc()
        version = timeline.version if timeline else "none"
        told = cloudevents.wrap(cloudevents.TIMELINE, f"{story_id}@{version}", story_id, cloudevents.carry(headers))
        return [Outgoing(TIMELINES, partition_of(story_id, self._partitions), story_id.encode(), value, told)]


def _outcome(sends: Sequence[Outgoing], *, later: bool = False) -> Outcome:
    return Outcome("published" if sends else "unchanged", sends, later=later)
