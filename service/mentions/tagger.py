"""The temporal tagger: time expressions of an article, with TIMEX3 values and the days they cover.

Words that may carry time start a search (`temporal.scan`), one regular expression per class of such words finds the
expression, and a rule reads it (`temporal.resolve`). Languages are tables (`temporal.english`, `temporal.german`).
"""

from collections.abc import Sequence
from datetime import date
from functools import cache, partial

from service.mentions.temporal import calendar
from service.mentions.temporal.calendar import Extent
from service.mentions.temporal.cues import tense_around
from service.mentions.temporal.english import ENGLISH
from service.mentions.temporal.german import GERMAN
from service.mentions.temporal.language import Grammar, Language
from service.mentions.temporal.neutral import NEUTRAL
from service.mentions.temporal.reading import Context, Reading
from service.mentions.temporal.resolve import RESOLVERS
from service.mentions.temporal.scan import Found, fold, scan
from service.mentions.temporal.spelling import Spelling
from service.records import Timex

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
"""Primary language subtag -> table; other languages get what needs no language."""


def tag(text: str, published: date | None, language: str) -> tuple[Timex, ...]:
    """The time expressions of a text, sorted and without overlap.

    `published` is the day that "today" means; without it only absolute expressions get days. `language` is a primary
    subtag. Offsets count code points. Takes time linear in the length of the text and raises for no text.
    """
    grammar = _grammar(language if language in LANGUAGES else "")
    folded = fold(text)
    spelling = Spelling(text, folded, grammar)
    found = _share_years([e for e in scan(folded, grammar) if spelling.allows(e)], folded, grammar.language)
    history = _tells_history(found, published)
    timexes = []
    told: Extent | None = None
    told_day: Extent | None = None
    quarter: Extent | None = None
    day_end = 0
    for expression in found:
        sentence_day = range_start = None
        if expression.resolver in _FROM_SENTENCE and expression.start - day_end < _LONGEST_SENTENCE:
            between = folded[day_end : expression.start]
            sentence_day = None if any(stop in between for stop in _SENTENCE_STOPS) else told_day
            range_start = told_day if between.strip() in grammar.language.until else None
        tense = partial(tense_around, folded, expression.start, expression.end, grammar.language)
        context = Context(published, told, told_day, quarter, history, sentence_day, range_start, tense)
        reading = RESOLVERS[expression.resolver](expression.meanings, context)
        if reading is None:
            continue
        days = calendar.extent(reading.value) if reading.dated and reading.type in ("DATE", "TIME") else None
        timexes.append(_timex(expression, reading, days, published))
        if expression.resolver == "months_reported":
            told = quarter = None
        if days is None:
            continue
        told = days
        if days.precision in ("day", "time"):
            told_day, day_end = days, expression.end
        elif days.precision == "quarter" and not reading.anaphoric:
            quarter = days
    return tuple(timexes)


@cache
def _grammar(language: str) -> Grammar:
    return Grammar(LANGUAGES.get(language, NEUTRAL))


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


_FROM_SENTENCE = ("clock", "weekday")
"""Rules whose expressions look to the day before them in their sentence."""
_LONGEST_SENTENCE = 400
_SENTENCE_STOPS = ("\n", ". ")
_FROM_PUBLICATION = ("deictic", "day_part", "weekday", "weekday_of_week", "period", "weekend", "offset")
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
