"""Dead letters say where they came from, and count how often they were tried."""

from typing import Any

import pytest

from service import deadletter
from service.records import Reason, Rejected

HEADERS = [("ce_id", b"1"), ("ce_id", b"2")]
WHERE: dict[str, Any] = {"topic": "articles.raw", "partition": 3, "offset": 7, "stage": "clean"}


def test_every_header_is_text_and_named():
    found = dict(deadletter.headers(Rejected(Reason.BAD_DATE, "x\ud800"), **WHERE))
    assert list(found) == list(deadletter.NAMES)
    assert found[deadletter.PARTITION] == b"3"
    assert found[deadletter.REASON] == b"bad-date"
    assert found[deadletter.MESSAGE] == b"x\\ud800"


def test_the_message_is_the_reason_when_there_is_no_detail():
    assert dict(deadletter.headers(Rejected(Reason.NO_CONTENT), **WHERE))[deadletter.MESSAGE] == b"no-content"


def test_a_record_sent_again_has_its_own_headers_and_counts_on():
    assert deadletter.attempts(HEADERS) == 0
    first = [*HEADERS, *deadletter.headers(Rejected(Reason.NOT_JSON), **WHERE, attempts=1)]
    again = deadletter.to_send_again(first)
    assert again == [*HEADERS, (deadletter.ATTEMPTS, b"1")]
    second = [*again, *deadletter.headers(Rejected(Reason.NOT_JSON), **WHERE, attempts=deadletter.attempts(again) + 1)]
    assert deadletter.attempts(second) == 2
    assert deadletter.to_send_again(second) == [*HEADERS, (deadletter.ATTEMPTS, b"2")]


@pytest.mark.parametrize("foreign", [None, b"", b"many", b"-1", b"9" * 5000], ids=lambda value: repr(value)[:12])
def test_a_count_that_we_did_not_write_counts_nothing(foreign):
    """Any producer may send a header of this name, and Kafka knows headers without a value."""
    assert deadletter.attempts([(deadletter.ATTEMPTS, foreign)]) == 0
    assert deadletter.to_send_again([("own", None), (deadletter.ATTEMPTS, foreign)]) == [
        ("own", None),
        (deadletter.ATTEMPTS, b"0"),
    ]
