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
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from service import deadletter
from service.agents.holdings import Held, Holdings
from service.agents.limit import DeadLetterLimit
from service.agents.outcome import Agent, Message, Outcome, Outgoing
from service.agents.pressure import Pressure
from service.agents.refusal import RECORD_OVERHEAD_BYTES, dead_letter, unreadable
from service.agents.suspicion import LastNet
from service.cloudevents import RECEIVED_AT
from service.errors import WorkerStoppedError
from service.kafka.batches import Unread
from service.kafka.client import MAX_RECORD_BYTES
from service.kafka.faust_driver import App
from service.kafka.log import OwnershipLostError
from service.kafka.outage import FAILURES
from service.kafka.stop import stop_now
from service.logs import fields
from service.metrics import Metrics
from service.records import Reason, Rejected
from service.settings import Settings
from service.topics import DEAD_LETTER
from service.web.health import Health

log = logging.getLogger(__name__)

SEND_TIMEOUT_SECONDS = 30.0
"""As long as aiokafka's producer waits for one request; then the outage is waited for."""


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
        pressure: Pressure,
    ) -> None:
        self._pressure = pressure
        self._app, self._settings, self._agent = app, settings, agent
        self._partitions, self._metrics = partitions, metrics
        self.stage, self.source, self.folds = agent.stage, agent.source, agent.folds
        self.topic = agent.source.full_name(settings.topic_prefix)
        self._holdings = Holdings(
            app,
            agent,
            self.topic,
            settings=settings,
            metrics=metrics,
            health=health,
            progressed=self._progressed,
            send=self._send,
        )
        self._net = None if agent.folds else LastNet(app)
        self._turn = asyncio.Lock()
        self._limit = DeadLetterLimit(settings.dead_letter_max_ratio, settings.dead_letter_window_records)
        self.progress_at = time.monotonic()
        self._stream: Any = None

    async def run(self, stream: Any) -> None:
        """Deliver batches until the worker stops."""
        self._stream = stream
        within = self._settings.batch_within_seconds
        async for events in stream.noack_take(self._settings.batch_max_records, within=within):
            self._app.taken(self.topic, len(events))
            async with self._ending_on_error("a batch failed", records=len(events)):
                await self._deliver(events)

    async def keep(self) -> None:
        """Between batches: drop lost partitions, take new ones before their first record, do the housekeeping."""
        async with self._turn:
            self._holdings.drop_lost()
        for partition in self._holdings.assigned():
            async with self._ending_on_error("housekeeping failed", records=0):
                generation = self._app.consumer_generation_id
                held = await self._holdings.hold(partition, generation)
                await self._agent.sweep(held.state, partial(self._send, generation))
                await self._deliver_due(generation, held)
                self._agent.relieve(held.state, self._pressure)
                self._measure(partition, held.state)

    async def withdraw(self) -> None:
        """The worker ends because it was told to: what it has in work did not end it."""
        if self._net:
            await self._net.withdraw(self.topic, self._holdings.current_suspicions())

    def packed_bytes(self) -> Mapping[int, int]:
        """Packed size of each held partition's state."""
        return {partition: self._agent.size(state).bytes for partition, state in self._holdings.states.items()}

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

    async def _deliver(self, events: Sequence[Any]) -> None:
        """Deliver a batch: at once, or part by part where the agent does some of it at a time."""
        generation = self._app.consumer_generation_id
        # Events of an older generation are still delivered after a rebalance: whoever owns them now does them.
        current = [event for event in events if event.message.generation_id == generation]
        waiting = await self._holdings.admit(generation, [event.message for event in current])
        while waiting:
            most = self._pressure.of(self._settings.batch_max_records)
            count = await self._deliver_marked(generation, waiting[:most])
            done, waiting = waiting[:count], waiting[count:]
            current = await self._acknowledge(current, waiting)
            if self._net:
                await self._net.done(self._holdings.suspicions, done)
            self._progressed()
            if self._limit.reached:
                await self._app.commit_now()
                raise WorkerStoppedError(f"{self._limit} were refused (dead_letter_max_ratio): is the input right?")
        await self._acknowledge(current, [])

    async def _deliver_marked(self, generation: int, messages: Sequence[Message]) -> int:
        """`_deliver_some`, in such a way that workers which die of a record can be told from those that do not."""
        if not self._net:
            return await self._deliver_some(generation, messages)
        suspicions = self._holdings.suspicions
        messages = await self._net.begin(suspicions, messages)
        try:
            return await self._deliver_some(generation, messages)
        except OwnershipLostError:
            raise
        except Exception:
            await self._net.failed(suspicions, messages)
            raise

    async def _deliver_some(self, generation: int, messages: Sequence[Message]) -> int:
        """Process and send the first of these messages, at least one unless a limit is reached; how many."""
        began = time.perf_counter()
        outcomes = await self._process(messages)
        computed = time.perf_counter()
        allowed = self._limit.allowed([_counts(outcome) for outcome in outcomes])
        results = list(zip(messages, outcomes[:allowed], strict=False))
        await self._send(generation, [send for result in results for send in self._sends(*result)])
        for message, outcome in results:
            if outcome.later:
                self._holdings.later(message.partition)[message.offset] = None
        told = [result for result in results if not result[1].later]
        self._count(told, computed - began, time.perf_counter() - computed)
        return len(results)

    async def _acknowledge(self, events: Sequence[Any], left: Sequence[Message]) -> list[Any]:
        """Acknowledge the events whose messages are not left, in order, but for those of which more comes later.

        The events that are left.
        """
        later = {(message.partition, message.offset) for message in left}
        kept = []
        for event in events:
            if (event.message.partition, event.message.offset) in later:
                kept.append(event)
            elif event.message.offset in (waiting := self._holdings.later(event.message.partition)):
                waiting[event.message.offset] = event
                self._app.consumer.postpone(event.message)
            else:
                await self._stream.ack(event)
        return kept

    async def _deliver_due(self, generation: int, held: Held) -> None:
        """Send and acknowledge what was to come later and is due."""
        began = time.perf_counter()
        due = await self._agent.due(held.state)
        computed = time.perf_counter()
        results = [(message, self._fitting(outcome)) for message, outcome in due.results]
        if results:
            await self._send(generation, [send for result in results for send in self._sends(*result)])
        for message in due.done:
            await self._stream.ack(held.later.pop(message.offset))
        if results or held.later:
            self._progressed()
        if due.done:
            told = {message.offset: outcome for message, outcome in results}
            unchanged = Outcome("unchanged")
            counted = [(message, told.get(message.offset, unchanged)) for message in due.done]
            self._count(counted, computed - began, time.perf_counter() - computed)

    async def _process(self, messages: Sequence[Message]) -> list[Outcome]:
        """The agent's outcomes for the first messages; one that it must not see is refused before it."""
        refused = [self._refusal(message) for message in messages]
        given = [message for message, refusal in zip(messages, refused, strict=True) if not refusal]
        done = await self._agent.process(self._holdings.states, given, self._progressed) if given else []
        agents, outcomes = iter(done), list[Outcome]()
        for refusal in refused:
            if refusal:
                outcomes.append(Outcome("rejected", refused=refusal))
            elif (outcome := next(agents, None)) is not None:
                outcomes.append(self._fitting(outcome))
            else:
                break
        return outcomes

    def _refusal(self, message: Message) -> Rejected | None:
        """Why the agent never gets to see a message: its value could not be read, or workers died of it."""
        if isinstance(message.value, Unread):
            return unreadable(message.value)
        return self._holdings.suspicions[message.partition].refusal(message.offset) if self._net else None

    def _progressed(self) -> None:
        """Something was done, whatever it was. Thread-safe."""
        self.progress_at = time.monotonic()

    def _abandon(self, records: int) -> None:
        self._holdings.drop_all()
        log.info("batch dropped: the group rebalanced", extra=fields(stage=self.stage, records=records))

    # --- sending -----------------------------------------------------------------------------------------------------

    async def _send(self, generation: int, sends: Sequence[Outgoing]) -> None:
        """Send and wait until the broker has everything.

        Within the phase the partitions stay ours: revocation waits for its end, the producer for the lease. Where the
        broker is silent the producer is dropped, and when it answers everything is sent again, if the partitions are
        still ours. Raises OwnershipLostError if not, and BrokerError.
        """
        while True:
            if self._app.consumer_generation_id != generation or self._app.rebalancing:
                raise OwnershipLostError(self.topic)
            epoch = self._app.producer.epoch
            try:
                with self._app.sending:
                    async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
                        await asyncio.gather(*[await self._enqueue(send) for send in sends])
                break
            except FAILURES as error:
                await self._app.outage.wait(error, partial(self._app.producer.renew, epoch))
        self._app.outage.over()
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


def _counts(outcome: Outcome) -> bool:
    """Whether it counts as a refusal. A lane too many says nothing against the input: its next articles share it."""
    return outcome.refused is not None and outcome.refused.reason is not Reason.TOO_MANY_LANES
