"""CloudEvents against the CloudEvents SDK, and the trace context."""

import orjson
import pytest
from cloudevents.core.bindings.kafka import (
    KafkaMessage,
    from_binary_event,
    to_binary_event,
    to_structured_event,
)
from cloudevents.core.v1.event import CloudEvent

from service import cloudevents
from service.cloudevents import Unwrapped
from service.records import Reason, Rejected

ARTICLE = {"id": "a-1", "text": "Grüße aus Köln", "url": "https://x.example/1"}
ATTRIBUTES = {
    "id": "e-1",
    "source": "/newsroom",
    "type": "article",
    "specversion": "1.0",
    "subject": "a-1",
    "datacontenttype": "application/json",
    "desk": "foreign",
    "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
}
BINARY = [("ce_specversion", b"1.0"), ("ce_id", b"1"), ("ce_source", b"/s"), ("ce_type", b"t")]
STRUCTURED = [("content-type", b"application/cloudevents+json")]


@pytest.mark.parametrize("write", [to_binary_event, to_structured_event])
def test_an_event_written_by_the_sdk_is_unwrapped(write):
    message = write(CloudEvent(ATTRIBUTES, ARTICLE))
    found = cloudevents.unwrap(message.value, list(message.headers.items()))
    assert isinstance(found, Unwrapped)
    assert found.value is not None
    assert orjson.loads(found.value) == ARTICLE
    assert dict(found.carried) == {"ce_desk": b"foreign", "traceparent": ATTRIBUTES["traceparent"].encode()}


def test_an_event_that_we_write_is_read_by_the_sdk():
    headers = cloudevents.wrap(
        cloudevents.CLEANED, "a-1@77", "a-1", [("ce_desk", b"foreign"), ("traceparent", b"00-1")]
    )
    event = from_binary_event(KafkaMessage(headers=dict(headers), key=None, value=b'{"id":"a-1"}'))
    assert event.get_id() == "a-1@77"
    assert event.get_type() == "storyfold.article.cleaned.v1"
    assert event.get_source() == "/storyfold/clean"
    assert event.get_subject() == "a-1"
    assert event.get_extension("desk") == "foreign"
    assert event.get_data() == {"id": "a-1"}


def test_what_one_stage_wrote_the_next_stage_carries_on():
    carried = (("ce_desk", b"foreign"), ("tracestate", b"x=1"))
    assert cloudevents.carry(cloudevents.wrap(cloudevents.RESOLVED, "i", "s", carried)) == carried


def test_records_that_are_no_events_pass_as_they_are():
    assert cloudevents.unwrap(b"{}", []) == Unwrapped(b"{}")
    assert cloudevents.unwrap(None, [("other", None)]) == Unwrapped(None)
    plain = cloudevents.unwrap(b"{}", [("content-type", b"application/json"), ("traceparent", b"00-2")])
    assert plain == Unwrapped(b"{}", (("traceparent", b"00-2"),))


def test_header_wins_over_extension_for_the_trace_context():
    found = cloudevents.unwrap(b"{}", [*BINARY, ("ce_traceparent", b"old"), ("traceparent", b"new")])
    assert found == Unwrapped(b"{}", (("traceparent", b"new"),))


@pytest.mark.parametrize("name", ["traceparent", "ce_traceparent", "tracestate"])
def test_a_trace_context_that_is_too_long_is_left_out(name):
    found = cloudevents.unwrap(b"{}", [*BINARY, (name, b"x" * 5_000_000)])
    assert found == Unwrapped(b"{}")
    longest = cloudevents.unwrap(b"{}", [("tracestate", b"x" * 512), ("traceparent", b"x" * 55)])
    assert longest == Unwrapped(b"{}", (("traceparent", b"x" * 55), ("tracestate", b"x" * 512)))


@pytest.mark.parametrize("count", [1, 3, 20_000])
def test_extensions_are_carried_up_to_some_thousand_bytes(count):
    long = [(f"ce_x{number}", b"v" * (1_000_000 // count)) for number in range(count)]
    found = cloudevents.unwrap(b"{}", [*BINARY, ("ce_desk", b"foreign"), *long])
    assert isinstance(found, Unwrapped)
    assert found.carried[0] == ("ce_desk", b"foreign")
    assert sum(len(name) + len(value) for name, value in found.carried) < 6000


def test_an_event_without_data_is_a_null_value():
    event = {name: ATTRIBUTES[name] for name in ("id", "source", "type", "specversion")}
    assert cloudevents.unwrap(orjson.dumps(event), STRUCTURED) == Unwrapped(None)
    assert cloudevents.unwrap(None, BINARY) == Unwrapped(None)


def test_base64_data_is_decoded():
    event = {"id": "1", "source": "/s", "type": "t", "specversion": "1.0", "data_base64": "e30="}
    assert cloudevents.unwrap(orjson.dumps(event), STRUCTURED) == Unwrapped(b"{}")


@pytest.mark.parametrize(
    ("value", "headers", "part"),
    [
        (b"{}", BINARY[:2], "no source, type"),
        (b"{}", [("ce_specversion", b"0.3"), *BINARY[1:]], "specversion '0.3'"),
        (b"{}", [*BINARY, ("ce_id", b"\xff")], "not UTF-8"),
        (b"{}", STRUCTURED, "no id, source, specversion, type"),
        (b"[]", STRUCTURED, "not a JSON object"),
        (b"{", STRUCTURED, "not JSON"),
        (None, STRUCTURED, "not JSON"),
        (b"[" * 5000, STRUCTURED, "not JSON"),
        (b"{}", [("content-type", b"application/cloudevents-batch+json")], "only application/cloudevents+json"),
        (b'{"id":[1]}', STRUCTURED, "'id' is neither"),
        (b'{"id":"1","data_base64":"%"}', STRUCTURED, "not base64"),
        (b'{"id":"1","data_base64":7}', STRUCTURED, "not base64"),
        (b'{"id":"1","data":%s}' % (b"[" * 400 + b"]" * 400), STRUCTURED, "nested too deep"),
    ],
)
def test_a_broken_event_is_rejected_with_its_reason(value, headers, part):
    found = cloudevents.unwrap(value, headers)
    assert isinstance(found, Rejected)
    assert found.reason is Reason.BAD_CLOUDEVENT
    assert part in found.detail
