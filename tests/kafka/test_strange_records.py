"""Records that brokers take and clients stumble over: each ends as an article or a dead letter, and the stream goes on.

They are written as batches of our own, since no client library sends them.
"""

import asyncio
import struct
from collections.abc import Sequence

import orjson
import pytest
from aiokafka import TopicPartition
from aiokafka.codec import gzip_encode, lz4_encode, zstd_encode
from aiokafka.protocol.produce import ProduceRequest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

from service import deadletter
from service.kafka import client
from service.topics import CLEAN, DEAD_LETTER, RAW
from tests.kafka.equality import assert_equal_to_replay_from_clean
from tests.kafka.harness import Harness, Sent

pytestmark = pytest.mark.kafka
NONE, GZIP, SNAPPY, LZ4, ZSTD = range(5)
PLACEHOLDER = "~~~"
MARCH_MS = 1_741_000_000_000
NOT_YET = (3, 6)
"""What a broker answers that has not quite made a topic: unknown, or led by nobody."""
Row = tuple[bytes | None, bytes | None, Sequence[tuple[str, bytes | None]]]


def article(article_id: str, text: str = "The orchard of Quillon was sold on Monday.") -> bytes:
    return orjson.dumps({"id": article_id, "text": text, "language": "en", "published_at": "2025-03-04"})


def batch(rows: Sequence[Row], codec: int = NONE, header_name: bytes = b"", time_ms: int = MARCH_MS) -> bytes:
    """A record batch; `header_name` takes the place of the placeholder, and must be as long."""
    builder = DefaultRecordBatchBuilder(2, NONE, False, -1, -1, -1, 1 << 31)
    for offset, (key, value, headers) in enumerate(rows):
        builder.append(offset, timestamp=time_ms, key=key, value=value, headers=list(headers))
    raw = bytes(builder.build())
    body = raw[61:].replace(PLACEHOLDER.encode(), header_name) if header_name else raw[61:]
    if codec:
        body = {GZIP: gzip_encode, LZ4: lz4_encode, ZSTD: zstd_encode}[codec](body)
    header = bytearray(raw[:61])
    header[22] = codec
    header[8:12] = struct.pack(">i", len(body) + 49)
    header[17:21] = struct.pack(">I", calc_crc32c(bytes(header[21:]) + body))
    return bytes(header) + body


async def write(kafka: Harness, *batches: bytes) -> None:
    """Batches as they are. Their time is long past: without its own setting the topic would drop them at any moment."""
    await kafka.configure(RAW, {"retention.ms": "-1"})
    where = TopicPartition(kafka.name(RAW), 0)
    async with client.producer(kafka.settings) as producer:
        await producer.partitions_for(where.topic)
        leader = producer.client.cluster.leader_for_partition(where)
        for raw in batches:
            topics = [(where.topic, [(where.partition, raw)])]
            request = ProduceRequest(transactional_id=None, required_acks=-1, timeout=30_000, topics=topics)
            for _ in range(100):
                answer = await producer.client.send(leader, request)
                if (code := answer.topics[0][1][0][1]) not in NOT_YET:
                    break
                await asyncio.sleep(0.2)
            assert code == 0, answer


BAD_NAME, SURROGATE = b"\xff\xfe\xfa", b"\xed\xa0\x80"
STRANGE: list[tuple[bytes, bytes, str]] = [  # a batch, the key of its dead letter, and the reason
    (batch([(None, None, [])]), b"", "empty-value"),
    (batch([(None, None, [("h", None), ("", b"")])], ZSTD), b"", "empty-value"),
    (batch([(b"", None, [])]), b"", "empty-value"),
    (batch([(b"header name", b"x", [(PLACEHOLDER, b"v")])], NONE, BAD_NAME), b"header name", "not-json"),
    (batch([(b"surrogate", b"x", [(PLACEHOLDER, None)])], LZ4, SURROGATE), b"surrogate", "not-json"),
    (batch([(b"20 MB", article("p", "a " * 10_000_000), [])], ZSTD), b"20 MB", "record-too-large"),
    (batch([(b"7 MB", article("p", "a " * 3_500_000), [])], GZIP), b"7 MB", "text-too-long"),
    (batch([(b"300 MB", bytes(300_000_000), [("h", b"v")])], ZSTD), b"300 MB", "record-too-large"),
    (batch([(b"k" * 7_000_000, b"x", [])], GZIP), b"k" * 7_000_000, "not-json"),
    (batch([(b"k" * 12_000_000, b"x", [])], GZIP), b"k" * 65_536, "not-json"),
    (batch([(b"header", b"x", [("traceparent", b"0" * 12_000_000)])], ZSTD), b"header", "not-json"),
    (batch([(b"headers", b"x", [(f"n{n}", b"v" * 200) for n in range(50_000)])], ZSTD), b"headers", "not-json"),
]


async def test_strange_records_stop_nothing(kafka: Harness):
    """Each between two good ones."""
    await kafka.create_topics(1)
    good = [f"a{number}" for number in range(len(STRANGE) + 1)]
    batches = [batch([(b"k", article(name), [])]) for name in good]
    for number, (strange, _, _) in enumerate(STRANGE):
        batches.insert(2 * number + 1, strange)
    await write(kafka, *batches)
    worker = kafka.start(dead_letter_max_ratio=1)
    await kafka.drain(120)
    assert worker.code is None
    assert [(record.key or b"").decode() for record in await kafka.records(CLEAN)] == good
    letters = await kafka.records(DEAD_LETTER)
    assert [(letter.key, deadletter.reason(letter.headers)) for letter in letters] == [row[1:] for row in STRANGE]
    places = [int(dict(letter.headers)[deadletter.OFFSET] or b"") for letter in letters]
    assert places == list(range(1, 2 * len(STRANGE), 2))
    await assert_equal_to_replay_from_clean(kafka, 1)


async def test_articles_with_strange_headers_are_cleaned(kafka: Harness):
    """What a record carries beside an article is no reason to refuse it, and does not travel on whole."""
    await kafka.create_topics(1)
    headers = [(PLACEHOLDER, b"v"), ("traceparent", b"0" * 5_000_000), ("tracestate", b"x" * 600)]
    await write(kafka, batch([(b"k", article("a"), headers)], ZSTD, b"\xff\xfe\xfa"))
    kafka.start()
    await kafka.drain(120)
    (record,) = await kafka.records(CLEAN)
    assert sum(len(name) + len(value or b"") for name, value in record.headers) < 1000


async def test_topics_that_the_broker_compresses_are_read(kafka: Harness):
    """Each way is set while articles come, so that one partition has batches of all of them."""
    await kafka.create_topics(1)
    kinds = ["zstd", "lz4", "snappy", "gzip", "uncompressed", "producer"]
    for kind in kinds:
        await kafka.configure(RAW, {"compression.type": kind})
        await kafka.produce([Sent(article(f"{kind} {n}", "The orchard of Quillon was sold. " * 300)) for n in range(3)])
    kafka.start()
    await kafka.drain(120)
    assert [(r.key or b"").decode() for r in await kafka.records(CLEAN)] == [
        f"{k} {n}" for k in kinds for n in range(3)
    ]
    assert await kafka.records(DEAD_LETTER) == []


async def test_a_feed_of_bad_records_is_got_over_and_the_good_ones_behind_it_come_through(kafka: Harness):
    await kafka.create_topics(1)
    bad: list[Row] = [(b"%d" % number, b"no article", []) for number in range(1500)]
    await write(kafka, *(batch(bad[i : i + 100]) for i in range(0, 1500, 100)), batch([(None, article("good"), [])]))
    await kafka.drain(120, supervise=1, dead_letter_window_records=1000)
    assert [record.key for record in await kafka.records(CLEAN)] == [b"good"]
    assert len(await kafka.records(DEAD_LETTER)) == 1500  # each once
    assert {worker.code for worker in kafka.workers} == {None, 70}
