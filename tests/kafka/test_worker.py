"""The worker as a process: how it starts, stops, and what it does with bad input and a broker that goes away."""

import asyncio
import signal

import orjson
import pytest

from service import deadletter
from service.records import Reason
from service.topics import CLEAN, DEAD_LETTER, LANES, RAW
from tests.kafka.broker import Broker
from tests.kafka.equality import assert_equal_to_replay_from_clean, assert_nothing_lost
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, Sent, wait_for

pytestmark = pytest.mark.kafka
GOOD = Sent(orjson.dumps({"id": "good", "text": "The orchard of Quillon was sold to the ferry council on Monday."}))
BAD: dict[str, tuple[bytes | None, Reason]] = {
    "empty value": (b"", Reason.EMPTY_VALUE),
    "not JSON": (b"storyfold", Reason.NOT_JSON),
    "not UTF-8": (b'{"id":"\xff\xfe","text":"x"}', Reason.NOT_UTF8),
    "not an object": (b'["a"]', Reason.NOT_AN_OBJECT),
    "wrong types": (b'{"id":5,"text":"x"}', Reason.WRONG_TYPE),
    "neither id nor url": (b'{"text":"x"}', Reason.NO_ID_OR_URL),
    "neither text nor html": (b'{"id":"n"}', Reason.NO_TEXT_OR_HTML),
    "unpaired surrogate": (b'{"id":"s","text":"\\ud800"}', Reason.UNPAIRED_SURROGATE),
    "NUL bytes": (b'{"id":"z","text":"a\x00b"}', Reason.NUL_CHARACTER),
    "depth 10,000": (b"[" * 10_000 + b"]" * 10_000, Reason.TOO_DEEP),
    "5 MB text": (b'{"id":"l","text":"%s"}' % (b"long " * 1_000_000), Reason.TEXT_TOO_LONG),
    "date of zeros": (b'{"id":"d0","text":"x y","published_at":"0000-00-00"}', Reason.BAD_DATE),
    "year 9999": (b'{"id":"d1","text":"x y","published_at":"9999-01-01"}', Reason.BAD_DATE),
    "year 1e9": (b'{"id":"d2","text":"x y","published_at":"1000000000-01-01"}', Reason.BAD_DATE),
    "id of 100 kB": (b'{"id":"%s","text":"x"}' % (b"i" * 100_000), Reason.ID_TOO_LONG),
}


async def test_every_kind_of_bad_input_has_its_reason_and_the_stream_goes_on(kafka: Harness):
    await kafka.create_topics(1)
    bad = [Sent(value, key=name.encode(), headers=(("of", b"producer"),)) for name, (value, _) in BAD.items()]
    await kafka.produce([*bad, GOOD])
    kafka.start(dead_letter_max_ratio=1.0)
    await kafka.drain(120)
    letters = {(letter.key or b"").decode(): letter for letter in await kafka.records(DEAD_LETTER)}
    told = {name: deadletter.reason(letter.headers) for name, letter in letters.items()}
    assert told == {name: reason.value for name, (_, reason) in BAD.items()}
    for name, letter in letters.items():
        assert letter.value == BAD[name][0]
        assert letter.headers[0] == ("of", b"producer")
    assert [record.key for record in await kafka.records(CLEAN)] == [b"good"]


async def test_too_many_dead_letters_end_the_worker_and_stay_in_the_input(kafka: Harness):
    await kafka.create_topics(1)
    await kafka.produce([Sent(b"no article at all", key=b"%d" % number) for number in range(300)])
    worker = kafka.start(dead_letter_window_records=100, batch_max_records=20)
    await wait_for(lambda: worker.code is not None, 40, "the worker ends")
    assert worker.code == 70
    assert "dead_letter_max_ratio" in worker.log()
    assert len(await kafka.records(DEAD_LETTER)) <= 50


async def test_refuses_to_start_without_its_topics(kafka: Harness):
    worker = kafka.start()
    assert worker.process.wait(30) == 78
    starts, line = worker.log().splitlines()
    assert "worker starts" in starts
    assert f"topic {kafka.name(LANES)}: found none, wanted one" in line


async def test_sigterm_ends_a_worker_also_when_the_broker_hangs(kafka: Harness, broker: Broker):
    await kafka.create_topics(2)
    await kafka.produce([GOOD])
    worker = kafka.start(stop_deadline_seconds=4)
    await kafka.drain(120)
    broker.pause()
    try:
        worker.send(signal.SIGTERM)
        await wait_for(lambda: worker.code is not None, 15, "the worker ends")
        assert worker.code in (0, 70)
    finally:
        broker.resume()


async def test_a_broker_that_is_killed_and_comes_back_with_its_data_loses_nothing(kafka: Harness, broker: Broker):
    feed = Feed(seed=7, partitions=2)
    await kafka.create_topics(2)
    source = feed.records(600)
    await kafka.produce([next(source) for _ in range(300)])
    kafka.start()
    kafka.start()
    await kafka.drain(120, sources=[RAW])  # the later stages are still at it
    broker.kill()
    await asyncio.sleep(5)
    broker.start()
    await kafka.produce(source)
    await kafka.drain(150, supervise=2)
    codes = {worker.code for worker in kafka.workers}
    assert codes <= {None, 69, 70}, kafka.logs()
    await assert_nothing_lost(kafka, feed.ids, feed.poison)
    await assert_equal_to_replay_from_clean(kafka, 2)
