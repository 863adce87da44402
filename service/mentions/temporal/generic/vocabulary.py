"""The words of a language, folded, by what they mean: those of its dictionary and of its table."""

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from service.language.date_words import DateWords, forms, pairs
from service.language.dictionary import Words
from service.mentions.temporal.folding import alike, without_marks
from service.mentions.temporal.scan import fold

_SHORTEST_MONTH = 5
"""Letters of a Latin month name that is found without a day, a year or a word before it; one less in other scripts."""
_ABUGIDAS = "\u0900"
"""First of the scripts whose letters are syllables."""
_UNITS = ("week", "month", "year")


class Vocabulary(NamedTuple):
    """The words of a language, folded, by what they mean."""

    months: Mapping[str, int]
    long_months: frozenset[str]
    plain_months: frozenset[str]
    """those that are months wherever they stand"""
    weekdays: Mapping[str, int]
    leading: Mapping[str, int]
    """weekdays and their short forms, which stand before a date only"""
    away: Mapping[str, tuple[str, int]]
    counted: Mapping[str, Mapping[str, tuple[str, int]]]
    """what stands before the number -> what stands after it -> unit and direction"""
    numbers: Mapping[str, int]
    shifts: Mapping[str, int]
    periods: Mapping[str, str]
    week_away: Mapping[str, int]
    """phrases for a week -> how far it is away: last week"""
    year_shift: Mapping[str, int]
    eras: Mapping[str, int]
    persian: Mapping[str, int]
    islamic: Mapping[str, int]


def folded(word: str) -> str:
    """A word as the scanner sees it."""
    plain = without_marks(word)
    return fold(alike(plain[0] if plain else word))


def vocabulary(words: Words, table: DateWords, foreign: Words) -> Vocabulary:
    """The words of both, without those that the table takes out; other alphabets take in the months of `foreign`."""
    without = frozenset(map(folded, forms(table.without)))

    def names(*sources: Mapping[str, int], first: int = 1) -> dict[str, int]:
        return {
            word: number - (1 - first)
            for source in sources
            for name, number in source.items()
            for word in _spellings(folded(name))
            if word not in without and not word.isdigit() and (len(word) > 1 or table.unspaced)
        }

    long_months = names(words.months, _listed(table.months), _padded(words.months))
    ambiguous = {folded(name) for name in forms(table.ambiguous)}
    plain = {name for name in long_months if name not in ambiguous and (table.unspaced or len(name) >= _shortest(name))}
    latin = any(name.isascii() for name in long_months)
    english = {} if latin else foreign.months | foreign.short_months
    weekdays = names(words.weekdays, _listed(table.weekdays), first=0)
    away = {folded(phrase): distance for phrase, distance in words.away.items() if len(phrase) > 1 or table.unspaced}
    away |= {folded(phrase): _distance(value) for phrase, value in pairs(table.away)}
    counted: dict[str, dict[str, tuple[str, int]]] = {}
    patterns = [(pattern, (unit, sign)) for pattern, unit, sign in words.counted]
    patterns += [(pattern, _distance(value)) for pattern, value in pairs(table.counted)]
    for pattern, distance in patterns:
        before, _, after = folded(pattern).partition("{0}")
        if f"{before}{{0}}" in without:
            continue
        counted.setdefault(before.strip(), {})[after.strip()] = distance
    shifts = {
        folded(word): shift
        for field, shift in ((table.last, -1), (table.this, 0), (table.next, 1))
        for word in forms(field)
    }
    periods = {folded(word): unit for unit in _UNITS for word in forms(getattr(table, unit))}

    def whole(unit: str) -> dict[str, int]:
        found = {phrase: count for phrase, (of, count) in away.items() if of == unit}
        blank = "" if table.unspaced else " "
        for noun in (word for word, of in periods.items() if of == unit):
            found |= {f"{word}{blank}{noun}": shift for word, shift in shifts.items()}
            found |= {f"{noun}{blank}{word}": shift for word, shift in shifts.items()}
        return found

    return Vocabulary(
        months=names(words.short_months, english) | long_months,
        long_months=frozenset(long_months),
        plain_months=frozenset(plain),
        weekdays=weekdays,
        leading=names(words.short_weekdays, first=0) | weekdays,
        away={phrase: distance for phrase, distance in away.items() if phrase not in without},
        counted=counted,
        numbers={folded(word): number for word, number in words.numbers.items()}
        | {folded(word): int(value) for word, value in pairs(table.numbers)},
        shifts=shifts,
        periods=periods,
        week_away=whole("week"),
        year_shift=whole("year"),
        eras={folded(word): int(value) for word, value in pairs(table.eras)},
        persian=names(words.persian),
        islamic=names(words.islamic),
    )


def _listed(field: str) -> dict[str, int]:
    """The names of a field that is parted by commas: name -> the number of its part."""
    return {name: number for number, names in enumerate(field.split(","), 1) for name in forms(names)}


def _distance(value: str) -> tuple[str, int]:
    unit, _, count = value.partition(":")
    return unit, int(count)


def _spellings(name: str) -> set[str]:
    """A name of the Latin or Greek alphabet with and without its accents, others as they are."""
    if len(name) < _SHORTEST_MONTH or "\u0370" > name[0] > "\u024f" or name[0] > "\u03ff" or " " in name:
        return {name}
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return {name, plain} if len(plain) == len(name) else {name}


def _padded(months: Mapping[str, int]) -> dict[str, int]:
    """Months that are written as a number and a sign, with a zero before it."""
    return {f"0{name}": number for name, number in months.items() if name[0].isdigit() and not name[1].isdigit()}


def _shortest(month: str) -> int:
    return _SHORTEST_MONTH if month.isascii() else _SHORTEST_MONTH - 1 if month[0] < _ABUGIDAS else 2


_MARKED_DAYS = "一二三四五六七八九"
_CENTURIES = range(1800, 2050)
"""Years whose number words are spelled out beforehand."""


def ideographic(number: int) -> str:
    """A number up to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else _MARKED_DAYS[tens - 1]) + ("十" if tens else "") + (_MARKED_DAYS[ones - 1] if ones else "")
    )


def written_years(known: Vocabulary, table: DateWords) -> dict[str, int]:
    """Years that are not the plain number: of an era, of the Buddhist calendar, in Chinese numerals."""
    found = {}
    for era, base in known.eras.items():
        found[f"{era}元"] = base + 1
        for number in range(1, 100):
            found[f"{era}{number}"] = found[f"{era}{ideographic(number)}"] = base + number
    if table.markers:
        for year in _CENTURIES:
            for zero in "〇零":
                found["".join((zero, *_MARKED_DAYS)[int(digit)] for digit in str(year))] = year
    if table.years_after:
        found.update({str(year): year - table.years_after for year in range(2400, 2600)})
    return found
