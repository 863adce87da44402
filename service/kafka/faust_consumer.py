"""The overridden seams of the consuming side: what is fetched, acknowledged, committed, and handed over when.

Each override names what it prevents; the tests in tests/kafka fail without it.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from typing import Any

import faust.transport.drivers.aiokafka as driver
from aiokafka import OffsetAndMetadata, TopicPartition
from aiokafka.errors import for_code
from aiokafka.protocol.admin import DescribeGroupsRequest
from aiokafka.protocol.group import HeartbeatRequest, SyncGroupRequest

from service.kafka import lease
from service.kafka.gaps import Gaps
from service.kafka.stop import stop_now
from service.kafka.waiting import Waiting

_LOGGER = logging.getLogger("faust")
log = logging.getLogger(__name__)

OURS = "done"
"""The metadata of an offset that a worker committed. One that a tool has set, or an older version, has none."""
FULL_PAUSE_SECONDS = 0.05
STUCK_SECONDS = 1.0
"""How long a send phase is waited for in which the broker is known to be silent."""


class ConsumerThread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]
    """The thread in which aiokafka's consumer runs.

    `gaps` are those of the partitions, as fetches told them; `waiting` is what was fetched and is not done.
    """

    logger = _LOGGER

    def __post_init__(self) -> None:
        super().__post_init__()
        self.gaps: defaultdict[TopicPartition, Gaps] = defaultdict(Gaps)
        self.waiting = Waiting(self.app.conf.stream_buffer_maxsize)
        self._began: dict[TopicPartition, tuple[object, int]] = {}

    def _create_worker_consumer(self, transport: Any) -> Any:
        """A consumer that reads no record of an aborted transaction, and none of an open one."""
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"
        return consumer

    def highwater(self, tp: Any) -> Any:
        """The end of what can be read: records of an open transaction are not waiting for us.

        None for a partition that is not ours any more, of which the watchdog's thread may ask at any moment.
        """
        assignment = self._assignment()
        state = assignment.state_value(tp) if assignment else None
        return state.lso if state else None

    def _assignment(self) -> Any:
        subscription = self._ensure_consumer()._subscription.subscription
        return subscription.assignment if subscription else None

    async def _fetch_records(
        self,
        consumer: Any,
        active_partitions: Iterable[TopicPartition],
        timeout: float | None = None,  # noqa: ASYNC109 - Faust's own
        max_records: int | None = None,  # noqa: ARG002
    ) -> Any:
        """Fetch topic by topic, of each what there is room for, and wait for more when there is nothing.

        aiokafka hands out one partition after the other, and Faust fetches again only when all that came has its place
        in the streams' buffers: ten thousand small articles would hold up every other stage until most are done.
        """
        topics: defaultdict[str, set[TopicPartition]] = defaultdict(set)
        for where in active_partitions:
            topics[where.topic].add(where)
        rooms = {topic: room for topic in sorted(topics) if (room := self.waiting.room(topic))}
        if not rooms:
            await asyncio.sleep(FULL_PAUSE_SECONDS)
            return {}
        records: dict[Any, Any] = {}
        for topic, room in rooms.items():
            records |= await self._fetch_noting(consumer, topics[topic], timeout=0, max_records=room)
        if records:
            return records
        open_partitions = {where for topic in rooms for where in topics[topic]}
        pause = timeout if len(rooms) == len(topics) else FULL_PAUSE_SECONDS  # a full one has room again any moment
        return await self._fetch_noting(consumer, open_partitions, timeout=pause, max_records=min(rooms.values()))

    async def _fetch_noting(self, consumer: Any, *arguments: Any, **named: Any) -> Any:
        """Fetch, and note what the broker left out between the records and after them.

        Nothing is noted where a position did not move by fetching alone: after a rebalance, and where retention has
        removed the record that was due, since aiokafka then looks for the oldest one. What is skipped so is no gap.
        """
        assignment = self._assignment()
        states = {tp: assignment.state_value(tp) for tp in assignment.tps} if assignment else {}
        before = {tp: (state.position, _reset_mark(state)) for tp, state in states.items() if state.has_valid_position}
        for tp, (position, mark) in before.items():
            if self._began.get(tp, (None, 0))[0] is not mark:
                self._began[tp] = mark, position
        records = await super()._fetch_records(consumer, *arguments, **named)
        for where, fetched in records.items():
            for record in fetched:
                self.waiting.add(where.topic, record.value)
        if self._assignment() is assignment:
            for tp, (position, mark) in before.items():
                if _reset_mark(states[tp]) is mark:
                    self._note_gaps(tp, position, records.get(tp, ()), states[tp].position)
        return records

    def began_at(self, tp: TopicPartition) -> int:
        """Where reading of a partition began, the last time that it had to look for a place. Thread-safe.

        That is the committed offset, or the beginning of the log where that is later or nothing was committed.
        """
        return self._began.get(tp, (None, 0))[1]

    def _note_gaps(self, tp: TopicPartition, position: int, records: Sequence[Any], end: int) -> None:
        if end - position == len(records):
            return
        for offset in (*(record.offset for record in records), end):
            if offset > position:
                self.gaps[tp].add(position, offset)
            position = offset + 1

    async def on_start(self) -> None:
        """Start the consumer, renew the lease with every heartbeat and join that the coordinator accepts, and sign
        what is committed.

        A heartbeat that is told of a rebalance (error code not 0) renews nothing: from then on the partitions are ours
        only for as long as the group waits for us.
        """
        await super().on_start()
        coordinator = self._consumer._coordinator
        send_request = coordinator._send_req

        async def send_and_renew(request: Any) -> Any:
            sent_at = lease.now()
            response = await send_request(request)
            if isinstance(request, HeartbeatRequest | SyncGroupRequest) and response.error_code == 0:
                self.app.lease.renew(sent_at)
            return response

        coordinator._send_req = send_and_renew
        commit = self._consumer.commit

        async def commit_as_ours(offsets: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
            await commit({where: OffsetAndMetadata(o.offset, o.metadata or OURS) for where, o in offsets.items()})

        self._consumer.commit = commit_as_ours

    async def seek_to_committed(self) -> Mapping[TopicPartition, int | None]:
        """Seek where something was committed; the broker is asked for all partitions at once.

        aiokafka asks for one after the other, which over a slow link takes minutes.
        """
        offsets: Mapping[TopicPartition, int | None] = await self.call_thread(self._seek_to_committed)
        return offsets

    async def _seek_to_committed(self) -> Mapping[TopicPartition, int | None]:
        consumer = self._ensure_consumer()
        wheres = sorted(consumer.assignment())
        offsets = dict(zip(wheres, await asyncio.gather(*map(consumer.committed, wheres)), strict=True))
        for where, offset in offsets.items():
            if offset:
                consumer.seek(where, offset)
        return offsets

    async def committed(self, where: TopicPartition) -> tuple[int | None, str]:
        """The group's committed offset (None: there is none) as the broker has it now, and its metadata."""
        coordinator = self._ensure_consumer()._coordinator
        found = await self.call_thread(coordinator.fetch_committed_offsets, [where])
        offset, metadata = found.get(where, (-1, ""))
        return (None, "") if offset < 0 else (offset, metadata)

    async def members(self) -> frozenset[str]:
        """The client ids of the group's members, as the coordinator has them now. Raises KafkaError."""
        return await self.call_thread(self._members)  # type: ignore[no-any-return]

    async def _members(self) -> frozenset[str]:
        coordinator = self._ensure_consumer()._coordinator
        await coordinator.ensure_coordinator_known()
        answer = await coordinator._send_req(DescribeGroupsRequest([coordinator.group_id]))
        (code, _, _, _, _, members, *_) = answer.groups[0]
        if code:
            raise for_code(code)
        return frozenset(client_id for _, client_id, *_ in members)

    async def mark(self, offsets: Mapping[TopicPartition, int], metadata: str) -> None:
        """Commit these offsets with metadata; the next commit of Faust's takes it away."""
        marked = {where: OffsetAndMetadata(offset, metadata) for where, offset in offsets.items()}
        await self.call_thread(self._ensure_consumer().commit, marked)

    def connected(self) -> bool:
        """Whether the consumer has reached a broker: it has no coordinator before. Thread-safe."""
        consumer = self._consumer
        return consumer is not None and consumer._coordinator is not None

    def coordinating(self) -> bool:
        """Whether aiokafka still takes part in the group: its task can die alone after a long outage. Thread-safe."""
        return self.connected() and not self._consumer._coordinator._coordination_task.done()

    def verify_event_path(self, now: float, tp: Any) -> None:
        """Nothing: Faust would log what agents.watchdog acts on, and it asserts a position right after a rebalance."""


def _reset_mark(state: Any) -> object:
    """What aiokafka replaces when it gives up a position of a partition, before it has found another one."""
    return state._position_fut


class Consumer(driver.Consumer):  # type: ignore[misc]
    """Faust's consumer, made to count only what belongs to the present generation of the group.

    `_done` is the offset behind the last acknowledgement, `_postponed` what is before it and is not acknowledged yet.
    """

    logger = _LOGGER

    def __post_init__(self) -> None:
        super().__post_init__()
        self._done = defaultdict[TopicPartition, int](int)
        self._postponed = defaultdict[TopicPartition, dict[int, None]](dict)

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    def ack(self, message: Any) -> bool:
        """Count an acknowledgement, unless a rebalance came in between: the partition may be another's by now."""
        if self.app.rebalancing or message.generation_id != self.app.consumer_generation_id:
            return False
        self._thread.waiting.done(message.topic, message.value)
        self._postponed[message.tp].pop(message.offset, None)
        return bool(super().ack(message))

    def postpone(self, message: Any) -> None:
        """Commit nothing from this message on before it is acknowledged; those behind it may be done sooner."""
        self._postponed[message.tp][message.offset] = None

    async def commit(self, topics: Any = None, start_new_transaction: bool = True) -> bool:
        """Commit, but never during a rebalance: a refused commit makes aiokafka join twice, and Faust lose records."""
        if self.app.rebalancing:
            return False
        return bool(await super().commit(topics, start_new_transaction))

    def _new_offset(self, tp: Any) -> int | None:
        """Commit behind the last acknowledgement and a gap that follows it, but not behind what is postponed.

        All others are acknowledged in order. Faust looks for a gapless run of acknowledgements, and would not commit
        again after a large gap. And a partition that ends with the mark of a transaction would lag for ever.
        """
        acked, gaps, committed = self._acked[tp], self._thread.gaps[tp], self._committed_offset[tp] or 0
        done = self._done[tp] = max([committed, self._done[tp], *(offset + 1 for offset in acked)])
        end = min([gaps.end(done), *self._postponed[tp]])
        if acked:
            gaps.forget(done)
            acked.clear()
            self._acked_index[tp].clear()
        return end if end > committed else None

    async def _add_gap(self, tp: Any, offset_from: int, offset_to: int) -> None:
        """Nothing: the thread knows the gaps."""

    async def seek_to_committed(self) -> Mapping[Any, int | None]:
        """Seek to the committed offsets, and to the beginning where there is none.

        aiokafka leaves the latter where they are: behind the records that were fetched before the rebalance and thrown
        away in it.
        """
        offsets: Mapping[Any, int | None] = await super().seek_to_committed()
        if fresh := [where for where, offset in offsets.items() if not offset]:
            await self._thread.seek_to_beginning(*fresh)
            await asyncio.gather(*map(self._thread.position, fresh))  # it is known before the first fetch asks for it
        return offsets

    async def on_partitions_revoked(self, revoked: set[Any]) -> None:
        """Hand over only when every open send phase has ended.

        Records that are stuck are dropped with their producer, and their batch is done again by whoever gets it.
        """
        patience = STUCK_SECONDS if self.app.outage.lasts else self.app.lease.seconds
        if not await self.app.sending.ended(within=patience):
            log.warning("partitions are revoked while records of theirs cannot be sent: they are dropped")
            await self.app.producer.drop()
            if not await self.app.sending.ended(within=self.app.lease.seconds):
                stop_now("partitions were revoked while records of theirs could not be dropped")
        await super().on_partitions_revoked(revoked)

    async def on_partitions_assigned(self, assigned: set[Any], generation_id: int = 0) -> None:
        """Forget acknowledgements that came between revocation and assignment."""
        self._done.clear()
        self._postponed.clear()
        for where in assigned:
            self._acked[where], self._acked_index[where] = [], set()
        self._thread.waiting.clear()
        await super().on_partitions_assigned(assigned, generation_id)

    async def wait_first(self, *awaitables: Awaitable[Any], timeout: Any = None) -> Any:  # noqa: ASYNC109 - Faust's own
        """The fast drain: hand a message on without two tasks each, which is most of Faust's cost per message.

        Faust calls this for every message with (deliver it, wait for the flow to be suspended). While the flow is
        active the first alone does.
        """
        if len(awaitables) == 2 and timeout is None and self.flow_active and not self.suspend_flow.is_set():
            deliver, suspended = awaitables
            suspended.close()  # type: ignore[attr-defined]
            await deliver
            return None
        return await super().wait_first(*awaitables, timeout=timeout)
