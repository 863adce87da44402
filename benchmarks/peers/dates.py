"""Dates of a text as `dateparser.search` finds them, in the form that those of storyfold are scored in."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import NamedTuple

from dateparser.search import search_dates

_CODES = {"no": "nb"}
"""Codes of languages that dateparser calls otherwise."""


class Date(NamedTuple):
    """A date at `start:end` of a text, with its TIMEX3 value."""

    start: int
    end: int
    value: str


Finder = Callable[[str, date, str], list[Date]]
"""Text, day of publication, language -> its dates"""


def found_by_dateparser(text: str, published: date, language: str) -> list[Date]:
    """The dates of a text in a language that dateparser is told, line by line: it slows down with the length."""
    settings = {"RELATIVE_BASE": datetime.combine(published, time())}
    found, offset = list[Date](), 0
    for line in text.splitlines(keepends=True):
        position = 0
        for words, when in search_dates(line, languages=[_CODES.get(language, language)], settings=settings) or ():
            start = line.find(words, position)
            if start >= 0:
                position = start + len(words)
                found.append(Date(offset + start, offset + position, when.date().isoformat()))
        offset += len(line)
    return found
