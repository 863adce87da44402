"""Three brokers, three replicas, two in sync at least: what happens to brokers costs no record and no worker."""

import asyncio
import secrets
from collections.abc import Iterable, Iterator

import pytest

from service.errors import BrokerError
from service.kafka import admin, client
from service.topics import ALL, DEAD_LETTER, RAW
from tests.kafka.broker import Broker, free_port, unavailable
from tests.kafka.equality import assert_equal_to_replay_from_clean, assert_nothing_lost
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, Standstill

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
REPLICATED = """
default.replication.factor=3
min.insync.replicas=2
offsets.topic.replication.factor=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
controlled.shutdown.enable=true
"""


@pytest.fixture
def brokers() -> Iterator[dict[int, Broker]]:
    """Three running brokers by their node number."""
    if reason := unavailable():
        pytest.skip(reason)
    ports = {node: free_port() for node in (1, 2, 3)}
    found = {node: Broker(REPLICATED, node=node, controllers=ports) for node in ports}
    start(found.values())
    yield found
    for broker in found.values():
        broker.close()


@pytest.fixture
def kafka(brokers: dict[int, Broker], tmp_path) -> Iterator[Harness]:
    addresses = ",".join(broker.address for broker in brokers.values())
    harness = Harness(addresses, f"t{secrets.token_hex(4)}-", tmp_path)
    yield harness
    harness.close()


async def test_losses_of_leaders_of_the_quorum_and_a_rolling_restart(kafka: Harness, brokers: dict[int, Broker]):
    feed = Feed(seed=3, partitions=2, poison_share=0)
    source = feed.records(1000)

    async def produce(count: int) -> None:
        await kafka.produce([next(source) for _ in range(count)])

    await admin.create(kafka.settings, 2, replication=3)
    kafka.start()
    kafka.start()
    await produce(200)
    await kafka.drain(120)

    leader = brokers[await leader_of(kafka)]
    leader.kill()
    await produce(200)
    await kafka.drain(120)  # goes on with two of three
    leader.start()
    await in_sync(kafka)

    lost = list(brokers.values())[:2]
    await produce(200)
    for broker in lost:
        broker.kill()
    await asyncio.sleep(20)
    start(lost)
    await in_sync(kafka)
    await kafka.drain(120)

    for broker in brokers.values():
        broker.stop()
        await produce(100)
        broker.start()
        await in_sync(kafka)
    await kafka.drain(120)
    assert [worker.code for worker in kafka.workers] == [None, None], kafka.logs()
    assert await kafka.records(DEAD_LETTER) == []
    await assert_nothing_lost(kafka, feed.ids, feed.poison)
    await assert_equal_to_replay_from_clean(kafka, 2)


def start(brokers: Iterable[Broker]) -> None:
    for broker in brokers:
        broker.launch()
    for broker in brokers:
        broker.listen()


async def leader_of(kafka: Harness) -> int:
    """The node that leads the first partition of the input."""
    async with client.admin(kafka.settings) as asked:
        (topic,) = await asked.describe_topics([kafka.name(RAW)])
    leader: int = min(topic["partitions"], key=lambda partition: partition["partition"])["leader"]
    return leader


async def in_sync(kafka: Harness) -> None:
    """Wait until every partition has all its replicas."""
    standing = Standstill(60)
    while True:
        try:
            async with client.admin(kafka.settings) as asked:
                topics = await asked.describe_topics([kafka.name(topic) for topic in ALL])
        except BrokerError as error:
            behind = str(error)
        else:
            parts = [part for topic in topics for part in topic["partitions"]]
            if parts and all(len(part["isr"]) == 3 for part in parts):
                return
            behind = str([len(part["isr"]) for part in parts])
        assert not standing.over(behind), f"replicas do not come back: {behind}"
        await asyncio.sleep(1)
