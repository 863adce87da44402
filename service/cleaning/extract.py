"""The article text of a page: trafilatura when there is time, resiliparse under overload.

Both parsers are C code that a thread cannot stop, so callers run this in a process of `pool.Pool`; the caps here only
keep the ordinary hostile page from costing that process its life.
"""

import re
from collections.abc import Callable
from importlib.metadata import version

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from service.records import Reason, Rejected

ACCURATE = f"trafilatura@{version('trafilatura')}"
OVERLOAD = f"resiliparse@{version('resiliparse')}"
JSON_LD = "json-ld"
DESCRIPTION = "description"
PLAIN_TEXT = "text"
"""Values of `CleanArticle.extractor`."""

MAX_TAGS = 20_000
MAX_ATTRIBUTES = 5_000
"""Of one tag: parsers compare each with all before it, so that their time grows with the square."""
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,20}")
_LONG_TAG = re.compile(rf"<[a-zA-Z]([^<>]{{{2 * MAX_ATTRIBUTES},}})")
"""A tag that is long enough to have more attributes than that, whose attributes are then counted."""
_QUOTED = re.compile(r"""="[^"]*+"|='[^']*+'""")
_ATTRIBUTE = re.compile(r"""[\s/"'][^\s/"'=]""")


def refuse(html: str, max_bytes: int) -> Rejected | None:
    """Why this page must not be parsed, by one linear look at it."""
    # A character is one to four bytes, so most pages need not be encoded to be measured.
    if 4 * len(html) > max_bytes and (size := len(html.encode("utf-8", "replace"))) > max_bytes:
        return Rejected(Reason.PAGE_TOO_LARGE, f"{size} bytes, at most {max_bytes}")
    tags = sum(1 for _ in _TAG.finditer(html)) if html.count("<") > MAX_TAGS else 0
    if tags > MAX_TAGS:
        return Rejected(Reason.PAGE_TOO_MANY_TAGS, f"{tags} tags, at most {MAX_TAGS}")
    attributes = max((_attributes(tag[1]) for tag in _LONG_TAG.finditer(html)), default=0)
    if attributes > MAX_ATTRIBUTES:
        return Rejected(Reason.PAGE_TOO_MANY_TAGS, f"{attributes} attributes in a tag, at most {MAX_ATTRIBUTES}")
    return None


def _attributes(tag: str) -> int:
    return len(_ATTRIBUTE.findall(_QUOTED.sub('""', tag)))


def accurate(html: str) -> str | Rejected:
    """The main text by trafilatura: paragraphs, headings, lists and tables, one a line."""
    return _guarded(lambda: trafilatura.extract(html, fast=True, include_comments=False, include_tables=True) or "")


def overload(tree: HTMLTree) -> str | Rejected:
    """The main text by resiliparse: a ninth of the time, more leftovers."""
    return _guarded(lambda: extract_plain_text(tree, main_content=True, preserve_formatting=True, alt_texts=False))


def everything(tree: HTMLTree) -> str:
    """All that a page shows, one block a line."""
    text: str = extract_plain_text(tree, preserve_formatting=True, alt_texts=False)
    return text


def _guarded(extraction: Callable[[], str]) -> str | Rejected:
    """Whatever a parser raises on a page is the page's fault, and the dead letter says what it was."""
    try:
        return extraction()
    except Exception as error:
        return Rejected(Reason.PAGE_CRASHED, f"{type(error).__name__}: {error}"[:200])
