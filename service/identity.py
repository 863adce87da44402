"""Which article a record of `articles.raw` speaks of, also when the record itself is refused."""

from typing import Any, NamedTuple

import orjson

from service import cloudevents
from service.cleaning.urls import article_id, domain
from service.framing import unframed
from service.records import Headers, Rejected


class Identity(NamedTuple):
    """An article as records name it. `outlet` is None where nothing tells it, as in most retractions."""

    collection: str
    id: str
    outlet: str | None
    retracted: bool


def identity(key: bytes | None, value: bytes | None, headers: Headers, collection: str) -> Identity | None:
    """The article, None when the record does not say. Reads past everything that makes a record refused.

    `collection` is that of a record that names none, as null values cannot (the setting `default_collection`).
    """
    event = cloudevents.unwrap(unframed(value), headers)
    if isinstance(event, Rejected):
        return None
    if event.value is None:
        named = (key or b"").decode("utf-8", "replace")
        return Identity(collection, named, None, retracted=True) if named else None
    try:
        row = orjson.loads(event.value.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return None
    return _of(row, collection) if isinstance(row, dict) else None


def _of(row: dict[str, Any], collection: str) -> Identity | None:
    told = {name: row[name] for name in ("id", "url", "outlet", "collection") if _says(row.get(name))}
    found = told.get("id") or article_id(told.get("url", ""))
    if found is None:
        return None
    outlet = told.get("outlet") or domain(told.get("url") or "")
    return Identity(told.get("collection", collection), found, outlet, retracted=row.get("retracted") is True)


def _says(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
