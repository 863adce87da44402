"""Producers with transactions: what they abort is never read, and the marks of their ends stop nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import orjson
import pytest
from aiokafka import AIOKafkaProducer

from service.topics import CLEAN, RAW
from tests.kafka.equality import assert_equal_to_replay_from_clean
from tests.kafka.harness import Harness, wait_for

pytestmark = pytest.mark.kafka


@asynccontextmanager
async def transaction(kafka: Harness, ids: Sequence[int], name: str = "producer") -> AsyncIterator[AIOKafkaProducer]:
    """An open transaction with these articles in partition 0 of articles.raw; rolled back if it is not committed."""
    producer = AIOKafkaProducer(
        bootstrap_servers=kafka.settings.bootstrap_servers, transactional_id=kafka.name(RAW) + name
    )
    await producer.start()
    try:
        await producer.begin_transaction()
        for number in ids:
            article = {
                "id": f"a{number}",
                "outlet": "harbour.example",
                "title": f"Ferry {number} stopped",
                "text": f"Ferry {number} to Velmora stopped on 3 March 2025. It had a leak, the owner said on Tuesday.",
                "published_at": "2025-03-04",
            }
            await producer.send_and_wait(kafka.name(RAW), orjson.dumps(article), partition=0)
        yield producer
    finally:
        await producer.stop()


async def aborted(kafka: Harness, *ids: int) -> None:
    async with transaction(kafka, ids) as producer:
        await producer.abort_transaction()


async def committed(kafka: Harness, *ids: int) -> None:
    async with transaction(kafka, ids) as producer:
        await producer.commit_transaction()


async def cleaned(kafka: Harness) -> list[str]:
    return [orjson.loads(record.value or b"")["id"] for record in await kafka.records(CLEAN)]


async def test_only_committed_records_are_read_and_the_rest_leaves_no_lag(kafka: Harness):
    await kafka.create_topics(1)
    await aborted(kafka, 90, 91, 92)
    await committed(kafka, 0, 1)
    await aborted(kafka, *range(93, 99))
    await committed(kafka, 2)
    await aborted(kafka, 99)
    first = kafka.start(progress_timeout_seconds=5)
    await kafka.drain(60)
    assert await cleaned(kafka) == ["a0", "a1", "a2"]
    await asyncio.sleep(8)  # nothing waits, so the watchdog has no reason to end the worker
    await committed(kafka, 3)
    await kafka.drain(60)
    assert first.end() == 0
    await aborted(kafka, 99)
    second = kafka.start()
    await kafka.drain(60)
    await committed(kafka, 4)
    await kafka.drain(60)
    assert second.end() == 0
    assert await cleaned(kafka) == ["a0", "a1", "a2", "a3", "a4"]
    await assert_equal_to_replay_from_clean(kafka, 1)


async def test_an_open_transaction_is_waited_for(kafka: Harness):
    await kafka.create_topics(1)
    worker = kafka.start(progress_timeout_seconds=2)  # nothing that waits behind it is the worker's fault
    async with transaction(kafka, [0], "slow") as open_one:
        await committed(kafka, 1)  # behind it
        await wait_for(lambda: "partition taken" in worker.log(), 60, "the worker has its partitions")
        await asyncio.sleep(6)
        assert await cleaned(kafka) == []
        await open_one.commit_transaction()
    await kafka.drain(60)
    assert await cleaned(kafka) == ["a0", "a1"]
    assert worker.end() == 0
