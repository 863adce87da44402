"""The dedup agent: what each record of articles.clean sends, without a broker."""

from typing import Any, cast

import pytest

from service import cloudevents, codec
from service.agents.dedup import DedupAgent, Lanes
from service.kafka.partitioner import partition_of
from service.lane.partition import PartitionLanes
from service.metrics import Metrics
from service.records import ResolvedArticle, Retraction
from service.settings import Settings
from service.topics import LANES, RESOLVED
from tests.unit.agents.records import PARTITIONS, clean, message


@pytest.fixture(scope="module")
def agent() -> DedupAgent:
    return DedupAgent(Settings(), PARTITIONS, Metrics(), cast(Any, None))


@pytest.fixture
def states() -> dict[int, Any]:
    return {partition: Lanes(PartitionLanes(Settings()), cast(Any, None)) for partition in (1, 2)}


def answer(outcome) -> ResolvedArticle:
    (sent,) = (send for send in outcome.sends if send.topic is RESOLVED)
    return codec.decode(sent.value, ResolvedArticle)


async def test_a_decision_goes_to_the_log_of_its_partition_and_the_article_to_its_storys(agent, states):
    (outcome,) = await agent.process(states, [message(clean("a"), partition=2, offset=7)])
    log, article = outcome.sends
    story_id = answer(outcome).story_id
    assert (outcome.what, log.topic, log.partition) == ("new", LANES, 2)
    assert (article.topic, article.partition, article.key) == (RESOLVED, partition_of(story_id, 4), b"a")


async def test_a_record_that_comes_again_sends_its_verdict_again_and_is_not_logged(agent, states):
    first, again = await agent.process(
        states, [message(clean("a"), partition=1, offset=0), message(clean("a"), partition=1, offset=1)]
    )
    assert (again.what, list(again.sends)) == ("repeated", [first.sends[-1]])


async def test_partitions_know_nothing_of_each_other(agent, states):
    one, other = await agent.process(
        states, [message(clean("a"), partition=1, offset=0), message(clean("b"), partition=2, offset=0)]
    )
    assert (one.what, other.what) == ("new", "new")
    (copy,) = await agent.process(states, [message(clean("c"), partition=1, offset=1)])
    assert (copy.what, answer(copy).duplicate_of) == ("duplicate", "a")


async def test_retractions_of_known_articles_are_verdicts_and_others_are_ignored(agent, states):
    _, known, unknown = await agent.process(
        states,
        [
            message(clean("a"), partition=1, offset=0),
            message(Retraction("a"), partition=1, offset=1),
            message(Retraction("z"), partition=1, offset=2),
        ],
    )
    assert (known.what, answer(known).verdict) == ("retracted", "retracted")
    assert (unknown.what, list(unknown.sends)) == ("ignored", [])
    retracted = next(send for send in known.sends if send.topic is RESOLVED)
    assert dict(retracted.headers)["ce_id"] == b"a@retracted"


async def test_what_the_producer_added_travels_on_and_the_event_is_our_own(agent, states):
    headers = cloudevents.wrap(cloudevents.CLEANED, "a@1", "a", [("ce_desk", b"city")])
    (outcome,) = await agent.process(states, [message(clean("a"), partition=1, headers=headers)])
    found = dict(outcome.sends[-1].headers)
    assert (found["ce_id"], found["ce_desk"]) == (b"a@1", b"city")
    assert found["ce_type"] == b"storyfold.article.resolved.v1"


async def test_size_tells_articles_and_stories(agent, states):
    await agent.process(
        states, [message(clean("a"), partition=1, offset=0), message(clean("b"), partition=1, offset=1)]
    )
    size = agent.size(states[1])
    assert (size.articles, size.stories) == (2, 1)
