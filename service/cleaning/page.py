"""What a page says about itself: title, author, date, canonical URL, language, and the body in its JSON-LD.

Read from the source by patterns, not from a tree, so that both extractors share it at little cost. All of it is
untrusted.
"""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
from htmldate import find_date
from msgspec import Struct

from service.cleaning import dates
from service.cleaning.characters import normalise, one_line

TITLE_LONGEST = 300
AUTHOR_LONGEST = 120
_HEAD_LONGEST = 300_000
_META = re.compile(r"<(?:meta|link)\s([^>]{1,4000})>", re.I)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_BODY = re.compile(r"<body\b", re.I)
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,1000})</title", re.I)
_H1 = re.compile(r"<h1\b[^>]{0,1000}>(.{1,1500}?)</h1", re.I | re.S)
_LANG = re.compile(r"<html\b[^>]{0,1000}?\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)", re.I)
_JSON_LD = re.compile(
    r"<script\b[^>]{0,300}?application/ld\+json[^>]{0,300}>([^<]{2,400000}(?:<(?!/script)[^<]*)*)</script", re.I
)
_ANY_TAG = re.compile(r"<[^>]{0,2000}>")
_SITE_SUFFIX = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{2,40}$")
_ARTICLE_TYPES = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Review|Background|Blog|Report)?\w*(?:Article|Posting|Report)$"
)
_PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "article.published",
    "published-date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
)


class Page(Struct, frozen=True):
    """Metadata of one page; absent values are empty. `published` holds the dates it claims, best first."""

    title: str = ""
    titles: tuple[str, ...] = ()
    author: str = ""
    url: str = ""
    language: str = ""
    published: tuple[str, ...] = ()
    body: str = ""


def read(source: str) -> Page:
    """The metadata of a page. Never raises."""
    body = _BODY.search(source, 0, _HEAD_LONGEST)
    head = source[: body.start() if body else _HEAD_LONGEST]
    meta, canonical = _meta(head)
    linked = _article(source)
    titles = tuple(dict.fromkeys(_titles(source, head, meta, linked)))
    language = _LANG.search(head)
    return Page(
        title=titles[0] if titles else "",
        titles=titles,
        author=_author(linked, meta),
        url=canonical or meta.get("og:url", ""),
        language=language[1] if language else meta.get("og:locale", ""),
        published=tuple(
            d for d in (_text(linked.get("datePublished")), *(meta.get(name, "") for name in _PUBLISHED_NAMES)) if d
        ),
        body=_text(linked.get("articleBody")),
    )


def published(page: Page, source: str, latest: datetime | None) -> Iterator[datetime]:
    """The dates of publication that the page gives, best first; where it names none, one that htmldate finds."""
    for given in page.published:
        moment = dates.parse(given)
        if moment:
            yield moment
    if page.published:
        return
    # The default of `max_date` is the clock, on which a result must not depend.
    found = find_date(
        source,
        original_date=True,
        extensive_search=False,
        min_date=dates.EARLIEST,
        max_date=latest or datetime(2199, 12, 31, tzinfo=UTC),
    )
    moment = dates.parse(found) if found else None
    if moment:
        yield moment


def _meta(head: str) -> tuple[dict[str, str], str]:
    """Content by lower-case name or property, the first of each, and the canonical link."""
    values: dict[str, str] = {}
    canonical = ""
    for tag in _META.finditer(head):
        found = {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag[1])}
        name = (found.get("property") or found.get("name") or found.get("itemprop") or "").lower()
        if name and found.get("content"):
            values.setdefault(name, found["content"].strip())
        elif found.get("rel", "").lower() == "canonical":
            canonical = canonical or found.get("href", "").strip()
    return values, canonical


def _article(source: str) -> dict[str, Any]:
    """The first schema.org article among the JSON-LD blocks of a page."""
    for block in _JSON_LD.finditer(source):
        try:
            data = orjson.loads(block[1].strip())
        except orjson.JSONDecodeError:
            continue
        for item in _items(data, depth=3):
            kinds = item.get("@type")
            if any(
                isinstance(k, str) and _ARTICLE_TYPES.match(k) for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return item
    return {}


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, list) and depth:
        for element in data[:100]:
            yield from _items(element, depth - 1)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"), depth - 1) if depth else ()


def _titles(source: str, head: str, meta: dict[str, str], linked: dict[str, Any]) -> Iterator[str]:
    """Every title the page gives itself, the most trusted first; where the name of the site follows, also without."""
    heading, plain = _H1.search(source), _TITLE.search(head)
    tab = one_line(html.unescape(plain[1]), TITLE_LONGEST) if plain else ""
    given = [
        one_line(_text(linked.get("headline")), TITLE_LONGEST),
        one_line(meta.get("og:title", ""), TITLE_LONGEST),
        one_line(_ANY_TAG.sub(" ", heading[1]), TITLE_LONGEST) if heading else "",
        one_line(meta.get("twitter:title", ""), TITLE_LONGEST),
        tab,
    ]
    site = meta.get("og:site_name", "").strip() or "\0"
    for title in filter(None, given):
        short = _SITE_SUFFIX.sub("", title)
        if title == tab or short in given or title.endswith(site):
            yield short
        yield title


def _author(linked: dict[str, Any], meta: dict[str, str]) -> str:
    given = linked.get("author")
    names = [a.get("name") if isinstance(a, dict) else a for a in (given if isinstance(given, list) else [given])]
    joined = ", ".join(n for n in names if isinstance(n, str) and n.strip())
    author = joined or next((meta[name] for name in _AUTHOR_NAMES if meta.get(name)), "")
    return "" if "://" in author else one_line(author, AUTHOR_LONGEST)


def _text(value: Any) -> str:
    return normalise(_ANY_TAG.sub(" ", value)) if isinstance(value, str) else ""
