"""The article in the linked data (JSON-LD, schema.org) of a page.

Sites write it by hand and by template, so it is read as leniently as search engines do: control characters, comments,
trailing commas, CDATA, entities, names in any case, one object, lists and graphs. All of it is untrusted.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

import orjson
from json_repair import repair_json
from msgspec import Struct

LONGEST = 400_000
"""Longer blocks are not read."""
REPAIRED_LONGEST = 100_000
"""Longer blocks are read only as far as they are JSON but for control characters: repair costs more than its length."""
DEEPEST = 5
"""Levels of JSON-LD that are read: graph, page, article, author and one more."""
MOST_ITEMS = 200
"""Items of a page that are looked at; a page has a few, a hostile one any number."""
MOST_UPDATES = 400
"""Entries of a live blog; the longest that was seen had some three hundred."""

_WRAPPING = re.compile(
    r"\A(?:\s|<!--|-->|/\*\s*<!\[CDATA\[\s*\*/|(?://)?\s*<!\[CDATA\[|\ufeff)+"
    r"|(?:\s|-->|/\*\s*\]\]>\s*\*/|(?://)?\s*\]\]>|;)+\Z"
)
_TYPE = re.compile(r"@type", re.I)
_ARTICLE = re.compile(r"(?:\w*article|\w*posting|report|\w+report)$")
_LIVE = "liveblogposting"
_INSIDE = ("@graph", "mainentity", "mainentityofpage", "haspart", "itemlistelement", "item", "about", "subjectof")
"""Where an item may hold the article."""

_ORGANIZATIONS = ("sourceorganization", "provider", "publisher")
"""Who an article may be from, where it is not from the site that shows it."""

Item = Mapping[str, Any]
"""A schema.org item; its names are in lower case, without the address of the vocabulary."""


class Update(Struct, frozen=True):
    """One entry of a live blog, as it says of itself."""

    headline: str
    published: str
    body: str


class Linked(Struct, frozen=True):
    """What the linked data tell of the article; absent values are empty. Dates and texts as they were written."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    body: str = ""
    description: str = ""
    updates: tuple[Update, ...] = ()


def read(blocks: Sequence[str], own: frozenset[str] = frozenset()) -> Linked:
    """The article among the blocks of a page; `own` are addresses and titles of the page, which choose it."""
    items = [item for block in blocks for item in _articles(_loaded(block), DEEPEST)][:MOST_ITEMS]
    if not items:
        return Linked()
    item = next((i for i in items if not own.isdisjoint(_names(i))), items[0])
    live = _live(item, items)
    updates = tuple(_updates(live, items)) if live else ()
    return Linked(
        headline=text(item.get("headline")) or text(item.get("name")),
        published=text(item.get("datepublished")) or _began(live, updates) or text(item.get("datecreated")),
        modified=text(item.get("datemodified")),
        authors=tuple(filter(None, map(_named, _list(item, "author")))),
        organizations=tuple(
            text_of for key in _ORGANIZATIONS for named in _list(item, key) if (text_of := _named(named))
        ),
        body=_body(item),
        description=text(item.get("description")),
        updates=updates,
    )


def _body(item: Item, names: Sequence[str] = ("articlebody", "text")) -> str:
    """The text of an article or an update; its paragraphs may be a list."""
    bodies = ("\n".join(filter(None, map(text, _list(item, name)))) for name in names)
    return next(filter(None, bodies), "")


def text(value: Any) -> str:
    """A text value, also as `{"@value": ...}` or the first of a list; a number as it is written."""
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _loaded(block: str) -> Any:
    """The block as data, with names in lower case; None where nothing can be made of it."""
    if len(block) > LONGEST or not _TYPE.search(block):
        return None
    block = _WRAPPING.sub("", block)
    if '"' not in block and "&" in block:
        block = unescape(block)
    try:
        return _lower(orjson.loads(block), DEEPEST)
    except orjson.JSONDecodeError:
        pass
    try:
        return _lower(json.loads(block, strict=False), DEEPEST)
    except (ValueError, RecursionError):
        pass
    if len(block) > REPAIRED_LONGEST:
        return None
    try:
        return _lower(repair_json(block, return_objects=True, skip_json_loads=True), DEEPEST)
    except (ValueError, RecursionError):
        return None


def _lower(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        return {_name(key): _lower(inner, depth - 1) if depth else None for key, inner in value.items()}
    if isinstance(value, list):
        return [_lower(inner, depth) for inner in value[:MOST_UPDATES]]
    return value


def _name(key: str) -> str:
    return key.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower()


def _articles(value: Any, depth: int) -> Iterator[Item]:
    """The articles of a block, outer ones first, each list in its order."""
    if isinstance(value, list):
        for element in value:
            yield from _articles(element, depth)
    elif isinstance(value, dict) and depth:
        if any(_ARTICLE.match(kind) for kind in _kinds(value)):
            yield value
        for name in _INSIDE:
            yield from _articles(value.get(name), depth - 1)


def _kinds(item: Item) -> Iterator[str]:
    return (_name(kind) for kind in _list(item, "@type") if isinstance(kind, str))


def _list(item: Item, name: str) -> list[Any]:
    value = item.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _names(item: Item) -> Iterator[str]:
    """What an article calls itself: its addresses and its headline."""
    for name in ("url", "@id", "mainentityofpage", "headline"):
        value = item.get(name)
        yield text(value.get("@id") or value.get("url")) if isinstance(value, dict) else text(value)


def _named(value: Any) -> str:
    named = value.get("name") if isinstance(value, dict) else value
    return named.strip() if isinstance(named, str) else ""


def _live(item: Item, items: Sequence[Item]) -> Item | None:
    """The live blog that an article is; some pages tell of themselves twice, as an article and as a live blog."""
    blogs = [other for other in items if _LIVE in _kinds(other)]
    if len(blogs) < 2 or item in blogs:
        return item if item in blogs else next(iter(blogs), None)
    names = frozenset(filter(None, _names(item)))
    return next((blog for blog in blogs if not names.isdisjoint(_names(blog))), None)


def _updates(blog: Item, items: Sequence[Item]) -> Iterator[Update]:
    """The entries of a live blog, where they stand: in it, in a list, or elsewhere in the graph."""
    given = _list(blog, "liveblogupdate") or _list(blog, "haspart")
    listed = [element for entry in given if isinstance(entry, dict) for element in _list(entry, "itemlistelement")]
    known = {name: item for item in items if (name := text(item.get("@id")))}
    for entry in (listed or given)[:MOST_UPDATES]:
        update = entry.get("item", entry) if isinstance(entry, dict) else None
        if isinstance(update, dict):
            update = known.get(text(update.get("@id")), update)
            body = _body(update, ("articlebody", "text", "description"))
            published = text(update.get("datepublished")) or text(update.get("datemodified"))
            headline = text(update.get("headline")) or text(update.get("name"))
            if body or headline:
                yield Update(headline, published, body)


def _began(blog: Item | None, updates: Sequence[Update]) -> str:
    """When a live blog began that does not say it: with its coverage or first update. (Written alike, they sort.)"""
    coverage = text(blog.get("coveragestarttime")) if blog else ""
    return min(filter(None, (coverage, *(update.published for update in updates))), default="")
