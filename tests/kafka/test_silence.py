"""A broker that is frozen is waited for: no worker ends, nothing is lost or refused, and the work goes on by itself."""

import asyncio

import pytest

from service.topics import DEAD_LETTER, RAW
from tests.kafka.broker import Broker
from tests.kafka.equality import assert_equal_to_replay_from_clean, assert_nothing_lost
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, wait_for

pytestmark = pytest.mark.kafka
LONG = pytest.mark.faults


@pytest.mark.parametrize(
    ("seconds", "workers"), [(12, 1), pytest.param(25, 2, marks=LONG), pytest.param(70, 1, marks=LONG)]
)
async def test_a_frozen_broker_is_waited_for(kafka: Harness, broker: Broker, seconds: int, workers: int):
    feed = Feed(seed=seconds, partitions=2, poison_share=0)
    await kafka.create_topics(2)
    source = feed.records(500)
    for _ in range(workers):
        kafka.start()
    await kafka.produce([next(source) for _ in range(100)])
    await kafka.drain(120)
    await kafka.produce([next(source) for _ in range(200)])  # so that batches are under way
    await asyncio.sleep(0.5)
    broker.pause()
    try:
        await asyncio.sleep(seconds)
    finally:
        broker.resume()
    await kafka.produce(source)
    await kafka.drain(120)
    assert [worker.code for worker in kafka.workers] == [None] * workers
    assert not await kafka.records(DEAD_LETTER)
    await assert_nothing_lost(kafka, feed.ids, feed.poison)
    await assert_equal_to_replay_from_clean(kafka, 2)


async def test_a_silence_that_is_too_long_ends_the_worker_with_the_code_of_the_broker(kafka: Harness, broker: Broker):
    await kafka.create_topics(1)
    worker = kafka.start(broker_silence_max_seconds=3)
    await kafka.produce(Feed(seed=1, partitions=1).records(300))
    await wait_for(lambda: "partition taken stage=timeline" in worker.log(), 60, "the worker works")
    broker.pause()
    try:
        await wait_for(lambda: worker.code is not None, 90, "the worker ends")
    finally:
        broker.resume()
    assert worker.code == 69
    assert "broker_silence_max_seconds" in worker.log()
    kafka.start()
    await kafka.drain(120, sources=[RAW])
