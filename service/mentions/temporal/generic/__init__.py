"""The grammar of any language, made of its words: `service.language.dictionary` and `service.language.date_words`.

The rules are the same for all; a table says only which words fill them and how words are set (blanks, endings). What
needs more than words (clock times, seasons, durations) is left to the languages with a grammar of their own.
"""

import re
from collections.abc import Mapping
from typing import Any

from service.language.date_words import DateWords, forms, pairs
from service.language.dictionary import Words
from service.language.scripts import MARKS
from service.mentions.temporal.generic.rules import any_of, befores, rules
from service.mentions.temporal.generic.vocabulary import folded, ideographic, vocabulary, written_years
from service.mentions.temporal.language import NEVER, Language, NounCues, alternation

_STOPS = ("\n", ". ", ", ", "; ", "! ", "? ", "。", "，", "、", "；", "！", "？", "।", "،", "؛", "؟", "·")
_WORD = re.compile(rf"[^\W\d_{MARKS}](?:[^\W\d_]|[{MARKS}])*|\d+")
_LETTERS = rf"[\w{MARKS}]*"


def grammar(words: Words, table: DateWords, foreign: Words) -> Language:
    """The grammar of a language for the scanner; `foreign` are the words of English, which all write now and then."""
    known = vocabulary(words, table, foreign)
    slots: dict[str, Mapping[str, Any]] = {
        "month": known.months,
        "weekday": known.leading,
        "weekday_full": known.weekdays,
        "away": known.away,
        "number": known.numbers,
        "shift": known.shifts,
        "period": known.periods,
        "week_away": known.week_away,
        "year_shift": known.year_shift,
        "weekday_sign": dict(zip("一二三四五六日天", (0, 1, 2, 3, 4, 5, 6, 6), strict=True)) if table.markers else {},
        "persian": known.persian,
        "islamic": known.islamic,
        "year": written_years(known, table),
        "day": {folded(word): int(value) for word, value in pairs(table.days)}
        | ({ideographic(day): day for day in range(1, 32)} if table.markers else {}),
    }
    for index, before in enumerate(befores(known)):
        slots[f"counted_{index}"] = known.counted[before]
    phrases = [*known.months, *known.weekdays, *known.away, *known.periods, *known.persian, *known.islamic]
    phrases += [after for afters in known.counted.values() for after in afters]
    marks = "".join(forms(table.markers))
    triggers = {_trigger(phrase) for phrase in phrases} | set(marks)
    fields = (
        table.licences,
        table.links,
        table.articles,
        table.days,
        table.day_words,
        table.about,
        table.streets,
        table.skipped.replace("{0}_", "").replace("{0}", ""),
        table.ordinals_after,
    )
    surfaces = {
        *phrases,
        *known.leading,
        *known.numbers,
        *known.shifts,
        *known.eras,
        *known.counted,
        *words.links,
        *marks,
    }
    surfaces.update(folded(word).partition("=")[0] for field in fields for word in forms(field))
    surfaces.update((*known.week_away, *known.year_shift))
    pieces = {piece for surface in surfaces for piece in _pieces(surface)}
    slots["known"] = dict.fromkeys(pieces)
    left, right = _edges(table)
    return Language(
        vocabulary={slot: meanings for slot, meanings in slots.items() if meanings},
        triggers={"term": sorted(triggers)},
        rules=tuple(rules(known, words, table)),
        future=_cues(table.future),
        promised=NEVER,
        past=_cues(f"{table.past} {table.after_it}"),
        open=NEVER,
        nouns=NounCues(
            after=_cues(table.after),
            before=_cues(table.attribute_before),
            behind=_cues(table.attribute_after),
            announced=_cues(table.announced),
        ),
        verb_last=table.verb_last,
        stops=(*_STOPS, ",") if table.unspaced else _STOPS,
        number_tails=(". ", *(f" {word}" for word in forms(table.year_words))),
        ranges=frozenset(("-", *map(folded, forms(table.until)))),
        until=frozenset(("-", *map(folded, forms(table.until)))),
        decimal="," if words.order == "dMy" else ".",
        left=left,
        right=right,
        tokens=rf"(\d+|{left}{alternation(pieces)}{_ending_ahead(table)})",
        capitals=frozenset(table.capitals.split()),
    )


def _pieces(phrase: str) -> list[str]:
    """The words of a phrase."""
    return [word for word in _WORD.findall(phrase) if not word.isdigit()] or [phrase]


def _trigger(phrase: str) -> str:
    return max(_pieces(phrase), key=len)


def _edges(table: DateWords) -> tuple[str, str]:
    """What must stand at both ends of an expression."""
    if table.unspaced:
        return "", ""
    letter = rf"[\w{MARKS}]"
    left = rf"(?<!{letter})"
    if table.proclitics:
        one = f"[{table.proclitics}]"
        left = rf"(?:{left}|(?<={left}{one})|(?<={left}{one}{one})|(?<={left}{one}-))"
    return left, rf"(?!{letter})"


def _ending_ahead(table: DateWords) -> str:
    if table.unspaced:
        return ""
    endings = rf"(?:['-]?(?:{any_of(table.endings)}))?" if table.endings else ""
    return rf"(?={endings}(?![\w{MARKS}]))"


def _cues(field: str) -> str:
    words = (re.escape(folded(form)) for form in forms(field))
    return "|".join(word.replace(r"\~", _LETTERS).replace(r"\ ", " ") for word in words) or NEVER
