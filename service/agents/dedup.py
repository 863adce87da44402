"""articles.clean -> lanes and articles.resolved: the deterministic state machine over each partition."""

import asyncio
import gc
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing

from service import cloudevents, codec
from service.agents.outcome import Due, Message, Outcome, Outgoing, Send, Size
from service.agents.pressure import Pressure
from service.agents.tombstones import Sweeper
from service.errors import TopicMismatchError
from service.kafka.faust_driver import App
from service.kafka.log import OwnershipLostError, read_log
from service.kafka.partitioner import partition_of
from service.lane.log.fold import Fold
from service.lane.log.record import LogRecord
from service.lane.partition import PartitionLanes, Resolution
from service.metrics import Metrics, Stage
from service.records import CleanArticle, ResolvedArticle, Retraction, article_key
from service.settings import Settings
from service.topics import CLEAN, LANES, RESOLVED

_DONE = object()
_Clean = CleanArticle | Retraction


class Lanes:
    """The lanes of a partition and the tombstones that they still owe."""

    def __init__(self, lanes: PartitionLanes, sweeper: Sweeper) -> None:
        self.lanes = lanes
        self.sweeper = sweeper


class DedupAgent:
    """Resolves articles in the order of their partition.

    State is a fold of the partition's log in `lanes`, which this agent writes: what a crash cut off is decided again,
    the same way. A record that was resolved before sends its stored verdict again.
    """

    stage: Stage = "dedup"
    source = CLEAN
    folds = True

    def __init__(self, settings: Settings, partitions: Mapping[str, int], metrics: Metrics, app: App) -> None:  # noqa: ARG002
        self._settings, self._metrics = settings, metrics
        self._partitions = partitions[RESOLVED.name]
        warm_up(settings)

    async def take(
        self,
        partition: int,
        committed: int | None,
        still_ours: Callable[[], bool],
        progress: Callable[[float], None],
    ) -> Lanes:
        """Fold the partition's log; the applying runs in a thread, so that the event loop goes on."""
        lanes = PartitionLanes(self._settings)
        fold = Fold(lanes, committed or 0)
        topic = LANES.full_name(self._settings.topic_prefix)
        empty = True
        async for records in read_log(self._settings, topic, partition, still_ours=still_ours, progress=progress):
            fold.add(LogRecord(r.key or b"", r.value, r.timestamp) for r in records)
            empty = False
        gc.freeze()  # looking at all that was loaded, again and again, would stop the worker each time
        steps = fold.steps()
        while await asyncio.to_thread(next, steps, _DONE) is not _DONE:
            if not still_ours():
                raise OwnershipLostError(f"{topic}[{partition}]")
        gc.freeze()  # nor at what was folded
        await self._require_decided(partition, lanes, committed or 0, still_ours, empty=empty)
        return Lanes(lanes, Sweeper(self._settings, partition, self._partitions))

    async def _require_decided(
        self, partition: int, lanes: PartitionLanes, committed: int, still_ours: Callable[[], bool], *, empty: bool
    ) -> None:
        """Every article below the committed offset was decided on. Raises TopicMismatchError if one was not.

        Then the log was lost, or somebody set the offset ahead; to go on would leave these articles out for ever.
        """
        if lanes.position + 1 >= committed:
            return
        topic, log = (found.full_name(self._settings.topic_prefix) for found in (CLEAN, LANES))
        behind = read_log(
            self._settings, topic, partition, since=lanes.position + 1, until=committed, still_ours=still_ours
        )
        async with aclosing(behind) as chunks:
            async for records in chunks:
                for record in records:
                    article = codec.decode(record.value or b"", _Clean)
                    if isinstance(article, CleanArticle) and not lanes.knows(article):
                        why = f"{log}[{partition}] is empty" if empty else f"{log}[{partition}] does not tell of it"
                        raise TopicMismatchError(
                            f"{topic}[{partition}]: the group's offset is {committed}, but offset {record.offset} was "
                            f"not decided on: {why}; set the offset back to {lanes.position + 1}"
                        )

    async def mend(self, state: Lanes, send: Send, progressed: Callable[[], None]) -> None:
        """Nothing: `take` refuses an offset that is ahead of the decisions."""

    async def process(
        self,
        states: Mapping[int, Lanes],
        messages: Sequence[Message],
        progressed: Callable[[], None] = lambda: None,
    ) -> Sequence[Outcome]:
        """Resolve the messages one after the other."""
        outcomes = []
        for message in messages:
            record = codec.decode(message.value or b"", _Clean)
            resolution = states[message.partition].lanes.resolve(record, message.offset)
            outcomes.append(self._outcome(message, resolution))
            progressed()
            await asyncio.sleep(0)
        return outcomes

    async def due(self, state: Lanes) -> Due:  # noqa: ARG002
        """Nothing comes later."""
        return Due()

    async def sweep(self, state: Lanes, send: Send) -> None:
        """Tombstones of forgotten stories."""
        await state.sweeper.sweep(state.lanes, send)

    def relieve(self, state: Lanes, pressure: Pressure) -> None:
        """Nothing is kept for speed alone."""

    def size(self, state: Lanes) -> Size:
        """Articles and stories remembered, and their bytes."""
        return Size(state.lanes.articles, state.lanes.stories, state.lanes.bytes)

    def _outcome(self, message: Message, resolution: Resolution) -> Outcome:
        if resolution.refused:
            return Outcome("rejected", refused=resolution.refused)
        if resolution.resolved is None:
            return Outcome("ignored")
        sends = [Outgoing(LANES, message.partition, key, value) for key, value in resolution.log]
        sends += [self._resolved(message, resolved) for resolved in (resolution.resolved, *resolution.also)]
        return Outcome(resolution.resolved.verdict if resolution.log else "repeated", sends)

    def _resolved(self, message: Message, resolved: ResolvedArticle) -> Outgoing:
        event_id = f"{resolved.id}@{resolved.revision or resolved.verdict}"
        carried = cloudevents.carry(message.headers)
        return Outgoing(
            RESOLVED,
            partition_of(resolved.story_id, self._partitions),
            article_key(resolved.collection, resolved.id).encode(),
            codec.encode(resolved),
            cloudevents.wrap(cloudevents.RESOLVED, event_id, resolved.id, carried),
        )


def warm_up(settings: Settings) -> None:
    """Decide, forget, retract and fold for nothing, so that compiled loops are loaded before partitions are held."""
    lanes, position = PartitionLanes(settings), 0
    log: list[LogRecord] = []
    for year in (2001, 2002, 2003):
        for text in ("A ferry stopped at the harbour of Velmora. ", "An orchard was sold. ") * 5:
            article = CleanArticle(
                id=str(position),
                revision="0",
                outlet="none.example",
                title="No article",
                text=f"{text * 20}{year}",
                language="en",
                collection="none",
                published_at=f"{year}-01-01T00:00:00Z",
                published_basis="given",
                extractor="text",
            )
            log += [LogRecord(key, value, 0) for key, value in lanes.resolve(article, position).log]
            position += 1
    lanes.resolve(Retraction(str(position - 1), "none"), position)
    PartitionLanes.fold(settings, log, position)
