"""Thousands of mutated records: bytes, headers, framing, compression, timestamps. Each has its fate, none stops all.

STORYFOLD_TEST_MUTATIONS asks for more, STORYFOLD_TEST_SEED repeats a run.
"""

import os
import random
import secrets
from collections import Counter

import orjson
import pytest

from service import deadletter
from service.records import Reason
from service.topics import CLEAN, DEAD_LETTER, RAW
from tests.kafka.equality import assert_equal_to_replay_from_clean
from tests.kafka.harness import Harness
from tests.kafka.test_strange_records import GZIP, LZ4, NONE, PLACEHOLDER, ZSTD, Row, article, batch, write

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
COUNT = int(os.environ.get("STORYFOLD_TEST_MUTATIONS", "1000"))
FRAMES = (b"", b"", b"", b"\0\0\0\0\1", b"\0" * 9, b"\3\0" + bytes(16), b"\xef\xbb\xbf", b"\xff\xfe")
VALUES: tuple[object, ...] = (
    None,
    0,
    -1e300,
    True,
    "",
    " ",
    "\u0000",
    "x" * 5000,
    [],
    {"a": [1]},
    "2025-99-99",
    "<p>x",
)
EVENT: list[tuple[str, bytes | None]] = [
    ("ce_specversion", b"1.0"),
    ("ce_id", b"1"),
    ("ce_source", b"/s"),
    ("ce_type", b"t"),
]
STRUCTURED: list[tuple[str, bytes | None]] = [("content-type", b"application/cloudevents+json")]


async def test_mutated_records_end_as_articles_or_dead_letters(kafka: Harness, capsys):
    seed = int(os.environ.get("STORYFOLD_TEST_SEED") or secrets.randbits(32))
    rng = random.Random(seed)
    await kafka.create_topics(1)
    # By default a broker refuses what comes from the future, and soon deletes what comes from 1970.
    await kafka.configure(RAW, {"message.timestamp.after.max.ms": str(2**63 - 1), "retention.ms": "-1"})
    batches = []
    for number in range(0, COUNT, 10):
        rows = [mutated(rng, n) for n in range(number, number + 10)]
        name = rng.randbytes(len(PLACEHOLDER)) if rng.random() < 0.3 else PLACEHOLDER.encode()
        batches.append(batch(rows, rng.choice([NONE, GZIP, LZ4, ZSTD]), name, rng.choice(TIMES)))
    await write(kafka, *batches)
    worker = kafka.start(dead_letter_max_ratio=1)
    await kafka.drain(120)
    assert worker.code is None
    clean, letters = await kafka.records(CLEAN), await kafka.records(DEAD_LETTER)
    reasons = Counter(deadletter.reason(letter.headers) for letter in letters)
    with capsys.disabled():
        print(f"\nseed {seed}: {COUNT} records, {len(clean)} cleaned, refused: {dict(reasons)}")
    assert len(clean) + len(letters) == COUNT
    assert set(reasons) <= {reason.value for reason in Reason} - {Reason.PAGE_CRASHED, Reason.PAGE_TIMEOUT}
    await assert_equal_to_replay_from_clean(kafka, 1)


TIMES = (1_741_000_000_000, 0, -1, 1, 2**62, 1_741_000_000, 1_741_000_000_000_000)


def mutated(rng: random.Random, number: int) -> Row:
    """A record that is somewhat wrong, or not at all."""
    value: bytes | None = article(f"m{number}", f"The ferry {number} to Velmora stopped on 3 March 2025.")
    if rng.random() < 0.5:
        row = orjson.loads(value or b"")
        name = rng.choice([*row, "html", "url", "collection", "published_at", "fetched_at", "retracted", "unknown"])
        row[name] = rng.choice(
            [None, 0, -1e300, True, "", " ", "\u0000", "x" * 5000, [], {"a": [1]}, "2025-99-99", "<p>x"]
        )
        value = orjson.dumps(row)
    bytes_ = bytearray(value or b"")
    for _ in range(rng.choice([0, 0, 1, 5])):
        bytes_[rng.randrange(len(bytes_))] = rng.randrange(256)
    value = rng.choice(FRAMES) + bytes(bytes_[: rng.choice([len(bytes_)] * 9 + [rng.randrange(len(bytes_))])])
    headers = rng.choice([[], [], EVENT, EVENT[:-1], STRUCTURED])
    headers = [*headers, *([(PLACEHOLDER, rng.choice([None, b"", b"v"]))] if rng.random() < 0.3 else [])]
    key = rng.choice([None, b"", b"k", rng.randbytes(20)])
    return key, None if rng.random() < 0.02 else value, headers
