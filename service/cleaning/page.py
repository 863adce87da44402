"""What a page says about itself: title, author, dates, address, language, and the body in its linked data.

Read from the tree that a browser makes of the page, which both extractors share. All of it is untrusted.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from resiliparse.parse.html import HTMLTree

from service.cleaning import linked, markup, page_dates
from service.cleaning.characters import normalise, one_line
from service.cleaning.linked import MOST_UPDATES, Linked, Update

TITLE_LONGEST = 300
AUTHOR_LONGEST = 120
STAMP_LONGEST, MOST_STAMPS = 60, 5
"""Characters of what stands in a `time` element, and how many of them."""
MOST_BLOCKS = 50
"""Blocks of linked data that are read."""
_ANY_TAG = re.compile(r"<[^>]{0,2000}>")
_LINE_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^>]{0,200}>", re.I)
_SITE_SUFFIX = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{2,40}$")
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
    """Metadata of one page; absent values are empty.

    `stamps` is what its first `time` elements show. `published` are the dates that it states for machines, the best
    first, `dated` those of which it does not say what they date, `changed` those of its last change.
    """

    title: str = ""
    titles: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    author: str = ""
    organizations: tuple[str, ...] = ()
    url: str = ""
    language: str = ""
    published: tuple[datetime, ...] = ()
    dated: tuple[datetime, ...] = ()
    changed: tuple[datetime, ...] = ()
    body: str = ""
    description: str = ""
    is_live: bool = False


def read(tree: HTMLTree, address: str = "") -> Page:
    """The metadata of a page that came from this address. Never raises."""
    meta, canonical = _meta(tree)
    heading = next(iter(markup.named(tree, "h1", 1)), None)
    named = one_line(heading.text or "", TITLE_LONGEST) if heading is not None else ""
    own = (address, canonical, meta.get("og:url"), meta.get("og:title"), named)
    found = linked.read(_blocks(tree), frozenset(filter(None, own)))
    updates = found.updates or tuple(_shown_updates(tree))
    titles = tuple(dict.fromkeys(_titles(tree, meta, found, named)))
    language = _language(tree, meta)
    place = page_dates.place(language, address or canonical or meta.get("og:url", ""))
    return Page(
        title=titles[0] if titles else "",
        titles=titles,
        stamps=tuple(one_line(node.text or "", STAMP_LONGEST) for node in markup.named(tree, "time", MOST_STAMPS)),
        author=_author(found, meta),
        organizations=found.organizations,
        url=canonical or meta.get("og:url", ""),
        language=language,
        published=tuple(page_dates.stated(found, meta, *place)),
        dated=tuple(page_dates.dated(meta, *place)),
        changed=tuple(page_dates.changed(found, meta, *place)),
        body=_live(updates, found.body) if updates else _text(found.body),
        description=_text(max(found.description, meta.get("og:description", ""), meta.get("description", ""), key=len)),
        is_live=bool(updates),
    )


def _blocks(tree: HTMLTree) -> list[str]:
    scripts = markup.named(tree, "script")
    return [script.text or "" for script in scripts if "ld+json" in (script.getattr("type") or "").lower()][
        :MOST_BLOCKS
    ]


def _meta(tree: HTMLTree) -> tuple[dict[str, str], str]:
    """Content by lower-case name or property, the first of each, and the canonical link."""
    values: dict[str, str] = {}
    for tag in markup.named(tree, "meta"):
        content = (tag.getattr("content") or "").strip()
        for kind in ("property", "name", "itemprop", "http-equiv"):
            name = (tag.getattr(kind) or "").strip().lower()
            if name and content:
                values.setdefault(name, content)
                break
    links = (link for link in markup.named(tree, "link") if (link.getattr("rel") or "").lower() == "canonical")
    return values, next(((link.getattr("href") or "").strip() for link in links), "")


def _language(tree: HTMLTree, meta: dict[str, str]) -> str:
    given = next((root.getattr("lang") or root.getattr("xml:lang") or "" for root in markup.named(tree, "html", 1)), "")
    return (given or meta.get("content-language", "") or meta.get("og:locale", "")).strip().replace("_", "-")


def _live(updates: tuple[Update, ...], opening: str) -> str:
    """The entries of a live blog, each under its headline and its date, which dates what is told below it."""
    parts = [_text(opening)] if opening else []
    for update in updates:
        moment = page_dates.stamp_of(update.published)
        parts += [_text(update.headline), moment, _text(update.body)]
    return "\n".join(filter(None, parts))


def _shown_updates(tree: HTMLTree) -> Iterator[Update]:
    """The entries of a live blog that marks them in what it shows (microdata)."""
    for node in markup.all_of(tree.body, "[itemprop~=liveBlogUpdate]", MOST_UPDATES) if tree.body is not None else ():
        headline = next((part.text or "" for part in markup.all_of(node, "[itemprop~=headline]", 1)), "")
        bodies = markup.all_of(node, "[itemprop~=articleBody], [itemprop~=text]") or markup.all_of(node, "p, li")
        dated = markup.all_of(node, "[itemprop~=datePublished], time[datetime]", 1)
        published = next((part.getattr("datetime") or part.getattr("content") or part.text or "" for part in dated), "")
        body = "\n".join(" ".join((part.text or "").split()) for part in bodies)
        if body or headline:
            yield Update(headline, published, body)


def _titles(tree: HTMLTree, meta: dict[str, str], found: Linked, named: str) -> Iterator[str]:
    """Every title the page gives itself, the most trusted first; where the name of the site follows, also without."""
    tab = one_line(tree.title or "", TITLE_LONGEST)
    given = [
        one_line(_text(found.headline), TITLE_LONGEST),
        one_line(meta.get("og:title", ""), TITLE_LONGEST),
        named,
        one_line(meta.get("twitter:title", ""), TITLE_LONGEST),
        tab,
    ]
    site = meta.get("og:site_name", "").strip() or "\0"
    for title in filter(None, given):
        short = _SITE_SUFFIX.sub("", title)
        if title == tab or short in given or title.endswith(site):
            yield short
        yield title


def _author(found: Linked, meta: dict[str, str]) -> str:
    author = ", ".join(found.authors) or next((meta[name] for name in _AUTHOR_NAMES if meta.get(name)), "")
    return "" if "://" in author else one_line(author, AUTHOR_LONGEST)


def _text(value: str) -> str:
    return normalise(_ANY_TAG.sub(" ", _LINE_BREAK.sub("\n", value)))
