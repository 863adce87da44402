"""articles.raw -> articles.clean: the stateless stage, in processes that a hostile page may kill."""

from collections.abc import Callable, Mapping, Sequence

from service.agents.outcome import Due, Message, Outcome, Outgoing, Send, Size
from service.agents.pressure import Pressure
from service.cloudevents import RECEIVED_AT
from service.kafka.faust_driver import App
from service.kafka.partitioner import partition_of
from service.metrics import Metrics, Stage
from service.records import Reason, Rejected
from service.settings import Settings
from service.stages import CleanStage, Incoming, Ready
from service.topics import CLEAN, RAW

KILLS = {Reason.PAGE_TIMEOUT: "timeout", Reason.PAGE_CRASHED: "crash"}
"""Reasons that cost a cleaning process its life."""


NO_RECORD = Incoming(None, b"")
BATCH_SECONDS = 10.0
"""After so long the rest of a batch waits for the next one, so that slow pages are acknowledged one by one."""


class Overload:
    """Whether to take the fast extractor: on above the limit, off again only below half of it."""

    def __init__(self, limit_records: int) -> None:
        self._limit = limit_records
        self.on = False

    def update(self, lag_records: int) -> bool:
        """The answer at this lag."""
        self.on = lag_records > (self._limit // 2 if self.on else self._limit)
        return self.on


class CleanAgent:
    """Cleans a batch in the pool and sends each article to the partition of its lane, in the order of the input.

    A retraction goes to every partition, since its lane is unknown.
    """

    stage: Stage = "clean"
    source = RAW
    folds = False

    def __init__(self, settings: Settings, partitions: Mapping[str, int], metrics: Metrics, app: App) -> None:
        self._partitions = partitions[CLEAN.name]
        self._metrics, self._app = metrics, app
        self._topic = RAW.full_name(settings.topic_prefix)
        self._cleaning = CleanStage(settings, killed=self._count_kill)
        self._overload = Overload(settings.overload_lag_records)

    async def take(
        self,
        partition: int,  # noqa: ARG002
        committed: int | None,  # noqa: ARG002
        still_ours: Callable[[], bool],  # noqa: ARG002
        progress: Callable[[float], None],  # noqa: ARG002
    ) -> None:
        """Nothing is known about a partition; but a process is there and warm when its first record comes."""
        await self._cleaning.run([NO_RECORD])

    async def mend(self, state: None, send: Send, progressed: Callable[[], None]) -> None:
        """Nothing: records may be left out here."""

    async def process(
        self,
        states: Mapping[int, None],  # noqa: ARG002
        messages: Sequence[Message],
        progressed: Callable[[], None] = lambda: None,
    ) -> Sequence[Outcome]:
        """The clean records of a batch, or of what could be cleaned of it in some seconds."""
        batch = [Incoming(m.key, m.value, tuple(m.headers), round(m.timestamp * 1000)) for m in messages]
        fast = self._overload.update(self._waiting())
        done = await self._cleaning.run(batch, fast=fast, within_seconds=BATCH_SECONDS, progressed=progressed)
        for outcome in done:
            for note in outcome.notes:
                self._metrics.notes.labels(self.stage, note).inc()
        return [self._outcome(message, outcome.result) for message, outcome in zip(messages, done, strict=False)]

    async def due(self, state: None) -> Due:  # noqa: ARG002
        """Nothing comes later."""
        return Due()

    async def sweep(self, state: None, send: Send) -> None:
        """No housekeeping."""

    def relieve(self, state: None, pressure: Pressure) -> None:
        """Nothing is kept for speed alone."""

    def size(self, state: None) -> Size:  # noqa: ARG002
        """Holds nothing."""
        return Size()

    def _count_kill(self, reason: Reason) -> None:
        self._metrics.pool_kills.labels(KILLS[reason]).inc()

    def _waiting(self) -> int:
        """Records of the held partitions that are not done."""
        return sum(self._app.lag(where) for where in self._app.consumer.assignment() if where.topic == self._topic)

    def _outcome(self, message: Message, result: Ready | Rejected) -> Outcome:
        if isinstance(result, Rejected):
            return Outcome("rejected", refused=result)
        headers = (*result.headers, (RECEIVED_AT, b"%d" % round(message.timestamp * 1000)))
        if result.lane is None:
            everywhere = range(self._partitions)
            return Outcome("retraction", [self._outgoing(result, number, headers) for number in everywhere])
        self._metrics.count_language(result.lane.rpartition("/")[2])
        return Outcome("article", [self._outgoing(result, partition_of(result.lane, self._partitions), headers)])

    def _outgoing(self, result: Ready, partition: int, headers: tuple[tuple[str, bytes], ...]) -> Outgoing:
        return Outgoing(CLEAN, partition, result.id.encode(), result.value, headers)
