"""Dates as pages show them to people: "6. März 2024, 08:15 Uhr", "Updated 3 hours ago", "2024年3月6日", "03/06/2024".

The words of two hundred languages are those of dateparser; what is ours is to find the stamp in the short line around
it, to refuse what only looks like one ("5 min read"), and to know whether the day or the month comes first.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from dateparser.data.languages_info import language_order
from dateparser.date import DateDataParser

from service.cleaning import dates
from service.language.regions import puts_day_first

LONGEST = 120
"""A longer line is no stamp."""
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of each era that a page may speak of."""
_ERA_YEAR = rf"(?:{'|'.join(_ERAS)}) ?(?:\d{{1,2}}|元)"
_WORD = r"[^\W\d_][^\s\d,.;:|/()-]{1,19}"
_CLOCK = (
    r"(?:(?:[\s,;.|·•–-]|t(?=\d))*(?:\w{1,6}\.? )?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:\s?[ap]\.?\s?m\b\.?)?"
    r"(?:\s?(?:Uhr|h\b|[A-Z]{3,4}\b|Z\b|[+-]\d\d:?\d\d))?)?"
)
_DATE = re.compile(
    r"(?<!\d)(?:"
    rf"(?:\d{{4}}|{_ERA_YEAR})\s?[年년.]\s?\d{{1,2}}\s?[月월.]\s?\d{{1,2}}(?:\s?[日일])?{_CLOCK}"
    rf"|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}{_CLOCK}"
    rf"|\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?(?:\d{{4}}|\d\d(?!\d)){_CLOCK}"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th|er|º|-?го)?[\s,.-]{{1,2}}(?:(?:de|of|d[’'])\s?)?{_WORD}[.,]?(?:\s(?:del?|of))?"
    rf"[\s,.-]{{1,2}}\d{{4}}(?!\d){_CLOCK}"
    rf"|\d{{4}}\.?\s{_WORD}\s\d{{1,2}}(?!\d)\.?{_CLOCK}"
    r")"
    rf"|(?<!\w){_WORD}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s|\s\d\d:\d\d:\d\d\s[A-Z]{{3,4}}\s)\d{{4}}(?!\d){_CLOCK}",
    re.I,
)
"""A whole date, whatever the language of its month, and the time beside it."""
_CJK = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})(?:\s?[日일])?")
"""A date that needs no language."""
_UNIX_DATE = re.compile(r"(\w{3,4} \d{1,2}) (\d\d:\d\d:\d\d [A-Z]{3,4}) (\d{4})$")
_STANDARD = re.compile(
    r"\d{4}-\d\d-\d\d|\d{4}-\d{3}$|\d{8}(?:T|$)|[A-Za-z]{3}, \d|\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d [+-]"
)
_ZONED = re.compile(r"\d [A-Z]{3,4}$")
"""Ends in the name of a zone."""
_NUMERIC = re.compile(r"\d{1,2}([./-])\s?\d{1,2}\1\s?(?:\d{4}|\d\d)\b")
_PARTS = re.compile(r"[|•·\n\t]+|\s[–—-]\s|\s{2,}")
_THAI_YEAR = re.compile(r"\b(2[45]\d\d)\b")
_ERA = re.compile(rf"({'|'.join(_ERAS)}) ?(\d{{1,2}}|元)年")
_BASE = datetime(2050, 1, 1)  # noqa: DTZ001 - dateparser wants it so; years of two digits end here
_EPOCH = re.compile(r"\d{10}(?:\d{3}){0,3}")
_MOST_WORDS, _MOST_BESIDE = 9, 3
"""Words of a relative stamp, and of what stands before or after it."""
LONGEST_BESIDE = 45
"""Characters that may stand beside a date in its stamp: a weekday, a clock, an author."""
_CLOCKED = re.compile(r"\d[:.hH]\d\d")
_BESIDE_CLOCKED = 25
"""The same in a stamp that may be any language: a weekday and the word before the clock."""
_MONTHS = 12
"""A number up to it may be a month as well as a day."""
_DATEPARSER_NAMES = {"no": "nb", "und": ""}


def read(line: str, language: str, region: str, now: datetime | None) -> datetime | None:
    """The date in a line that a page shows, None if it shows none. Relative ones count back from `now`, and without it
    are not read. `language` is a primary subtag, `region` that of the page ("gb"), either may be empty.
    """
    line = line.strip()
    if not 3 < len(line) <= LONGEST:
        return None
    whole = within(line, language, region) if any(map(str.isdigit, line)) else None
    if whole:
        return whole
    return next(filter(None, (_relative(part, language, now) for part in _PARTS.split(line))), None) if now else None


def within(sentence: str, language: str, region: str) -> datetime | None:
    """The first whole date in a sentence of any length, which its caller bounds."""
    return next(filter(None, (written(match[0], language, region) for match in _DATE.finditer(sentence))), None)


def is_stamp(line: str, beside: int = LONGEST_BESIDE) -> bool:
    """Whether a line is a whole date with at most so many characters beside it."""
    match = _DATE.search(line) if any(map(str.isdigit, line)) else None
    return match is not None and len(line) - len(match[0]) <= beside


def is_clocked(line: str) -> bool:
    """Whether a line is a whole date with a time of day and hardly a word beside it, whatever its language."""
    return line[-1:] not in ".!?" and _CLOCKED.search(line) is not None and is_stamp(line, _BESIDE_CLOCKED)


def written(stamp: str, language: str = "", region: str = "") -> datetime | None:
    """A date that stands alone, in whatever notation, with day, month and year."""
    stamp = " ".join(stamp.split())
    if not 6 <= len(stamp) <= LONGEST or not any(map(str.isdigit, stamp)):
        return None
    stamp = _CJK.sub(lambda match: f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}", stamp)
    found = dates.parse(stamp) if _STANDARD.match(stamp) else epoch(stamp)
    if found and not (found.tzinfo is dates.NO_OFFSET and _ZONED.search(stamp)):
        return found
    numeric = _NUMERIC.search(stamp)
    order = "MDY" if numeric and numeric[1] == "/" and _month_first(language, region) else "DMY"
    if language == "ja":
        stamp = _ERA.sub(lambda match: f"{_ERAS[match[1]] + int(match[2].replace('元', '1'))}年", stamp)
    if language == "th":
        stamp = _THAI_YEAR.sub(lambda match: str(int(match[1]) - 543), stamp)
    found = _parsed(_UNIX_DATE.sub(r"\1 \3 \2", stamp), language, order, None)
    if found and numeric and numeric[1] == "/" and found.tzinfo is dates.NO_OFFSET and found.day <= _MONTHS:
        return found.replace(tzinfo=dates.NO_ORDER)
    return found


def epoch(digits: str) -> datetime | None:
    """Unix time in seconds, milli-, micro- or nanoseconds, by the number of digits; None outside 1990 to 2199."""
    if not _EPOCH.fullmatch(digits):
        return None
    moment = datetime.fromtimestamp(int(digits[:10]), UTC)
    return moment if moment >= dates.EARLIEST else None


def _month_first(language: str, region: str) -> bool:
    return not puts_day_first(region) and (bool(region) or language == "en")


def _relative(part: str, language: str, now: datetime) -> datetime | None:
    """What "3 hours ago" means, in a part with a few words before or after it ("Updated", "Stand:")."""
    words = part.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    digit = re.search(r"\d", part) if len(words) <= 2 else None  # some languages put no blank before it
    rests = [" ".join(words[i:]) for i in range(min(len(words), _MOST_BESIDE + 1))]
    rests += [" ".join(words[:-i]) for i in range(1, min(len(words), _MOST_BESIDE + 1))]
    rests += [part[digit.start() :]] if digit and digit.start() else []
    return next(filter(None, (_parsed(rest, language, "DMY", now) for rest in rests)), None)


def _parsed(stamp: str, language: str, order: str, now: datetime | None) -> datetime | None:
    """The date by dateparser; with `now` a relative one, else a whole one."""
    base = now.astimezone(UTC).replace(tzinfo=None) if now else _BASE
    settings = {
        "PARSERS": ["relative-time" if now else "absolute-time"],
        "DATE_ORDER": order,
        "PREFER_LOCALE_DATE_ORDER": False,
        "RELATIVE_BASE": base,
        "REQUIRE_PARTS": [] if now else ["day", "month", "year"],
        "TIMEZONE": "UTC",
    }
    found = _by_parser(stamp, language, settings | {"PREFER_DATES_FROM": "past"})
    if found is None or not dates.EARLIEST.year <= found.year <= dates.LAST_YEAR:
        return None
    # "5 min" may be ahead or behind; only what says "ago" is the same either way.
    if now and (found > base or found != _by_parser(stamp, language, settings | {"PREFER_DATES_FROM": "future"})):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC if now else dates.NO_OFFSET)


def _by_parser(stamp: str, language: str, settings: dict[str, Any]) -> datetime | None:
    try:
        parser = DateDataParser(languages=_languages(language), settings=settings)
        found: datetime | None = parser.get_date_data(stamp).date_obj
    except (ValueError, OverflowError):
        return None
    return found


@lru_cache(maxsize=256)
def _languages(language: str) -> list[str]:
    """The language of the page, where dateparser has it, and English, which many templates speak."""
    named = _DATEPARSER_NAMES.get(language, language)
    return list(dict.fromkeys(known for known in (named, "en") if known in language_order))
