"""Delivery of what is refused, lost or cancelled."""

import asyncio

import pytest
from aiokafka.errors import KafkaTimeoutError

from service.agents.outcome import Outcome, Outgoing
from service.kafka.batches import Unread
from service.kafka.client import MAX_RECORD_BYTES
from service.records import Reason, Rejected
from service.topics import CLEAN, DEAD_LETTER, RESOLVED
from tests.unit.agents.world import FakeAgent, StoppedError, World


async def test_a_refused_record_goes_to_the_dead_letters_as_it_came():
    world = World()
    given = [("traceparent", b"00-1"), ("storyfold.attempts", b"1")]
    await world.run([world.event(0, b"bad", partition=1, headers=given), world.event(0)])
    _, value, headers = next(entry[1:] for entry in world.sent if entry[1] == DEAD_LETTER.name)
    assert value == b"bad"
    assert headers[0] == ("traceparent", b"00-1")
    told = dict(headers)
    assert told["storyfold.reason"] == b"not-json"
    assert told["storyfold.attempts"] == b"2"
    assert told["__connect.errors.offset"] == b"0"
    assert told["__connect.errors.stage"] == b"clean"
    assert len(world.acked) == 2


async def test_a_record_that_became_too_large_is_a_dead_letter_and_its_other_records_go_out():
    world = World()
    large = Outgoing(CLEAN, 0, b"k", b"x" * MAX_RECORD_BYTES)
    world.agent.outcome = lambda m: Outcome("article", [large, Outgoing(CLEAN, 1, b"k", b"small")])
    await world.run([world.event(0)])
    by_topic = {entry[1]: entry for entry in world.sent}
    assert by_topic[CLEAN.name][2] == b"small"
    assert dict(by_topic[DEAD_LETTER.name][3])["storyfold.reason"] == b"record-too-large"
    assert world.acked == [(0, 0)]
    counted = world.metrics.registry.get_sample_value
    assert counted("storyfold_records_total", {"stage": "clean", "outcome": "rejected"}) == 1
    assert counted("storyfold_records_total", {"stage": "clean", "outcome": "article"}) == 0


async def test_records_that_became_too_large_count_as_refused():
    world = World(dead_letter_max_ratio=0.5, dead_letter_window_records=10)
    large = Outgoing(CLEAN, 0, b"k", b"x" * MAX_RECORD_BYTES)
    world.agent.outcome = lambda m: Outcome("article", [large])
    with pytest.raises(StoppedError, match="refused"):
        await world.run([world.event(i) for i in range(10)])


async def test_too_many_dead_letters_stop_the_worker_at_the_limit_with_everything_before_it_committed():
    world = World(dead_letter_max_ratio=0.5, dead_letter_window_records=10)
    fine = [world.event(i, b"bad" if i < 5 else b"x") for i in range(10)]
    too_many = [world.event(10, b"x"), *(world.event(i, b"bad") for i in range(11, 20))]
    with pytest.raises(StoppedError, match="refused"):
        await world.run(fine, too_many)
    assert world.acked[-1] == (0, 15)  # records 6 to 15 hold five that were refused
    assert world.commits[-1] == 16
    assert sum(entry[1] == DEAD_LETTER.name for entry in world.sent) == 10


async def test_a_lane_too_many_does_not_count_against_the_input():
    world = World(dead_letter_max_ratio=0.5, dead_letter_window_records=10)
    world.agent.outcome = lambda m: Outcome("rejected", refused=Rejected(Reason.TOO_MANY_LANES))
    await world.run([world.event(i) for i in range(40)])
    assert len(world.acked) == 40


async def test_a_value_that_was_not_read_is_refused_before_the_stage_sees_it():
    world = World()
    cut, unknown = Unread(b"beginning"), Unread()
    cut.full_bytes = 300_000_000
    await world.run([world.event(0), world.event(1, cut), world.event(2, unknown), world.event(3)])
    letters = [entry for entry in world.sent if entry[1] == DEAD_LETTER.name]
    assert [letter[2] for letter in letters] == [cut, unknown]
    assert dict(letters[0][3])["storyfold.full_bytes"] == b"300000000"
    assert dict(letters[1][3])["storyfold.full_bytes"] == b"unknown"
    assert {dict(letter[3])["storyfold.reason"] for letter in letters} == {b"record-too-large"}
    assert world.acked == [(0, 0), (0, 1), (0, 2), (0, 3)]


@pytest.mark.parametrize("error", [KafkaTimeoutError(), TimeoutError(), OSError()], ids=repr)
async def test_an_error_without_words_is_told_by_its_type(error):
    world = World()
    world.fail_sends = error
    with pytest.raises(StoppedError, match=type(error).__name__):
        await world.run([world.event(0)])


async def test_a_fold_that_is_lost_midway_leaves_no_progress_behind():
    world = World(CLEAN)
    world.agent.folds, taking = True, FakeAgent.take

    async def take(partition, committed, still_ours, progress):
        progress(0.4)
        world.app.consumer_generation_id = 2
        return await taking(world.agent, partition, committed, still_ours, progress)

    world.agent.take = take
    await world.delivery.keep()
    told = [sample.labels for metric in world.metrics.fold_progress.collect() for sample in metric.samples]
    assert told == [{"stage": "clean", "partition": "1"}]  # which was taken in the new generation


async def test_housekeeping_takes_partitions_that_have_no_records():
    world = World()
    await world.delivery.keep()
    assert world.agent.taken == [(0, None), (1, None)]


async def test_cancellation_of_a_stopping_worker_is_no_error():
    world = World()
    world.app.should_stop = False

    def stop():
        world.app.should_stop = True
        raise asyncio.CancelledError

    world.agent.during_process = stop
    with pytest.raises(asyncio.CancelledError):
        await world.run([world.event(0)])
    assert world.log == []


async def test_housekeeping_that_could_not_send_ends_the_process():
    """A tombstone that stayed in the send buffer might arrive after its article has come back."""
    world = World()
    world.fail_sends = True

    async def sweep(state, send):
        await send([Outgoing(RESOLVED, 0, b"k", None)])

    world.agent.sweep = sweep
    with pytest.raises(StoppedError, match="housekeeping failed"):
        await world.delivery.keep()
