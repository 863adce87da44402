"""The delivery skeleton against a fake application: what is acknowledged when, and what ends the process."""

import asyncio
from collections import defaultdict
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError, KafkaTimeoutError, TopicAuthorizationFailedError
from msgspec.structs import replace

from service.agents import delivery
from service.agents.delivery import Delivery
from service.agents.outcome import Due, Outcome, Outgoing, Size
from service.kafka import outage
from service.kafka.batches import Unread
from service.kafka.client import MAX_RECORD_BYTES
from service.kafka.faust_driver import SendPhases
from service.kafka.gaps import Gaps
from service.kafka.log import OwnershipLostError
from service.kafka.outage import Outage
from service.kafka.stop import told
from service.metrics import Metrics
from service.records import Reason, Rejected
from service.settings import Settings
from service.topics import CLEAN, DEAD_LETTER, RAW, RESOLVED
from service.web import Health

PARTITIONS = {topic.name: 4 for topic in (RAW, CLEAN, RESOLVED, DEAD_LETTER)}


class StoppedError(BaseException):
    """In place of the end of the process."""


@pytest.fixture(autouse=True)
def stopped(monkeypatch):
    def stop_now(reason, error=None):
        raise StoppedError(f"{reason}: {error and told(error)}") from error

    monkeypatch.setattr(delivery, "stop_now", stop_now)


class FakeAgent:
    """Echoes each value to articles.clean; a value `bad` is refused. Its state is the list of offsets it has seen."""

    stage = "clean"
    folds = False

    def __init__(self, source=RAW):
        self.source = source
        self.taken = []
        self.at_a_time = 1000
        self.during_take = self.during_process = lambda: None
        self.outcome = lambda m: Outcome("article", [Outgoing(CLEAN, 0, m.key, m.value)])
        self.waiting = Due()

    async def take(self, partition, committed, still_ours, progress):
        self.taken.append((partition, committed))
        self.during_take()
        if not still_ours():
            raise OwnershipLostError
        return []

    async def process(self, states, messages, progressed):
        self.during_process()
        messages = messages[: self.at_a_time]
        for message in messages:
            states[message.partition].append(message.offset)
        return [
            Outcome("rejected", refused=Rejected(Reason.NOT_JSON)) if m.value == b"bad" else self.outcome(m)
            for m in messages
        ]

    async def due(self, state):
        due, self.waiting = self.waiting, Due()
        return due

    async def sweep(self, state, send):
        pass

    def size(self, state):
        return Size(len(state))


class World:
    """An application with partition 0 and 1 of `articles.raw`, a producer that records, and what was acknowledged."""

    def __init__(self, source=RAW, **settings):
        self.log: list[Any] = []
        self.commits: list[Any] = []
        self.assigned = {TopicPartition(source.name, p) for p in (0, 1)}
        self.committed: dict[int, int] = {}
        self.marks: dict[int, str] = {}
        self.beginning: dict[int, int] = {}
        self.consumer = SimpleNamespace(
            assignment=lambda: self.assigned,
            earliest_offsets=self.earliest,
            _thread=SimpleNamespace(committed=self.committed_offset),
        )
        self.fail_sends: bool | Exception = False
        self.app: Any = SimpleNamespace(
            consumer_generation_id=1,
            rebalancing=False,
            should_stop=False,
            sending=SendPhases(),
            consumer=self.consumer,
            producer=SimpleNamespace(send=self.send, epoch=1, renew=self.renew),
            outage=Outage(limit_seconds=0),
            commit_now=self.commit_now,
            mark=self.mark,
            gap_before=lambda where, offset: self.gaps[where.partition].begin(offset),
        )
        self.gaps: defaultdict[int, Gaps] = defaultdict(Gaps)
        self.agent: Any = FakeAgent(source)
        self.metrics = Metrics()
        self.delivery = Delivery(
            cast(Any, self.app),
            cast(Any, self.agent),
            settings=replace(Settings(), **settings),
            partitions=PARTITIONS,
            metrics=self.metrics,
            health=Health(),
        )

    async def earliest(self, where):
        return {where: self.beginning.get(where.partition, 0)}

    async def committed_offset(self, where):
        return self.committed.get(where.partition), self.marks.get(where.partition, "")

    async def send(self, topic, key, value, *rest):
        future = asyncio.get_running_loop().create_future()

        def arrive():
            self.log.append(("sent", topic, value, rest[-1]))
            if self.fail_sends:
                gone = self.fail_sends if isinstance(self.fail_sends, Exception) else OSError("broker gone")
                future.set_exception(gone)
            else:
                future.set_result(None)

        asyncio.get_running_loop().call_later(0.01, arrive)
        return future

    def event(self, offset, value=b"x", partition=0, generation=1, headers=()):
        message = SimpleNamespace(
            topic=self.agent.source.name,
            partition=partition,
            offset=offset,
            timestamp=0.0,
            key=b"k",
            value=value,
            headers=headers,
            generation_id=generation,
        )
        return SimpleNamespace(message=message)

    async def run(self, *batches):
        async def noack_take(most, within):
            for batch in batches:
                yield batch() if callable(batch) else batch

        async def ack(event):
            self.log.append(("acked", event.message.partition, event.message.offset))

        await self.delivery.run(SimpleNamespace(noack_take=noack_take, ack=ack))

    async def renew(self, epoch):
        self.log.append(("renewed", epoch))

    async def mark(self, offsets, metadata):
        self.commits += [(where.partition, offset, metadata) for where, offset in offsets.items()]

    async def commit_now(self):
        self.commits.append(len(self.acked))

    @property
    def acked(self):
        return [entry[1:] for entry in self.log if entry[0] == "acked"]

    @property
    def sent(self):
        return [entry for entry in self.log if entry[0] == "sent"]


async def test_acknowledges_last_and_in_order():
    world = World()
    await world.run([world.event(0), world.event(1), world.event(0, partition=1), world.event(2)])
    assert [entry[0] for entry in world.log] == ["sent"] * 4 + ["acked"] * 4
    assert world.acked == [(0, 0), (0, 1), (1, 0), (0, 2)]


async def test_what_comes_later_is_acknowledged_when_it_is_sent_and_holds_nothing_else_up():
    world = World()
    world.agent.outcome = lambda m: Outcome("article", [Outgoing(CLEAN, 0, m.key, m.value)], later=m.offset == 1)
    first, second = [world.event(0), world.event(1, b"one")], [world.event(2)]
    await world.run(first, second)
    assert world.acked == [(0, 0), (0, 2)]
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
