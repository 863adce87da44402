"""The rules of any language: which words make a date, in which order."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from service.language.date_words import DateWords, forms
from service.language.dictionary import Words
from service.language.scripts import MARKS
from service.mentions.temporal.generic.quantities import (
    NO_OTHER_YEAR,
    NO_QUANTITY,
    NO_QUANTITY_BEFORE,
    NOTHING_COUNTED,
)
from service.mentions.temporal.generic.vocabulary import Vocabulary, folded
from service.mentions.temporal.language import NEVER, Rule, alternation
from service.mentions.temporal.neutral import ISO_DATE


class _Parts(NamedTuple):
    """What the rules of a language are made of."""

    blank: str
    lead: str
    """a weekday and what else may stand before a day"""
    day: str
    link: str
    month: str
    year: str
    end: str
    """an ending of a word"""
    licences: str


def any_of(field: str) -> str:
    """A pattern for any of the forms of a field."""
    return alternation(map(folded, forms(field))) or NEVER


def _parts(known: Vocabulary, words: Words, table: DateWords) -> _Parts:
    blank = " ?" if table.unspaced else " "
    end = rf"(?:['-]?(?:{any_of(table.endings)})(?![\w{MARKS}]))?" if table.endings else ""
    links = alternation({*map(folded, words.links), *map(folded, forms(table.links))}) or NEVER
    year_words = rf"(?:{blank}?(?:{any_of(table.year_words)})(?![\w{MARKS}]))?" if table.year_words else ""
    short = sorted(known.months.keys() - known.plain_months)
    return _Parts(
        blank=blank,
        lead=rf"(?:{{weekday}}{end}\.?,?{blank})?(?:(?:{any_of(table.day_words)}){blank}?)?",
        day=rf"(?<!\d){{day}}(?!\d|[.,:]\d)(?:{any_of(table.day_endings)}|\.)?",
        link=rf"(?: ?(?:{links}) ?| ?[.,/-] ?|{blank})",
        month=rf"{{month}}{end}" + (r"\.?" if short else ""),
        year=rf"{{year}}(?!\d){end}" + year_words,
        end=end,
        licences=any_of(table.licences),
    )


def rules(known: Vocabulary, words: Words, table: DateWords) -> Iterator[Rule]:
    """All rules of a language; of two that begin at the same place the first wins."""
    p = _parts(known, words, table)
    rule = partial(Rule, example="")
    yield ISO_DATE
    if table.skipped:
        phrases = (re.escape(folded(phrase)).replace(r"\{0\}", "{number}") for phrase in forms(table.skipped))
        yield rule("age", "term number", "|".join(phrase.replace(r"\ ", " ") for phrase in phrases))
    if table.streets:
        place = rf"(?:{any_of(table.streets)}) (?:{p.link})?"
        yield rule("age", "term number", rf"{place}{p.day}{p.link}{p.month}(?:{p.link}{p.year})?|{place}{p.year}")
    yield from _numeric_rules(p, words, table, rule)
    if table.markers:
        yield from _marked_rules(known, table, rule)
    else:
        yield from _calendar_rules(p, known, table, rule)
    yield from _shifted_rules(p, known, table, rule)
    yield rule("weekday", "term", rf"{_sure_weekday(known, table)}{p.end}")
    if table.ordinals:
        yield rule("weekday", "term", r"(?<![^\n]){weekday_full}(?=,|\n|\Z)")
        yield rule("weekday", "term", rf"(?:{any_of(table.ordinals_after)}) (?P<span>{{weekday_full}}){_ahead(table)}")
    long_months = alternation(known.long_months)
    licence = rf"(?:{p.licences}){p.blank}"
    yield rule("month", "term", rf"{licence}(?P<span>(?P<month>{long_months}){p.end}){NO_OTHER_YEAR}")
    yield rule("month", "term", rf"(?P<month>{alternation(known.plain_months) or NEVER}){p.end}{NO_OTHER_YEAR}")
    year = rf"{NO_QUANTITY_BEFORE}{p.year}{NO_QUANTITY}"
    named = "|".join(filter(None, (any_of(table.year), any_of(table.year_words)))) if table.year else NEVER
    yield rule("year", "number", rf"(?:{named}){p.blank}(?P<span>{year})")
    if table.year_words:
        yield rule("year", "number", rf"{NO_QUANTITY_BEFORE}{{year}}{p.blank}?(?:{any_of(table.year_words)})")
    yield rule("year", "number", rf"{licence}(?P<span>(?=1[89]|20[0-4]|2[45]){year})")
    yield rule("year", "number", rf"(?=1[89]|20[0-4]|2[45])(?!\d\d[05]0(?!{NOTHING_COUNTED})){year}")


def _sure_weekday(known: Vocabulary, table: DateWords) -> str:
    """A weekday that is no numeral too."""
    ordinals = {folded(word) for word in forms(table.ordinals)}
    return rf"(?P<weekday_full>{alternation(known.weekdays.keys() - ordinals)})" if ordinals else "{weekday_full}"


def _ahead(table: DateWords) -> str:
    """After a weekday that may be a numeral: nothing that is counted by it."""
    return rf"(?=[^\w\s-]|\n|\Z| (?:{any_of(table.ordinals_ahead)})(?!\w))" if table.ordinals_ahead else ""


def _numeric_rules(p: _Parts, words: Words, table: DateWords, rule: Any) -> Iterator[Rule]:
    number = r"(?P<month>1[0-2]|0?[1-9])(?!\d)"
    before, after = r"(?<![\da-z.,/-])", r"(?![\d/-]|\.\d)"
    lead = rf"(?:{{weekday}}{p.end}\.?,?{p.blank})?"
    first, second = (number, "{day}") if words.order == "Mdy" else ("{day}", number)
    for mark in (r"\.", "/", "-"):
        years = "{year}" if mark == "-" else "(?:{year}|{short_year})"
        yield rule("calendar", "number", rf"{lead}{before}{{year}}{mark} ?{number}{mark} ?{{day}}\.?{after}")
        yield rule("calendar", "number", rf"{lead}{before}{first}{mark} ?{second}{mark} ?{years}{after}")
    yield rule("calendar", "number", rf"{before}(?P<month>1[0-2]|0?[1-9])/(?P<day>1[3-9]|2\d|3[01])/{{year}}{after}")
    led = rf"(?:(?<=[(])(?={{day}}[/.]\d\d?[)])|{{weekday}}{p.end},?{p.blank}|(?:{any_of(table.day_words)}){p.blank})"
    if words.order != "Mdy":
        yield rule("calendar", "number", rf"{led}{{day}}[/.]{number}(?![\d/-]|[.,]\d)")
    yield rule("month", "number", rf"{before}{number} ?[/-] ?{{year}}(?![\d/-]|\.\d)")
    yield rule("month", "number", rf"{before}{{year}}(?: [/-] ?|[/-] ){number}(?![/-]|\.\d)")


def _marked_rules(known: Vocabulary, table: DateWords, rule: Any) -> Iterator[Rule]:
    """2024年3月5日: each number has its mark; the names of the months hold theirs."""
    of_year, _, of_day = forms(table.markers)
    day = rf"(?<!\d){{day}} ?[{of_day}]"
    month = r"(?<![\d個个ヶカか~-]){month}(?![間间大])(?:份)?"
    weekday = r"(?: ?[(]?(?:{weekday_full}|{weekday})曜?[)]?)?"
    year = rf"(?:{{year}} ?{of_year}|{{year_shift}}) ?的?の?"
    yield rule("calendar", "term number", rf"{year}{{month}}(?:份)? ?{day}{weekday}")
    yield rule("month", "term number", rf"{year}{{month}}(?:份)?")
    yield rule("calendar_week", "number", rf"{{year}} ?{of_year} ?の?第 ?{{week_number}} ?[週周]")
    yield rule("calendar", "term", rf"{month} ?{day}{weekday}")
    yield rule("weekday_day", "term", rf"{day} ?\({{weekday}}曜?\)")
    yield rule("year", "term number", rf"(?<!\d){{year}} ?{of_year}(?![間间간度代])")
    yield rule("month", "term", month)
    if known.week_away:
        yield rule("weekday_away", "term", r"{week_away} ?的?の?(?:{weekday_full}|{weekday_sign}(?![\w]*[月年]))")
    if table.day_alone:
        yield rule("day_alone", "term", rf"{day}(?=(?:{any_of(table.day_alone)}))")


def _calendar_rules(p: _Parts, known: Vocabulary, table: DateWords, rule: Any) -> Iterator[Rule]:
    shift = rf"(?:{p.blank}{{shift}})?" if known.shifts else ""
    after = rf"(?:{p.blank}{{weekday_full}}{p.end})?"
    any_year = r"(?P<year>1[0-4]\d\d|21\d\d)(?!\d)" if not known.persian else NEVER
    if table.year_first:
        yield rule("calendar", "term", rf"{{year}}\.?{p.blank}{p.month}{p.blank}{p.day}{p.end}")
    if known.year_shift:
        away = rf"(?:{p.link}|{p.blank})(?:{any_of(table.articles)}{p.blank})?{{year_shift}}"
        yield rule("calendar", "term", rf"{p.lead}{p.day}{p.link}{p.month}{away}")
        yield rule("month", "term", rf"(?:(?:{p.licences}){p.blank})?(?P<span>{p.month}{away})")
    yield rule("calendar", "term", rf"{p.lead}{p.day}{p.link}{p.month}{p.link}(?:{p.year}|{any_year}){after}")
    yield rule("calendar", "term", rf"{p.lead}{p.month}[ .-]{p.day},?{p.link}{{year}}(?!\d)")
    if known.shifts:
        yield rule("calendar", "term", rf"{{shift}}{p.blank}{p.lead}{p.day}{p.link}{p.month}")
    yield rule("calendar", "term", rf"{p.lead}{p.day}{p.link}{p.month}{NO_OTHER_YEAR}(?:{after}|{shift})")
    alone = r"(?!\d|[.,:]\d)" if table.month_first else rf"(?={NOTHING_COUNTED})"
    led = rf"(?:(?:{p.licences}){p.blank})?(?P<span>{p.lead}{p.month}(?:{p.blank}| ?[/-] ?){p.day}{p.end})"
    yield rule("calendar", "term", led + alone)
    yield rule("month", "term", rf"(?:(?:{p.licences}){p.blank})?(?P<span>{p.month}{p.link}{p.year})")
    yield rule("month", "term", rf"(?<!\d){{year}},?\.?{p.blank}{p.month}{p.end}(?!{p.blank}\d)")
    if known.persian:
        persian = rf"{p.lead}(?P<day>3[01]|[12]\d|0?[1-9]){p.link}{{persian}}"
        yield rule("persian", "term", rf"{persian}(?:{p.link}(?P<persian_year>1[234]\d\d)(?!\d))?")
        yield rule("persian", "number", r"(?P<persian_year>1[234]\d\d)/(?P<persian>1[0-2]|0?[1-9])/{day}(?![\d/])")
        yield rule("persian", "term", rf"{{persian}}{p.link}(?P<persian_year>1[234]\d\d)(?!\d)")
    if known.islamic:
        yield rule("islamic", "term", rf"{{day}}{p.link}{{islamic}}(?:{p.link}1[34]\d\d)?")


def _shifted_rules(p: _Parts, known: Vocabulary, table: DateWords, rule: Any) -> Iterator[Rule]:
    day = r"(?P<day>3[01]|[12]\d|0?[1-9])"
    yield rule("weekday_day", "term", rf"{{weekday_full}},? ?\((?:d[ií]a )?{day}(?:/\d\d?)?\)")
    about = rf"(?:(?:{any_of(table.about)}){p.blank})?"
    for index, before in enumerate(befores(known)):
        head = re.escape(before).replace(r"\ ", " ") + p.blank if before else ""
        yield rule("away", "term", rf"{head}{about}{{number}}{p.blank}{{counted_{index}}}")
    if known.week_away:
        link = rf"(?:{p.link}|{p.blank})(?:{any_of(table.articles)}{p.blank})?"
        between = f"{any_of(table.day_words)}|{any_of(table.articles)}"
        yield rule("weekday_away", "term", rf"{{weekday_full}}{p.end},?{link}{{week_away}}{p.end}")
        yield rule(
            "weekday_away", "term", rf"{{week_away}}(?:,| -)?{p.blank}(?:(?:{between}){p.blank})?{{weekday_full}}"
        )
    yield rule("away", "term", rf"{{away}}{p.end}")
    if table.week and not table.unspaced:
        ordinal = rf"{{week_number}}(?:\.|[.-]?[^\W\d_]{{1,3}})?{p.blank}"
        yield rule("calendar_week", "term number", rf"{ordinal}(?:{any_of(table.week)}){p.end}{p.link}{{year}}")
        yield rule("calendar_week", "term", rf"(?:{any_of(table.week)}) {{week_number}}(?![\d:.,-]\d|\d)")
    if known.shifts:
        for resolver, slot in (("period", "{period}"), ("weekday", "{weekday_full}")):
            if resolver == "period" and not known.periods:
                continue
            noun = slot + p.end
            if resolver == "weekday" and table.ordinals:
                noun = f"(?:{_sure_weekday(known, table)}{p.end}|{slot}{_ahead(table)})"
            yield rule(resolver, "term", rf"{{shift}}{p.blank}{noun}|{noun}{p.blank}{{shift}}")
        names = rf"(?P<month>{alternation(known.long_months)}){p.end}"
        yield rule("month", "term", rf"{{shift}}{p.blank}{names}|{names}{p.blank}{{shift}}")
    if not table.unspaced and not table.year_first:
        more = rf"(?!\d|[.,:/%-]\d|{p.blank}?(?:%|h(?!\w)|{alternation(known.months)}))"
        yield rule("weekday_day", "term", rf"{{weekday_full}},?{p.blank}(?<!\d){day}{more}")


def befores(known: Vocabulary) -> list[str]:
    """What stands before a number that counts from now, longest first."""
    return sorted(known.counted, key=len, reverse=True)
