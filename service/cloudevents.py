"""CloudEvents 1.0 on Kafka: both content modes are understood on input, binary mode is written.

Mapping: the CloudEvents Kafka protocol binding 1.0.2. In binary mode the record's value is the event's data and each
attribute is a header `ce_<name>`; in structured mode (content type `application/cloudevents+json`) the whole event is
the value. A record that is neither is no event and passes as it is. What travels on through every stage is what the
producer added to the event: its extension attributes, and the W3C trace context (`traceparent`, `tracestate`).
"""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

import orjson
from msgspec import Struct

from service.records import Headers, Reason, Rejected

RECEIVED_AT = "storyfold.received_at"
"""Header that the clean agent adds and that travels on: the raw record's Kafka timestamp in milliseconds, as text."""
REQUIRED = frozenset({"specversion", "id", "source", "type"})
_CORE = REQUIRED | {"datacontenttype", "dataschema", "subject", "time", "partitionkey"}
_TRACE = {"traceparent": 55, "tracestate": 512}
"""The trace context, with the bytes that the W3C has every system carry on. A longer value is left out whole, since a
part of one has no meaning."""
EXTENSIONS_MAX_BYTES = 4096
"""Of names and values together: what is longer would go into every record that the event leads to."""
_STRUCTURED = "application/cloudevents"


class Kind(Struct, frozen=True):
    """What storyfold says about an event it writes: `ce_type` and `ce_source`."""

    type: str
    source: str


CLEANED = Kind("storyfold.article.cleaned.v1", "/storyfold/clean")
RETRACTED = Kind("storyfold.article.retracted.v1", "/storyfold/clean")
RESOLVED = Kind("storyfold.article.resolved.v1", "/storyfold/dedup")
TIMELINE = Kind("storyfold.timeline.changed.v1", "/storyfold/timeline")


class Unwrapped(Struct, frozen=True):
    """The data of a record and the headers that every record made from it carries on."""

    value: bytes | None
    carried: tuple[tuple[str, bytes], ...] = ()


def unwrap(value: bytes | None, headers: Headers) -> Unwrapped | Rejected:
    """The data inside a record, whichever content mode it has. A broken event is Rejected(BAD_CLOUDEVENT)."""
    if not headers:
        return Unwrapped(value)
    named = {name.lower(): content for name, content in headers if content is not None}
    try:
        if named.get("content-type", b"")[: len(_STRUCTURED)].lower() == _STRUCTURED.encode():
            attributes, value = _structured(named["content-type"], value)
        else:
            attributes = {name[3:]: content.decode() for name, content in named.items() if name.startswith("ce_")}
            if not REQUIRED & attributes.keys():  # no event; other people's ce_ headers are none of our business
                return Unwrapped(value, _carried({}, named))
        _check(attributes)
        return Unwrapped(value, _carried(attributes, named))
    except _BadEvent as error:
        return Rejected(Reason.BAD_CLOUDEVENT, str(error))
    except UnicodeDecodeError:
        return Rejected(Reason.BAD_CLOUDEVENT, "an attribute header is not UTF-8")


def carry(headers: Headers) -> tuple[tuple[str, bytes], ...]:
    """What goes on from a record that storyfold wrote itself (binary mode, so nothing can be wrong with it)."""
    core = {f"ce_{name}" for name in _CORE} | {"content-type"}
    return tuple((name, value) for name, value in headers if value is not None and name not in core)


def wrap(kind: Kind, event_id: str, subject: str, carried: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Headers of an outgoing event in binary mode. `event_id` is deterministic, so a repeat is seen to be one."""
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id.encode()),
        ("ce_source", kind.source.encode()),
        ("ce_type", kind.type.encode()),
        ("ce_subject", subject.encode()),
        ("content-type", b"application/json"),
        *carried,
    ]


class _BadEvent(Exception):  # noqa: N818  (never leaves this module)
    pass


def _structured(content_type: bytes, value: bytes | None) -> tuple[dict[str, str], bytes | None]:
    media_type = content_type.decode().partition(";")[0].strip().lower()
    if media_type not in (_STRUCTURED, _STRUCTURED + "+json"):
        raise _BadEvent(f"content type {media_type!r}: only {_STRUCTURED}+json is understood")
    try:
        event = orjson.loads(value or b"")
    except orjson.JSONDecodeError as error:
        raise _BadEvent(f"the event is not JSON: {error}") from None
    if not isinstance(event, dict):
        raise _BadEvent("the event is not a JSON object")
    data = _data(event)
    attributes = {name.lower(): _text(name, content) for name, content in event.items() if content is not None}
    return attributes, data


def _data(event: dict[str, Any]) -> bytes | None:
    """Take the data out of the event: JSON as it stands, text as its bytes, none as a null value."""
    data, encoded = event.pop("data", None), event.pop("data_base64", None)
    if encoded is not None:
        try:
            return base64.b64decode(encoded, validate=True)
        except (binascii.Error, TypeError, ValueError):
            raise _BadEvent("data_base64 is not base64") from None
    if data is None:
        return None
    try:
        return data.encode() if isinstance(data, str) else orjson.dumps(data)
    except orjson.JSONEncodeError:  # it is read to a greater depth than it is written
        raise _BadEvent("the data is nested too deep") from None


def _text(name: str, content: object) -> str:
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, int | str):
        return str(content)
    raise _BadEvent(f"attribute {name!r} is neither string, boolean nor integer")


def _check(attributes: dict[str, str]) -> None:
    missing = sorted(name for name in REQUIRED if not attributes.get(name))
    if missing:
        raise _BadEvent(f"no {', '.join(missing)}")
    if attributes["specversion"] != "1.0":
        raise _BadEvent(f"specversion {attributes['specversion']!r}: only 1.0 is understood")


def _carried(attributes: dict[str, str], headers: dict[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    """Extensions as `ce_` headers; the trace context as plain headers, from the header or else from the extension.

    What is over the limits is left out.
    """
    trace = {name: headers[name] if name in headers else attributes.get(name, "").encode() for name in _TRACE}
    carried, room = [], EXTENSIONS_MAX_BYTES
    for name in sorted(attributes.keys() - _CORE - _TRACE.keys()):
        content = attributes[name].encode()
        if len(name) + len(content) <= room:
            room -= len(name) + len(content)
            carried.append((f"ce_{name}", content))
    return tuple(carried + [(name, value) for name, value in trace.items() if 0 < len(value) <= _TRACE[name]])
