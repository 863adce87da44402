"""What a schema registry's serializer puts before a value is taken off, and nothing else."""

import pytest

from service.cleaning import Cleaner
from service.framing import unframed
from service.records import Reason, Rejected
from service.settings import Settings
from service.stages import Incoming, Ready, clean

ARTICLE = b'{"id":"a","text":"The ferry to Velmora stopped on 3 March 2025."}'
CONFLUENT = [b"\0\0\0\0\x01", b"\0\xff\xff\xff\xff", b"\0{{{{", b"\0\0\0\0\0"]
APICURIO = [b"\0" + b"\0" * 7 + b"\x09", b"\0" + b"\xfe" * 8]
GLUE = [b"\x03\x00" + bytes(range(100, 116)), b"\x03\x00" + b"\xff" * 16]


@pytest.mark.parametrize("frame", [*CONFLUENT, *APICURIO, *GLUE])
@pytest.mark.parametrize("value", [ARTICLE, b" \n" + ARTICLE, b"[1]"])
def test_a_frame_is_taken_off(frame, value):
    assert unframed(frame + value) == value


@pytest.mark.parametrize(
    "value", [None, b"", ARTICLE, b"\0", b"\0\0\0\0\1", b"\0\0\0\0\1\x06avro", b"\x03{}", b"plain"]
)
def test_everything_else_stays(value):
    assert unframed(value) == value


@pytest.mark.parametrize("frame", [CONFLUENT[0], APICURIO[0], GLUE[0]])
def test_a_framed_article_is_cleaned_as_one_without_frame(frame):
    cleaner = Cleaner(Settings())
    bare = clean(Incoming(None, ARTICLE), cleaner).result
    assert isinstance(bare, Ready)
    assert clean(Incoming(None, frame + ARTICLE), cleaner).result == bare


def test_a_framed_event_is_unwrapped():
    event = b'{"specversion":"1.0","id":"1","source":"/s","type":"t","data":%s}' % ARTICLE
    headers = [("content-type", b"application/cloudevents+json")]
    assert isinstance(clean(Incoming(None, CONFLUENT[0] + event, headers), Cleaner(Settings())).result, Ready)


def test_a_framed_value_of_another_format_is_no_json():
    refused = clean(Incoming(None, b"\0\0\0\0\1\x06avro"), Cleaner(Settings())).result
    assert isinstance(refused, Rejected)
    assert refused.reason in (Reason.NOT_JSON, Reason.NUL_CHARACTER)
