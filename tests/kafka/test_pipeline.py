"""The whole pipeline on real Kafka: the topics hold what replay makes of the same records."""

import gzip
from itertools import islice

import orjson
import pytest

from service.topics import RAW
from tests.kafka.equality import assert_equal_to_replay, assert_equal_to_replay_from_clean, assert_nothing_lost
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, Sent
from tests.shared import shared

pytestmark = pytest.mark.kafka
PARTITIONS = 4


async def test_two_workers_make_what_replay_makes(kafka: Harness):
    feed = Feed(seed=1, partitions=PARTITIONS)
    await kafka.create_topics(PARTITIONS)
    await kafka.produce(feed.records(1000))
    kafka.start()
    kafka.start()
    await kafka.drain(120)
    assert [worker.end() for worker in kafka.workers] == [0, 0]
    await assert_nothing_lost(kafka, feed.ids, feed.poison)
    await assert_equal_to_replay_from_clean(kafka, PARTITIONS)


async def test_one_raw_partition_makes_what_replay_makes_of_the_file(kafka: Harness):
    records = [record for record in Feed(seed=2, partitions=1, poison_share=0).records(500) if record.value]
    await kafka.create_topics(PARTITIONS, raw=1)
    await kafka.produce(records, RAW)
    kafka.start()
    kafka.start()
    await kafka.drain(120)
    path = kafka.directory / "feed.jsonl"
    path.write_bytes(b"\n".join(record.value or b"" for record in records))
    await assert_equal_to_replay(kafka, path, "--partitions", PARTITIONS)


@pytest.mark.data
async def test_two_workers_make_what_replay_makes_of_development_data(kafka: Harness):
    """2,000 articles about real stories, and a set full of near-duplicates."""
    records = [*articles("stories-dev.jsonl.gz", 2000), *articles("near-dup-dev-dirty.jsonl.gz", None)]
    await kafka.create_topics(PARTITIONS)
    await kafka.produce(records)
    kafka.start()
    kafka.start()
    await kafka.drain(400)
    await assert_equal_to_replay_from_clean(kafka, PARTITIONS)


def articles(name: str, count: int | None) -> list[Sent]:
    """Articles as `storyfold produce` sends them, each file as a collection of its own."""
    with gzip.open(shared(name)) as lines:
        found = [orjson.loads(line) for line in islice(lines, count)]
    return [Sent(orjson.dumps({**row, "collection": name}), key=str(row.get("outlet")).encode()) for row in found]
