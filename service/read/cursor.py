"""Opaque marks that a client gives back: where a list goes on, and up to where the stream of events was seen.

A list's cursor is the sort key of its last item: its place, and before it the score if the list is ranked. A position
names, for each partition of `timelines`, the next offset: it means the same to every replica, also to one that began
its file anew.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Any

import msgspec
import orjson

MAX_PARTITIONS = 4096
"""More than a topic of timelines has; a forged mark must not cost memory."""
_POSITION = re.compile(r"\d{1,19}(?:-\d{1,19})*|", re.ASCII)


class BadMarkError(ValueError):
    """A cursor or position that we did not give."""


def write_cursor(order: str, *key: float) -> str:
    """The cursor after an item with this sort key."""
    return base64.urlsafe_b64encode(orjson.dumps([order, *key])).rstrip(b"=").decode()


def read_cursor(cursor: str, order: str) -> tuple[Any, ...]:
    """The sort key: score and place, or the place. Raises BadMarkError for another list's cursor or none of ours."""
    kind: Any = tuple[str, float, int] if order == "best" else tuple[str, int]
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        mark: tuple[Any, ...] = msgspec.convert(orjson.loads(base64.b64decode(padded, b"-_", validate=True)), kind)
    except (UnicodeEncodeError, binascii.Error, orjson.JSONDecodeError, msgspec.ValidationError):
        raise BadMarkError("cursor: not one that a list of this order gave") from None
    if mark[0] != order or abs(mark[-1]) >= 1 << 63:
        raise BadMarkError("cursor: not one that a list of this order gave")
    return mark[1:]


def write_position(offsets: Sequence[int]) -> str:
    """The position at these next offsets, by partition."""
    return "-".join(map(str, offsets))


def read_position(position: str) -> list[int]:
    """The next offsets by partition. Raises BadMarkError."""
    if not _POSITION.fullmatch(position):
        raise BadMarkError("Last-Event-ID: not one that this stream gave")
    offsets = [int(offset) for offset in position.split("-") if offset]
    if len(offsets) > MAX_PARTITIONS or any(offset >= 1 << 63 for offset in offsets):
        raise BadMarkError("Last-Event-ID: not one that this stream gave")
    return offsets
