"""What was lost before the worker came: it says so, and goes on or ends, but never goes on as if nothing had been."""

import asyncio

import orjson
import pytest
from aiokafka import TopicPartition
from aiokafka.admin.records_to_delete import RecordsToDelete

from service.kafka import client
from service.topics import CLEAN, LANES, RAW, RESOLVED, Topic
from tests.kafka.equality import assert_equal_to_replay_from_clean
from tests.kafka.harness import Harness, Sent, wait_for

pytestmark = pytest.mark.kafka


def articles(begin: int, end: int) -> list[Sent]:
    return [
        Sent(
            orjson.dumps(
                {
                    "id": f"a{number}",
                    "outlet": "harbour.example",
                    "title": f"Ferry {number} stopped",
                    "text": f"Ferry {number} to Velmora stopped on 3 March 2025. It had a leak, owner {number} said.",
                    "published_at": "2025-03-04",
                    "language": "en",
                }
            ),
            key=b"harbour.example",
        )
        for number in range(begin, end)
    ]


async def remove(kafka: Harness, topic: Topic, before: int) -> None:
    """As retention does: the partition begins at the offset `before` from now on."""
    async with client.admin(kafka.settings) as admin:
        await admin.delete_records({TopicPartition(kafka.name(topic), 0): RecordsToDelete(before)})


async def held(kafka: Harness, topic: Topic) -> set[str]:
    return {orjson.loads(record.value or b"")["id"] for record in await kafka.records(topic)}


async def test_records_that_retention_removed_are_told_and_the_rest_is_done(kafka: Harness):
    await kafka.create_topics(1)
    await kafka.produce(articles(0, 10))
    kafka.start()
    await kafka.drain(120)
    kafka.workers[0].end()
    await kafka.produce(articles(10, 40))
    await remove(kafka, RAW, before=25)
    worker = kafka.start()
    await kafka.drain(120)
    assert f"removed by retention before they were processed topic={kafka.name(RAW)} partition=0" in worker.log()
    assert "offset=10 records=15" in worker.log()
    assert await held(kafka, RESOLVED) == {f"a{number}" for number in (*range(10), *range(25, 40))}
    await assert_equal_to_replay_from_clean(kafka, 1)


async def test_decisions_that_were_deleted_are_missed_until_the_offsets_are_reset(kafka: Harness):
    await kafka.create_topics(1)
    await kafka.produce(articles(0, 10))
    kafka.start()
    await kafka.drain(120)
    kafka.workers[0].end()
    async with client.admin(kafka.settings) as admin:
        await admin.delete_topics([kafka.name(LANES)])
    await asyncio.sleep(1)
    await kafka.create_topics(1)
    refusing = kafka.start()
    await wait_for(lambda: refusing.code is not None, 60, "the worker ends")
    assert refusing.code == 78
    assert f"{kafka.name(LANES)}[0] is empty" in refusing.log()
    await asyncio.sleep(kafka.settings.session_timeout_seconds + 1)  # until then it counts as a member
    where = TopicPartition(kafka.name(CLEAN), 0)
    async with client.consumer(kafka.settings, group_id=kafka.settings.app_id) as member:
        member.assign([where])
        await member.commit({where: 0})
    await kafka.produce(articles(10, 20))
    kafka.start()
    await kafka.drain(120)
    await assert_equal_to_replay_from_clean(kafka, 1)


async def test_a_partition_that_retention_emptied_goes_on_with_the_next_record(kafka: Harness):
    await kafka.create_topics(1)
    await kafka.produce(articles(0, 10))
    kafka.start()
    await kafka.drain(120)
    kafka.workers[0].end()
    await kafka.produce(articles(10, 40))
    cleaner = kafka.start(agents="clean")
    await kafka.drain(120, sources=[RAW])
    cleaner.end()
    await remove(kafka, CLEAN, before=40)  # all of it: there is no record to go on with
    worker = kafka.start(progress_timeout_seconds=4)
    await wait_for(lambda: "taken stage=dedup" in worker.log(), 60, "it holds the empty partition")
    await asyncio.sleep(8)  # nothing waits, so nothing is late
    assert worker.code is None, worker.log()
    await kafka.produce(articles(40, 50))
    await kafka.drain(120)
    assert "offset=10 records=30" in worker.log()
    assert await held(kafka, RESOLVED) == {f"a{number}" for number in (*range(10), *range(40, 50))}
