"""The declared topics hold together."""

import pytest

from service import topics
from service.kafka.partitioner import partition_of
from service.records import lane_key
from service.topics import Topic


@pytest.mark.parametrize("topic", topics.ALL, ids=lambda topic: topic.name)
def test_cleanup_says_what_the_configuration_says(topic: Topic):
    assert topic.config["cleanup.policy"] == topic.cleanup
    assert ("retention.ms" in topic.config) == (topic.cleanup == "delete")


def test_names_are_different_and_take_the_prefix():
    assert len({topic.name for topic in topics.ALL}) == len(topics.ALL)
    assert topics.RAW.full_name("eu.") == "eu.articles.raw"


def test_state_and_results_are_compacted():
    """What is read again from the beginning, by us or by consumers, must never be deleted by age."""
    assert {topic.name for topic in topics.ALL if topic.cleanup == "compact"} == {
        "articles.resolved",
        "timelines",
        "lanes",
    }


def test_a_refused_record_fits_with_the_headers_that_say_why():
    largest = max(int(topic.config["max.message.bytes"]) for topic in topics.ALL if topic is not topics.DEAD_LETTER)
    assert int(topics.DEAD_LETTER.config["max.message.bytes"]) >= largest + 100_000


@pytest.mark.parametrize(
    ("key", "murmur2"),
    [("21", -973932308), ("foobar", -790332482), ("a-little-bit-long-string", -985981536)],
)
def test_the_partitioner_is_kafkas_default_and_never_changes(key, murmur2):
    """The hashes are the test vectors of Kafka's own client."""
    assert partition_of(key, 1000) == (murmur2 & 0x7FFFFFFF) % 1000
    assert partition_of(key, 7) == (murmur2 & 0x7FFFFFFF) % 7


def test_the_lane_takes_the_primary_subtag():
    assert lane_key("news", "en-GB") == lane_key("news", "EN_us") == "news/en"
