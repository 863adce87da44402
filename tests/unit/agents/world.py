"""A fake application for the delivery skeleton: agents, broker and group as plain objects."""

import asyncio
from collections import defaultdict
from types import SimpleNamespace
from typing import Any, cast

from aiokafka import TopicPartition
from msgspec.structs import replace

from service.agents.delivery import Delivery
from service.agents.outcome import Due, Outcome, Outgoing, Size
from service.agents.pressure import Pressure
from service.kafka.faust_driver import SendPhases
from service.kafka.gaps import Gaps
from service.kafka.log import OwnershipLostError
from service.kafka.outage import Outage
from service.metrics import Metrics
from service.records import Reason, Rejected
from service.settings import Settings
from service.topics import CLEAN, DEAD_LETTER, RAW, RESOLVED
from service.web import Health

PARTITIONS = {topic.name: 4 for topic in (RAW, CLEAN, RESOLVED, DEAD_LETTER)}


class StoppedError(BaseException):
    """In place of the end of the process."""


class FakeAgent:
    """Echoes each value to articles.clean; a value `bad` is refused. Its state is the list of offsets it has seen."""

    stage = "clean"
    folds = False

    def __init__(self, source=RAW):
        self.source = source
        self.taken = []
        self.at_a_time = 1000
        self.during_take = self.during_process = lambda: None
        self.outcome = lambda m: Outcome("article", [Outgoing(CLEAN, 0, m.key, m.value)])
        self.waiting = Due()

    async def take(self, partition, committed, still_ours, progress):
        self.taken.append((partition, committed))
        self.during_take()
        if not still_ours():
            raise OwnershipLostError
        return []

    async def mend(self, state, send, progressed):
        pass

    async def process(self, states, messages, progressed):
        self.during_process()
        messages = messages[: self.at_a_time]
        for message in messages:
            states[message.partition].append(message.offset)
        return [
            Outcome("rejected", refused=Rejected(Reason.NOT_JSON)) if m.value == b"bad" else self.outcome(m)
            for m in messages
        ]

    async def due(self, state):
        due, self.waiting = self.waiting, Due()
        return due

    def relieve(self, state, pressure):
        pass

    async def sweep(self, state, send):
        pass

    def size(self, state):
        return Size(len(state))


class World:
    """An application with partition 0 and 1 of `articles.raw`, a producer that records, and what was acknowledged."""

    def __init__(self, source=RAW, **settings):
        self.log: list[Any] = []
        self.commits: list[Any] = []
        self.taken: list[tuple[str, int]] = []
        self.assigned = {TopicPartition(source.name, p) for p in (0, 1)}
        self.committed: dict[int, int] = {}
        self.marks: dict[int, str] = {}
        self.members = {"storyfold-ee"}
        self.beginning: dict[int, int] = {}
        self.consumer = SimpleNamespace(
            assignment=lambda: self.assigned,
            earliest_offsets=self.earliest,
            _thread=SimpleNamespace(committed=self.committed_offset),
            postpone=lambda message: self.log.append(("postponed", message.offset)),
        )
        self.fail_sends: bool | Exception = False
        self.app: Any = SimpleNamespace(
            name="storyfold-ee",
            consumer_generation_id=1,
            rebalancing=False,
            should_stop=False,
            sending=SendPhases(),
            consumer=self.consumer,
            producer=SimpleNamespace(send=self.send, epoch=1, renew=self.renew),
            outage=Outage(limit_seconds=0),
            commit_now=self.commit_now,
            members=self.living,
            mark=self.mark,
            taken=lambda topic, records: self.taken.append((topic, records)),
            gap_before=lambda where, offset: self.gaps[where.partition].begin(offset),
        )
        self.gaps: defaultdict[int, Gaps] = defaultdict(Gaps)
        self.agent: Any = FakeAgent(source)
        self.metrics, self.pressure = Metrics(), Pressure(100)
        self.delivery = Delivery(
            cast(Any, self.app),
            cast(Any, self.agent),
            settings=replace(Settings(), **settings),
            partitions=PARTITIONS,
            metrics=self.metrics,
            health=Health(),
            pressure=self.pressure,
        )

    async def earliest(self, where):
        return {where: self.beginning.get(where.partition, 0)}

    async def committed_offset(self, where):
        return self.committed.get(where.partition), self.marks.get(where.partition, "")

    async def send(self, topic, key, value, *rest):
        future = asyncio.get_running_loop().create_future()

        def arrive():
            self.log.append(("sent", topic, value, rest[-1]))
            if self.fail_sends:
                gone = self.fail_sends if isinstance(self.fail_sends, Exception) else OSError("broker gone")
                future.set_exception(gone)
            else:
                future.set_result(None)

        asyncio.get_running_loop().call_later(0.01, arrive)
        return future

    def event(self, offset, value=b"x", partition=0, generation=1, headers=()):
        message = SimpleNamespace(
            topic=self.agent.source.name,
            partition=partition,
            offset=offset,
            timestamp=0.0,
            key=b"k",
            value=value,
            headers=headers,
            generation_id=generation,
        )
        return SimpleNamespace(message=message)

    async def run(self, *batches):
        async def noack_take(most, within):
            for batch in batches:
                yield batch() if callable(batch) else batch

        async def ack(event):
            self.log.append(("acked", event.message.partition, event.message.offset))

        await self.delivery.run(SimpleNamespace(noack_take=noack_take, ack=ack))

    async def renew(self, epoch):
        self.log.append(("renewed", epoch))

    async def living(self):
        return self.members

    async def mark(self, offsets, metadata):
        self.commits += [(where.partition, offset, metadata) for where, offset in offsets.items()]

    async def commit_now(self):
        self.commits.append(len(self.acked))

    @property
    def acked(self):
        return [entry[1:] for entry in self.log if entry[0] == "acked"]

    @property
    def sent(self):
        return [entry for entry in self.log if entry[0] == "sent"]
