"""The whole pipeline on real Kafka: the topics hold what replay makes of the same records."""

import pytest

from tests.kafka.equality import assert_equal_to_replay_from_clean, assert_nothing_lost
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness

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
