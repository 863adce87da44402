"""Which record is blamed for the death of workers: only one that was in work by itself, three times in a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import deadletter
from service.agents import suspicion
from service.agents.suspicion import BEGUN, DEATHS, Suspicion
from service.records import Reason
from service.topics import CLEAN, DEAD_LETTER
from tests.unit.agents.world import StoppedError, World

BATCH = 4


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(suspicion, "SETTLE_SECONDS", (0, 0))


@pytest.mark.parametrize("mark", ["", "someone's own", "alone", "alone x", "alone 1000000", "begun 2"])
def test_what_somebody_else_wrote_is_no_suspicion(mark):
    assert Suspicion(5, mark, BATCH).left == 0


async def test_the_first_batch_of_a_partition_is_marked_and_committed_and_the_next_one_is_not():
    world = World()
    world.committed = {0: 7, 1: 3}
    await world.run([world.event(7), world.event(8), world.event(3, partition=1)], [world.event(9)])
    assert world.commits == [(1, 3, "begun"), (0, 7, "begun"), 3]


async def test_a_batch_that_fails_is_marked_before_the_worker_ends():
    world = World()
    world.agent.during_process = lambda: 1 / (len(world.acked) - 2)
    with pytest.raises(StoppedError):
        await world.run([world.event(0), world.event(1)], [world.event(2), world.event(3)])
    assert world.commits[-1] == (0, 2, "begun")


async def test_after_a_death_the_records_are_taken_one_at_a_time_as_many_as_a_batch_has():
    world = World(batch_max_records=2)
    world.committed, world.marks = {0: 5}, {0: "begun"}
    sizes = []
    process = world.agent.process

    async def process_(states, messages, progressed):
        sizes.append(len(messages))
        return await process(states, messages, progressed)

    world.agent.process = process_
    await world.run([world.event(5 + i) for i in range(4)] + [world.event(0, partition=1)])
    assert sizes == [1, 1, 2, 1]
    assert world.commits == [(0, 5, "alone 1"), 1, (0, 6, "alone 1"), 2, (1, 0, "begun"), 5]


@pytest.mark.parametrize(("mark", "tried"), [("alone 1", "alone 2"), ("alone 2", "alone 3")])
async def test_a_death_with_a_record_alone_is_counted(mark, tried):
    world = World()
    world.committed, world.marks = {0: 5}, {0: mark}
    await world.run([world.event(5), world.event(6)])
    assert [entry for entry in world.commits if isinstance(entry, tuple)] == [(0, 5, tried), (0, 6, "alone 1")]


async def test_a_record_of_which_three_workers_died_becomes_a_dead_letter_and_the_next_one_is_done():
    world = World()
    world.committed, world.marks = {0: 5}, {0: f"alone {DEATHS}"}
    await world.run([world.event(5, b"deadly"), world.event(6, b"good")])
    letter, sent = world.sent
    assert letter[1:3] == (DEAD_LETTER.name, b"deadly")
    assert deadletter.reason(letter[3]) == Reason.CRASHES_WORKER
    assert sent[1:3] == (CLEAN.name, b"good")
    assert world.acked == [(0, 5), (0, 6)]


async def test_a_count_is_of_the_record_at_its_offset_only():
    """Retention may have removed it meanwhile."""
    world = World()
    world.committed, world.marks, world.beginning = {0: 5}, {0: f"alone {DEATHS}"}, {0: 9}
    await world.run([world.event(9)])
    assert (0, 9, "alone 1") in world.commits
    assert world.acked == [(0, 9)]


@given(deadly=st.sets(st.integers(0, 11), max_size=3), kills=st.sets(st.integers(0, 60)))
def test_deadly_records_are_refused_and_no_other_one(deadly, kills):
    """A model of a worker under a supervisor. It is also killed from outside at any step, but never twice in a row."""
    committed, mark, step, refused, done = 0, "", 0, set(), set()
    while committed < 12:
        held = Suspicion(committed, mark, BATCH)
        while committed < 12:
            batch = range(committed, committed + (1 if held.left else min(BATCH, 12 - committed)))
            if held.refusal(committed):
                refused.add(committed)
            else:
                mark = f"alone {held.deaths(committed) + 1}" if held.left else BEGUN if held.fresh else ""
                step += 1
                if deadly & set(batch) or (step in kills and step - 1 not in kills):
                    break
                done |= set(batch)
            held.done(len(batch))
            committed, mark = committed + len(batch), ""
    assert refused == deadly
    assert done | refused == set(range(12))
