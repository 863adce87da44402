"""Which record is blamed for the death of workers: only one that was in work by itself, three times in a row."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import deadletter
from service.agents import suspicion
from service.agents.suspicion import Mark, Suspicion
from service.kafka.faust_consumer import OURS
from service.records import Reason
from service.topics import CLEAN, DEAD_LETTER
from tests.unit.agents.world import StoppedError, World

BATCH = 4
ME, A, B, C = "storyfold-ee", "storyfold-a", "storyfold-b", "storyfold-c"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(suspicion, "SETTLE_SECONDS", (0, 0))


@pytest.mark.parametrize("mark", ["", "someone's own", "alone", "alone x", "alone 2", "begun", f"begun {A} x", OURS])
def test_what_somebody_else_wrote_is_no_mark(mark):
    assert Mark.read(mark) is None


@given(st.builds(Mark, st.booleans(), st.lists(st.sampled_from([A, B, C]), min_size=1).map(tuple)))
def test_a_mark_is_read_as_it_was_written(mark):
    assert Mark.read(str(mark)) == mark


def suspected(mark, *members):
    held = Suspicion(5, Mark.read(mark), members, BATCH)
    return held.left, held.dead(5)


@pytest.mark.parametrize("mark", [f"begun {A}", f"alone {A}", f"alone {A} {B}"])
def test_a_partition_that_living_workers_handed_over_is_not_suspected(mark):
    assert suspected(mark, A, B, C) == (0, ())


def test_only_the_dead_count_and_one_that_was_frozen_and_came_back_does_not():
    assert suspected(f"begun {A}", B) == (BATCH, ())
    assert suspected(f"alone {A}", B) == (BATCH, (A,))
    assert suspected(f"alone {A} {B} {C}", B) == (BATCH, (A, C))
    assert suspected(f"alone {A} {B}", B) == (BATCH, (A,))


async def test_three_rebalances_in_a_row_at_one_record_refuse_nothing():
    mark = ""
    for owner in (A, B, C, A, B):
        world = World()
        world.app.name, world.members = owner, {A, B, C}
        world.committed, world.marks = {0: 5}, {0: mark}
        await world.run([world.event(5, b"slow")])
        assert world.sent[0][1:3] == (CLEAN.name, b"slow")
        (mark,) = [entry[2] for entry in world.commits if isinstance(entry, tuple)]  # handed over before it was done


async def test_a_worker_that_is_told_to_end_takes_its_name_away():
    world = World()
    world.committed, world.marks = {0: 5, 1: 3}, {0: f"alone {A}"}
    ends = []
    world.agent.during_process = lambda: ends.append(asyncio.ensure_future(world.delivery.withdraw()))
    await world.run([world.event(5)], [world.event(6)])
    assert [entry for entry in world.commits if isinstance(entry, tuple)] == [
        (0, 5, f"alone {A} {ME}"), (0, 5, f"alone {A}"),
    ]  # fmt: skip


async def test_nothing_is_withdrawn_from_partitions_that_a_rebalance_took():
    world = World()
    world.committed = {0: 5}
    ends = []

    def thrown_out():
        world.app.consumer_generation_id = 2
        ends.append(asyncio.ensure_future(world.delivery.withdraw()))

    world.agent.during_process = thrown_out
    await world.run([world.event(5)])
    assert [entry for entry in world.commits if isinstance(entry, tuple)] == [(0, 5, f"begun {ME}")]


async def test_the_first_batch_of_a_partition_is_marked_and_committed_and_the_next_one_is_not():
    world = World()
    world.committed = {0: 7, 1: 3}
    await world.run([world.event(7), world.event(8), world.event(3, partition=1)], [world.event(9)])
    assert world.commits == [(1, 3, f"begun {ME}"), (0, 7, f"begun {ME}"), 3]


async def test_a_batch_that_fails_is_marked_before_the_worker_ends():
    world = World()
    world.agent.during_process = lambda: 1 / (len(world.acked) - 2)
    with pytest.raises(StoppedError):
        await world.run([world.event(0), world.event(1)], [world.event(2), world.event(3)])
    assert world.commits[-1] == (0, 2, f"begun {ME}")


async def test_after_a_death_the_records_are_taken_one_at_a_time_as_many_as_a_batch_has():
    world = World(batch_max_records=2)
    world.committed, world.marks = {0: 5}, {0: f"begun {A}"}
    sizes = []
    process = world.agent.process

    async def process_(states, messages, progressed):
        sizes.append(len(messages))
        return await process(states, messages, progressed)

    world.agent.process = process_
    await world.run([world.event(5 + i) for i in range(4)] + [world.event(0, partition=1)])
    assert sizes == [1, 1, 2, 1]
    assert world.commits == [(0, 5, f"alone {ME}"), 1, (0, 6, f"alone {ME}"), 2, (1, 0, f"begun {ME}"), 5]


@pytest.mark.parametrize(
    ("mark", "tried"), [(f"alone {A}", f"alone {A} {ME}"), (f"alone {A} {B}", f"alone {A} {B} {ME}")]
)
async def test_a_death_with_a_record_alone_is_counted(mark, tried):
    world = World()
    world.committed, world.marks = {0: 5}, {0: mark}
    await world.run([world.event(5), world.event(6)])
    assert [entry for entry in world.commits if isinstance(entry, tuple)] == [(0, 5, tried), (0, 6, f"alone {ME}")]


async def test_a_record_of_which_three_workers_died_becomes_a_dead_letter_and_the_next_one_is_done():
    world = World()
    world.committed, world.marks = {0: 5}, {0: f"alone {A} {B} {C}"}
    await world.run([world.event(5, b"deadly"), world.event(6, b"good")])
    letter, sent = world.sent
    assert letter[1:3] == (DEAD_LETTER.name, b"deadly")
    assert deadletter.reason(letter[3]) == Reason.CRASHES_WORKER
    assert sent[1:3] == (CLEAN.name, b"good")
    assert world.acked == [(0, 5), (0, 6)]


async def test_a_count_is_of_the_record_at_its_offset_only():
    """Retention may have removed it meanwhile."""
    world = World()
    world.committed, world.marks, world.beginning = {0: 5}, {0: f"alone {A} {B} {C}"}, {0: 9}
    await world.run([world.event(9)])
    assert (0, 9, f"alone {ME}") in world.commits
    assert world.acked == [(0, 9)]


@given(
    deadly=st.sets(st.integers(0, 11), max_size=3),
    kills=st.sets(st.integers(0, 60)),
    moves=st.sets(st.integers(0, 60)),
)
def test_deadly_records_are_refused_and_no_other_one(deadly, kills, moves):
    """A model of workers under a supervisor.

    Each is killed from outside at any step, but never twice in a row, and may be thrown out of the group at any.
    """
    committed, mark, step, refused, done, workers = 0, "", 0, set(), set(), 0
    dead: set[str] = set()
    while committed < 12:
        workers += 1
        name = f"storyfold-{workers:x}"
        living = {f"storyfold-{n:x}" for n in range(1, workers + 1)} - dead
        held = Suspicion(committed, Mark.read(mark), living, BATCH)
        while committed < 12:
            batch = range(committed, committed + (1 if held.left else min(BATCH, 12 - committed)))
            if held.refusal(committed):
                refused.add(committed)
            else:
                alone = Mark(True, (*held.dead(committed), name))
                mark = str(alone if held.left else Mark(False, (name,)) if held.fresh else "")
                step += 1
                if deadly & set(batch) or (step in kills and step - 1 not in kills):
                    dead.add(name)
                    break
                if step in moves:
                    break
                done |= set(batch)
            held.done(len(batch))
            committed, mark = committed + len(batch), ""
    assert refused == deadly
    assert done | refused == set(range(12))
