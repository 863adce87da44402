"""The delivery skeleton against a fake application: what is acknowledged when, and what ends the process."""

import pytest
from aiokafka.errors import KafkaConnectionError, KafkaTimeoutError, TopicAuthorizationFailedError

from service.agents.outcome import Due, Outcome, Outgoing
from service.kafka import outage
from service.kafka.outage import Outage
from service.topics import CLEAN, RAW
from tests.unit.agents.world import StoppedError, World


async def test_acknowledges_last_and_in_order():
    world = World()
    await world.run([world.event(0), world.event(1), world.event(0, partition=1), world.event(2)])
    assert [entry[0] for entry in world.log] == ["sent"] * 4 + ["acked"] * 4
    assert world.acked == [(0, 0), (0, 1), (1, 0), (0, 2)]
    assert world.taken == [(RAW.name, 4)]


async def test_what_comes_later_is_acknowledged_when_it_is_sent_and_holds_nothing_else_up():
    world = World()
    world.agent.outcome = lambda m: Outcome("article", [Outgoing(CLEAN, 0, m.key, m.value)], later=m.offset == 1)
    first, second = [world.event(0), world.event(1, b"one")], [world.event(2)]
    await world.run(first, second)
    assert world.acked == [(0, 0), (0, 2)]
    assert [entry[:2] for entry in world.log if entry[0] != "sent"][1] == ("postponed", 1)
    waited = first[1].message
    world.agent.waiting = Due([(waited, Outcome("article", [Outgoing(CLEAN, 0, b"k", b"rest")]))])
    await world.delivery.keep()
    assert world.acked == [(0, 0), (0, 2)]
    world.agent.waiting = Due([(waited, Outcome("article", [Outgoing(CLEAN, 0, b"k", b"end")]))], [waited])
    world.log.clear()
    await world.delivery.keep()
    assert [entry[0] for entry in world.log] == ["sent", "acked"]
    assert world.acked == [(0, 1)]


async def test_what_was_to_come_later_is_forgotten_with_the_generation():
    world = World()
    world.agent.outcome = lambda m: Outcome("waiting", later=True)
    await world.run([world.event(0)])
    world.app.consumer_generation_id = 2
    await world.delivery.keep()
    world.agent.outcome = lambda m: Outcome("article")
    await world.run([world.event(0, generation=2)])
    assert world.acked == [(0, 0)]


async def test_a_batch_of_which_a_part_is_done_at_a_time_is_acknowledged_part_by_part():
    world = World()
    world.agent.at_a_time = 2
    world.committed[1] = 3
    await world.run([world.event(0), world.event(2, partition=1), *(world.event(i) for i in range(1, 4))])
    kinds = [entry[0] for entry in world.log]
    assert kinds == ["sent", "sent", "acked", "acked", "acked", "sent", "sent", "acked", "acked"]
    assert sorted(world.acked) == [(0, 0), (0, 1), (0, 2), (0, 3), (1, 2)]
    assert [entry for entry in world.acked if entry[0] == 0] == [(0, i) for i in range(4)]


async def test_a_failed_send_ends_the_process_and_acknowledges_nothing():
    world = World()
    world.fail_sends = True
    with pytest.raises(StoppedError):
        await world.run([world.event(0)])
    assert world.acked == []


async def test_what_a_silent_broker_did_not_take_is_sent_again_by_another_producer(monkeypatch):
    monkeypatch.setattr(outage, "_TRY_SECONDS", 0.01)
    world = World()
    world.app.outage = Outage(limit_seconds=60)
    world.fail_sends = KafkaConnectionError()

    async def renew(epoch):
        world.log.append(("renewed", epoch))
        world.fail_sends = len(world.log) < 6 and KafkaTimeoutError()
        if world.fail_sends:
            raise world.fail_sends

    world.app.producer.renew = renew
    await world.run([world.event(0), world.event(1)])
    kinds = [entry[0] for entry in world.log]
    assert kinds == ["sent", "sent", "renewed", "renewed", "renewed", "renewed", "sent", "sent", "acked", "acked"]
    assert not world.app.outage.lasts


async def test_a_batch_whose_partitions_went_elsewhere_during_the_silence_is_dropped(monkeypatch):
    monkeypatch.setattr(outage, "_TRY_SECONDS", 0.01)
    world = World()
    world.app.outage = Outage(limit_seconds=60)
    world.fail_sends = KafkaConnectionError()

    async def renew(epoch):
        world.app.consumer_generation_id = 2

    world.app.producer.renew = renew
    await world.run([world.event(0)])
    assert world.acked == []


async def test_a_refusal_that_time_does_not_mend_ends_the_process_at_once():
    world = World()
    world.app.outage = Outage(limit_seconds=60)
    world.fail_sends = TopicAuthorizationFailedError()
    with pytest.raises(StoppedError, match="TopicAuthorizationFailed"):
        await world.run([world.event(0)])


async def test_an_error_in_the_stage_ends_the_process_and_sends_nothing():
    world = World()
    world.agent.outcome = lambda m: 1 / 0
    with pytest.raises(StoppedError):
        await world.run([world.event(0)])
    assert world.log == []
