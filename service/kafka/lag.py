"""How every stage stands, measured apart from consuming: in a thread with clients of its own.

The numbers come from the brokers alone: end offsets, the committed offsets of each stage's group, and which partitions
the group has given to a member. Any process tells them for all stages, so a stage is still seen when all its workers
are gone, and the lag grows also while an event loop is blocked. The same poll tells the readiness probe that the broker
answers.
"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from aiokafka import TopicPartition
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment
from aiokafka.errors import KafkaError
from msgspec import Struct

from service.errors import BrokerError
from service.kafka import client
from service.metrics import Metrics
from service.settings import Settings
from service.topics import DEAD_LETTER, INPUTS, TIMELINES

log = logging.getLogger(__name__)


class Standing(Struct, frozen=True):
    """The offsets of every partition, and of the stages' inputs what their groups have committed and given to members.

    A partition of an input that is in no `committed` entry has no committed offset.
    """

    starts: Mapping[TopicPartition, int]
    ends: Mapping[TopicPartition, int]
    committed: Mapping[TopicPartition, int]
    held: frozenset[TopicPartition]


Ask = Callable[[Awaitable[Any]], Awaitable[Any]]
"""Waits for one answer of the brokers; raises TimeoutError when it takes too long."""


async def look(admin: Any, reader: Any, settings: Settings, ask: Ask) -> Standing:
    """Ask the brokers for everything once. `reader` must read uncommitted: records of an open transaction wait, too."""
    inputs = {topic.full_name(settings.topic_prefix): stage for stage, topic in INPUTS.items()}
    outputs = [topic.full_name(settings.topic_prefix) for topic in (TIMELINES, DEAD_LETTER)]
    wheres = [
        TopicPartition(topic["topic"], partition["partition"])
        for topic in await ask(admin.describe_topics([*inputs, *outputs]))
        for partition in topic["partitions"]
    ]
    committed: dict[TopicPartition, int] = {}
    held: set[TopicPartition] = set()
    for group in sorted({settings.group(stage) for stage in INPUTS}):
        mine = [w for w in wheres if w.topic in inputs and settings.group(inputs[w.topic]) == group]
        if mine:
            found = await ask(admin.list_consumer_group_offsets(group, partitions=mine))
            committed |= {where: found[where].offset for where in mine if where in found and found[where].offset >= 0}
            held |= _held(await ask(admin.describe_consumer_groups([group]))) & set(mine)
    starts, ends = await ask(reader.beginning_offsets(wheres)), await ask(reader.end_offsets(wheres))
    return Standing(starts, ends, committed, frozenset(held))


def _held(answers: Iterable[Any]) -> set[TopicPartition]:
    """The partitions that a group has given to its members; none while it rebalances."""
    assignments = [member[4] for answer in answers for described in answer.groups for member in described[5]]
    return {
        where for blob in assignments if blob for where in ConsumerProtocolMemberAssignment.decode(blob).partitions()
    }


class LagPoller:
    """Fills the metrics of every stage's standing every few seconds while it is entered.

    A partition without a committed offset lags by all that it holds. `answered` is called after each answer, in the
    poller's thread: over a slow link a poll is many seconds of waiting for a broker that answers. While it does not,
    there are no values at all, rather than old ones, and one line of the log says why.
    """

    def __init__(
        self, settings: Settings, metrics: Metrics, answered: Callable[[], None], every_seconds: float = 5.0
    ) -> None:
        self._settings = settings
        self._metrics = metrics
        self._answered = answered
        self._every = every_seconds
        self._told = ""
        self._stop = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="lag", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=self._every)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._poll_for_ever())

    async def _poll_for_ever(self) -> None:
        while not self._stop.is_set():
            try:
                everything = client.consumer(self._settings, isolation_level="read_uncommitted")
                async with client.admin(self._settings) as admin, everything as reader:
                    self._answered()
                    await self._poll_while_it_works(admin, reader)
            except (BrokerError, KafkaError, TimeoutError) as error:
                self._metrics.forget_standing()
                reason = str(error) or "the broker does not answer in time"
                if reason != self._told:
                    log.warning("lag is unknown: %s", reason)
                self._told = reason
                await self._pause()

    async def _poll_while_it_works(self, admin: Any, reader: Any) -> None:
        while not self._stop.is_set():
            self._tell(await look(admin, reader, self._settings, self._ask))
            self._told = ""
            await self._pause()

    async def _ask(self, answer: Awaitable[Any]) -> Any:
        async with asyncio.timeout(2 * self._every):
            told = await answer
        self._answered()
        return told

    def _tell(self, standing: Standing) -> None:
        inputs = {topic.full_name(self._settings.topic_prefix) for topic in INPUTS.values()}
        for where, end in standing.ends.items():
            labels = where.topic.removeprefix(self._settings.topic_prefix), str(where.partition)
            self._metrics.end_offset.labels(*labels).set(end)
            if where.topic in inputs:
                committed = standing.committed.get(where, 0)
                self._metrics.committed.labels(*labels).set(committed)
                self._metrics.lag.labels(*labels).set(end - max(committed, standing.starts[where]))
                self._metrics.partition_held.labels(*labels).set(where in standing.held)

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), self._every)
