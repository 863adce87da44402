"""The dates that a page shows to people: stamps below its heading, above it, and lines that say what they date."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice, pairwise, takewhile

from resiliparse.parse.html import HTMLTree
from resiliparse.parse.html.node import ElementNode

from service.cleaning import extract, stamps
from service.cleaning.cues import ends_sentence
from service.cleaning.foreign import foreign
from service.cleaning.markup import all_of, named

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
_JOINED = re.compile(
    r"(?:registriert|joined|member since|mitglied seit|beigetreten|inscrit|miembro desde|iscritto|\bborn\b|geboren)",
    re.I,
)
"""Beside a date of a person."""
_LABEL = re.compile(
    r"(?:datum|date|data|fecha|dato|tarih|дата|日付|日期|时间|時間|작성일|등록일|입력|التاريخ|تاريخ|תאריך|วันที่|ngày)\s?[:：]",
    re.I,
)
"""Before a date that stands anywhere on a page, not just below the heading."""
_FILED = re.compile(
    r"(?:this|diese[rs]?|cet(?:te)?|est[ea]|quest[oa]|dit) (?:entry|post|article|story|beitrag|artikel|eintrag|billet|"
    r"entrada|nota|articolo|bericht)\b",
    re.I,
)
"""Opens the sentence below an article that tells when it was posted, and where it was filed."""
_FILED_LONGEST = 200
"""Characters in which that sentence tells it."""
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


def shown(
    tree: HTMLTree, titles: Sequence[str], where: tuple[str, str], now: datetime | None, *, marked_only: bool = False
) -> Iterator[datetime]:
    """Those that it shows to people: what is marked as published, then a stamp below the heading, a line with a date
    below it, a stamp above it, a line anywhere that says that it dates the article; what is marked as changed comes
    last. `marked_only`: only what tags mark as dates.
    """
    if tree.body is None:
        return
    reader = _Reader(*where, None if marked_only else now)
    heading = _heading(tree, titles)
    above, below = _stamped(tree.body, heading, _MARKED if marked_only else _STAMPED)
    for node in below:
        reader.read(node)
    lines = [] if marked_only or reader.published else _all_lines(tree)
    for line in _lines(lines, heading) if not reader.changed else ():
        reader.read_line(line)
    for node in above:
        reader.read(node)
    if not reader.published:
        reader.published.extend(_labelled(lines, where))
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
        line = _line(node)
        if moment and ("datePublished" in (node.getattr("itemprop") or "") or node.hasattr("pubdate")):
            self.marked.append(moment)
        elif moment or len(line) <= stamps.LONGEST:
            before = node.prev.text or "" if node.prev is not None else ""
            self.read_line(line, before[-_LONGEST_OPENING:], moment)

    def read_line(self, line: str, before: str = "", moment: datetime | None = None) -> None:
        """Take the date of a line, or the one given for it."""
        if moment is None and not _JOINED.search(line):
            moment = stamps.read(line, *self._place, self._now if self._relative > 0 else None)
            self._relative -= not _YEAR.search(line)
        if moment is not None:
            (self.changed if _is_changed(line) or _is_changed(before) else self.published).append(moment)


def _is_changed(line: str) -> bool:
    return _CHANGED.search(line) is not None and not _WRITTEN.search(line)


def _heading(tree: HTMLTree, titles: Sequence[str]) -> ElementNode | None:
    """The heading that the titles of the page name; else the first."""
    known = {word for title in titles for word in title.casefold().split()}
    return max(named(tree, "h1", 10), key=lambda node: len(known & set(_line(node).casefold().split())), default=None)


def _line(node: ElementNode) -> str:
    return " ".join((node.text or "").split())


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


def _all_lines(tree: HTMLTree) -> list[str]:
    return [" ".join(line.split()) for line in extract.everything(tree).splitlines()]


def _lines(lines: Sequence[str], heading: ElementNode | None) -> Iterator[str]:
    """The lines that are dates, among the first after the heading, or of the page."""
    title = _line(heading) if heading is not None else ""
    if title not in lines:
        return
    start = lines.index(title) + 1
    opening = list(takewhile(lambda line: len(line) < _PARAGRAPH, lines[start : start + _MOST_TEXTS]))
    prose = (i for i, line in enumerate(opening) if len(line) >= _SENTENCE and ends_sentence(line))
    end = next(islice(prose, _MOST_SENTENCES, None), len(opening))
    short = [line for line in opening[:end] if 0 < len(line) <= stamps.LONGEST and not line.startswith(_BULLET)]
    yield from islice(filter(stamps.is_stamp, short), _MOST_LINES)
    yield from (line for line in short[:_MOST_LINES] if len(line) <= _RELATIVE_LONGEST)


def _labelled(lines: Sequence[str], where: tuple[str, str]) -> Iterator[datetime]:
    """The date of the lines that say that they date the article ("Datum: 3.12.2011"), if all of them agree."""
    full = list(filter(None, lines))
    joined = (f"{line} {below}" if line.endswith((":", "：")) else line for line, below in pairwise((*full, "")))
    moments = list(islice(filter(None, (_told(line, where) for line in joined)), _MOST_TRIES))
    if len({moment.date() for moment in moments}) == 1:
        yield moments[0]


def _told(line: str, where: tuple[str, str]) -> datetime | None:
    if (_LABEL.match(line) or _WRITTEN.match(line)) and stamps.is_stamp(line):
        return stamps.read(line, *where, None)
    if _FILED.match(line) and _WRITTEN.search(opening := line[:_FILED_LONGEST]):
        return stamps.within(opening, *where)
    return None


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
