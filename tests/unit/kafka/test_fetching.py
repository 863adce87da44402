"""The thread that fetches: which offsets hold no record, what waits, and where a partition ends."""

from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.consumer.fetcher import OffsetResetStrategy
from aiokafka.consumer.subscription_state import TopicPartitionState
from faust.types import TP

from service.kafka.faust_driver import App
from service.kafka.gaps import Gaps
from service.kafka.waiting import Waiting
from tests.unit.kafka.messages import WHERE, message


class Fetches:
    """A consumer whose fetch moves the position of partition 0 to `end` and returns records at `offsets`."""

    def __init__(self, position):
        self.state: Any = TopicPartitionState(None)
        self.state.seek(position)
        self.assignment = SimpleNamespace(tps={WHERE}, state_value=lambda tp: self.state)
        self._subscription = SimpleNamespace(subscription=SimpleNamespace(assignment=self.assignment))

    async def fetch(self, offsets, end):
        self.state.consumed_to(end)
        return {WHERE: [SimpleNamespace(offset=offset, value=b"value") for offset in offsets]} if offsets else {}


async def test_a_fetch_tells_which_offsets_hold_no_record(thread):
    consumer = thread._consumer = Fetches(position=0)
    await thread._fetch_records(consumer, [0, 1], 2)
    assert not thread.gaps
    await thread._fetch_records(consumer, [3, 6, 7], 9)
    await thread._fetch_records(consumer, [], 10)
    await thread._fetch_records(consumer, [12], 13)
    gaps = thread.gaps[WHERE]
    assert [gaps.begin(offset) for offset in (3, 6, 7, 12)] == [2, 4, 7, 8]
    assert [gaps.end(offset) for offset in (2, 4, 7, 8, 13)] == [3, 6, 7, 12, 13]


async def test_nothing_more_is_fetched_while_too_many_bytes_wait(thread, consumer):
    thread.waiting, thread._consumer = Waiting(limit_bytes=9), Fetches(position=0)
    consumer._thread = thread
    for value in (b"12345", b"12345"):
        thread.waiting.add(value)
    assert await thread._fetch_records(thread._consumer, [0, 1], 2) == {}
    consumer.ack(message(generation=2))
    assert await thread._fetch_records(thread._consumer, [0, 1], 2) != {}
    await thread._fetch_records(thread._consumer, [0, 1], 2)


async def test_a_fetch_over_a_rebalance_tells_nothing(thread):
    consumer = thread._consumer = Fetches(position=0)

    async def fetch(offsets, end):
        consumer._subscription.subscription.assignment = object()
        return await Fetches.fetch(consumer, offsets, end)

    consumer.fetch = fetch  # type: ignore[method-assign]
    await thread._fetch_records(consumer, [7], 8)
    assert not thread.gaps


@pytest.mark.parametrize("found", [False, True])
async def test_what_retention_removed_is_no_gap(thread, found):
    consumer = thread._consumer = Fetches(position=4)

    async def fetch(offsets, end):
        consumer.state.await_reset(OffsetResetStrategy.EARLIEST)  # offset 4 is out of range
        if found:
            consumer.state.reset_to(9)
            return await Fetches.fetch(consumer, offsets, end)
        return {}

    consumer.fetch = fetch  # type: ignore[method-assign]
    await thread._fetch_records(consumer, [9], 10)
    assert not thread.gaps


async def test_what_retention_removed_does_not_wait(thread):
    consumer = thread._consumer = Fetches(position=4)
    app = SimpleNamespace(consumer=SimpleNamespace(_thread=thread, highwater=lambda _: 12, _committed_offset={}))
    assert App.lag(app, WHERE) == 12  # type: ignore[arg-type]
    await thread._fetch_records(consumer, [], 4)
    assert App.lag(app, WHERE) == 8  # type: ignore[arg-type]
    await thread._fetch_records(consumer, [4, 5], 6)
    assert App.lag(app, WHERE) == 8  # type: ignore[arg-type]
    consumer.state.await_reset(OffsetResetStrategy.EARLIEST)
    consumer.state.reset_to(11)
    await thread._fetch_records(consumer, [], 11)
    assert App.lag(app, WHERE) == 1  # type: ignore[arg-type]
    app.consumer._committed_offset[WHERE] = 12
    assert App.lag(app, WHERE) == 0  # type: ignore[arg-type]


async def test_the_end_of_a_partition_is_unknown_when_it_is_not_ours(thread):
    thread._consumer = Fetches(position=0)
    thread._consumer.state.lso = 7
    thread._consumer.assignment.state_value = {WHERE: thread._consumer.state}.get
    assert thread.highwater(WHERE) == 7
    assert thread.highwater(TP("articles.raw", 1)) is None
    thread._consumer._subscription.subscription = None
    assert thread.highwater(WHERE) is None
    assert await thread._fetch_records(thread._consumer, [], 0) == {}


def test_gaps_that_are_done_are_forgotten():
    gaps = Gaps()
    for begin in range(0, 100, 2):
        gaps.add(begin, begin + 1)
    gaps.forget(97)
    assert [gaps.begin(offset) for offset in (97, 99)] == [97, 98]


def test_a_consumer_that_is_not_connected_yet_is_no_member(thread):
    for consumer in (None, SimpleNamespace(_coordinator=None)):
        thread._consumer = consumer
        assert not thread.connected()
        assert not thread.coordinating()


def test_the_frameworks_livelock_check_asks_nothing(thread):
    thread._consumer = None
    thread.verify_event_path(0.0, WHERE)
