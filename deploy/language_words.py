"""Read the words of dates in each language from CLDR and dateparser into `service/language/words.jsonl`.

    npm pack cldr-core cldr-dates-full cldr-rbnf cldr-segments-full cldr-cal-persian-full cldr-cal-islamic-full
    (unpack each into a folder of its name under CLDR)
    python -m deploy.language_words CLDR

One line a language, for every language with a two-letter code that CLDR covers well; run by hand when CLDR has a new
release, never at run time. Licences: Unicode-3.0 (CLDR) and BSD-3-Clause (dateparser), see `service/language/NOTICE`.
"""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "service/language/words.jsonl"
VARIANTS = {
    "ar": ["ar-SY", "ar-DZ", "ar-MA", "ar-SA"], "pt": ["pt-PT"], "de": ["de-AT"], "zh": ["zh-Hant", "zh-Hant-HK"],
    "es": ["es-MX"], "en": ["en-GB"], "sr": ["sr-Latn"],
}  # fmt: skip
"""Locales whose words are added to those of their language."""
SAME_NUMBERS = {"no": "nb"}
DATEPARSER = {"no": "nb"}
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_WEEKDAYS = [day[:3] for day in WEEKDAYS]
UNITS = ("day", "week", "month", "quarter", "year")
LARGEST_NUMBER = 31
_LITERAL = re.compile(r"'([^']+)'")
_NOT_SPELT_OUT = re.compile(r"[→←=%\[\]>]")


class Cldr:
    """The unpacked packages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def languages(self) -> list[str]:
        """Codes of two letters with modern coverage and a calendar."""
        levels = self._json("core/coverageLevels.json")["effectiveCoverageLevels"]
        codes = sorted(code for code, level in levels.items() if level == "modern" and len(code) == 2)
        return [code for code in codes if (self._folder / f"dates-full/main/{code}/ca-gregorian.json").exists()]

    def gregorian(self, locale: str) -> dict[str, Any]:
        """Names and formats of the calendar that most use."""
        return self._calendar("dates-full", locale, "gregorian")

    def months_of(self, calendar: str, locale: str) -> dict[str, int]:
        """Names of the months of another calendar."""
        return _numbered([self._calendar(f"cal-{calendar}-full", locale, calendar)["months"]["format"]["wide"]])

    def fields(self, locale: str) -> dict[str, Any]:
        """Yesterday, last week, {0} days ago."""
        found: dict[str, Any] = self._dates("dates-full", locale, "dateFields")["fields"]
        return found

    def numbers(self, language: str) -> dict[str, int]:
        """Number words that are one word or fixed phrase."""
        path = f"rbnf/rbnf/{SAME_NUMBERS.get(language, language)}.json"
        if not (self._folder / path).exists():
            return {}
        found: dict[str, int] = {}
        for name, rules in self._json(path)["rbnf"]["rbnf"].get("SpelloutRules", {}).items():
            if name.startswith(("%spellout-cardinal", "%spellout-numbering")) and "year" not in name:
                for number, text in rules:
                    word = text.rstrip(";").replace("\u00ad", "").lower()
                    if number.isdigit() and 1 <= int(number) <= LARGEST_NUMBER and not _NOT_SPELT_OUT.search(word):
                        found.setdefault(word, int(number))
        return found

    def abbreviations(self, language: str) -> list[str]:
        """Words whose full stop ends no sentence."""
        path = f"segments-full/segments/{language}/suppressions.json"
        if not (self._folder / path).exists():
            return []
        breaks = self._json(path)["segments"]["segmentations"].get("SentenceBreak", {})
        rows = breaks.get("standard", [])
        return sorted({row["suppression"].removesuffix(".").lower() for row in rows if " " not in row["suppression"]})

    def _calendar(self, package: str, locale: str, calendar: str) -> dict[str, Any]:
        found: dict[str, Any] = self._dates(package, locale, f"ca-{calendar}")["calendars"][calendar]
        return found

    def _dates(self, package: str, locale: str, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self._json(f"{package}/main/{locale}/{name}.json")["main"][locale]["dates"]
        return found

    def _json(self, path: str) -> Any:
        return json.loads((self._folder / path).read_text(encoding="utf-8"))


def words(cldr: Cldr, language: str) -> dict[str, Any]:
    """All that is known of one language."""
    locales = [language, *VARIANTS.get(language, [])]
    calendars = [cldr.gregorian(locale) for locale in locales]
    months, short_months = (_names(calendars, "months", width) for width in ("wide", "abbreviated"))
    weekdays, short_weekdays = (_names(calendars, "days", width) for width in ("wide", "abbreviated"))
    away: dict[str, tuple[str, int]] = {}
    counted: set[tuple[str, str, int]] = set()
    for fields in map(cldr.fields, locales):
        for phrase, unit, shift in _relative(fields):
            away.setdefault(phrase, (unit, shift))
        counted.update(_counted(fields))
        weekdays = _declined(fields, weekdays) | weekdays
    names = {"months": months, "short_months": short_months, "weekdays": weekdays, "short_weekdays": short_weekdays}
    _add_dateparser(language, names, away)
    formats = calendars[0]["dateFormats"]
    found = {
        "language": language,
        "order": re.sub(r"[^dMy]", "", re.sub(r"(.)\1+", r"\1", _LITERAL.sub("", formats["short"]))),
        "links": sorted({link.strip().lower() for link in _LITERAL.findall(formats["full"] + formats["long"])}),
        **names,
        "away": away,
        "counted": sorted(counted),
        "numbers": cldr.numbers(language),
        "abbreviations": cldr.abbreviations(language),
    }
    if language in ("fa", "ps"):
        found["persian"] = cldr.months_of("persian", language)
    if language in ("ar", "fa", "ur", "id", "ms", "tr"):
        found["islamic"] = cldr.months_of("islamic", language)
    return found


def _numbered(tables: list[dict[str, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in tables:
        for number, name in table.items():
            if not name.isdigit():
                found.setdefault(name.strip(".").lower(), int(number))
    return found


def _names(calendars: list[dict[str, Any]], kind: str, width: str) -> dict[str, int]:
    """Name -> its number; Monday is 1."""
    tables = [calendar[kind][form][width] for calendar in calendars for form in ("format", "stand-alone")]
    if kind == "days":
        tables = [{str(SHORT_WEEKDAYS.index(day) + 1): name for day, name in table.items()} for table in tables]
    return _numbered(tables)


def _relative(fields: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    for unit in UNITS:
        for key, phrase in fields[unit].items():
            if key.startswith("relative-type-"):
                yield phrase.lower(), unit, int(key.removeprefix("relative-type-"))


def _counted(fields: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Patterns with `{0}`: "{0} days ago", "in {0} weeks"."""
    for unit in UNITS:
        for key, sign in (("relativeTime-type-past", -1), ("relativeTime-type-future", 1)):
            for pattern in fields[unit].get(key, {}).values():
                if "{0}" in pattern:
                    yield pattern.lower(), unit, sign


def _declined(fields: dict[str, Any], weekdays: dict[str, int]) -> dict[str, int]:
    """The forms that weekdays have in "last Monday": words that begin like the weekday."""
    found = {}
    for number, day in enumerate(SHORT_WEEKDAYS, 1):
        starts = {name[:3] for name, n in weekdays.items() if n == number and len(name) > 3}
        for key, phrase in fields[day].items():
            if key.startswith("relative-type-") and " " in phrase:
                found.update({w: number for w in phrase.lower().split() if len(w) > 3 and w[:3] in starts})
    return found


def _add_dateparser(language: str, names: dict[str, dict[str, int]], away: dict[str, tuple[str, int]]) -> None:
    """The inflected names and the further phrases of dateparser, where it knows the language."""
    try:
        module = importlib.import_module(f"dateparser.data.date_translation_data.{DATEPARSER.get(language, language)}")
    except ModuleNotFoundError:
        return
    for number, name in enumerate(MONTHS, 1):
        wide = [word for word, n in names["months"].items() if n == number]
        for word in map(str.lower, module.info.get(name, [])):
            is_wide = len(word) > 4 and any(len(w) > 5 and not w.startswith(word) for w in wide)
            names["months" if is_wide else "short_months"].setdefault(word, number)
    for number, name in enumerate(WEEKDAYS, 1):
        for word in map(str.lower, module.info.get(name, [])):
            names["weekdays" if len(word) > 4 else "short_weekdays"].setdefault(word, number)
    for key, phrases in module.info.get("relative-type", {}).items():
        if match := re.fullmatch(r"(in )?(\d+) (day|week|month|year)( ago)?", key):
            for phrase in phrases:
                away.setdefault(phrase.lower(), (match[3], int(match[2]) * (-1 if match[4] else 1)))


def main() -> None:
    """Write the file."""
    cldr = Cldr(Path(sys.argv[1]))
    rows = [words(cldr, language) for language in cldr.languages()]
    TARGET.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} languages, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
