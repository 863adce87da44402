"""Somebody's own consumer in a worker's group, with another way to share partitions: said, and over when it is gone."""

import asyncio

import orjson
import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor

from service.topics import CLEAN, RAW
from tests.kafka.equality import assert_equal_to_replay_from_clean
from tests.kafka.harness import Harness, Sent, wait_for

pytestmark = [pytest.mark.kafka, pytest.mark.faults]


class Cooperative(RoundRobinPartitionAssignor):  # type: ignore[misc]
    """Only its name matters here: no member of the group agrees to it."""

    name = "cooperative-sticky"


@pytest.mark.parametrize("assignor", [RangePartitionAssignor, StickyPartitionAssignor, Cooperative])
async def test_a_worker_names_the_protocol_ends_and_works_when_the_other_is_gone(kafka: Harness, assignor):
    await kafka.create_topics(1)
    await kafka.produce(
        Sent(orjson.dumps({"id": f"a{n}", "text": f"The ferry {n} to Velmora stopped."})) for n in range(9)
    )
    foreign = AIOKafkaConsumer(
        kafka.name(RAW),
        bootstrap_servers=kafka.settings.bootstrap_servers,
        group_id=kafka.settings.app_id,
        enable_auto_commit=False,
        partition_assignment_strategy=[assignor],
    )
    await foreign.start()
    try:
        worker = kafka.start()
        await wait_for(lambda: worker.code is not None, 120, "the worker ends")
        assert worker.code == 70
        *before, last = worker.log().splitlines()
        assert "not a working member of the group" in last
        assert any("InconsistentGroupProtocol" in line for line in before[-4:])
        assert await kafka.records(CLEAN) == []
    finally:
        await foreign.stop()
    await asyncio.sleep(1)
    await kafka.drain(60, supervise=1)
    assert [record.key for record in await kafka.records(CLEAN)] == [b"a%d" % n for n in range(9)]
    await assert_equal_to_replay_from_clean(kafka, 1)
