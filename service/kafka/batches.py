"""Record batches as producers may really write them: header names of any bytes, and any size once unpacked.

aiokafka decodes header names strictly and unpacks a batch whole, so that one record ends the consumer, at every start
again: a header name that is not UTF-8, or 12 kB of zstd that become 300 MB. This reader takes aiokafka's place
(`install`). What a batch holds beyond the limit is read as `Unread` values: the record is there, with its offset, its
key if that came before the limit, and the beginning of its value.
"""

import struct
from collections.abc import Callable, Iterator
from typing import Any

import cramjam
import numpy as np
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatch
from aiokafka.record.legacy_records import LegacyRecordBatch
from aiokafka.record.util import decode_varint_py as decode_varint  # the compiled one reads past the end
from msgspec import Struct

UNPACKED_MAX_BYTES = 64 << 20
"""What a batch may have unpacked. Producers bound a batch before they compress it, mostly by 1 MB."""
VALUE_MAX_BYTES = 8 << 20
"""A longer value is not kept: it is more than a topic takes, and thousands of records may wait in memory."""
ANSWER_MAX_BYTES = 16 << 20
"""After so many unpacked bytes of one answer the rest of it is left, and fetched again when these are done."""
UNREAD_KEPT_BYTES = 65_536
"""Of a value that is too long: enough for a person to see what it was."""
_OVERHEAD = struct.Struct(">qi")  # offset and length, before each batch
_HEADER = struct.Struct(">qiibIhiqqqhii")
_ATTRIBUTES_AT, _MAGIC_AT = 21, 16
"""Places in the header of a batch (record batch format, magic 2)."""
_CODEC_MASK, _GZIP, _SNAPPY, _LZ4, _ZSTD = 0x07, 1, 2, 3, 4
"""Compression in the attributes of a batch."""
_NO_ROOM = "failed to write whole buffer"
_XERIAL = b"\x82SNAPPY\0"
_XERIAL_HEADER_BYTES = 16
"""The magic above, and two version numbers, as xerial's snappy stream begins."""


class Unread(bytes):
    """The beginning of a value that was not read to its end. `full_bytes` is its whole length, None if not known."""

    full_bytes: int | None = None


class Record(Struct, frozen=True, gc=False):
    """A record as aiokafka's fetcher uses it; `timestamp` in milliseconds."""

    offset: int
    timestamp: int
    timestamp_type: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]
    checksum: None = None


class Batches:
    """The batches in one partition's part of a fetch answer; takes the place of aiokafka's `MemoryRecords`."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at, self._end, self._unpacked = memoryview(data), 0, 0, 0
        self._measure()

    def size_in_bytes(self) -> int:
        """Bytes of the answer, with a batch that the broker cut off at its end."""
        return len(self._data)

    def has_next(self) -> bool:
        """Whether another whole batch follows, for which there is room."""
        return self._end > self._at and self._unpacked < ANSWER_MAX_BYTES

    def next_batch(self) -> Any:
        """The next batch: a `Batch`, or aiokafka's own for a message format before Kafka 0.11. None at the end."""
        if not self.has_next():
            return None
        raw, self._at = self._data[self._at : self._end], self._end
        self._measure()
        magic = raw[_MAGIC_AT]
        return Batch(raw, self._count) if magic >= 2 else LegacyRecordBatch(raw, magic)

    def _count(self, unpacked_bytes: int) -> None:
        self._unpacked += unpacked_bytes

    def _measure(self) -> None:
        if len(self._data) - self._at < _OVERHEAD.size:
            return
        _, length = _OVERHEAD.unpack_from(self._data, self._at)
        end = self._at + _OVERHEAD.size + length
        self._end = end if end <= len(self._data) else self._at


class Batch:
    """One batch: what aiokafka's reader tells about it, and its records, whatever they are like."""

    def __init__(self, raw: memoryview, unpacked: Callable[[int], None] = lambda _: None) -> None:
        self._raw, self._told = raw, unpacked
        self._strict = DefaultRecordBatch(raw)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._strict, name)

    def __next__(self) -> Any:
        return next(self._strict)

    def __iter__(self) -> Iterator[Any]:
        """All records. aiokafka's own reader does it where it can, since it is ten times as fast."""
        body, whole = _unpacked(self._raw)
        self._told(len(body))
        if whole:
            try:
                return iter([_bounded(record) for record in DefaultRecordBatch(_plain(self._raw, body))])
            except (UnicodeDecodeError, CorruptRecordException):
                pass
        return iter([_bounded(record) for record in _lenient(self._raw, body)])


def _bounded(record: Any) -> Any:
    """The record, with the beginning of its value only where that is too long to be kept."""
    value = record.value
    if value is None or len(value) <= VALUE_MAX_BYTES:
        return record
    return Record(
        record.offset,
        record.timestamp,
        record.timestamp_type,
        record.key,
        _cut(value, len(value)),
        list(record.headers),
    )


def _cut(value: bytes | memoryview, full_bytes: int) -> Unread:
    unread = Unread(value[:UNREAD_KEPT_BYTES])
    unread.full_bytes = full_bytes
    return unread


def _plain(raw: memoryview, body: memoryview) -> memoryview | bytearray:
    """The batch with its body unpacked."""
    if not raw[_ATTRIBUTES_AT + 1] & _CODEC_MASK:
        return raw
    batch = bytearray(raw[: _HEADER.size])
    batch[_ATTRIBUTES_AT + 1] &= ~_CODEC_MASK & 0xFF
    batch += body
    return batch


def _unpacked(raw: memoryview) -> tuple[memoryview, bool]:
    """The body of a batch, at most so long as is allowed, and whether that is all of it."""
    codec, packed = raw[_ATTRIBUTES_AT + 1] & _CODEC_MASK, raw[_HEADER.size :]
    if not codec:
        return packed, True
    if codec == _SNAPPY:
        return _unsnapped(packed)
    room = np.empty(UNPACKED_MAX_BYTES, np.uint8)  # costs memory only where it is written
    module = {_GZIP: cramjam.gzip, _LZ4: cramjam.lz4, _ZSTD: cramjam.zstd}.get(codec)
    try:
        written = module.decompress_into(packed, room) if module else 0
    except cramjam.DecompressionError as error:
        # Too long: what there is room for was written. Or damaged: nothing of it is known to be right.
        return memoryview(room.data if _NO_ROOM in str(error) else b""), False
    return memoryview(room[:written].tobytes()), module is not None


def _unsnapped(packed: memoryview) -> tuple[memoryview, bool]:
    """Snappy tells the length before its blocks; Java and most others frame them ("xerial")."""
    blocks, at = [packed], len(packed)
    if bytes(packed[: len(_XERIAL)]) == _XERIAL:
        blocks, at = [], _XERIAL_HEADER_BYTES
        while at + 4 <= len(packed):
            length = int.from_bytes(packed[at : at + 4], "big")
            blocks.append(packed[at + 4 : at + 4 + length])
            at += 4 + length
    body, whole = bytearray(), True
    try:
        for block in blocks:
            if len(body) + cramjam.snappy.decompress_raw_len(block) > UNPACKED_MAX_BYTES:
                whole = False
                break
            body += memoryview(cramjam.snappy.decompress_raw(block))
    except cramjam.DecompressionError:
        whole = False
    return memoryview(body), whole


def _lenient(raw: memoryview, body: memoryview) -> Iterator[Record]:
    """Every record of the batch by its header's count; what the body does not hold is unread."""
    base_offset, *_, attributes, last_delta, first_ms, max_ms, _, _, _, count = _HEADER.unpack_from(raw)
    kind = (attributes >> 3) & 1
    at, seen = 0, -1
    for number in range(count):
        try:
            record, delta, at = _record(body, at, base_offset, max_ms if kind else first_ms, kind)
        except (IndexError, ValueError):  # past what was unpacked; of those behind it only the places are known
            for delta in range(seen + 1, min(seen + count - number, last_delta) + 1):
                yield Record(base_offset + delta, max_ms, kind, None, Unread(), [])
            return
        seen = delta
        yield record


def _record(body: memoryview, at: int, base_offset: int, base_ms: int, kind: int) -> tuple[Record, int, int]:
    """The record that begins at `at`, its offset in the batch, and where it ends. IndexError where nothing is left."""
    length, at = decode_varint(body, at)
    end = at + length
    ms_delta, at = decode_varint(body, at + 1)
    delta, at = decode_varint(body, at)
    offset, ms = base_offset + delta, base_ms if kind else base_ms + ms_delta
    key, at = _bytes(body, at)
    if end > len(body):
        value_length, at = decode_varint(body, at)
        return Record(offset, ms, kind, key, _cut(body[at:], value_length), []), delta, end
    value_, at = _bytes(body, at)
    count, at = decode_varint(body, at)
    headers = []
    for _ in range(count):
        name, at = _bytes(body, at)
        content, at = _bytes(body, at)
        headers.append(((name or b"").decode("utf-8", "backslashreplace"), content))
    return Record(offset, ms, kind, key, value_, headers), delta, end


def _bytes(body: memoryview, at: int) -> tuple[bytes | None, int]:
    length, at = decode_varint(body, at)
    if length < 0:
        return None, at
    if at + length > len(body):
        raise IndexError
    return bytes(body[at : at + length]), at + length


def install() -> None:
    """Have every consumer of this process read batches with this module."""
    fetcher.MemoryRecords = Batches
