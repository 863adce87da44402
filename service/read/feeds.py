"""Atom feeds (RFC 4287): the newest stories of a query, or the events of one story."""

import re
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template
from msgspec import Struct

from service.read import parameters, present, queries, stored
from service.read.database import Database
from service.read.filters import Filter
from service.read.parameters import plain
from service.read.problems import unknown
from service.records import Entry, Timeline

ENTRIES = 50
"""What feed readers fetch in one go; older ones are on the page."""
SUFFIX = ".atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Item(Struct, frozen=True):
    """An entry of a feed."""

    title: str
    id: str
    link: str
    updated: str
    summary: str


@get("/feeds/timelines.atom", sync_to_thread=True, include_in_schema=False)
def stories_feed(
    request: Request[Any, Any, Any], database: NamedDependency[Database], wanted: NamedDependency[Filter]
) -> Template:
    """The stories that pass a filter, newest article first."""
    with database.reading() as connection:
        items = queries.timelines(connection, wanted, "newest", ENTRIES).items
    base = _base(request)
    asked = {name: value for name, value in msgspec.to_builtins(wanted).items() if value is not None}
    entries = [
        Item(
            item.title,
            f"urn:storyfold:{quote(item.story_id, safe='')}",
            f"{base}/stories/{quote(item.story_id, safe='')}",
            item.last_published,
            f"{item.article_count} articles, {item.independent_sources} independent sources,"
            f" {item.entry_count} dated events",
        )
        for item in items
    ]
    query = urlencode(asked)
    return _feed(
        request, "Stories" + (f": {wanted.q}" if wanted.q else ""), f"urn:storyfold:stories?{query}", "", entries
    )


@get("/feeds/{name:str}", sync_to_thread=True, include_in_schema=False)
def story_feed(
    request: Request[Any, Any, Any], database: NamedDependency[Database], name: parameters.Identifier
) -> Template:
    """The events of the story `name`.atom, newest first."""
    story_id = plain(name)
    with database.reading() as connection:
        timeline = stored.timeline(connection, story_id.removesuffix(SUFFIX)) if story_id.endswith(SUFFIX) else None
    if timeline is None:
        raise unknown("feed")
    base, path = _base(request), f"stories/{quote(timeline.story_id, safe='')}"
    newest = sorted(timeline.entries, key=lambda entry: _told_at(timeline, entry), reverse=True)[:ENTRIES]
    entries = [
        Item(
            f"{present.human(entry.date)}: {entry.text}",
            f"urn:storyfold:{quote(timeline.story_id, safe='')}:{quote(entry.id, safe='')}",
            f"{base}/{path}#{quote(entry.id, safe='')}",
            _told_at(timeline, entry),
            f"{entry.independent_sources} independent sources"
            + ("" if entry.conflict == "none" else "; the sources disagree about the date"),
        )
        for entry in newest
    ]
    return _feed(request, timeline.title, f"urn:storyfold:{quote(timeline.story_id, safe='')}", path, entries)


def _told_at(timeline: Timeline, entry: Entry) -> str:
    """When the newest article that tells of it was published."""
    sources = set(entry.sources)
    published = [article.published_at for article in timeline.articles if article.id in sources]
    return max(published, default=timeline.last_published)


def _feed(request: Request[Any, Any, Any], title: str, name: str, page: str, entries: list[Item]) -> Template:
    return Template(
        "feed.xml",
        context={
            "title": title,
            "id": name,
            "itself": str(request.url),
            "page": f"{_base(request)}/{page}",
            "updated": max((item.updated for item in entries), default="1970-01-01T00:00:00Z"),
            "entries": entries,
        },
        media_type="application/atom+xml",
    )


def _base(request: Request[Any, Any, Any]) -> str:
    return str(request.base_url).rstrip("/")


def xml(text: str) -> str:
    """The text without the characters that XML cannot hold; steering ones are named, as on the page."""
    return _NOT_XML.sub("\ufffd", present.visible(text))


HANDLERS = (stories_feed, story_feed)
