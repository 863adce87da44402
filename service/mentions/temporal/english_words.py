"""English: the words of time and what they mean."""

from typing import Any

from service.mentions.temporal.holidays import easter, fixed, nth

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTHS_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_WEEKDAYS_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_UNITS = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century", "weekend": "weekend", "fortnight": "fortnight",
}  # fmt: skip
_UNITS_PLURAL = {f"{word}s": unit for word, unit in _UNITS.items() if word != "century"} | {
    "seconds": "second", "centuries": "century", "summers": "year", "winters": "year",
}  # fmt: skip
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_COMPOUNDS = {
    f"{tens}{joint}{ones}": t + o for tens, t in _TENS.items() for ones, o in _ONES.items() for joint in "- "
}  # fmt: skip
_BELOW_HUNDRED = _ONES | _TEENS | _TENS | _COMPOUNDS
_NUMBERS = _BELOW_HUNDRED | {
    "a": 1, "an": 1, "another": 1, "a couple of": 2, "a couple": 2, "couple of": 2, "half": 0.5, "half a": 0.5,
    "half an": 0.5, "a quarter of a": 0.25,
    "a dozen": 12, "a hundred": 100, "one hundred": 100, "two hundred": 200, "three hundred": 300, "a thousand": 1000,
    "one thousand": 1000, "two thousand": 2000,
}  # fmt: skip
_SPOKEN_YEARS = {
    f"{century} {rest}": hundreds + n
    for century, hundreds in (("eighteen", 1800), ("nineteen", 1900), ("twenty", 2000))
    for rest, n in (_TEENS | _TENS | _COMPOUNDS).items()
} | {
    f"two thousand{joint}{ones}": 2000 + n for ones, n in (_ONES | _TEENS).items() for joint in (" ", " and ")
} | {"eighteen hundred": 1800, "nineteen hundred": 1900, "the year two thousand": 2000}  # fmt: skip
_ORDINAL_DAYS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22,
    "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27,
    "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
FREQUENCIES = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
    "quarterly": "P1Q", "annually": "P1Y", "yearly": "P1Y",
}  # fmt: skip

VOCABULARY: dict[str, dict[str, Any]] = {
    "month": MONTHS | MONTHS_SHORT | {f"{word}.": n for word, n in MONTHS_SHORT.items()},
    "weekday": WEEKDAYS | _WEEKDAYS_SHORT | {f"{word}.": n for word, n in _WEEKDAYS_SHORT.items()},
    "weekday_full": WEEKDAYS,
    "weekdays": {f"{word}s": n for word, n in WEEKDAYS.items()},
    "about": dict.fromkeys((
        "nearly", "almost", "about", "around", "roughly", "approximately", "more than", "less than", "no more than",
        "at least", "up to", "close to", "some", "another", "an additional", "an extra", "a further", "just over",
        "just under", "well over",
    )),
    "which": dict.fromkeys(("past", "last", "next", "first", "coming", "previous", "final", "latest", "following")),
    "kind": dict.fromkeys((
        "more", "straight", "consecutive", "full", "trading", "business", "additional", "whole", "other",
    )),
    "unit": _UNITS | _UNITS_PLURAL,
    "units": _UNITS_PLURAL,
    "period": {unit: unit for unit in ("week", "month", "quarter", "year", "weekend", "decade", "century")},
    "period_told": {unit: unit for unit in ("day", "week", "month", "quarter", "year", "weekend", "decade")},
    "number": _NUMBERS,
    "many": dict.fromkeys(("several", "a few", "few", "many", "some", "a number of", "a handful of"), None),
    "day": _ORDINAL_DAYS,
    "ordinal": {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4},
    "nth": {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1},
    "half": {"first": 1, "second": 2, "last": 2, "latter": 2},
    "year": _SPOKEN_YEARS,
    "day_part": DAY_PARTS | {"early hours": "MO", "small hours": "MO", "wee hours": "MO"},
    "day_parts": {f"{word}s": code for word, code in DAY_PARTS.items()},
    "season": SEASONS,
    "deictic": {
        "today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
    },
    "tonight": {"tonight": "NI", "overnight": "NI"},
    "shift": {
        "last": -1, "this past": -1, "this": 0, "the current": 0, "current": 0,
        "next": 1, "this coming": 1, "the coming": 1, "the upcoming": 1,
    },
    "year_shift": {"last year": -1, "this year": 0, "next year": 1},
    "step": {"previous": -1, "preceding": -1, "prior": -1, "following": 1, "next": 1, "same": 0},
    "beside": {"before": -1, "after": 1},
    "latest": {"latest": -1},
    "other": {"other": 2},
    "edge": {"early": "", "earlier": "BEFORE", "late": "", "later": "AFTER", "mid": "", "sometime": "", "around": ""},
    "edge_of": dict.fromkeys(("beginning", "start", "middle", "end"), ""),
    "offset": {"ago": -1, "from now": 1, "hence": 1},
    "relative": {"earlier": -1, "previously": -1, "later": 1, "afterward": 1, "afterwards": 1},
    "decade_word": DECADES,
    "century": {word: n for word, n in _ORDINAL_DAYS.items() if 10 <= n <= 21},
    "half_day": {"a.m.": 0, "p.m.": 12, "a.m": 0, "p.m": 12, "am": 0, "pm": 12},
    "clock_word": {"noon": "12:00", "midday": "12:00", "midnight": "24:00"},
    "zone": {zone: zone for zone in ("est", "edt", "et", "gmt", "pst", "pdt", "cst", "cdt", "mst", "mdt", "bst",
                                       "cet", "cest", "ist", "jst", "utc", "local time")},
    "frequency": FREQUENCIES,
    "times": {"once": 1, "twice": 2, "three times": 3, "four times": 4, "five times": 5,
              "24 hours": 1, "seven days": 1},
    "holiday_alone": {"christmas": fixed(12, 25), "easter": easter(), "new year's": fixed(1, 1)},
    "holiday": {
        "christmas day": fixed(12, 25), "christmas eve": fixed(12, 24), "boxing day": fixed(12, 26),
        "new year's day": fixed(1, 1), "new year's eve": fixed(12, 31), "valentine's day": fixed(2, 14),
        "st. patrick's day": fixed(3, 17), "bastille day": fixed(7, 14), "halloween": fixed(10, 31),
        "veterans day": fixed(11, 11), "ash wednesday": easter(-46), "palm sunday": easter(-7),
        "good friday": easter(-2), "easter sunday": easter(), "easter monday": easter(1),
        "martin luther king day": nth(3, 0, 1), "martin luther king jr. day": nth(3, 0, 1),
        "presidents' day": nth(3, 0, 2), "presidents day": nth(3, 0, 2), "mother's day": nth(2, 6, 5),
        "memorial day": nth(-1, 0, 5),
        "father's day": nth(3, 6, 6), "labor day": nth(1, 0, 9), "columbus day": nth(2, 0, 10),
        "thanksgiving day": nth(4, 3, 11), "thanksgiving": nth(4, 3, 11),
    },
    "vague": {
        "now": "PRESENT_REF", "right now": "PRESENT_REF", "currently": "PRESENT_REF", "at present": "PRESENT_REF",
        "these days": "PRESENT_REF", "nowadays": "PRESENT_REF", "current": "PRESENT_REF", "recently": "PAST_REF",
        "more recently": "PAST_REF", "most recently": "PAST_REF", "lately": "PAST_REF", "recent": "PAST_REF",
        "the past": "PAST_REF", "the future": "FUTURE_REF", "the near future": "FUTURE_REF", "soon": "FUTURE_REF",
        "as soon as possible": "FUTURE_REF", "9/11": "2001-09-11",
    },
    "vague_span": {"recent": "PAST_REF", "past": "PAST_REF", "coming": "FUTURE_REF", "future": "FUTURE_REF"},
}  # fmt: skip
