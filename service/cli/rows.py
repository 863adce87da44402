"""Kafka records as JSON rows, byte for byte: what `dump` writes, and `replay`, `produce` and `dlq` read.

`{"partition", "offset", "timestamp", "key", "value"}` and, where asked for, `"headers"`: `[[name, content], ...]`.
Key, value and header contents are the text of their bytes; bytes that are no UTF-8 are `{"base64": "..."}`; null is
null. On reading, a JSON object as value also stands for its canonical bytes.
"""

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from service import codec
from service.cli.lines import PathLike, parse_object, read_raw_lines
from service.errors import UsageError
from service.kafka.log import Record

Bytes = str | dict[str, Any] | None
_FIELDS = frozenset({"partition", "offset", "timestamp", "key", "value", "headers"})


class Row(Struct, frozen=True):
    """A record as a file has it. `timestamp` is in milliseconds."""

    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()
    partition: int | None = None
    offset: int | None = None
    timestamp: int | None = None


def raw_records(path: PathLike, *, raw: bool, progress: str) -> Iterator[tuple[str, Row]]:
    """The records for `articles.raw` in a file, in order, each with its place (`path: line n`).

    A line is an article, keyed by its outlet, or a row as above. With `raw` a line that is no JSON object is a record
    without key; otherwise it raises UsageError that names the place.
    """
    for number, line in read_raw_lines(path, progress):
        where = f"{path}: line {number}"
        try:
            article = parse_object(line, where)
        except UsageError:
            if not raw:
                raise
            yield where, Row(None, line)
            continue
        if is_record(article):
            yield where, read(article, where)
        else:
            outlet = article.get("outlet")
            yield where, Row(outlet.encode() if isinstance(outlet, str) and outlet else None, line)


def is_record(row: dict[str, Any]) -> bool:
    """Whether the row is a record with key and value rather than an article by itself."""
    return "value" in row and row.keys() <= _FIELDS


def write(record: Record, *, headers: bool) -> bytes:
    """The row of a consumed record, with its line end."""
    row: dict[str, Any] = {
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        "key": show(record.key),
        "value": show(record.value),
    }
    if headers:
        row["headers"] = [[name, show(content)] for name, content in record.headers]
    return codec.encode(row) + b"\n"


def read(row: dict[str, Any], where: str) -> Row:
    """The record in a row for which `is_record` holds. Raises UsageError that begins with `where`."""
    headers = row.get("headers") or []
    if not isinstance(headers, list) or any(not isinstance(h, list) or len(h) != 2 for h in headers):
        raise UsageError(f"{where}: headers: a list of [name, content] is wanted")
    return Row(
        _bytes(row.get("key"), f"{where}: key"),
        _bytes(row["value"], f"{where}: value"),
        tuple((str(name), _bytes(content, f"{where}: header {name}") or b"") for name, content in headers),
        **{name: _integer(row.get(name), f"{where}: {name}") for name in ("partition", "offset", "timestamp")},
    )


def show(data: bytes | None) -> Bytes:
    """Bytes as a row has them."""
    if data is None:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def _bytes(shown: Any, where: str) -> bytes | None:
    match shown:
        case None:
            return None
        case str():
            return shown.encode()
        case {"base64": str(text), **rest} if not rest:
            try:
                return base64.b64decode(text, validate=True)
            except binascii.Error:
                raise UsageError(f"{where}: not base64") from None
        case dict():
            return codec.encode(shown)
    raise UsageError(f"{where}: text, an object or null is wanted, found {type(shown).__name__}")


def _integer(value: Any, where: str) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise UsageError(f"{where}: an integer is wanted")
