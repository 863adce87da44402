"""The dates of a language, beyond the words that are generated: `DATES` in its file of `service.language.tables`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from service.language import registry


@dataclass(frozen=True, kw_only=True)
class DateWords:
    """The dates of one language.

    Fields of words hold forms parted by blanks, with `_` for a blank inside of a form, in any case. Any may be left
    out: dates with a day, the name of a month and a year are then still found.
    """

    # --- how words are set
    unspaced: bool = False
    """no blanks between words"""
    proclitics: str = ""
    """letters that may be written before a word as one with it"""
    endings: str = ""
    """endings that months, weekdays, years and words like "today" may have beyond the forms that are given"""
    capitals: str = ""
    """which of `month` and `weekday` are always written with a capital"""

    # --- dates
    months: str = ""
    """further forms of the twelve months, parted by commas"""
    weekdays: str = ""
    """further forms of the seven weekdays from Monday on, parted by commas"""
    ambiguous: str = ""
    """months that are other words too: found alone only after one of `licences`"""
    licences: str = ""
    """what stands before a month or year that stands alone"""
    links: str = ""
    """what stands between day, month and year"""
    days: str = ""
    """words for days of a month, as `first=1`"""
    day_alone: str = ""
    """what may follow the mark of a day that stands without its month"""
    articles: str = ""
    """what may stand before "last week" or "last year" when a weekday or a month stands before it"""
    day_words: str = ""
    """what stands before a day; after it `5/3` is a date"""
    day_endings: str = ""
    """what may be written to the number of a day"""
    year_words: str = ""
    """what stands after a year"""
    month_first: bool = False
    """a day may follow its month"""
    year_first: bool = False
    """a year may stand before the name of the month"""
    markers: str = ""
    """characters after the numbers of year, month and day"""
    eras: str = ""
    """eras, as `name=year before its first`"""
    years_after: int = 0
    """how many years the calendar of the language is ahead; its years are told by their number"""
    until: str = ""
    """what stands between the two ends of a range"""
    streets: str = ""
    """what a date after it is the name of: street, square"""

    # --- seen from the publication
    last: str = ""
    this: str = ""
    next: str = ""
    week: str = ""
    month: str = ""
    year: str = ""
    away: str = ""
    """phrases, as `yesterday=day:-1`; `day?:-1` for one that may lie on either side,
    `day!:-1` for one beside the day last told of"""
    counted: str = ""
    """patterns with a number, as `{0}_days_ago=day:-1`"""
    about: str = ""
    """what may stand before a number: about, more than"""
    numbers: str = ""
    """number words, as `two=2`"""
    skipped: str = ""
    """phrases that are no dates although they hold words of dates; `{0}` for a number"""
    ordinals: str = ""
    """weekdays that are numerals too: they are found as a line of their own, and between these two"""
    ordinals_after: str = ""
    """what must stand before them"""
    ordinals_ahead: str = ""
    """which words may stand behind them, if not any"""
    without: str = ""
    """generated words that must not be taken for dates"""

    # --- which way a verb looks
    verb_last: bool = False
    """a verb ends its clause"""
    future: str = ""
    """words that put an event ahead of the publication; `~` for any further letters"""
    past: str = ""
    """words that put it behind"""
    after: str = ""
    """what stands before an event that had happened: after, following"""
    after_it: str = ""
    """what stands behind such an event, in languages that put it there"""
    attribute_before: str = ""
    """what stands between an event and the weekday that it is called by"""
    attribute_after: str = ""
    """what stands between a weekday and the event that is called by it"""
    announced: str = ""
    """events that are known beforehand: vote, summit; `~` for any further letters"""


@cache
def date_words(language: str) -> DateWords | None:
    """The table of a language (primary subtag), read on first use; None for one without."""
    found: DateWords | None = getattr(registry.load(language), "DATES", None)
    return found


def forms(words: str) -> list[str]:
    """The forms of a field, in lower case."""
    return [word.replace("_", " ") for word in words.lower().split()]


def pairs(words: str) -> list[tuple[str, str]]:
    """The forms of a field that have a value, each with it."""
    return [(form, value) for form, _, value in (word.rpartition("=") for word in forms(words))]


class AfterPatterns(NamedTuple):
    """What tells the date of something that a clause comes after, in text in lower case."""

    before: re.Pattern[str]
    """searched for up to the date: "after the call on" """
    behind: re.Pattern[str]
    """matched from the end of the date on"""


@cache
def after_patterns(language: str) -> AfterPatterns | None:
    """The patterns of a language (primary subtag); None for one without a table."""
    table = date_words(language)
    if table is None:
        return None
    left, right = ("", "") if table.unspaced else (r"(?<!\w)", r"(?!\w)")
    before, behind = (
        rf"{left}(?:{'|'.join(map(re.escape, forms(words)))}){right}" if words else "(?!)"
        for words in (table.after, table.after_it)
    )
    return AfterPatterns(re.compile(rf"{before}[^{_COMMAS}]*\Z"), re.compile(rf"[^{_COMMAS}]{{0,{_PHRASE}}}?{behind}"))


_COMMAS = ",;，、،؛"
_PHRASE = 40
"""Characters of a phrase between its date and the word for "after" behind it."""
