"""The JSON bytes of storyfold's own records: here they are written, and here they are read again.

Writing is canonical: keys sorted, no insignificant space, UTF-8, fields at their default left out where the record says
so. Equal records give equal bytes on every machine and Python version, which is what the replay guarantee compares.

Records of ours are typed, so msgspec goes from bytes to Struct and back in one step, without the dicts between. JSON of
others, which has no type until it was looked at, is orjson's: `cleaning.intake`, `cloudevents`, rows of files. The two
write the same bytes (`tests/unit/test_codec.py` holds them to it) but for numbers from 1e16 on, which no record has.
"""

from functools import cache
from types import UnionType
from typing import Any, TypeVar, overload

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(record: Any) -> bytes:
    """Canonical JSON bytes of a Struct or of plain builtins. Raises UnicodeEncodeError for unpaired surrogates."""
    return _ENCODER.encode(record)


@overload
def decode(data: bytes, kind: type[T]) -> T: ...
@overload
def decode(data: bytes, kind: UnionType) -> Any: ...
def decode(data: bytes, kind: Any) -> Any:
    """A record of `kind` (a Struct, or a union of tagged Structs) from JSON bytes that storyfold itself wrote.

    Raises msgspec.DecodeError; bytes from producers go through `cleaning.intake` instead, which turns every such case
    into a reason.
    """
    return _decoder(kind).decode(data)


@cache
def _decoder(kind: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind)
