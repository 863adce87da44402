"""Bytes of a producer to a `RawArticle`, or the reason why not. Never raises, whatever the bytes."""

import re
from typing import Any

import msgspec
import orjson
from msgspec import Struct

from service.cleaning import dates, urls
from service.records import RawArticle, Reason, Rejected

ID_MAX_BYTES = 512
"""An id is part of record keys, and is held for every article."""
_FIELDS = frozenset(RawArticle.__struct_fields__)
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_MAX_DEPTH = 1000
"""Deeper JSON is refused before a parser recurses into it."""
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*"?|[\[\]{}]')


class Parsed(Struct, frozen=True):
    """A record that may be cleaned. `unknown_fields` were ignored; they are counted, sorted by name."""

    article: RawArticle
    unknown_fields: tuple[str, ...] = ()


def parse(key: bytes | None, value: bytes | None) -> Parsed | Rejected:
    """The article in a record of `articles.raw`.

    A null value with a key is the retraction of the article whose id is the key. Blank strings count as absent.
    Sizes of text and page are the cleaner's to judge, since they are settings.
    """
    if value is None:
        return _retraction(key)
    if not value.strip():
        return Rejected(Reason.EMPTY_VALUE)
    loaded = _load(value)
    if isinstance(loaded, Rejected):
        return loaded
    if not isinstance(loaded, dict):
        return Rejected(Reason.NOT_AN_OBJECT, f"the value is a JSON {type(loaded).__name__}")
    try:
        article = msgspec.convert({k: v for k, v in loaded.items() if k in _FIELDS and not _blank(v)}, RawArticle)
    except msgspec.ValidationError as error:
        return Rejected(Reason.WRONG_TYPE, str(error))
    return _refusal(article) or Parsed(article, tuple(sorted(k[:64] for k in loaded.keys() - _FIELDS)))


def _blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _retraction(key: bytes | None) -> Parsed | Rejected:
    if not key:
        return Rejected(Reason.EMPTY_VALUE, "null value without a key")
    try:
        article = RawArticle(id=key.decode("utf-8"), retracted=True)
    except UnicodeDecodeError:
        return Rejected(Reason.NOT_UTF8, "null value; the key is not UTF-8")
    return _refusal(article) or Parsed(article)


def _load(value: bytes) -> Any:
    try:
        return orjson.loads(value.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        return Rejected(_why_not(value, error.pos), str(error)[:200])


def _why_not(value: bytes, position: int) -> Reason:
    """Which kind of bad JSON it is. orjson has one exception for all, so we look at the bytes where it stopped."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return Reason.NOT_UTF8
    if _nesting(text[: position + 1]) > _MAX_DEPTH:
        return Reason.TOO_DEEP
    near = text[max(0, position - 12) : position + 12].encode()
    if _SURROGATE_ESCAPE.search(near) and _is_json(text):
        return Reason.UNPAIRED_SURROGATE
    if "\0" in text[position : position + 1]:
        return Reason.NUL_CHARACTER
    return Reason.NOT_JSON


def _nesting(text: str) -> int:
    """The deepest nesting of brackets outside strings."""
    depth = deepest = 0
    for bracket in _STRING_OR_BRACKET.findall(text):
        if bracket in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif bracket in "]}":
            depth -= 1
    return deepest


def _is_json(text: str) -> bool:
    """Whether it is JSON once escaped surrogates are replaced by an ordinary escape."""
    try:
        orjson.loads(_SURROGATE_ESCAPE.sub(rb"\\u0020", text.encode("utf-8")))
    except orjson.JSONDecodeError:
        return False
    return True


def _refusal(article: RawArticle) -> Rejected | None:  # noqa: PLR0911 - one line for each thing that can be wrong
    texts = [v for v in msgspec.structs.astuple(article) if isinstance(v, str)]
    if any("\0" in text for text in texts):
        return Rejected(Reason.NUL_CHARACTER)
    if _blank(article.id or "") and article.url is None:
        return Rejected(Reason.NO_ID_OR_URL)
    if article.id is not None and len(article.id.encode("utf-8")) > ID_MAX_BYTES:
        return Rejected(Reason.ID_TOO_LONG, f"{len(article.id.encode('utf-8'))} bytes, at most {ID_MAX_BYTES}")
    if article.id is None and urls.canonical(article.url or "") is None:
        return Rejected(Reason.BAD_URL, repr((article.url or "")[:200]))
    if article.retracted:
        return None
    if article.text is None and article.html is None:
        return Rejected(Reason.NO_TEXT_OR_HTML)
    for name, given in (("published_at", article.published_at), ("fetched_at", article.fetched_at)):
        if given is not None and dates.parse(given) is None:
            return Rejected(Reason.BAD_DATE, f"{name} = {given[:64]!r}")
    return None
