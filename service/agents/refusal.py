"""From a record that was refused to its dead letter: as it came, or what the topic takes of it.

Kafka takes no record with neither key nor value from this client, and none above the limit of its topic, but producers
can write both: the second in a compressed batch. Such a record still becomes a dead letter. What was cut off is told by
its headers, and stands in the topic that they name for as long as that keeps it.
"""

from hashlib import sha256

from service import deadletter
from service.agents.outcome import Message, Outgoing
from service.kafka.batches import Unread
from service.kafka.client import DEAD_LETTER_ROOM_BYTES, MAX_RECORD_BYTES
from service.records import Headers, Reason, Rejected
from service.topics import DEAD_LETTER

RECORD_OVERHEAD_BYTES = 1024  # of a record batch with one record: headers, lengths, room for a larger varint
KEPT_BYTES = 65_536
"""Of a value, a key or all headers that are cut."""
_HEADER_OVERHEAD_BYTES = 16
"""Lengths and the record framing of a header, at most."""
_LONGEST_BYTES = MAX_RECORD_BYTES + DEAD_LETTER_ROOM_BYTES - RECORD_OVERHEAD_BYTES


def unreadable(value: Unread) -> Rejected:
    """Why a value that was not read to its end is refused."""
    length = "of unknown length" if value.full_bytes is None else f"of {value.full_bytes} bytes"
    return Rejected(Reason.RECORD_TOO_LARGE, f"a value {length}, in a batch that is too large or damaged")


def dead_letter(message: Message, refused: Rejected, *, stage: str, partitions: int) -> Outgoing:
    """The dead letter of a refused message. Equal messages give equal letters."""
    why = deadletter.headers(
        refused,
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        stage=stage,
        attempts=deadletter.attempts(message.headers) + 1,
    )
    own = [header for header in message.headers if header[0] not in (deadletter.ATTEMPTS, *deadletter.CUT_NAMES)]
    key, value, cut = message.key, message.value, list[tuple[str, bytes]]()
    if isinstance(value, Unread):
        cut += _told("value", value.full_bytes)
    elif value is not None and len(value) > KEPT_BYTES and _size(key, value, own) > _LONGEST_BYTES:
        cut += [*_told("value", len(value)), (deadletter.FULL_SHA256, sha256(value).hexdigest().encode())]
        value = value[:KEPT_BYTES]
    if key is not None and len(key) > KEPT_BYTES and _size(key, value, own) > _LONGEST_BYTES:
        cut += _told("key", len(key))
        key = key[:KEPT_BYTES]
    if _size(key, value, own) > _LONGEST_BYTES:
        cut += _told("headers", _size(None, None, own))
        own = _first(own)
    if key is None and value is None:
        key = b""
        cut += _told("null key", 0)
    return Outgoing(DEAD_LETTER, message.partition % partitions, key, value, [*own, *why, *cut])


def _told(what: str, full_bytes: int | None) -> list[tuple[str, bytes]]:
    length = b"unknown" if full_bytes is None else b"%d" % full_bytes
    return [(deadletter.CUT, what.encode()), (deadletter.FULL_BYTES, length)]


def _size(key: bytes | None, value: bytes | None, headers: Headers) -> int:
    names_and_values = sum(len(n.encode()) + len(v or b"") + _HEADER_OVERHEAD_BYTES for n, v in headers)
    return len(key or b"") + len(value or b"") + names_and_values


def _first(headers: Headers) -> list[tuple[str, bytes | None]]:
    """The headers before the one that no longer fits."""
    kept, room = list[tuple[str, bytes | None]](), KEPT_BYTES
    for header in headers:
        room -= _size(None, None, [header])
        if room < 0:
            break
        kept.append(header)
    return kept
