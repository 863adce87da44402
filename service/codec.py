"""The JSON bytes of storyfold's own records: here they are written, and here they are read again.

Writing is canonical: keys sorted, no insignificant space, UTF-8, fields at their default left out where the record says
so. Equal records give equal bytes on every machine and Python version, which is what the replay guarantee compares.
"""

from types import UnionType
from typing import Any, TypeVar, overload

import msgspec
import orjson

T = TypeVar("T")

_OPTIONS = orjson.OPT_SORT_KEYS


def encode(record: Any) -> bytes:
    """Canonical JSON bytes of a Struct or of plain builtins. Raises TypeError for unpaired surrogates."""
    return orjson.dumps(msgspec.to_builtins(record), option=_OPTIONS)


@overload
def decode(data: bytes, kind: type[T]) -> T: ...
@overload
def decode(data: bytes, kind: UnionType) -> Any: ...
def decode(data: bytes, kind: Any) -> Any:
    """A record of `kind` (a Struct, or a union of tagged Structs) from JSON bytes that storyfold itself wrote.

    Raises msgspec.ValidationError or orjson.JSONDecodeError; bytes from producers go through `cleaning.intake`
    instead, which turns every such case into a reason.
    """
    return msgspec.convert(orjson.loads(data), kind)
