"""The temporal tagger: time expressions of an article, with TIMEX3 values and the days they cover.

Words that may carry time start a search (`temporal.scan`), one regular expression per class of such words finds the
expression, and a rule reads it (`temporal.resolve`). Languages are tables (`temporal.english`, `temporal.german`).
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, partial

from msgspec.structs import replace

from service.language.date_words import date_words
from service.language.dictionary import words
from service.language.regions import puts_day_first
from service.mentions.temporal import calendar, generic
from service.mentions.temporal.calendar import Extent
from service.mentions.temporal.cues import tense_around
from service.mentions.temporal.english import ENGLISH
from service.mentions.temporal.folding import alike, without_marks
from service.mentions.temporal.german import GERMAN
from service.mentions.temporal.language import Grammar, Language
from service.mentions.temporal.neutral import NEUTRAL
from service.mentions.temporal.reading import Context, Reading
from service.mentions.temporal.resolve import RESOLVERS
from service.mentions.temporal.scan import Found, fold, scan
from service.mentions.temporal.spelling import Spelling
from service.records import Timex

OWN = {"en": ENGLISH, "de": GERMAN}
"""Primary language subtag -> grammar, for the languages that have one of their own."""


def tag(text: str, published: date | None, language: str, region: str = "") -> tuple[Timex, ...]:
    """The time expressions of a text, sorted and without overlap.

    `published` is the day that "today" means; without it only absolute expressions get days. `language` is a primary
    subtag; `region` ("gb", "" if unknown) tells whether day or month comes first where the text does not show it.
    Offsets count code points. Takes time linear in the length of the text and raises for no text.
    """
    plain = None if language in OWN else without_marks(text)
    if plain is None:
        return _tag(text, published, language, region)
    kept, places = plain
    return tuple(
        replace(timex, start=places[timex.start], end=places[timex.end - 1] + 1)
        for timex in _tag(kept, published, language, region)
    )


def _tag(text: str, published: date | None, language: str, region: str) -> tuple[Timex, ...]:
    grammar = _grammar(language)
    folded = fold(text if language in OWN else alike(text))
    spelling = Spelling(text, folded, grammar)
    found = _without_clocks([e for e in scan(folded, grammar) if spelling.allows(e)], folded)
    found = _share_years(found, folded, grammar.language)
    told = _Told(folded, grammar.language, published, _tells_history(found, published), _puts_day_first(found, region))
    timexes = []
    for expression in found:
        reading = RESOLVERS[expression.resolver](expression.meanings, told.context(expression))
        if reading is None:
            continue
        days = calendar.extent(reading.value) if reading.dated and reading.type in ("DATE", "TIME") else None
        timexes.append(_timex(expression, reading, days, published))
        told.remember(expression, reading, days)
    return tuple(timexes)


def warm(language: str) -> None:
    """Compile all that a language needs, so that no text waits for it."""
    _grammar(language).warm()


_STAMP = re.compile(
    r"(?m)^[ \t]*(?:[\[(]|update:? |[^\W\d]{3,10},? )?(\d\d)(\d\d)"
    r"(?: ?(?:h|hrs|hours|gmt|utc|bst|ce?st|cet|e[sd]t|local time))?"
    r"(?:[\])]| ?[:|\u2013\u2014-]|[ \t]*$)"
)
_HOURS = re.compile(
    r"(?<!\d)(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:hours|hrs|horas|heures|uhr|uur|h|local time)(?!\w))"
    r"|(?:(?<=day, )|(?<=update ))(?:[01]\d|2[0-3])[0-5]\d(?=:)"
    r"|(?<=(?<!\w)at )(?:[01]\d|2[0-3])[0-5]\d(?= on (?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
"""Four digits that what stands beside them calls a time of day."""
_LATEST_HOUR, _LATEST_MINUTE = 23, 59
"""Of a day; larger numbers are no clock."""
_YEARS = range(1700, 2050)
"""Years that news speak of as years; numbers beyond are counts."""


def _without_clocks(found: Sequence[Found], folded: str) -> list[Found]:
    """The expressions but for times of day that look like years: one is called a time ("at 2015 hours"), or lines of a
    live blog begin with such ("2015: Police confirm").
    """
    stamps = _clock_stamps(folded) if any(e.resolver == "year" for e in found) else frozenset[int]()
    return [e for e in found if e.resolver != "year" or not (e.start in stamps or _HOURS.match(folded, e.start))]


def _clock_stamps(folded: str) -> frozenset[int]:
    """Where lines of a live blog begin with a time of day.

    All such lines must begin with times, and either one of them be no year, or the times go back down the page; in a
    chronology the years go on.
    """
    stamps = [(m.start(1), int(m[1]), int(m[2])) for m in _STAMP.finditer(folded)]
    if len(stamps) < 2 or any(hour > _LATEST_HOUR or minute > _LATEST_MINUTE for _, hour, minute in stamps):
        return frozenset()
    numbers = [100 * hour + minute for _, hour, minute in stamps]
    if all(n in _YEARS for n in numbers) and numbers != sorted(numbers, reverse=True):
        return frozenset()
    return frozenset(start for start, _, _ in stamps)


def _puts_day_first(found: Sequence[Found], region: str) -> bool:
    """Whether dates with strokes are read day first: one of them, or the region, says so, and none can only be read
    month first.
    """
    written = [e.meanings for e in found if e.resolver == "numeric" and "point" not in e.meanings]
    shown = puts_day_first(region) or any(int(m["first"]) > _MONTHS for m in written)
    return shown and all(int(m["second"]) <= _MONTHS for m in written)


_MONTHS = 12
"""Of a year: a larger number is a day."""
_FROM_SENTENCE = ("clock", "weekday")
"""Rules whose expressions look to the day before them in their sentence."""
_LONGEST_SENTENCE = 400
"""Characters over which a day lends itself to a clock time: a day further back is another matter."""
_SENTENCE_STOPS = ("\n", ". ")


class _Told:
    """What a text has told of so far, for the expressions that look back to it."""

    def __init__(self, folded: str, language: Language, published: date | None, history: bool, day_first: bool) -> None:
        self._day_first = day_first
        self._folded, self._language, self._published, self._history = folded, language, published, history
        self._last: Extent | None = None
        self._day: Extent | None = None
        self._day_end = 0
        self._quarter: Extent | None = None

    def context(self, expression: Found) -> Context:
        """What is known where the expression stands."""
        start, end = expression.start, expression.end
        sentence_day = range_start = None
        if expression.resolver in _FROM_SENTENCE and start - self._day_end < _LONGEST_SENTENCE:
            between = self._folded[self._day_end : start]
            sentence_day = None if any(stop in between for stop in _SENTENCE_STOPS) else self._day
            range_start = self._day if between.strip() in self._language.until else None
        return Context(
            published=self._published,
            told=self._last,
            told_day=self._day,
            quarter=self._quarter,
            history=self._history,
            sentence_day=sentence_day,
            range_start=range_start,
            day_first=self._day_first,
            tense=partial(tense_around, self._folded, start, end, self._language),
        )

    def remember(self, expression: Found, reading: Reading, days: Extent | None) -> None:
        """Note the days of an expression; of months reported nothing is looked back from but the publication."""
        if expression.resolver == "months_reported":
            self._last = self._quarter = None
        if days is None:
            return
        self._last = days
        if days.precision in ("day", "time"):
            self._day, self._day_end = days, expression.end
        elif days.precision == "quarter" and not reading.anaphoric:
            self._quarter = days


def _grammar(language: str) -> Grammar:
    return _compiled(language if language in OWN or date_words(language) is not None else "")


@cache
def _compiled(language: str) -> Grammar:
    known = date_words(language)
    if language in OWN:
        return Grammar(OWN[language])
    return Grammar(NEUTRAL if known is None else generic.grammar(words(language), known, words("en")))


def _share_years(found: Sequence[Found], folded: str, language: Language) -> list[Found]:
    """Of "from 3 May to 7 June 1940" give the first date the year of the second."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        here, following = shared[i], shared[i + 1]
        if (
            here.resolver in ("calendar", "month")
            and following.resolver == here.resolver
            and "year" in following.meanings
            and not {"year", "year_shift", "shift"} & here.meanings.keys()
            and folded[here.end : following.start].strip() in language.ranges
        ):
            shared[i] = here._replace(meanings=here.meanings | {"year": following.meanings["year"]})
    return shared


_FROM_PUBLICATION = (
    "away",
    "weekday_day",
    "weekday_away",
    "day_alone",
    "deictic",
    "day_part",
    "weekday",
    "weekday_of_week",
    "period",
    "weekend",
    "offset",
)
"""Rules whose expressions look from the day of publication."""
_OLD_YEARS = 2
_MIN_OLD_DATES = 5
"""A text that writes so many dates, each so many years before its publication, may tell history; for each that
looks from the day of publication it must write as many more."""


def _tells_history(found: Sequence[Found], published: date | None) -> bool:
    """Whether a text is about long ago: it writes old years often, and hardly looks from the day of its publication."""
    if published is None:
        return False
    old = sum(1 for e in found if e.meanings.get("year", 9999) <= published.year - _OLD_YEARS)
    here = sum(1 for e in found if e.resolver in _FROM_PUBLICATION)
    return old >= _MIN_OLD_DATES * (1 + here)


def _timex(expression: Found, reading: Reading, days: Extent | None, published: date | None) -> Timex:
    if days is None:
        return Timex(expression.start, expression.end, reading.type, reading.value)
    low, high = days.low, days.high
    if published is not None and low <= published <= high:
        if reading.edge == "BEFORE":
            high = published
        elif reading.edge == "AFTER":
            low = published
    return Timex(
        start=expression.start,
        end=expression.end,
        type=reading.type,
        value=reading.value,
        precision=days.precision,
        low=low.isoformat(),
        high=high.isoformat(),
        basis="inferred" if reading.anaphoric else "explicit",
        direction="same" if published is None or low <= published <= high else "past" if high < published else "future",
    )
