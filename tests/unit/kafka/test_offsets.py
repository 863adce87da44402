"""What is committed, and from where on a partition is read: each against what the framework would do by itself."""

from types import SimpleNamespace

import faust.transport.consumer as framework
import faust.transport.drivers.aiokafka as driver
from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.kafka.conftest import new_consumer
from tests.unit.kafka.messages import WHERE, message


def test_acks_of_an_older_generation_do_not_count(consumer):
    assert not consumer.ack(message(generation=1))
    assert consumer._acked[WHERE] == []
    assert consumer.ack(message(generation=2))
    assert consumer._acked[WHERE] == [5]


def test_acks_during_a_rebalance_do_not_count(consumer):
    consumer.app.rebalancing = True
    assert not consumer.ack(message(generation=2))
    assert consumer._acked[WHERE] == []


async def test_acks_between_revocation_and_assignment_are_forgotten(consumer, monkeypatch):
    async def faust_does(self, assigned, generation_id=0):
        pass

    monkeypatch.setattr(driver.Consumer, "on_partitions_assigned", faust_does)
    consumer.ack(message(generation=2))
    await consumer.on_partitions_assigned({WHERE}, 3)
    assert not consumer._acked[WHERE]
    assert not consumer._acked_index[WHERE]


async def test_nothing_is_committed_during_a_rebalance(consumer, monkeypatch):
    commits = []

    async def faust_does(self, topics=None, start_new_transaction=True):
        commits.append(topics)
        return True

    monkeypatch.setattr(framework.Consumer, "commit", faust_does)
    consumer.app.rebalancing = True
    assert not await consumer.commit()
    consumer.app.rebalancing = False
    assert await consumer.commit()
    assert len(commits) == 1


async def test_partitions_without_a_commit_are_read_from_their_beginning(consumer, monkeypatch):
    other, third = TP("articles.raw", 1), TP("articles.raw", 2)
    rewound: list[TP] = []

    async def seek_to_committed():
        return {WHERE: None, other: 7, third: 0}

    async def seek_to_beginning(*partitions):
        rewound.extend(partitions)

    async def position(partition):
        assert partition in rewound
        known.append(partition)

    known: list[TP] = []
    consumer._thread = SimpleNamespace(
        seek_to_committed=seek_to_committed, seek_to_beginning=seek_to_beginning, position=position
    )
    assert await consumer.seek_to_committed() == {WHERE: None, other: 7, third: 0}
    assert rewound == known == [WHERE, third]


def test_commits_come_behind_the_last_acknowledgement_and_the_gap_that_follows(consumer):
    gaps = consumer._thread.gaps[WHERE]
    assert consumer._new_offset(WHERE) is None
    for offset in (0, 5, 6):  # an aborted transaction took offsets 1 to 4
        consumer.ack(message(2, offset))
    gaps.add(1, 5)
    assert consumer._new_offset(WHERE) == 7
    consumer._committed_offset[WHERE] = 7
    assert consumer._new_offset(WHERE) is None
    gaps.add(7, 8)  # the mark at the end of a transaction
    assert consumer._new_offset(WHERE) == 8
    consumer._committed_offset[WHERE] = 8
    assert consumer._new_offset(WHERE) is None
    assert gaps.begin(8) == 7  # the next record still shows that it follows record 6
    consumer.ack(message(2, 8))
    gaps.add(9, 10)
    assert consumer._new_offset(WHERE) == 10
    assert (gaps.begin(8), gaps.begin(10)) == (8, 9)


@given(st.data())
def test_nothing_is_committed_from_the_first_message_on_that_is_postponed(data):
    consumer = new_consumer()
    late = data.draw(st.sets(st.integers(0, 19)))
    open_offsets = set(range(20))
    for offset in range(20):
        if offset in late:
            consumer.postpone(message(2, offset))
        else:
            consumer.ack(message(2, offset))
            open_offsets.discard(offset)
        for done in data.draw(st.sets(st.sampled_from(sorted(late)))) & open_offsets if late else ():
            if done <= offset:
                consumer.ack(message(2, done))
                open_offsets.discard(done)
        read, committed = offset + 1, consumer._committed_offset[WHERE] or 0
        wanted = min({*open_offsets, read})
        assert consumer._new_offset(WHERE) == (wanted if wanted > committed else None)
        if data.draw(st.booleans()):
            consumer._committed_offset[WHERE] = wanted or None


async def test_what_was_postponed_is_forgotten_with_its_generation(consumer, monkeypatch):
    async def faust_does(self, assigned, generation_id=0):
        pass

    monkeypatch.setattr(driver.Consumer, "on_partitions_assigned", faust_does)
    consumer.postpone(message(2, 0))
    consumer.ack(message(2, 1))
    assert consumer._new_offset(WHERE) is None
    await consumer.on_partitions_assigned({WHERE}, 2)
    assert consumer._new_offset(WHERE) is None
    consumer.ack(message(2, 0))
    assert consumer._new_offset(WHERE) == 1


async def test_a_partition_that_only_ever_saw_an_aborted_transaction_is_committed_to_its_end(consumer, monkeypatch):
    async def faust_does(self, assigned, generation_id=0):
        pass

    monkeypatch.setattr(driver.Consumer, "on_partitions_assigned", faust_does)
    consumer._acked.clear()
    await consumer.on_partitions_assigned({WHERE}, 2)
    consumer._thread.gaps[WHERE].add(0, 4)
    assert consumer._filter_committable_offsets(list(consumer._filter_tps_with_pending_acks())) == {WHERE: 4}
