"""Cheap stories are derived at once; dear ones rest, and their messages wait for them."""

from hypothesis import given
from hypothesis import strategies as st

from service.agents import pace
from service.agents.pace import LONGEST_REST_SECONDS, MOST_WAITING, Pace
from tests.unit.agents.records import message, resolved


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def offsets(messages):
    return [message.offset for message in messages]


def at(offset, story="s-1"):
    return message(resolved(f"a{offset}", story), offset=offset)


def test_a_cheap_story_never_waits():
    kept = Pace(Clock())
    kept.derived("s-1", 0.02)
    assert not kept.waits("s-1", at(1))
    assert kept.due() == []


def test_a_dear_story_rests_in_proportion_to_its_cost_and_releases_all_that_wait():
    clock = Clock()
    kept = Pace(clock)
    kept.derived("s-1", 0.1)
    clock.now = 1.9
    assert kept.waits("s-1", at(1))
    assert kept.waits("s-1", at(2))
    assert not kept.waits("s-2", at(3, "s-2"))
    assert kept.due() == []
    clock.now = 2.1
    (due,) = kept.due()
    assert (due[0], due[1].offset) == ("s-1", 2)
    kept.derived("s-1", 0.1)
    assert offsets(kept.released()) == [1, 2]
    assert kept.due() == []
    assert kept.waits("s-1", at(4))


def test_a_message_of_two_stories_waits_for_both():
    clock = Clock()
    kept = Pace(clock)
    for story in ("s-1", "s-2"):
        kept.derived(story, 0.1)
        assert kept.waits(story, at(7))
    clock.now = 3
    assert [story for story, _ in kept.due()] == ["s-1", "s-2"]
    kept.derived("s-1", 0.1)
    assert kept.released() == []
    kept.derived("s-2", 0.1)
    assert offsets(kept.released()) == [7]
    assert kept.released() == []


def test_no_story_rests_for_ever_nor_with_too_many_messages():
    clock = Clock()
    kept = Pace(clock)
    kept.derived("s-1", 1000)
    assert kept.waits("s-1", at(0))
    clock.now = LONGEST_REST_SECONDS + 1
    assert [story for story, _ in kept.due()] == ["s-1"]
    kept.derived("s-1", 1000)
    for offset in range(MOST_WAITING):
        assert kept.waits("s-1", at(offset))
    assert [story for story, _ in kept.due()] == ["s-1"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([0.0, 0.03, 0.2, 9.0]), st.floats(0, 3))))
def test_every_message_is_derived_at_once_or_released_once(touches):
    clock = Clock()
    kept = Pace(clock)
    waiting, released = [], []

    def sweep():
        for story, _ in kept.due():
            kept.derived(story, 0.1)
        released.extend(offsets(kept.released()))

    for offset, (story, cost, pause) in enumerate(touches):
        clock.now += pause
        if kept.waits(story, at(offset, story)):
            waiting.append(offset)
        else:
            kept.derived(story, cost)
        sweep()
    clock.now += pace.LONGEST_REST_SECONDS + 1
    sweep()
    assert sorted(released) == waiting
