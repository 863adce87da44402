"""The timeline agent: what a batch of resolved articles publishes, without a broker."""

from typing import Any, cast

from service import cloudevents, codec
from service.agents.outcome import Due
from service.agents.pace import Pace
from service.agents.timeline import Stories, TimelineAgent
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
        self.stories = Stories()

    async def process(self, *messages: Any) -> list[Any]:
        return list(await self.agent.process({0: self.stories}, messages))


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
    await stage.agent.sweep(stage.stories, cast(Any, None))
    assert stage.agent.size(stage.stories).stories == stage.agent.size(stage.stories).articles == 0


async def test_mending_publishes_every_story_but_what_is_left_of_one_that_is_being_deleted():
    before, after = Stage(), Stage()
    for stage in (before, after):
        stage.stories.shelf.put("a", codec.encode(resolved("a", "s-1")))
        stage.stories.shelf.put("b", codec.encode(resolved("b", "s-2")))
        stage.stories.shelf.put("b", codec.encode(resolved("b", "s-3")))  # which leaves s-2 empty
        stage.stories.shelf.put("c", codec.encode(resolved("c", "s-4")))
    after.stories.deleted.add("s-4")
    sent: list[Any] = []

    async def send(sends: Any) -> None:
        sent.extend((s.key, s.value and codec.decode(s.value, Timeline).article_count) for s in sends)

    await before.agent.mend(before.stories, send, lambda: None)
    await after.agent.mend(after.stories, send, lambda: None)
    everything = [(b"s-1", 1), (b"s-2", None), (b"s-3", 1), (b"s-4", 1)]
    assert sent == everything + everything[:3]


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


def resting(stage, story_id, clock):
    stage.stories.pace = Pace(lambda: clock[0])
    stage.stories.pace.derived(story_id, 0.1)


async def test_messages_of_a_story_that_rests_come_later_and_share_one_derivation():
    stage, clock = Stage(), [0.0]
    resting(stage, "s-1", clock)
    first, second = message(resolved("a", "s-1"), offset=5), message(resolved("b", "s-1"), offset=6)
    other = message(resolved("c", "s-2"), offset=7)
    outcomes = await stage.process(first, second, other)
    assert [(o.later, len(o.sends)) for o in outcomes] == [(True, 0), (True, 0), (False, 1)]
    assert await stage.agent.due(stage.stories) == Due([], [])
    clock[0] = 2.1
    due = await stage.agent.due(stage.stories)
    ((last, outcome),) = due.results
    assert (last.offset, outcome.what, outcome.later) == (6, "published", False)
    assert [done.offset for done in due.done] == [5, 6]
    (sent,) = outcome.sends
    assert codec.decode(sent.value or b"", Timeline).article_count == 2
    assert await stage.agent.due(stage.stories) == Due([], [])


async def test_a_message_of_two_stories_that_rest_is_done_with_the_second_and_publishes_both():
    stage, clock = Stage(), [0.0]
    await stage.process(message(resolved("a", "s-1"), offset=1))
    resting(stage, "s-1", clock)
    stage.stories.pace.derived("s-2", 0.2)
    (moved,) = await stage.process(message(resolved("a", "s-2"), offset=2))
    assert (moved.later, moved.sends) == (True, [])
    clock[0] = 3.0
    first = await stage.agent.due(stage.stories)
    clock[0] = 5.0
    second = await stage.agent.due(stage.stories)
    assert [done.offset for due in (first, second) for done in due.done] == [2]
    assert first.done == []
    sent = {s.key: s.value for due in (first, second) for _, outcome in due.results for s in outcome.sends}
    assert sent[b"s-1"] is None
    assert codec.decode(sent[b"s-2"] or b"", Timeline).article_count == 1


async def test_a_story_is_told_before_the_first_of_its_tombstones():
    stage, clock = Stage(), [0.0]
    resting(stage, "s-1", clock)
    await stage.process(message(resolved("a", "s-1"), offset=1), message(resolved("b", "s-1"), offset=2))
    (deleted, also) = await stage.process(message(None, key="a", offset=3), message(None, key="b", offset=4))
    assert [codec.decode(sent.value, Timeline).article_count for sent in deleted.sends] == [2]
    assert also.sends == []
    clock[0] = 10.0
    due = await stage.agent.due(stage.stories)
    assert (due.results, [done.offset for done in due.done]) == ([], [1, 2])

    told, gone = await stage.process(message(resolved("c", "s-3"), offset=5), message(None, key="c", offset=6))
    assert told.sends == []
    assert [codec.decode(sent.value, Timeline).article_count for sent in gone.sends] == [1]
