"""The one batch skeleton of all agents: at least once, in order, acknowledged last.

    take a batch -> state of its partitions (folded when new) -> process -> send -> wait for the broker -> acknowledge

Guarantee: a record is acknowledged only after everything made from it is on the broker. A crash at any point repeats
the whole batch, elsewhere or after a restart; the stages are deterministic, so a repeat sends the same bytes again.
Whatever is not expected ends the process (`stop_now`): nothing is ever skipped, and a supervisor starts it again.
State belongs to a partition *and* a generation of the group. When the generation changes while a batch is worked on,
the batch is dropped unacknowledged together with all state, and both are made anew from the logs.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from faust.exceptions import ProducerSendError

from service import deadletter
from service.agents.limit import DeadLetterLimit
from service.agents.outcome import Agent, Message, Outcome, Outgoing
from service.agents.refusal import RECORD_OVERHEAD_BYTES, dead_letter
from service.cloudevents import RECEIVED_AT
from service.errors import BrokerError, WorkerStoppedError
from service.kafka.batches import Unread
from service.kafka.client import MAX_RECORD_BYTES
from service.kafka.faust_driver import App
from service.kafka.log import OwnershipLostError
from service.kafka.stop import stop_now, told
from service.logs import fields
from service.metrics import Metrics
from service.records import Reason, Rejected
from service.settings import Settings
from service.topics import DEAD_LETTER
from service.web.health import Health

log = logging.getLogger(__name__)

SEND_TIMEOUT_SECONDS = 30.0


class Held:
    """A partition's state, the generation it belongs to, and the offset that must come next."""

    def __init__(self, generation: int, committed: int | None, state: Any) -> None:
        self.generation = generation
        self.next_offset = committed or 0
        self.begun = False
        self.state = state


class Delivery:
    """Runs one agent. Built once per process; `run` is the body of the Faust agent."""

    def __init__(
        self,
        app: App,
        agent: Agent[Any],
        *,
        settings: Settings,
        partitions: Mapping[str, int],
        metrics: Metrics,
        health: Health,
    ) -> None:
        self._app, self._settings, self._agent = app, settings, agent
        self._partitions, self._metrics, self._health = partitions, metrics, health
        self.stage, self.source, self.folds = agent.stage, agent.source, agent.folds
        self.topic = agent.source.full_name(settings.topic_prefix)
        self._held: dict[int, Held] = {}
        self._turn = asyncio.Lock()
        self._limit = DeadLetterLimit(settings.dead_letter_max_ratio, settings.dead_letter_window_records)
        self.progress_at = time.monotonic()

    async def run(self, stream: Any) -> None:
        """Deliver batches until the worker stops."""
        within = self._settings.batch_within_seconds
        async for events in stream.noack_take(self._settings.batch_max_records, within=within):
            async with self._ending_on_error("a batch failed", records=len(events)):
                await self._deliver(stream, events)

    async def keep(self) -> None:
        """Between batches: drop lost partitions, take new ones before their first record, do the housekeeping."""
        async with self._turn:
            self._drop(p for p, held in self._held.items() if not self._owned(held.generation, p))
        for partition in self._assigned():
            async with self._ending_on_error("housekeeping failed", records=0):
                generation = self._app.consumer_generation_id
                held = await self._hold(partition, generation)
                await self._agent.sweep(held.state, partial(self._send, generation))
                self._measure(partition, held.state)

    @asynccontextmanager
    async def _ending_on_error(self, what: str, records: int) -> AsyncIterator[None]:
        """One turn of batch or housekeeping: they exclude each other, and end the process if anything goes wrong."""
        async with self._turn:
            try:
                yield
            except OwnershipLostError:
                self._abandon(records)
            except BaseException as error:
                if self._app.should_stop and isinstance(error, asyncio.CancelledError):
                    raise
                stop_now(f"{self.stage}: {what}", error)

    # --- one batch ---------------------------------------------------------------------------------------------------

    async def _deliver(self, stream: Any, events: Sequence[Any]) -> None:
        generation = self._app.consumer_generation_id
        # Events of an older generation are still delivered after a rebalance: whoever owns them now does them.
        current = [event for event in events if event.message.generation_id == generation]
        began = time.perf_counter()
        messages = await self._admit(generation, [event.message for event in current])
        outcomes = await self._process(messages)
        computed = time.perf_counter()
        allowed = self._limit.allowed([bool(outcome.refused) for outcome in outcomes])
        results = list(zip(messages, outcomes, strict=True))[:allowed]
        await self._send(generation, [send for result in results for send in self._sends(*result)])
        left = {(message.partition, message.offset) for message in messages[allowed:]}
        for event in current:
            if (event.message.partition, event.message.offset) not in left:
                await stream.ack(event)
        self.progress_at = time.monotonic()
        self._count(results, computed - began, time.perf_counter() - computed)
        if left:
            await self._app.commit_now()
            raise WorkerStoppedError(f"{self._limit} were refused (dead_letter_max_ratio): is the input right?")

    async def _process(self, messages: Sequence[Message]) -> list[Outcome]:
        """The agent's outcome for each message; one whose value could not be read is refused before it."""
        states = {partition: held.state for partition, held in self._held.items()}
        readable = [message for message in messages if not isinstance(message.value, Unread)]
        done = iter(await self._agent.process(states, readable))
        return [
            _unreadable(message.value) if isinstance(message.value, Unread) else self._fitting(next(done))
            for message in messages
        ]

    async def _admit(self, generation: int, batch: Sequence[Message]) -> list[Message]:
        """The messages that continue their partitions without a gap; those that are done already are left out."""
        admitted = []
        for message in sorted(batch, key=lambda m: m.partition):  # stable: in order within a partition
            held = await self._hold(message.partition, generation)
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

    # --- state -------------------------------------------------------------------------------------------------------

    async def _hold(self, partition: int, generation: int) -> Held:
        """The state of a partition in this generation, folded anew when there is none. Raises OwnershipLostError."""
        held = self._held.get(partition)
        if held is None or held.generation != generation:
            self._require(generation, partition)
            held = self._held[partition] = await self._take(partition, generation)
        return held

    async def _take(self, partition: int, generation: int) -> Held:
        def still_ours() -> bool:
            self.progress_at = time.monotonic()
            return self._owned(generation, partition)

        progress = self._metrics.fold_progress.labels(self.stage, partition) if self.folds else None
        began = time.perf_counter()
        committed = await self._app.consumer._thread.committed(TopicPartition(self.topic, partition))
        try:
            # 1 is for a partition that is ready: after the last record has been read it is still to be applied.
            state = await self._agent.take(
                partition, committed, still_ours, lambda share: progress.set(min(share, 0.99)) if progress else None
            )
            self._require(generation, partition)
        except OwnershipLostError:
            self._metrics.forget_partitions(self.stage, [partition])
            raise
        seconds = time.perf_counter() - began
        if progress:
            progress.set(1)
            self._metrics.fold_seconds.labels(self.stage).observe(seconds)
            self._health.folded((self.topic, partition))
        log.info(
            "partition taken",
            extra=fields(
                stage=self.stage,
                partition=partition,
                generation=generation,
                offset=committed or 0,
                records=self._agent.size(state).articles,
                seconds=round(seconds, 3),
            ),
        )
        return Held(generation, committed, state)

    def _assigned(self) -> list[int]:
        if self._app.rebalancing or self._app.should_stop:
            return []
        return sorted(where.partition for where in self._app.consumer.assignment() if where.topic == self.topic)

    def _owned(self, generation: int, partition: int) -> bool:
        return self._app.consumer_generation_id == generation and partition in self._assigned()

    def _require(self, generation: int, partition: int) -> None:
        if not self._owned(generation, partition):
            raise OwnershipLostError(f"{self.topic}[{partition}]")

    def _abandon(self, records: int) -> None:
        """Drop the batch, which may have changed the states, and the states with it."""
        self._drop(self._held)
        log.info("batch dropped: the group rebalanced", extra=fields(stage=self.stage, records=records))

    def _drop(self, partitions: Iterable[int]) -> None:
        partitions = list(partitions)
        self._metrics.forget_partitions(self.stage, partitions)
        for partition in partitions:
            del self._held[partition]

    # --- sending -----------------------------------------------------------------------------------------------------

    async def _send(self, generation: int, sends: Sequence[Outgoing]) -> None:
        """Send and wait until the broker has everything. Raises OwnershipLostError before the first record only.

        Within the phase the partitions stay ours: revocation waits for its end, the producer for the lease.
        """
        if self._app.consumer_generation_id != generation or self._app.rebalancing:
            raise OwnershipLostError(self.topic)
        try:
            with self._app.sending:
                async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
                    await asyncio.gather(*[await self._enqueue(send) for send in sends])
        except (KafkaError, ProducerSendError, TimeoutError) as error:
            raise BrokerError(f"the broker did not take {len(sends)} records: {told(error)}") from error
        for send in sends:
            self._metrics.sent.labels(send.topic.name).inc()
            if send.topic is DEAD_LETTER:
                self._metrics.dead_letters.labels(self.stage, deadletter.reason(send.headers)).inc()

    async def _enqueue(self, send: Outgoing) -> asyncio.Future[Any]:
        """Put a record into the producer's buffer: directly, since `topic.send` costs a third more CPU per record."""
        topic = send.topic.full_name(self._settings.topic_prefix)
        future: asyncio.Future[Any] = await self._app.producer.send(
            topic, send.key, send.value, send.partition, None, list(send.headers)
        )
        return future

    def _fitting(self, outcome: Outcome) -> Outcome:
        """The outcome without records that no topic takes, which make it a refused one."""
        sends = [send for send in outcome.sends if send.size() + RECORD_OVERHEAD_BYTES <= MAX_RECORD_BYTES]
        if len(sends) == len(outcome.sends):
            return outcome
        largest = max(send.size() for send in outcome.sends)
        detail = f"its {self.stage} record would have {largest} bytes"
        return Outcome("rejected", sends, Rejected(Reason.RECORD_TOO_LARGE, detail))

    def _sends(self, message: Message, outcome: Outcome) -> list[Outgoing]:
        """What goes out for one message: its records, and the message itself if it was refused."""
        if outcome.refused is None:
            return list(outcome.sends)
        partitions = self._partitions[DEAD_LETTER.name]
        return [*outcome.sends, dead_letter(message, outcome.refused, stage=self.stage, partitions=partitions)]

    # --- measuring ---------------------------------------------------------------------------------------------------

    def _count(self, results: Sequence[tuple[Message, Outcome]], compute: float, send: float) -> None:
        stage, metrics, now = self.stage, self._metrics, time.time()
        metrics.batch_records.labels(stage).observe(len(results))
        metrics.batch_seconds.labels(stage, "compute").observe(compute)
        metrics.batch_seconds.labels(stage, "send").observe(send)
        for message, outcome in results:
            metrics.records.labels(stage, outcome.what).inc()
            metrics.stage_latency.labels(stage).observe(max(0.0, now - message.timestamp))
            received_at = dict(message.headers).get(RECEIVED_AT) if stage == "timeline" else None
            if received_at and received_at.isdigit():
                metrics.end_to_end_latency.observe(max(0.0, now - int(received_at) / 1000))

    def _measure(self, partition: int, state: Any) -> None:
        size, stage = self._agent.size(state), self.stage
        self._metrics.state_articles.labels(stage, partition).set(size.articles)
        self._metrics.state_stories.labels(stage, partition).set(size.stories)
        self._metrics.state_bytes.labels(stage, partition).set(size.bytes)


def _unreadable(value: Unread) -> Outcome:
    length = "of unknown length" if value.full_bytes is None else f"of {value.full_bytes} bytes"
    detail = f"a value {length}, in a batch that is too large or damaged"
    return Outcome("rejected", refused=Rejected(Reason.RECORD_TOO_LARGE, detail))
