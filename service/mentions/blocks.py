"""Lines of an article by type: lead, prose, list item, table row; and the date that a whole line or section has.

News comes as prose, as event tables (`| 18 August | ... |`), as chronologies (a date as heading or before a dash) and
as live blogs (a clock time before each item). Headings, questions and captions hold no event and give no block.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from service.language.scripts import unspaced_words
from service.language.sentences import ALONE, CLOSING, QUESTION_MARKS
from service.records import Timex

LIVE_BLOG_ITEMS = 3
"""A clock time before a line is a live blog's from so many on; a single one is chance."""

_BULLET = re.compile(r"\s*(?:[-•*·–▪]\s+|\(?\d{1,2}[.)]\s+(?=[A-ZÄÖÜ]))")
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?|Uhr|GMT|UTC|BST|CES?T|E[SD]?T)?\s*[-–—:|]?\s+(?=\S)")
_AFTER_DATE = re.compile(r"\s*(?::|[-–—|](?=\s))\s*")
_MARKS = (".", "!", "…", ":", ";")
_TERMINAL = re.compile(
    rf"[.!?…:;：；{ALONE}][{re.escape(CLOSING)}]*$|[.!?{ALONE}][{re.escape(CLOSING)}]*\s*[(（][^)）]*[)）]$"
)
_SEPARATOR = re.compile(r"[|\s:+-]+$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_DATELINE = re.compile(
    r"[A-ZÄÖÜ][\w.’'-]*(?:[ ,/]+[\w.’'-]+){0,6}?(?:\s*\([\w ./-]{2,30}\))?\s+?[–—-]{1,2}\s(?=[\"“„A-ZÄÖÜ0-9])"
    r"|[A-ZÄÖÜ][\w.’'-]*(?:[ ,/]+[\w.’'-]+){0,4}?\s*\([\w ./-]{2,30}\)\s+(?=[\"“„A-ZÄÖÜ])"
)
_CREDIT = re.compile(
    r"[A-ZÄÖÜ][\w.’'-]*(?: [A-ZÄÖÜ][\w.’'-]*){0,3}/"
    r"[A-ZÄÖÜ][\w.’'-]*(?: (?:for (?:the )?|via )?[A-ZÄÖÜ][\w.’'/-]*){0,6}(?<!\.)\)?$"
    r"|\((?:Photo|Picture|Image|Foto|Bild)s?\b[^()]{0,60}\)$"
)
_CREDIT_REACH = 90
"""Photographer and agency, with a stroke between them or in brackets, end a caption within so many characters."""
_LETTER = re.compile(r"\w")
_LEAD_WORDS = 8
"""Fewest words of a lead paragraph; a shorter block is a kicker or a byline."""
_CELL_WORDS = 3
"""Fewest words in which a table cell tells an event."""
_HEADING_WORDS = 14
"""A line with as many words is prose."""

Kind = Literal["lead", "prose", "list", "table"]


class Block(Struct, frozen=True, gc=False):
    """A stretch `start:end` of one type. `date` dates all of it; `live` marks an item of a live blog."""

    kind: Kind
    start: int
    end: int
    date: Timex | None = None
    live: bool = False


class Timexes:
    """The time expressions of a text by offset."""

    def __init__(self, timexes: Sequence[Timex]) -> None:
        self._all = timexes
        self._starts = [timex.start for timex in timexes]

    def within(self, start: int, end: int) -> Sequence[Timex]:
        """Those that lie in `start:end`, in order."""
        return [t for t in self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)] if t.end <= end]


def blocks(text: str, title: str, timexes: Timexes) -> Iterator[Block]:
    """The blocks of a text in order; the first real paragraph is the lead, unless this is a live blog."""
    lines = text.split("\n")
    live = sum(_CLOCK.match(line) is not None for line in lines) >= LIVE_BLOG_ITEMS
    section: Timex | None = None
    seen_lead = live
    position = 0
    for line in lines:
        start, position = position, position + len(line) + 1
        stripped = line.strip()
        if not stripped or _SEPARATOR.match(stripped):
            continue
        if stripped == title.strip() and not _TERMINAL.search(stripped):  # else it was made of the first sentence
            continue
        start += len(line) - len(line.lstrip())
        end = start + len(stripped)
        if stripped.startswith("|") or stripped.count("|") >= 2:
            yield from _row(text, start, end, timexes)
            continue
        clocked = live and _CLOCK.match(text, start, end)
        date = None if clocked else _date_of_line(text, start, end, timexes)
        if date is None and _CREDIT.search(stripped[-_CREDIT_REACH:]):
            continue
        if date is None and not clocked and _is_heading(stripped):
            section = None
        elif date is not None and not _LETTER.search(text, date.end, end):
            section = date
        else:
            block = _item(text, start, end, date) if date else _paragraph(text, start, end, live, opening=not seen_lead)
            if block.date is None and section is not None:
                block = replace(block, kind="list", date=section)
            if not seen_lead and block.kind == "prose" and _is_paragraph(text, block):
                seen_lead = True
                block = replace(block, kind="lead")
            yield block


def _is_heading(line: str) -> bool:
    """Short and without a full stop; a question is one, a list item is none."""
    ended = not line.endswith(QUESTION_MARKS) and (line.endswith(_MARKS) or _TERMINAL.search(line) is not None)
    if ended or _BULLET.match(line) is not None:
        return False
    return line.count(" ") + unspaced_words(line, 0, len(line)) < _HEADING_WORDS


def _date_of_line(text: str, start: int, end: int, timexes: Timexes) -> Timex | None:
    """The date that opens the line, when a colon, a dash or nothing follows it."""
    first = next((t for t in timexes.within(start, min(end, start + 60)) if t.low is not None), None)
    if first is None:
        return None
    bullet = _BULLET.match(text, start, first.start)
    if _LETTER.search(text, bullet.end() if bullet else start, first.start):
        return None
    if not _LETTER.search(text, first.end, end):
        return first
    return first if _AFTER_DATE.match(text[first.end : end].lstrip("*_ ")) else None


def _word_count(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end)) + unspaced_words(text, start, end)


def _is_paragraph(text: str, block: Block) -> bool:
    return _word_count(text, block.start, block.end) >= _LEAD_WORDS


def _item(text: str, start: int, end: int, date: Timex) -> Block:
    """What stands after the date that opens a line."""
    separator = _AFTER_DATE.search(text, date.end, end)
    return Block("list", max(start, separator.end() if separator else date.end), end, date)


def _paragraph(text: str, start: int, end: int, live: bool, *, opening: bool) -> Block:
    """A paragraph or list item; one that may open the article without its dateline."""
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    clock = _CLOCK.match(text, begin, end) if live else None
    if clock:
        return Block("list", clock.end(), end, live=True)
    if bullet:
        return Block("list", begin, end)
    dateline = _DATELINE.match(text, start, min(end, start + 80)) if opening else None
    if dateline and not _says_something(text[start : dateline.end()]):
        start = dateline.end()
    return Block("prose", start, end)


def _says_something(opening: str) -> bool:
    """Whether the words before a dash are more than a place, a date and an agency."""
    words = _WORD.findall(opening)
    return sum(1 for word in words if word[0].islower()) > 1


def _row(text: str, start: int, end: int, timexes: Timexes) -> Iterator[Block]:
    """The event cell of a table row that has a date cell."""
    cells = []
    position = start
    for cell in text[start:end].split("|"):
        inner = cell.strip()
        offset = position + len(cell) - len(cell.lstrip())
        position += len(cell) + 1
        if inner:
            cells.append((offset, offset + len(inner)))
    dated = next(((c, t) for c in cells if (t := _whole(c, timexes)) is not None), None)
    if dated is None:
        return
    events = [c for c in cells if c != dated[0] and _word_count(text, *c) >= _CELL_WORDS]
    if events:
        event = max(events, key=lambda c: (c[1] - c[0], -c[0]))
        yield Block("table", *event, dated[1])


def _whole(cell: tuple[int, int], timexes: Timexes) -> Timex | None:
    """The dating expression that fills a cell, up to a few characters."""
    for timex in timexes.within(*cell):
        if timex.low is not None and timex.end - timex.start >= 0.6 * (cell[1] - cell[0]):
            return timex
    return None
