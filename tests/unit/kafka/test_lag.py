"""Lag by a poller with clients of its own, here with a broker that is a table of offsets."""

import asyncio
import logging
import threading
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment

from service.errors import BrokerError
from service.kafka import lag
from service.kafka.lag import LagPoller
from service.metrics import Metrics
from service.settings import Settings
from service.topics import CLEAN, DEAD_LETTER, INPUTS, RAW, TIMELINES

LONGEST_WAIT = 30.0


class Offsets:
    """A broker: beginning, end and committed offset by partition of `articles.raw`. It may be `gone`."""

    def __init__(self, **offsets: tuple[int, int, int | None]) -> None:
        self.offsets = {TopicPartition("t." + RAW.name, int(n[1:])): found for n, found in offsets.items()}
        self.gone = False
        self.refused = threading.Semaphore(0)
        self.polls, self.answered = threading.Semaphore(0), threading.Semaphore(0)

    @asynccontextmanager
    async def client(self, settings: Settings, **_: Any):
        if self.gone:
            self.refused.release()
            raise BrokerError("no connection to Kafka")
        yield self

    async def describe_topics(self, names):
        if self.gone:
            raise BrokerError("no connection to Kafka")
        self.polls.release()
        assert set(names) == {"t." + topic.name for topic in (*INPUTS.values(), TIMELINES, DEAD_LETTER)}
        partitions = [{"partition": w.partition} for w in self.offsets]
        ours = [{"topic": "t." + topic.name, "partitions": partitions} for topic in (RAW, CLEAN)]
        return [*ours, {"topic": "t." + TIMELINES.name, "partitions": [{"partition": 0}]}]

    async def list_consumer_group_offsets(self, group, partitions):
        """Only the group of the clean stage has committed anything."""
        assert {where.topic for where in partitions} == {"t." + (RAW if group == "cleaners" else CLEAN).name}
        found = {where: self.offsets.get(where, (0, 0, None))[2] for where in partitions}
        return {where: SimpleNamespace(offset=-1 if offset is None else offset) for where, offset in found.items()}

    async def describe_consumer_groups(self, groups):
        """A member of the clean stage holds its first partition, another nothing; the other group rebalances."""
        assignment = ConsumerProtocolMemberAssignment(0, [("t." + RAW.name, [0]), ("another", [0])], b"").encode()
        members = [("m-1", "", "", b"", assignment), ("m-2", "", "", b"", b"")] if groups == ["cleaners"] else []
        return [SimpleNamespace(groups=[(0, groups[0], "Stable", "consumer", "", members)])]

    async def beginning_offsets(self, wheres):
        return {where: self.offsets.get(where, (0,))[0] for where in wheres}

    async def end_offsets(self, wheres):
        return {where: self.offsets.get(where, (0, 5))[1] for where in wheres}


class Stuck(Offsets):
    """It answers all but the last question of a poll."""

    async def end_offsets(self, wheres):
        await asyncio.Event().wait()


@pytest.fixture
def watch(monkeypatch):
    """A function: the poller of a broker, and its metrics."""

    def of(broker: Offsets) -> tuple[LagPoller, Metrics]:
        monkeypatch.setattr(lag, "client", SimpleNamespace(admin=broker.client, consumer=broker.client))
        metrics = Metrics()
        settings = Settings(topic_prefix="t.", clean_app_id="cleaners")
        poller = LagPoller(settings, metrics, broker.answered.release, every_seconds=0.1)
        return poller, metrics

    return of


def values(metrics: Metrics, name: str) -> dict[str, float]:
    families = [family for family in metrics.registry.collect() if family.name == name]
    return {f"{s.labels['topic']}[{s.labels['partition']}]": s.value for family in families for s in family.samples}


def wait(*semaphores: threading.Semaphore) -> None:
    for semaphore in semaphores:
        assert semaphore.acquire(timeout=LONGEST_WAIT)


def test_lag_is_what_is_there_and_not_committed(watch):
    broker = Offsets(p0=(0, 10, 7), p1=(0, 10, None), p2=(4, 10, None), p3=(4, 10, 2))
    poller, metrics = watch(broker)
    with poller:
        wait(broker.polls, broker.polls)  # the second begins once the first is told
    assert values(metrics, "storyfold_lag_records") == {
        "articles.raw[0]": 3,
        "articles.raw[1]": 10,
        "articles.raw[2]": 6,
        "articles.raw[3]": 6,
        **{f"articles.clean[{number}]": 5 for number in range(4)},
    }
    committed = values(metrics, "storyfold_committed_offset")
    assert [committed[f"articles.raw[{number}]"] for number in range(4)] == [7, 0, 0, 2]


def test_every_stage_and_what_comes_out_is_told_of_whoever_asks(watch):
    broker = Offsets(p0=(0, 10, 7), p1=(0, 10, None))
    poller, metrics = watch(broker)
    with poller:
        wait(broker.polls, broker.polls)
    held = values(metrics, "storyfold_partition_held")
    assert held == {"articles.raw[0]": 1, "articles.raw[1]": 0, "articles.clean[0]": 0, "articles.clean[1]": 0}
    ends = values(metrics, "storyfold_end_offset")
    assert {name: ends[name] for name in ("articles.raw[0]", "timelines[0]")} == {
        "articles.raw[0]": 10,
        "timelines[0]": 5,
    }


def test_without_a_broker_there_are_no_values_rather_than_old_ones(watch):
    broker = Offsets(p0=(0, 10, 7))
    poller, metrics = watch(broker)
    with poller:
        wait(broker.polls, broker.polls)
        broker.gone = True
        wait(broker.refused, broker.refused)
        for name in ("lag_records", "committed_offset", "end_offset", "partition_held"):
            assert values(metrics, "storyfold_" + name) == {}


def test_every_single_answer_shows_that_the_broker_is_there(watch):
    broker = Stuck(p0=(0, 10, 7))
    poller, metrics = watch(broker)
    with poller:
        wait(broker.polls, *[broker.answered] * 5)
        assert values(metrics, "storyfold_lag_records") == {}


def test_each_outage_is_told_of_once(watch, caplog):
    broker = Offsets(p0=(0, 10, 7))
    poller, _ = watch(broker)
    with caplog.at_level(logging.WARNING, "service.kafka.lag"), poller:
        for _ in range(2):
            broker.gone = False
            while broker.polls.acquire(blocking=False):
                pass
            wait(broker.polls, broker.polls)
            broker.gone = True
            wait(broker.refused, broker.refused, broker.refused)
            while broker.refused.acquire(blocking=False):
                pass
    told = [record.getMessage() for record in caplog.records]
    assert [line for line in told if "in time" not in line] == ["lag is unknown: no connection to Kafka"] * 2
