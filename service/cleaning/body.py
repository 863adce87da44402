"""Which of the texts that a record offers is the article: an extractor's, the page's own JSON-LD, or the producer's."""

from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from resiliparse.parse.html import HTMLTree
from resiliparse.parse.html.node import ElementNode

from service.cleaning import blocks, cues, extract, foreign, lines, markup, others, page
from service.cleaning.characters import mended, normalise, reread
from service.cleaning.notes import Note
from service.cleaning.page import Page
from service.records import RawArticle, Reason, Rejected
from service.settings import Settings

_CDATA, _CDATA_END = "<![CDATA[", "]]>"
WENT_ON, WENT_ON_MOST = 1.5, 3.0
"""Times the words of our extraction that a wider one has at least, to go on where ours ends, and at most: then it holds
more than the article."""
LAYOUT_ROW = 250
"""Characters of a table row; a longer one lays a page out and holds prose."""
_UNSEEN = ("script", "style", "template", "noscript")
"""Elements whose text nobody sees; a script may hold the whole article as data."""
INSIDE_LEAST = 0.5
"""Share of the further paragraphs that stand in the article's own element, at least."""
LIVE_SHARE = 0.7
"""The entries of a live blog stand for the page that shows no more than their length divided by this."""
DESCRIPTION_WORDS = 8
"""Words from which the description of a dated page stands for the text that a script of it would draw."""
_ARTICLE = "article, [itemprop~=articleBody], [role=article]"


class Source(NamedTuple):
    """A page as it was read."""

    html: str
    tree: HTMLTree


class Body(Struct, frozen=True):
    """A normalised text, what made it, the page around it and its source, and why it was not the usual text.

    `is_clean`: it was put together from data, so no leftovers of a page are in it. `is_reread`: it came in the wrong
    charset, and so did its title.
    """

    text: str
    extractor: str
    page: Page = Page()
    note: Note | None = None
    source: Source | None = None
    is_clean: bool = False
    is_reread: bool = False


def of(raw: RawArticle, settings: Settings, *, fast: bool) -> Body | Rejected:
    """The article's text, normalised but not yet rid of boilerplate."""
    longest = settings.text_max_characters
    if len(raw.text or "") > longest:
        return Rejected(Reason.TEXT_TOO_LONG, f"{len(raw.text or '')} characters, at most {longest}")
    body = _of_page(raw, _first_article(_unwrapped(raw.html)), settings, fast=fast) if raw.html else _of_text(raw)
    if isinstance(body, Rejected):
        return body
    if not body.text:
        return Rejected(Reason.NO_CONTENT, "no article text found")
    if len(body.text) > longest:
        return Rejected(Reason.TEXT_TOO_LONG, f"{len(body.text)} characters, at most {longest}")
    return body


def _of_text(raw: RawArticle) -> Body:
    text = raw.text or ""
    again = reread(text)
    return Body(normalise(again), extract.PLAIN_TEXT, is_reread=again is not text)


def _unwrapped(html: str) -> str:
    """Markup as a feed carries it, out of its wrapping: a CDATA section, or escaped once more for the XML around it."""
    stripped = html.strip()
    if stripped.startswith(_CDATA) and stripped.endswith(_CDATA_END):
        return stripped[len(_CDATA) : -len(_CDATA_END)]
    return unescape(html) if "<" not in html and "&lt;" in html else html


def _first_article(html: str) -> str:
    """The page up to where another article with a main heading of its own begins: one that scrolling would open."""
    if html.count("<article") < 2:
        return html
    parts = html.split("<article")
    headed = [i for i, part in enumerate(parts) if i and _is_headed(part.split("</article", 1)[0])]
    return "<article".join(parts[: headed[1]]) if len(headed) > 1 else html


def _is_headed(part: str) -> bool:
    """Whether a part is an article with a main heading; some pages make one of a menu."""
    return "<h1" in part and part.count("<p") > 1


def _of_page(raw: RawArticle, html: str, settings: Settings, *, fast: bool) -> Body | Rejected:
    refused = extract.refuse(html, settings.page_max_bytes)
    if refused:
        return refused
    again = mended(html)
    is_reread, html = again is not html, markup.mended(again)
    tree = markup.parse(html)
    around = page.read(tree, raw.url or "")
    if others.cut(tree):
        html = tree.document.html if tree.document is not None else html
    quick = extract.overload(tree)
    fast = fast and bool(quick)  # a page of which the overload extractor makes nothing is worth the time
    thorough = quick if fast or isinstance(quick, Rejected) else extract.accurate(html)
    if isinstance(quick, Rejected):
        return quick
    if isinstance(thorough, Rejected):
        return thorough
    wide = _without_comments(normalise(quick, entities=False))
    text = wide if fast else _in_lines(normalise(thorough, entities=False), tree, around.body)
    return replace(_best(raw, around, text, wide, tree, fast=fast), source=Source(html, tree), is_reread=is_reread)


def _in_lines(text: str, tree: HTMLTree, linked: str) -> str:
    """The text; where the extractor ran its paragraphs together, in the lines that the linked data or the page give."""
    if not text or "\n" in text:
        return text
    letters = "".join(text.split())
    for other in (linked, normalise(extract.everything(tree), entities=False)):
        parts, at = [], 0
        for line in other.split("\n"):
            part = "".join(line.split())
            if part and letters.startswith(part, at):
                parts.append(line)
                at += len(part)
        if at == len(letters):
            return "\n".join(parts)
    return text


def _without_comments(text: str) -> str:
    """The text up to a heading such as "12 comments" below paragraphs: resiliparse takes comments for prose."""
    prose = 0
    for line in lines.split(text):
        prose += blocks.is_body(line)
        if prose > 1 and len(line.text) <= blocks.HEADING_LONGEST and cues.COMMENTS_HEAD.match(line.text):
            return text[: line.start].rstrip("\n")
    return text


def _best(raw: RawArticle, around: Page, text: str, wide: str, tree: HTMLTree, *, fast: bool) -> Body:
    if len(text) < len(around.body) / 2 or (around.is_live and len(text) * LIVE_SHARE < len(around.body)):
        # Untrusted, but a page that shows less than half of what it tells search engines hid the rest from us; and a
        # live blog tells them when each of its entries was written.
        return Body(around.body, extract.JSON_LD, around, Note.BODY_FROM_JSON_LD, is_clean=around.is_live)
    if not fast and _went_on(text, wide, tree):
        return Body(wide, extract.OVERLOAD, around, Note.BODY_FROM_OVERLOAD)
    if not text and raw.text:
        return Body(normalise(raw.text), extract.PLAIN_TEXT, around, Note.BODY_FROM_PRODUCER)
    if not text and around.published and around.description.count(" ") >= DESCRIPTION_WORDS:
        return Body(around.description, extract.DESCRIPTION, around, Note.BODY_FROM_DESCRIPTION, is_clean=True)
    return Body(text, extract.OVERLOAD if fast else extract.ACCURATE, around)


def _went_on(text: str, wide: str, tree: HTMLTree) -> bool:
    """Whether `wide` has paragraphs and `text` is nothing, or a table around the page, or just the first of them.

    Pages that break their body into several containers make the accurate extractor stop after the first. Much more than
    the double is not the rest of an article but other articles or comments, and so is what stands outside the element
    that the page calls its article, or in one that it calls its comments.
    """
    narrow = [line for line in lines.split(text) if blocks.is_body(line)]
    broad = [line for line in lines.split(wide) if blocks.is_body(line)]
    if not text or _is_layout(text):
        return bool(broad)
    ours, theirs = sum(line.words for line in narrow), sum(line.words for line in broad)
    return (
        WENT_ON * ours <= theirs <= WENT_ON_MOST * ours
        and len(narrow) > 1
        and all(a.text == b.text for a, b in zip(narrow, broad, strict=False))
        and _within_article(narrow[0].text, [line.text for line in broad[len(narrow) :]], tree)
    )


def _within_article(opening: str, further: Sequence[str], tree: HTMLTree) -> bool:
    """Whether the further paragraphs stand in the article that the opening stands in, and in nothing foreign to it."""
    outer = next((a for a in _articles(tree) if opening in _words(a.text or "")), None)
    inside = _words(outer.text or "") if outer is not None else None
    if inside is not None and _share(further, inside) < INSIDE_LEAST:
        return False
    shown = (node for node in foreign.foreign_blocks(tree) if node.tag not in _UNSEEN)
    others_text = _words(" ".join(node.text or "" for node in shown))
    return not any(line in others_text for line in further)


def _share(paragraphs: Sequence[str], text: str) -> float:
    """How much of the paragraphs stands in the text; a few differ by how their characters were normalised."""
    return sum(len(p) for p in paragraphs if p in text) / max(1, sum(map(len, paragraphs)))


def _articles(tree: HTMLTree) -> list[ElementNode]:
    return markup.all_of(tree.body, _ARTICLE, 20) if tree.body is not None else []


def _words(text: str) -> str:
    return " ".join(text.split())


def _is_layout(text: str) -> bool:
    """Whether most of the text stands in one table row each: the page was laid out as a table."""
    rows = sum(len(line) for line in text.split("\n") if line.startswith("|") and len(line) > LAYOUT_ROW)
    return rows > len(text) / 2
