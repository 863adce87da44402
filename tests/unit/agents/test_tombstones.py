"""When tombstones of forgotten stories are sent: found at one look, sent at a later one, each condition by itself."""

from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import TopicPartition

from service.agents import tombstones as module
from service.agents.tombstones import Sweeper
from service.errors import BrokerError
from service.kafka.partitioner import partition_of
from service.lane.log.pending import Forgotten
from service.settings import Settings
from service.topics import CLEAN, LANES, RESOLVED

FOUND = Forgotten((b"a@1@0", b"b@1@1"), (("news", "a", "s-1"), ("news", "b", "s-2")))


class Lanes:
    """Lanes that forgot what `found` says; remembers how it was asked, and what was confirmed."""

    def __init__(self) -> None:
        self.found = FOUND
        self.asked: list[tuple[int, int]] = []
        self.confirmed: list[Forgotten] = []

    def forgotten(self, committed: int, older_than_ms: int, limit: int) -> Forgotten:
        self.asked.append((committed, older_than_ms))
        return self.found

    def confirm(self, forgotten: Forgotten) -> None:
        self.confirmed.append(forgotten)


class Broker:
    """Committed offsets by group, and the end of each partition of articles.resolved."""

    def __init__(self) -> None:
        self.committed = {"workers": {("t." + CLEAN.name, 3): 50}, "timelines": dict[tuple[str, int], int]()}
        self.ends = {0: 10, 1: 20}
        self.gone = False

    @asynccontextmanager
    async def client(self, settings: Settings):
        if self.gone:
            raise BrokerError("no connection to Kafka")
        yield self

    async def list_consumer_group_offsets(self, group: str, partitions: Any):
        known = {TopicPartition(*where): offset for where, offset in self.committed[group].items()}
        return {where: SimpleNamespace(offset=known.get(where, -1)) for where in partitions}

    async def end_offsets(self, wheres: Any):
        return {where: self.ends[where.partition] for where in wheres}

    def timelines_are_at(self, *offsets: int) -> None:
        self.committed["timelines"] = {("t." + RESOLVED.name, n): offset for n, offset in enumerate(offsets)}


class World:
    """A sweeper of partition 3 that looks at every call."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lanes, self.broker, self.sent, self.now = Lanes(), Broker(), list[Any](), 1_000_000.0
        monkeypatch.setattr(module, "client", SimpleNamespace(admin=self.broker.client, consumer=self.broker.client))
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: self.now, monotonic=lambda: self.now))
        settings = Settings(topic_prefix="t.", app_id="workers", timeline_app_id="timelines", tombstone_delay_hours=2)
        self.sweeper = Sweeper(settings, 3, 2)

    async def look(self) -> list[tuple[str, int, bytes | None]]:
        """What one look sends."""
        self.now += 60
        self.sent.clear()
        await self.sweeper.sweep(cast(Any, self.lanes), self.send)
        assert all(record.value is None for record in self.sent)
        return [(record.topic.name, record.partition, record.key) for record in self.sent]

    async def send(self, records: Any) -> None:
        assert not self.lanes.confirmed
        self.sent += records


@pytest.fixture
def world(monkeypatch):
    return World(monkeypatch)


async def test_tombstones_go_out_once_the_timelines_are_past_what_there_was_at_the_look_before(world):
    assert await world.look() == []
    world.broker.timelines_are_at(10, 19)
    assert await world.look() == []
    world.broker.timelines_are_at(10, 20)
    keys = ("s-1", b"//news/a"), ("s-2", b"//news/b")
    resolved = [(RESOLVED.name, partition_of(story, 2), key) for story, key in keys]
    assert await world.look() == [*resolved, (LANES.name, 3, b"a@1@0"), (LANES.name, 3, b"b@1@1")]
    assert world.lanes.confirmed == [FOUND]


async def test_what_came_to_the_topic_since_the_look_before_is_waited_for_at_the_next_one(world):
    world.broker.timelines_are_at(10, 20)
    assert await world.look() == []
    world.broker.ends = {0: 11, 1: 20}
    assert len(await world.look()) == 4
    world.lanes.confirmed.clear()
    assert await world.look() == []
    world.broker.timelines_are_at(11, 20)
    assert len(await world.look()) == 4


async def test_an_article_that_came_back_between_two_looks_stays(world):
    world.broker.timelines_are_at(10, 20)
    await world.look()
    world.lanes.found = Forgotten(FOUND.lanes, FOUND.resolved[1:])
    sent = await world.look()
    assert [key for topic, _, key in sent if topic == RESOLVED.name] == [b"//news/b"]
    assert [key for topic, _, key in sent if topic == LANES.name] == list(FOUND.lanes)


async def test_decisions_are_asked_for_below_the_committed_offset_and_older_than_the_delay(world):
    await world.look()
    everything, due = world.lanes.asked
    assert everything[0] > 10**12
    assert due == (50, round((world.now - 2 * 3600) * 1000))


async def test_the_broker_is_not_asked_when_nothing_was_forgotten_nor_before_it_is_time(world):
    world.broker.gone = True
    world.lanes.found = Forgotten()
    await world.look()
    assert len(world.lanes.asked) == 1
    world.now -= 60
    await world.look()
    assert len(world.lanes.asked) == 1


async def test_a_broker_that_is_gone_is_asked_again_later(world):
    await world.look()
    world.broker.timelines_are_at(10, 20)
    world.broker.gone = True
    assert await world.look() == []
    world.broker.gone = False
    assert len(await world.look()) == 4
