"""The timeline agent: what a batch of resolved articles publishes, without a broker."""

from typing import Any, cast

from service import cloudevents, codec
from service.agents.shelf import Shelf
from service.agents.timeline import TimelineAgent
from service.kafka.partitioner import partition_of
from service.metrics import Metrics
from service.records import Timeline
from service.settings import Settings
from service.topics import TIMELINES
from tests.unit.agents.records import PARTITIONS, message, resolved


class Stage:
    """An agent with an empty shelf in partition 0."""

    def __init__(self) -> None:
        self.agent = TimelineAgent(Settings(), PARTITIONS, Metrics(), cast(Any, None))
        self.shelf = Shelf()

    async def process(self, *messages: Any) -> list[Any]:
        return list(await self.agent.process({0: self.shelf}, messages))


async def test_a_story_is_published_once_for_a_batch_by_the_last_message_that_touched_it():
    first, other, last = await Stage().process(
        message(resolved("a", "s-1")), message(resolved("b", "s-2")), message(resolved("c", "s-1"))
    )
    assert (first.what, first.sends) == ("unchanged", [])
    assert (other.what, last.what) == ("published", "published")
    (sent,) = last.sends
    timeline = codec.decode(sent.value, Timeline)
    assert (timeline.story_id, timeline.article_count) == ("s-1", 2)
    assert (sent.topic, sent.key, sent.partition) == (TIMELINES, b"s-1", partition_of("s-1", 4))


async def test_a_record_that_comes_again_publishes_nothing():
    stage = Stage()
    await stage.process(message(resolved("a", "s-1")))
    (again,) = await stage.process(message(resolved("a", "s-1")))
    assert (again.what, again.sends) == ("unchanged", [])


async def test_a_story_of_which_every_article_is_retracted_gets_a_tombstone():
    stage = Stage()
    await stage.process(message(resolved("a", "s-1")))
    (outcome,) = await stage.process(message(resolved("a", "s-1", verdict="retracted")))
    (sent,) = outcome.sends
    assert (outcome.what, sent.key, sent.value) == ("published", b"s-1", None)


async def test_an_article_that_changes_its_story_publishes_both():
    stage = Stage()
    await stage.process(message(resolved("a", "s-1")), message(resolved("b", "s-1")))
    (outcome,) = await stage.process(message(resolved("a", "s-2")))
    counts = {sent.key: codec.decode(sent.value, Timeline).article_count for sent in outcome.sends}
    assert counts == {b"s-1": 1, b"s-2": 1}


async def test_a_deleted_record_frees_memory_and_publishes_nothing():
    stage = Stage()
    await stage.process(message(resolved("a", "s-1")))
    (outcome,) = await stage.process(message(None, key="a"))
    assert (outcome.what, outcome.sends) == ("unchanged", [])
    await stage.agent.sweep(stage.shelf, cast(Any, None))
    assert stage.agent.size(stage.shelf).stories == stage.agent.size(stage.shelf).articles == 0


async def test_what_the_producer_added_travels_on_beside_the_event_of_the_timeline():
    headers = cloudevents.wrap(cloudevents.RESOLVED, "a@1", "a", [("ce_desk", b"city"), ("traceparent", b"00-1")])
    (outcome,) = await Stage().process(message(resolved("a", "s-1"), headers=headers))
    (sent,) = outcome.sends
    found = dict(sent.headers)
    version = codec.decode(sent.value, Timeline).version
    assert (found["ce_id"], found["ce_subject"]) == (f"s-1@{version}".encode(), b"s-1")
    assert (found["ce_type"], found["ce_desk"], found["traceparent"]) == (
        b"storyfold.timeline.changed.v1",
        b"city",
        b"00-1",
    )


async def test_published_entries_are_counted_by_conflict():
    stage = Stage()
    (outcome,) = await stage.process(message(resolved("a", "s-1")))
    entries = codec.decode(outcome.sends[0].value, Timeline).entries
    counted = stage.agent._metrics.registry.get_sample_value("storyfold_published_entries_total", {"conflict": "none"})
    assert counted == len(entries)
