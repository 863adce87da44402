"""What one agent holds: the states of its partitions, each for one generation of the consumer group.

A state is folded when its partition is taken, belongs to the generation in which that was, and is dropped with it.
Messages are admitted to it in the order of their offsets, without a gap that the broker did not tell of.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from aiokafka import TopicPartition

from service.agents.outcome import Agent, Message, Outgoing
from service.agents.suspicion import Suspicion, suspicion_of
from service.errors import WorkerStoppedError
from service.kafka import client
from service.kafka.faust_consumer import OURS
from service.kafka.faust_driver import App
from service.kafka.log import OwnershipLostError
from service.kafka.outage import FAILURES
from service.logs import fields
from service.metrics import Metrics
from service.settings import Settings
from service.web.health import Health

log = logging.getLogger(__name__)


class Held:
    """A partition's state, the generation it belongs to, the offset that must come next, and what waits.

    `later` has the events whose outcome is to come later, by offset: they are acknowledged then. `suspicion` is
    of those at which workers died.
    """

    def __init__(self, generation: int, committed: int | None, state: Any, suspicion: Suspicion) -> None:
        self.generation, self.suspicion = generation, suspicion
        self.next_offset = committed or 0
        self.begun = False
        self.state = state
        self.later: dict[int, Any] = {}


class Holdings:
    """The partitions of one agent. `progressed` is called while a partition is being taken, `send` where an agent has
    to mend what somebody did to its offset.
    """

    def __init__(
        self,
        app: App,
        agent: Agent[Any],
        topic: str,
        *,
        settings: Settings,
        metrics: Metrics,
        health: Health,
        progressed: Callable[[], None],
        send: Callable[[int, Sequence[Outgoing]], Awaitable[None]],
    ) -> None:
        self._send = send
        self._app, self._agent, self.topic, self._settings = app, agent, topic, settings
        self._metrics, self._health, self._progressed = metrics, health, progressed
        self._held: dict[int, Held] = {}

    @property
    def states(self) -> Mapping[int, Any]:
        """The states by partition."""
        return {partition: held.state for partition, held in self._held.items()}

    @property
    def suspicions(self) -> Mapping[int, Suspicion]:
        """What is suspected of each partition."""
        return {partition: held.suspicion for partition, held in self._held.items()}

    def current_suspicions(self) -> Mapping[int, Suspicion]:
        """Those of the partitions that no rebalance has taken, though the worker may be about to stop."""
        generation = self._app.consumer_generation_id
        return {partition: held.suspicion for partition, held in self._held.items() if held.generation == generation}

    def later(self, partition: int) -> dict[int, Any]:
        """The events of a partition whose outcome is to come later, by offset."""
        return self._held[partition].later

    def assigned(self) -> list[int]:
        """Partitions that the group gave us; none while it is about to change."""
        if self._app.rebalancing or self._app.should_stop:
            return []
        return sorted(where.partition for where in self._app.consumer.assignment() if where.topic == self.topic)

    def drop_lost(self) -> None:
        """Drop what is not ours any more."""
        self._drop(p for p, held in self._held.items() if not self._owned(held.generation, p))

    def drop_all(self) -> None:
        """Drop all states: a batch may have changed them that was not sent."""
        self._drop(self._held)

    async def admit(self, generation: int, batch: Sequence[Message]) -> list[Message]:
        """The messages that continue their partitions without a gap; those that are done already are left out."""
        admitted = []
        for message in sorted(batch, key=lambda m: m.partition):  # stable: in order within a partition
            held = await self.hold(message.partition, generation)
            if message.offset < held.next_offset:
                continue
            if message.offset > held.next_offset:
                await self._check_jump(held, message)
            held.next_offset, held.begun = message.offset + 1, True
            admitted.append(message)
        return admitted

    async def _check_jump(self, held: Held, message: Message) -> None:
        """Offsets follow one another, but for gaps of which the broker told (compaction, transactions).

        Only retention may have removed records, and only before the first one.
        """
        where = TopicPartition(message.topic, message.partition)
        present_from = self._app.gap_before(where, message.offset)
        if present_from <= held.next_offset:
            return
        beginning = (await self._app.consumer.earliest_offsets(where))[where]
        self._require(held.generation, message.partition)
        if held.begun or present_from > beginning:
            raise WorkerStoppedError(
                f"{message.topic}[{message.partition}]: offset {message.offset} came, {held.next_offset} was due"
            )
        log.error(
            "records were removed by retention before they were processed",
            extra=fields(
                topic=message.topic,
                partition=message.partition,
                offset=held.next_offset,
                records=present_from - held.next_offset,
            ),
        )

    async def hold(self, partition: int, generation: int) -> Held:
        """The state of a partition in this generation, folded anew when there is none. Raises OwnershipLostError."""
        held = self._held.get(partition)
        if held is None or held.generation != generation:
            held = self._held[partition] = await self._take_in_time(partition, generation)
        return held

    async def _take_in_time(self, partition: int, generation: int) -> Held:
        """Take a partition, however often the broker falls silent meanwhile."""
        while True:
            self._require(generation, partition)
            try:
                held = await self._take(partition, generation)
            except FAILURES as error:
                await self._app.outage.wait(error, partial(client.reach, self._settings))
            else:
                self._app.outage.over()
                return held

    async def _take(self, partition: int, generation: int) -> Held:
        def still_ours() -> bool:
            self._progressed()
            return self._owned(generation, partition)

        progress = self._metrics.fold_progress.labels(self._agent.stage, partition) if self._agent.folds else None
        began = time.perf_counter()
        where = TopicPartition(self.topic, partition)
        committed, metadata = await self._app.consumer._thread.committed(where)
        suspicion = await suspicion_of(self._app, committed, metadata, self._settings.batch_max_records)
        try:
            # 1 is for a partition that is ready: after the last record has been read it is still to be applied.
            state = await self._agent.take(
                partition, committed, still_ours, lambda share: progress.set(min(share, 0.99)) if progress else None
            )
            self._require(generation, partition)
            if committed is not None and metadata != OURS and self._agent.folds:
                await self._agent.mend(state, partial(self._send, generation), self._progressed)
                await self._app.mark({where: committed}, OURS)
        except OwnershipLostError:
            self._metrics.forget_partitions(self._agent.stage, [partition])
            raise
        seconds = time.perf_counter() - began
        if progress:
            progress.set(1)
            self._metrics.fold_seconds.labels(self._agent.stage).observe(seconds)
            self._health.folded((self.topic, partition))
        log.info(
            "partition taken",
            extra=fields(
                stage=self._agent.stage,
                partition=partition,
                generation=generation,
                offset=committed or 0,
                records=self._agent.size(state).articles,
                seconds=round(seconds, 3),
            ),
        )
        return Held(generation, committed, state, suspicion)

    def _owned(self, generation: int, partition: int) -> bool:
        return self._app.consumer_generation_id == generation and partition in self.assigned()

    def _require(self, generation: int, partition: int) -> None:
        if not self._owned(generation, partition):
            raise OwnershipLostError(f"{self.topic}[{partition}]")

    def _drop(self, partitions: Iterable[int]) -> None:
        partitions = list(partitions)
        self._metrics.forget_partitions(self._agent.stage, partitions)
        for partition in partitions:
            del self._held[partition]
