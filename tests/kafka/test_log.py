"""Reading a log to its end on a real broker, while it is rewritten and compacted."""

import asyncio
from functools import partial

import pytest

from service.errors import BrokerError
from service.kafka import client
from service.kafka.log import OwnershipLostError, read_log, read_topic
from service.topics import LANES
from tests.kafka.harness import HARD_COMPACTION, Harness, Sent

pytestmark = pytest.mark.kafka
KEYS = 3000


async def test_reads_one_partition_to_its_end_or_to_an_offset(kafka: Harness):
    await kafka.create_topics(2)
    await kafka.produce([Sent(b"%d" % i, key=b"k%d" % i, partition=i % 2) for i in range(1000)], LANES)
    topic = kafka.name(LANES)
    whole = [r.value async for chunk in read_log(kafka.settings, topic, 1) for r in chunk]
    assert whole == [b"%d" % i for i in range(1, 1000, 2)]
    some = [r.offset async for chunk in read_log(kafka.settings, topic, 0, until=7, max_records=3) for r in chunk]
    assert some == list(range(7))
    assert len([r async for chunk in read_topic(kafka.settings, topic) for r in chunk]) == 1000


async def test_an_empty_log_has_an_end(kafka: Harness):
    await kafka.create_topics(1)
    assert [r async for chunk in read_log(kafka.settings, kafka.name(LANES), 0) for r in chunk] == []


async def test_stops_when_the_partition_is_taken_away(kafka: Harness):
    await kafka.create_topics(1)
    await kafka.produce([Sent(b"x", key=b"k", partition=0) for _ in range(100)], LANES)
    answers = iter([True, False])
    with pytest.raises(OwnershipLostError):
        async for _ in read_log(kafka.settings, kafka.name(LANES), 0, still_ours=lambda: next(answers), max_records=10):
            pass


async def test_a_topic_that_is_not_there_is_one_line(kafka: Harness):
    with pytest.raises(BrokerError, match="no topic"):
        async for _ in read_topic(kafka.settings, "nowhere"):
            pass


async def test_no_key_is_missed_when_all_are_rewritten_and_compacted_meanwhile(kafka: Harness, monkeypatch):
    """A slow reader: the old copy of a key is compacted away before it gets there, the new one lies past the end that
    it saw at its start."""
    await kafka.create_topics(1, compaction=HARD_COMPACTION)
    records = [Sent(bytes([i % 256]) * 600, key=b"k%05d" % i, partition=0) for i in range(KEYS)]

    async def write() -> None:
        for begin in range(0, KEYS, 100):
            await kafka.produce(records[begin : begin + 100], LANES)

    async def rewrite() -> None:
        for _ in range(3):
            await write()
            await asyncio.sleep(1.5)

    await write()
    await asyncio.sleep(2)
    monkeypatch.setattr(
        client, "consumer", partial(client.consumer, max_partition_fetch_bytes=32768, fetch_max_bytes=32768)
    )
    rewriting = asyncio.create_task(rewrite())
    seen = set()
    async for chunk in read_log(kafka.settings, kafka.name(LANES), 0, max_records=50):
        seen |= {record.key for record in chunk}
        if not rewriting.done():
            await asyncio.sleep(0.15)
    await rewriting
    assert KEYS - len(seen) == 0
