"""Whatever a refused record is like, the topic takes its dead letter, and the letter says what is missing of it."""

from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest

from service import deadletter
from service.agents.refusal import KEPT_BYTES, RECORD_OVERHEAD_BYTES, dead_letter
from service.kafka.client import DEAD_LETTER_ROOM_BYTES, MAX_RECORD_BYTES
from service.records import Reason, Rejected
from service.topics import DEAD_LETTER

LIMIT = MAX_RECORD_BYTES + DEAD_LETTER_ROOM_BYTES
PAGE = b"<p>" * 7_000_000


def letter(key: bytes | None, value: bytes | None, headers: Any = ()) -> Any:
    message: Any = SimpleNamespace(
        topic="articles.raw", partition=5, offset=7, key=key, value=value, headers=headers, timestamp=0.0
    )
    return dead_letter(message, Rejected(Reason.PAGE_TOO_LARGE), stage="clean", partitions=4)


def cuts(headers: Any) -> list[bytes]:
    return [value for name, value in headers if name == deadletter.CUT]


@pytest.mark.parametrize(
    ("key", "value", "headers"),
    [
        (b"k", b"v", [("h", b"x")]),
        (None, b"v", []),
        (b"k", None, []),
        (b"", None, [("h", None)]),
        (b"k", b"v" * (MAX_RECORD_BYTES - 2000), []),
    ],
)
def test_what_fits_stays_as_it_came(key, value, headers):
    made = letter(key, value, headers)
    assert (made.topic, made.partition, made.key, made.value) == (DEAD_LETTER, 1, key, value)
    assert made.headers[: len(headers)] == headers
    assert not deadletter.cut(made.headers)


@pytest.mark.parametrize(
    ("key", "value", "headers", "cut"),
    [
        (None, None, [], [b"null key"]),
        (b"k", PAGE, [], [b"value"]),
        (b"k" * 12_000_000, b"v", [], [b"key"]),
        (b"k", b"v", [("h" * 9, b"x" * 12_000_000)], [b"headers"]),
        (None, b"v", [(f"n{n}", b"") for n in range(500_000)], [b"headers"]),
        (None, None, [("h", b"x" * 12_000_000)], [b"headers", b"null key"]),
        (b"k" * 5_000_000, PAGE, [("h", b"x" * 5_000_000)], [b"value", b"key"]),
    ],
    ids=["null and null", "value", "key", "header", "many headers", "no key, header", "all"],
)
def test_what_does_not_fit_is_cut_and_says_so(key, value, headers, cut):
    made = letter(key, value, headers)
    assert made.size() + RECORD_OVERHEAD_BYTES <= LIMIT
    assert not (made.key is None and made.value is None)
    assert cuts(made.headers) == cut
    assert deadletter.reason(made.headers) == "page-too-large"
    assert deadletter.cut(made.headers)


def test_a_value_that_was_cut_is_known_by_length_and_hash():
    made = letter(b"k", PAGE)
    assert made.value == PAGE[:KEPT_BYTES]
    told = dict(made.headers)
    assert told[deadletter.FULL_BYTES] == b"%d" % len(PAGE)
    assert told[deadletter.FULL_SHA256] == sha256(PAGE).hexdigest().encode()
    assert (told[deadletter.TOPIC], told[deadletter.OFFSET]) == (b"articles.raw", b"7")


def test_a_producer_cannot_say_that_its_record_was_cut():
    made = letter(b"k", b"v", [(deadletter.CUT, b"value"), ("own", b"x")])
    assert not deadletter.cut(made.headers)
    assert made.headers[0] == ("own", b"x")
