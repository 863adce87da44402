"""The generated words of dates of one language, from `words.jsonl`: months, weekdays, "yesterday", "{0} days ago".

The file is made from CLDR and dateparser by `deploy.language_words`; NOTICE beside it has their licences.
"""

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

_FILE = Path(__file__).with_name("words.jsonl")


class Words(Struct, frozen=True):
    """Words in lower case; numbers of months and weekdays count from 1, Monday is 1."""

    language: str
    order: str
    """of day, month and year in a numeric date: `dMy`"""
    links: tuple[str, ...]
    """what stands between day, month and year"""
    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    away: dict[str, tuple[str, int]]
    """phrase -> unit and how many of them from now"""
    counted: tuple[tuple[str, str, int], ...]
    """pattern with `{0}`, unit, direction"""
    numbers: dict[str, int]
    abbreviations: tuple[str, ...]
    persian: dict[str, int] = {}
    islamic: dict[str, int] = {}


_NOTHING = Words("", "dMy", (), {}, {}, {}, {}, {}, (), {}, ())


@cache
def _lines() -> dict[str, tuple[int, int]]:
    """Language -> where its line is in the file."""
    found, position = {}, 0
    for line in _FILE.read_bytes().splitlines(keepends=True):
        found[line[14:16].decode()] = (position, len(line))
        position += len(line)
    return found


def known() -> frozenset[str]:
    """The languages that have words."""
    return frozenset(_lines())


def words(language: str) -> Words:
    """The words of a language (primary subtag); none for one without a line."""
    if language not in _lines():
        return _NOTHING
    start, length = _lines()[language]
    with _FILE.open("rb") as file:
        file.seek(start)
        return msgspec.json.decode(file.read(length), type=Words)
