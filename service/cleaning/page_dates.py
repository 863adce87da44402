"""The dates of publication that a page gives, best first.

    linked data -> meta -> address -> a stamp near the heading -> what htmldate finds -> last change

What belongs to other articles (asides, lists of links, comments) is no evidence.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import islice, takewhile

from htmldate import find_date
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from resiliparse.parse.html.node import ElementNode, Node

from service.cleaning import dates, stamps
from service.cleaning.cues import ends_sentence
from service.cleaning.home import country
from service.cleaning.language import primary, region
from service.cleaning.linked import Linked
from service.cleaning.markup import all_of, children, named

PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date",
    "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "article.published",
    "published-date", "article_date_original", "originalpublicationdate", "published_at",
    "cxenseparse:recs:publishtime", "date", "rnews:datepublished", "bt:pubdate", "ptime", "citation_publication_date",
    "citation_date", "created",
)  # fmt: skip
CHANGED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)

_FOREIGN_TAGS = frozenset(
    ("aside", "nav", "footer", "form", "figure", "figcaption", "blockquote", "a", "script", "style", "option", "button")
)
_ITEMS = frozenset(("li", "dd", "tr"))
_HEADLINE = 25
"""A link of so many characters in a list is the headline of another article."""
_INLINE = frozenset(("a", "blockquote", "figure", "figcaption"))
"""Foreign only as the place of a date: as text they are the article's."""
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "pre", "svg"))
_OUTER_TAGS = frozenset(("html", "body", "main"))
_FOREIGN = re.compile(
    r"(?<![a-z])(?:related|recommend\w*|comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|discussion|"
    r"disqus\w*|replies|reader-?opinions?|sidebar|side-bar|most-?(?:read|popular|viewed)|popular|trending|teasers?|promos?|"
    r"promotions?|widget\w*|latest|more-?(?:from|on|stories|news)|read-?(?:more|next|also)|also|ticker|menu|newsletter|"
    r"\w*footer|breadcrumb\w*|carousel|cards?|archive|calendar|events?|weather|copyright|bottom|nav\w*|header[_-]date|"
    r"current[_-]?date|today|profile\w*|joined)(?![a-z])"
)
_MARKED = "time, [itemprop~=datePublished], [pubdate]"
_STAMPED = (
    f"{_MARKED}, [itemprop~=dateCreated], [class*=date], [class*=Date], [class*=time], [class*=Time], "
    "[class*=publish], [class*=Publish], [class*=stamp], [class*=posted], [class*=byline], [class*=Byline], "
    "[class*=meta], [class*=Meta], [class*=info], [class*=pubdat], [class*=datum], [class*=Datum], [class*=fecha], "
    "[id*=date], [id*=Date], "
    "[id*=publish], abbr[title], [data-timestamp], [data-date], [data-datetime], [data-published], relative-time"
)
_ATTRIBUTES = (
    "datetime", "content", "data-timestamp", "data-datetime", "data-published", "data-date", "data-time", "title"
)  # fmt: skip
_CHANGED = re.compile(
    r"(?:updat|modif|chang|edit|aktualis|geändert|stand\b|mis à jour|màj|actualiz|aggiorn|atualiz|gewijzigd|bijgewerkt|"
    r"обновл|更新|改訂)",
    re.I,
)
_WRITTEN = re.compile(
    r"(?:written|publi[shcé]|pubblic|posted|created|originally|erstellt|erschienen|veröffentlicht|geplaatst|опубл|発行|発表|"
    r"发布|公開)",
    re.I,
)
_NEW_YEAR = r"0?1[./]0?1[./]{0}|{0}[-/]01[-/]01|1\.? jan\w*\.?,? {0}|jan\w*\.? 1,? {0}"
_MOST_ELEMENTS, _MOST_TRIES, _MOST_RELATIVE = 300, 40, 6
"""Bounds of the work on a hostile page: elements looked at, blocks read, relative stamps resolved."""
_MOST_TEXTS, _MOST_LINES = 40, 3
"""Lines below a heading: those looked at, and the short ones among them that may be its stamp."""
_PARAGRAPH = 200
"""A line of so many characters is text, and what stands below it is no stamp of the heading."""
_RELATIVE_LONGEST = 50
"""Characters of a line that says how long ago it was written."""
_SENTENCE, _MOST_SENTENCES = 60, 1
"""Below this many sentences of this length, the text has begun, and a date belongs to what is told."""
_BULLET = "•"
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_OPENING = 40
"""Characters before a stamp that may say what it dates ("Last updated:")."""


def stated(linked: Linked, meta: Mapping[str, str], language: str, region: str) -> Iterator[datetime]:
    """Those that the page states for machines."""
    given = (linked.published, *(meta.get(name, "") for name in PUBLISHED_NAMES))
    return _all_written(given, language, region)


def changed(linked: Linked, meta: Mapping[str, str], language: str, region: str) -> Iterator[datetime]:
    """When it was changed last, as it states for machines: not the day of publication, but better than none."""
    given = (linked.modified, *(meta.get(name, "") for name in CHANGED_NAMES))
    return _all_written(given, language, region)


def _all_written(given: Iterable[str], language: str, region: str) -> Iterator[datetime]:
    return filter(None, (stamps.written(value, language, region) for value in given if value))


def stamp_of(written: str) -> str:
    """A date as it stands above an entry of a live blog, in its own clock: `2024-03-07T18:40`, `2024-03-07`."""
    moment = stamps.written(written)
    if moment is None:
        return ""
    return moment.date().isoformat() if moment.time() == time.min else moment.strftime("%Y-%m-%dT%H:%M")


def place(language: str, address: str) -> tuple[str, str]:
    """Primary subtag and region of a page: `en-GB` -> (`en`, `gb`); the region is else that of the address."""
    return primary(language) or "", region(language) or country(address)


def reordered(moment: datetime, days: Collection[date]) -> datetime:
    """The moment, or with day and month exchanged where only so it falls on a day that the page names elsewhere."""
    if moment.tzinfo is not dates.NO_ORDER or moment.date() in days:
        return moment
    exchanged = moment.replace(month=moment.day, day=moment.month)
    return exchanged if exchanged.date() in days else moment


def shown(
    tree: HTMLTree, title: str, where: tuple[str, str], now: datetime | None, *, marked_only: bool = False
) -> Iterator[datetime]:
    """Those that it shows to people: what is marked as published, then a stamp below the heading, a line with a date
    below it, a stamp above it; what is marked as changed comes last. `marked_only`: only what tags mark as dates.
    """
    if tree.body is None:
        return
    reader = _Reader(*where, None if marked_only else now)
    heading = _heading(tree, title)
    above, below = _stamped(tree.body, heading, _MARKED if marked_only else _STAMPED)
    for node in below:
        reader.read(node)
    for line in _lines(tree, heading) if not (marked_only or reader.published or reader.changed) else ():
        reader.read_line(line)
    for node in above:
        reader.read(node)
    yield from (*reader.marked[:1], *reader.published[:1], *reader.changed[:1])


class _Reader:
    """Reads stamps in the order of trust, and sorts them by what is said beside them."""

    def __init__(self, language: str, region: str, now: datetime | None) -> None:
        self._place, self._now = (language, region), now
        self._relative = _MOST_RELATIVE
        self.marked: list[datetime] = []
        self.published: list[datetime] = []
        self.changed: list[datetime] = []

    def read(self, node: ElementNode) -> None:
        """Take the date of an element, if it has one."""
        if self.published and self.marked:
            return
        moment = _by_attribute(node, *self._place)
        line = " ".join((node.text or "").split())
        if moment and ("datePublished" in (node.getattr("itemprop") or "") or node.hasattr("pubdate")):
            self.marked.append(moment)
        elif moment or len(line) <= stamps.LONGEST:
            before = node.prev.text or "" if node.prev is not None else ""
            self.read_line(line, before[-_LONGEST_OPENING:], moment)

    def read_line(self, line: str, before: str = "", moment: datetime | None = None) -> None:
        """Take the date of a line, or the one given for it."""
        if moment is None:
            moment = stamps.read(line, *self._place, self._now if self._relative > 0 else None)
            self._relative -= not _YEAR.search(line)
        if moment is not None:
            (self.changed if _is_changed(line) or _is_changed(before) else self.published).append(moment)


def _is_changed(line: str) -> bool:
    return _CHANGED.search(line) is not None and not _WRITTEN.search(line)


def _heading(tree: HTMLTree, title: str) -> ElementNode | None:
    """The heading that the title of the page names; else the first."""
    known = set(title.casefold().split())
    return max(
        named(tree, "h1", 10), key=lambda node: len(known & set((node.text or "").casefold().split())), default=None
    )


def _stamped(
    body: ElementNode, heading: ElementNode | None, selector: str
) -> tuple[list[ElementNode], list[ElementNode]]:
    """The elements that tags and names mark as stamps, above the heading and below it."""
    above: list[ElementNode] = []
    below: list[ElementNode] = []
    group = above if heading is not None else below
    for node in all_of(body, "h1, " + selector, _MOST_ELEMENTS):
        if heading is not None and node == heading:
            group = below
        elif node.tag != "h1" and len(group) < _MOST_TRIES and _may_date(node) and not foreign(node, heading):
            group.append(node)
    return above, below


def _may_date(node: ElementNode) -> bool:
    text = node.text or ""
    return len(text) <= 4 * stamps.LONGEST and (bool(text.strip()) or any(map(node.hasattr, _ATTRIBUTES)))


def _lines(tree: HTMLTree, heading: ElementNode | None) -> Iterator[str]:
    """The lines that are dates, among the first after the heading, or of the page."""
    lines = [line.strip() for line in extract_plain_text(tree, preserve_formatting=True, alt_texts=False).splitlines()]
    title = " ".join((heading.text or "").split()) if heading is not None else ""
    if title not in lines:
        return
    start = lines.index(title) + 1
    opening = list(takewhile(lambda line: len(line) < _PARAGRAPH, lines[start : start + _MOST_TEXTS]))
    prose = (i for i, line in enumerate(opening) if len(line) >= _SENTENCE and ends_sentence(line))
    end = next(islice(prose, _MOST_SENTENCES, None), len(opening))
    short = [line for line in opening[:end] if 0 < len(line) <= stamps.LONGEST and not line.startswith(_BULLET)]
    yield from islice(filter(stamps.is_stamp, short), _MOST_LINES)
    yield from (line for line in short[:_MOST_LINES] if len(line) <= _RELATIVE_LONGEST)


def foreign(node: ElementNode, heading: ElementNode | None) -> bool:
    """Whether an element belongs to something else than the article under this heading."""
    at: Node | None = node
    while isinstance(at, ElementNode) and at.tag not in _OUTER_TAGS:
        if _is_foreign(at) and not _holds(at, heading):
            return True
        if at.tag in _ITEMS and any(len((link.text or "").strip()) > _HEADLINE for link in all_of(at, "a", 5)):
            return True
        if at.tag == "article" and heading is not None:
            return not _holds(at, heading) and bool(all_of(at, "a[href]", 1))
        at = at.parent
    return False


def foreign_blocks(tree: HTMLTree) -> Iterator[ElementNode]:
    """The outermost elements that belong to something else than the article: asides, comments, teasers, menus."""
    waiting: list[Node] = [tree.body] if tree.body is not None else []
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ElementNode):
            continue
        if node.tag not in _OUTER_TAGS and node.tag not in _INLINE and _is_foreign(node):
            if not all_of(node, "h1", 1):
                yield node
        elif node.tag not in _LEAVES:
            waiting.extend(reversed(list(children(node))))


def _is_foreign(node: ElementNode) -> bool:
    return node.tag in _FOREIGN_TAGS or _FOREIGN.search(f"{node.class_name} {node.id}".lower()) is not None


def _holds(node: ElementNode, heading: ElementNode | None) -> bool:
    return heading is not None and any(h == heading for h in all_of(node, "h1", 10))


def _by_attribute(node: ElementNode, language: str, region: str) -> datetime | None:
    for name in _ATTRIBUTES:
        value = node.getattr(name)
        moment = (
            stamps.written(value, language, region)
            if value and (name != "title" or node.tag in ("abbr", "time"))
            else None
        )
        if moment:
            return moment
    return None


def found(html: str, tree: HTMLTree, latest: datetime | None) -> datetime | None:
    """What htmldate finds on a page, unless that is the date of something foreign to its article.

    The default of its `max_date` is the clock, on which a result must not depend.
    """
    day = find_date(
        html, original_date=True, min_date=dates.EARLIEST, max_date=latest or datetime(2199, 12, 31, tzinfo=UTC)
    )
    moment = dates.parse(day) if day else None
    if moment is None or moment.date() in _foreign_days(tree):
        return None
    # Where it finds only a year, as in a copyright note, it takes the first of January.
    told = not day.endswith("-01-01") or re.search(_NEW_YEAR.format(moment.year), html, re.I)
    return moment if told else None


def _foreign_days(tree: HTMLTree) -> set[date]:
    """The days in the `time` elements of what is foreign, as far as they stand nowhere else."""
    elsewhere = Counter(day for part in ([tree.body] if tree.body is not None else []) for day in _days(part))
    inside = Counter(day for block in foreign_blocks(tree) for day in _days(block))
    elsewhere.subtract(inside)
    return {day for day in inside if elsewhere[day] <= 0}


def _days(block: ElementNode) -> Iterator[date]:
    for node in all_of(block, "time[datetime]", _MOST_ELEMENTS):
        moment = stamps.written(node.getattr("datetime") or "")
        if moment:
            yield moment.date()
