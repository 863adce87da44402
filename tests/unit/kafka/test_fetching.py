"""The thread that fetches: which offsets hold no record, what waits, and where a partition ends."""

from types import SimpleNamespace
from typing import Any

import faust.transport.drivers.aiokafka as driver
import pytest
from aiokafka.consumer.fetcher import OffsetResetStrategy
from aiokafka.consumer.subscription_state import TopicPartitionState
from faust.types import TP

from service.kafka import faust_consumer
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
    await thread._fetch_noting(consumer, [0, 1], 2)
    assert not thread.gaps
    await thread._fetch_noting(consumer, [3, 6, 7], 9)
    await thread._fetch_noting(consumer, [], 10)
    await thread._fetch_noting(consumer, [12], 13)
    gaps = thread.gaps[WHERE]
    assert [gaps.begin(offset) for offset in (3, 6, 7, 12)] == [2, 4, 7, 8]
    assert [gaps.end(offset) for offset in (2, 4, 7, 8, 13)] == [3, 6, 7, 12, 13]


class Backlogs:
    """A fetcher as aiokafka's: it hands out what it has partition by partition, and waits only when it has nothing."""

    def __init__(self, **records):
        self.has = {TP(topic, 0): count for topic, count in records.items()}
        self.waited: list[float | None] = []

    async def fetch(self, partitions, timeout, max_records):  # noqa: ASYNC109
        found = {}
        for where in [where for where in self.has if where in partitions and self.has[where]]:
            count = min(self.has[where], max_records)
            self.has[where] -= count
            max_records -= count
            found[where] = [SimpleNamespace(offset=0, value=b"12345")] * count
            if not max_records:
                break
        if not found and timeout:
            self.waited.append(timeout)
        return found


@pytest.fixture
async def fetch(thread, monkeypatch) -> Any:
    """Fetches through the thread, and says how much came of each topic."""

    async def faust_does(self, backlogs, partitions, timeout, max_records):  # noqa: ASYNC109
        return await backlogs.fetch(partitions, timeout, max_records)

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "_fetch_records", faust_does)
    thread._consumer = Fetches(position=0)
    thread._consumer.assignment.tps = set()

    async def fetch(backlogs):
        records = await thread._fetch_records(backlogs, set(backlogs.has), timeout=1.0)
        return {where.topic: len(found) for where, found in records.items()}

    return fetch


async def test_the_backlog_of_a_topic_does_not_hold_up_another(thread, fetch):
    backlogs = Backlogs(raw=10_000, clean=7)
    assert await fetch(backlogs) == {"raw": 100, "clean": 7}
    assert await fetch(backlogs) == {}
    backlogs.has[TP("clean", 0)] = 5
    assert await fetch(backlogs) == {"clean": 5}
    thread.waiting.taken("raw", 60)
    assert await fetch(backlogs) == {"raw": 60}


async def test_it_waits_long_only_where_every_topic_has_room(thread, fetch):
    empty = Backlogs(raw=0, clean=0)
    assert await fetch(empty) == {}
    full = Backlogs(raw=101, clean=0)
    assert await fetch(full) == {"raw": 100}
    assert await fetch(full) == {}
    assert (empty.waited, full.waited) == ([1.0], [faust_consumer.FULL_PAUSE_SECONDS])


async def test_nothing_more_is_fetched_of_a_topic_while_too_many_bytes_wait(thread, fetch, consumer):
    thread.waiting = Waiting(100, limit_bytes=9)
    consumer._thread = thread
    backlogs = Backlogs(**{WHERE.topic: 2})
    assert await fetch(backlogs) == {WHERE.topic: 2}
    thread.waiting.taken(WHERE.topic, 2)
    backlogs.has[WHERE] = 1
    assert await fetch(backlogs) == {}
    consumer.ack(message(generation=2))
    assert await fetch(backlogs) == {WHERE.topic: 1}
    thread.waiting.clear()
    assert thread.waiting.room(WHERE.topic) == 100


async def test_a_fetch_over_a_rebalance_tells_nothing(thread):
    consumer = thread._consumer = Fetches(position=0)

    async def fetch(offsets, end):
        consumer._subscription.subscription.assignment = object()
        return await Fetches.fetch(consumer, offsets, end)

    consumer.fetch = fetch  # type: ignore[method-assign]
    await thread._fetch_noting(consumer, [7], 8)
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
    await thread._fetch_noting(consumer, [9], 10)
    assert not thread.gaps


async def test_what_retention_removed_does_not_wait(thread):
    consumer = thread._consumer = Fetches(position=4)
    app = SimpleNamespace(consumer=SimpleNamespace(_thread=thread, highwater=lambda _: 12, _committed_offset={}))
    assert App.lag(app, WHERE) == 12  # type: ignore[arg-type]
    await thread._fetch_noting(consumer, [], 4)
    assert App.lag(app, WHERE) == 8  # type: ignore[arg-type]
    await thread._fetch_noting(consumer, [4, 5], 6)
    assert App.lag(app, WHERE) == 8  # type: ignore[arg-type]
    consumer.state.await_reset(OffsetResetStrategy.EARLIEST)
    consumer.state.reset_to(11)
    await thread._fetch_noting(consumer, [], 11)
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
    assert await thread._fetch_noting(thread._consumer, [], 0) == {}


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
