"""Delivery over rebalances and gaps: what belongs to which generation, and which jumps of offsets are none."""

import pytest

from service.topics import RESOLVED
from tests.unit.agents.world import StoppedError, World


async def test_events_of_an_older_generation_are_left_alone():
    world = World()
    world.app.consumer_generation_id = 2
    await world.run([world.event(7, generation=1), world.event(0, generation=2)])
    assert world.acked == [(0, 0)]
    assert len(world.sent) == 1


async def test_state_is_built_anew_in_every_generation():
    world = World()

    def later():
        world.app.consumer_generation_id = 2
        world.committed[0] = 1
        return [world.event(1, generation=2)]

    await world.run([world.event(0)], later)
    assert world.agent.taken == [(0, None), (0, 1)]
    assert world.acked == [(0, 0), (0, 1)]


async def test_a_batch_is_dropped_with_its_state_when_the_generation_changes_under_it():
    world = World()

    def rebalance():
        world.app.consumer_generation_id = 2
        world.agent.during_process = lambda: None

    world.agent.during_process = rebalance
    await world.run([world.event(0)], [world.event(0, generation=2)])
    assert world.agent.taken == [(0, None), (0, None)]
    assert len(world.sent) == 1
    assert world.acked == [(0, 0)]


async def test_a_batch_is_dropped_when_its_partition_is_lost_during_the_fold():
    world = World()
    world.agent.during_take = world.assigned.clear
    await world.run([world.event(0)])
    assert world.log == []


async def test_nothing_is_sent_while_the_group_rebalances():
    world = World()
    world.agent.during_process = lambda: setattr(world.app, "rebalancing", True)
    await world.run([world.event(0)])
    assert world.log == []


async def test_a_jump_of_offsets_ends_the_process():
    world = World()
    with pytest.raises(StoppedError, match="offset 2 came, 1 was due"):
        await world.run([world.event(0), world.event(2)])
    assert world.log == []


async def test_a_first_offset_past_the_committed_one_ends_the_process():
    world = World()
    world.committed[0] = 5
    with pytest.raises(StoppedError, match="offset 9 came, 5 was due"):
        await world.run([world.event(9)])


async def test_a_first_offset_at_the_beginning_of_the_log_is_where_retention_left_us():
    world = World()
    world.committed[0], world.beginning[0] = 5, 9
    await world.run([world.event(9)])
    assert world.acked == [(0, 9)]


async def test_the_beginning_of_the_log_may_be_a_gap_itself():
    world = World()
    world.committed[0], world.beginning[0] = 5, 9
    world.gaps[0].add(8, 11)
    await world.run([world.event(11)])
    assert world.acked == [(0, 11)]


async def test_a_jump_that_the_broker_told_of_is_none():
    world = World()
    world.gaps[0].add(1, 4)
    world.gaps[0].add(5, 6)
    await world.run([world.event(0), world.event(4), world.event(6)])
    assert world.acked == [(0, 0), (0, 4), (0, 6)]


async def test_a_jump_that_is_larger_than_the_gap_before_it_ends_the_process():
    world = World()
    world.gaps[0].add(2, 4)
    with pytest.raises(StoppedError, match="offset 4 came, 1 was due"):
        await world.run([world.event(0), world.event(4)])


async def test_a_compacted_source_may_jump_only_where_the_broker_told_so():
    world = World(source=RESOLVED)
    world.committed[0] = 5
    world.gaps[0].add(5, 9)
    world.gaps[0].add(10, 20)
    await world.run([world.event(9), world.event(20)])
    assert world.acked == [(0, 9), (0, 20)]
    with pytest.raises(StoppedError, match="offset 22 came, 21 was due"):
        await world.run([world.event(22)])


async def test_what_is_committed_is_not_done_again():
    world = World()
    world.committed[0] = 5
    await world.run([world.event(3), world.event(4), world.event(5)])
    assert len(world.sent) == 1
