"""English: the words of time and the ways to combine them."""

from typing import Any

from service.mentions.temporal.language import Language, Rule
from service.mentions.temporal.neutral import ISO_DATE

# --- words -----------------------------------------------------------------------------------------------------------

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_MONTHS_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_WEEKDAYS_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_UNITS = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "weekend": "weekend", "fortnight": "fortnight",
}  # fmt: skip
_UNITS_PLURAL = {f"{word}s": unit for word, unit in _UNITS.items()} | {
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
    "a": 1, "an": 1, "another": 1, "a couple of": 2, "a couple": 2, "couple of": 2, "half a": 0.5, "half an": 0.5,
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
_DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
_FREQUENCIES = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
    "quarterly": "P1Q", "annually": "P1Y", "yearly": "P1Y",
}  # fmt: skip

_VOCABULARY: dict[str, dict[str, Any]] = {
    "month": _MONTHS | _MONTHS_SHORT | {f"{word}.": n for word, n in _MONTHS_SHORT.items()},
    "weekday": _WEEKDAYS | _WEEKDAYS_SHORT | {f"{word}.": n for word, n in _WEEKDAYS_SHORT.items()},
    "weekday_full": _WEEKDAYS,
    "weekdays": {f"{word}s": n for word, n in _WEEKDAYS.items()},
    "unit": _UNITS | _UNITS_PLURAL,
    "units": _UNITS_PLURAL,
    "period": {unit: unit for unit in ("week", "month", "quarter", "year", "weekend", "decade", "century")},
    "period_told": {unit: unit for unit in ("day", "week", "month", "quarter", "year", "weekend", "decade")},
    "number": _NUMBERS,
    "many": dict.fromkeys(("several", "a few", "few", "many", "some", "a number of", "a handful of"), None),
    "day": _ORDINAL_DAYS,
    "ordinal": {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4},
    "half": {"first": 1, "second": 2, "last": 2, "latter": 2},
    "year": _SPOKEN_YEARS,
    "day_part": _DAY_PARTS,
    "day_parts": {f"{word}s": code for word, code in _DAY_PARTS.items()},
    "season": _SEASONS,
    "deictic": {
        "today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
    },
    "tonight": {"tonight": "NI", "overnight": "NI"},
    "shift": {
        "last": -1, "this past": -1, "this": 0, "the current": 0, "current": 0,
        "next": 1, "this coming": 1, "the coming": 1, "the upcoming": 1,
    },
    "year_shift": {"last year": -1, "this year": 0, "next year": 1},
    "step": {"previous": -1, "preceding": -1, "following": 1, "next": 1, "same": 0},
    "beside": {"before": -1, "after": 1},
    "edge": {
        "early": "START", "earlier": "BEFORE", "late": "END", "later": "AFTER", "mid": "MID", "middle": "MID",
        "beginning": "START", "start": "START", "end": "END", "sometime": "", "around": "",
    },
    "offset": {"ago": -1, "from now": 1, "hence": 1},
    "relative": {"earlier": -1, "previously": -1, "later": 1, "afterward": 1, "afterwards": 1},
    "decade_word": _DECADES,
    "century": {word: n for word, n in _ORDINAL_DAYS.items() if 10 <= n <= 21},
    "half_day": {"a.m.": 0, "p.m.": 12, "a.m": 0, "p.m": 12, "am": 0, "pm": 12},
    "clock_word": {"noon": "12:00", "midday": "12:00", "midnight": "24:00"},
    "zone": {zone: zone for zone in ("est", "edt", "et", "gmt", "pst", "pdt", "cst", "cdt", "utc", "local time")},
    "frequency": _FREQUENCIES,
    "times": {"once": 1, "twice": 2, "three times": 3, "four times": 4, "five times": 5},
    "holiday_alone": {"christmas": (12, 25)},
    "holiday": {
        "christmas day": (12, 25), "christmas eve": (12, 24), "new year's day": (1, 1),
        "new year's eve": (12, 31), "valentine's day": (2, 14), "halloween": (10, 31), "boxing day": (12, 26),
    },
    "vague": {
        "now": "PRESENT_REF", "right now": "PRESENT_REF", "currently": "PRESENT_REF", "at present": "PRESENT_REF",
        "these days": "PRESENT_REF", "nowadays": "PRESENT_REF", "current": "PRESENT_REF", "recently": "PAST_REF",
        "more recently": "PAST_REF", "most recently": "PAST_REF", "lately": "PAST_REF", "recent": "PAST_REF",
        "the past": "PAST_REF", "the future": "FUTURE_REF", "the near future": "FUTURE_REF", "soon": "FUTURE_REF",
        "as soon as possible": "FUTURE_REF",
    },
    "vague_span": {"recent": "PAST_REF", "past": "PAST_REF", "coming": "FUTURE_REF", "future": "FUTURE_REF"},
}  # fmt: skip

# --- the ways to combine them ----------------------------------------------------------------------------------------

_ABOUT = (
    r"(?:(?:nearly|almost|about|around|roughly|approximately|more than|less than|no more than|at least|up to|"
    r"an additional|just over|just under) )?"
)
_CLOCK = (
    r"(?:around )?(?:(?=\d\d?(?::\d\d|(?:\.\d\d)? ?[ap]\.?m(?!\w)))"
    r"{hour}(?:[:.]{minute})?(?: ?{half_day})?|{clock_word})(?: {zone})?"
)
_DAY_OF_MONTH = r"{day}(?:st|nd|rd|th)?(?:-\d\d?)?(?![:/]\d|[.,]\d|\d)"
_MONTH_DAY = r"{month} (?:the (?=\d))?" + _DAY_OF_MONTH + r"(?:,? {year}|,? {year_shift})?"
_DAY_MONTH = r"(?:the )?{day}(?:-\d\d?)?(?:st|nd|rd|th)?(?: day)?(?: of)? {month}(?:,? {year}|,? {year_shift})?"
_SPAN_WORD = r"(?:past|last|next|first|coming|previous|final|latest|following)"
_NO_RATE = r"(?:(?!an? )|(?<![\d%s][ ])(?<!illion[ ])(?<!percent[ ])(?<!people[ ]))"  # "four flights a week"
_QUALIFIED = r"(?:(?:more|straight|consecutive|full|trading|business|additional|whole|other) )?"

_CLOCK_RULES = (
    Rule("clock", "number clock month weekday deictic", _CLOCK + r",?(?: (?:on|of))? (?:{weekday},? )?" + _MONTH_DAY),
    Rule("clock", "number clock month weekday deictic", _CLOCK + r",?(?: (?:on|of))? (?:{weekday},? )?" + _DAY_MONTH),
    Rule("clock", "number clock weekday deictic", _CLOCK + r",?(?: (?:on|of))? (?:{weekday_full}|{deictic})"),
    Rule("clock", "number clock weekday deictic", r"(?:{weekday_full}|{deictic}),? (?:at )?" + _CLOCK),
    Rule("clock", "number",
         r"(?:at|by|until|from|since|about) (?P<span>{hour}:{minute})(?!:| ?(?:[ap]\.?m|gmt|utc|e[sd]?t|local))"),
    Rule("clock", "number",
         r"(?:around )?(?=\d\d?(?:[:.]\d\d)? ?(?:[ap]\.?m|gmt|utc|e[sd]?t|local time)(?!\w))"
         r"{hour}(?:[:.]{minute})?(?: ?{half_day})?(?: {zone})?"),
)  # fmt: skip

_CALENDAR_RULES = (
    ISO_DATE,
    Rule("numeric", "number", r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?:{year}|{short_year})"),
    Rule("numeric", "number", r"(?P<first>\d\d?)(?P<point>\.)(?P<second>\d\d?)\.{year}"),
    Rule("calendar", "month weekday",
         r"(?:(?:{shift} )?{weekday},? )?(?:{edge}[- ])?" + _MONTH_DAY + r"(?: {day_part})?"),
    Rule("calendar", "month weekday", r"(?:(?:{shift} )?{weekday},? )?(?:{edge}[- ])?" + _DAY_MONTH),
    Rule("calendar", "month", r"(?:the )?{day_part} of " + _MONTH_DAY),
    Rule("calendar", "month", r"(?:the )?{day_part} of " + _DAY_MONTH),
    Rule("month", "month", r"(?:(?:the )?{edge}(?: of)?[- ])?{month},?(?: of)? {year}(?!-\d)"),
    Rule("month_set", "month", r"(?:each|every) {month}"),
    Rule("month", "month", r"(?:{shift} |(?:the )?{edge}(?: of)?[- ])?{month}(?:,? (?:of )?{year_shift})?"),
    Rule("weekday_set", "weekday", r"(?:(?:each|every) {weekday_full}|{weekdays})(?: (?:{day_part}|{day_parts}))?"),
    Rule("weekday_set", "weekday", r"{weekday_full} {day_parts}"),
    Rule("weekday", "weekday",
         r"(?:(?:the )?{step} |{shift} |{edge} )?{weekday_full}(?: (?:{day_part}|{clock_word}))?"),
    Rule("holiday", "holiday", r"{holiday}(?:,? {year})?"),
    Rule("holiday", "holiday", r"(?:at|by|before|after|since|until|over) (?P<span>{holiday_alone}(?: {year})?)"),
)  # fmt: skip

_DAY_RULES = (
    Rule("deictic", "deictic", r"(?:{edge} )?{deictic}(?: {day_part})?"),
    Rule("day_part", "deictic", r"(?:{edge}[- ])?{day_part} {deictic}"),
    Rule("deictic", "deictic", r"(?:{edge} )?{tonight}"),
    Rule("day_part", "deictic", r"(?:{edge} )?{shift} {day_part}"),
    Rule("day_part_told", "deictic", r"(?:that|the same|the {step}) {day_part}"),
    Rule("day_part_told", "deictic", r"(?:in|by|during) (?P<span>(?:the )?(?:{edge}[- ])?{day_part})(?! of)"),
)  # fmt: skip

_QUARTER_RULES = (
    Rule("quarter", "unit", r"{year_shift}'s (?:{ordinal}[- ])?quarter"),
    Rule("quarter", "unit",
         r"(?:the )?(?P<year_back>(?:comparable )?year-(?:ago|earlier))(?: {ordinal})?[- ](?:quarter|period)"),
    Rule("quarter", "unit number", r"the {year} (?:{ordinal} )?(?:quarter|period)"),
    Rule("quarter", "unit",
         r"(?:the )?(?:fiscal )?{ordinal} quarter(?:,? (?:of )?(?:fiscal )?(?:{year}|{year_shift}))?"),
    Rule("quarter", "unit", r"(?:fiscal[- ])?{ordinal}-quarter"),
    Rule("quarter", "number", r"q(?P<q>[1-4])(?:,? {year})?"),
    Rule("quarter", "unit", r"(?P<told>the latest (?:quarter|period)|the quarter|that quarter)"),
    Rule("half_year", "unit", r"(?:the )?{half} half(?: of)? (?:{year}|{year_shift})"),
)  # fmt: skip

_DISTANCE_RULES = (
    Rule("offset", "unit", _ABOUT + r"(?:{number}|{many})[- ](?:more )?{unit}(?: or so| or two)? {offset}"),
    Rule("vague_ago", "unit", r"{units} ago"),
    Rule("relative", "unit", r"(?:{number}|{many})[- ](?:more )?{unit}(?: or so)? {relative}"),
    Rule("relative", "unit", r"{units} {relative}"),
    Rule("relative", "unit", r"(?P<year_back>year-(?:ago|earlier))"),
    Rule("told", "unit", r"(?:{edge} )?(?:the {step}|that|that same) {period_told}"),
    Rule("told", "unit", r"the {period_told} {beside}(?=[.,;:)]| (?:and|in|at|on)(?!\w))"),
    Rule("then", "deictic", r"(?:until|by|since|before) (?P<span>then)"),
    Rule("told", "unit", r"(?:earlier|later|late|early) in (?P<span>the {period_told})"),
)  # fmt: skip

_PERIOD_RULES = (
    Rule("season", "unit", r"(?:(?:the )?{edge}[- ])?(?:the )?{season}(?: of)? {year}"),
    Rule("season", "unit", r"(?:{edge} )?{shift} {season}"),
    Rule("season_told", "unit", r"(?:the {step}|that) {season}"),
    Rule("season", "unit",
         r"(?:in|into|over|during|since|through|throughout|by|of) (?P<span>the (?:early |late )?{season})(?! of)"),
    Rule("period", "unit", r"(?:(?:the )?{edge}(?: of)? )?{shift} (?:fiscal |calendar )?{period}(?!-old)"),
    Rule("period", "unit", r"(?:the )?(?:end|beginning|start|middle) of the {period}"),
    Rule("period", "unit", r"(?:the )?latest (?:fiscal )?{period}"),
    Rule("year_end", "unit", r"(?:around )?(?:year[- ]end|year's end)"),
    Rule("one_period", "unit", r"the (?:fiscal )?{period}(?= end(?:ed|ing))"),
    Rule("weekend", "unit", r"(?:(?:over|during|for|in|of) )?(?P<span>the weekend)"),
    Rule("period", "unit",
         r"(?:for|in|during|throughout|over|of) (?P<span>the (?:full |fiscal )?(?!quarter){period})(?! of| end)"),
)  # fmt: skip

_SPAN_RULES = (
    Rule("age", "unit", r"{number}[- ]{unit}[- ]old"),
    Rule("duration", "unit",
         _ABOUT + r"the " + _SPAN_WORD + r" (?:{number}|{many}) (?:to {number} )?" + _QUALIFIED + r"{unit}(?: or so)?"),
    Rule("duration", "unit", r"(?:the )?" + _SPAN_WORD + r" (?:{number}|{many}) " + _QUALIFIED + r"{units}"),
    Rule("vague_span", "unit", r"{vague_span} {units}(?: and {units})?"),
    Rule("duration", "unit", r"the " + _SPAN_WORD + r" {units}"),
    Rule("one_period", "unit", r"the (?:past|last) {period}"),
    Rule("set", "unit", r"(?:every|each) (?:{number} )?{unit}"),
    Rule("set", "unit", r"(?:{times}|{number} (?:hours|days)) (?:a|per|every|each) {unit}"),
    Rule("duration", "unit",
         _NO_RATE + _ABOUT + r"(?:the )?(?!(?:a|one|three)[- ]quarter)"
         r"{number}(?:(?: or |-or-| to |-to-|-){number}|(?P<plus_half> 1/2))? " + _QUALIFIED
         + r"{unit}(?: and (?P<plus_half>a half)| or two)?"),
    Rule("duration", "unit", r"(?!(?:a|one|three)-quarter){number}(?:-to-{number})?-{unit}"),
    Rule("duration", "unit", r"(?:the )?{many}[- ]" + _QUALIFIED + r"{unit}"),
    Rule("duration", "unit",
         r"(?:for|in|within|over|after|last) (?P<span>{units}(?: or {units})?)(?! (?:old|of|ahead))"),
    Rule("frequency", "deictic", r"{frequency}(?=[.,;:]| (?:at|from|until|to|in|on|for|and)(?!\w))"),
)  # fmt: skip

_NO_QUANTITY = (  # not "1998 people", "1,998", "2000-seat"
    r"(?!%|[.,:/]\d|-(?!\d\d(?!\d)|(?:1[5-9]|20)\d\d(?!\d))\d|-(?:year|page|mile|seat|foot|acre|square)|"
    r" (?:people|troops|soldiers|men|women|children|miles|points|jobs|workers|dollars|euros|meters|metres|feet|votes|"
    r"students|homes|acres|barrels|shares|years|percent|per cent|square|km|tons|employees|victims)(?!\w))"
)
_YEAR_RULES = (
    Rule("decade", "number", r"(?:the )?(?:{edge}[- ])?(?P<decade>(?:1[5-9]|20)\d0|'\d0)s"),
    Rule("decade", "unit", r"(?:the )?(?:{edge}[- ])?{decade_word}"),
    Rule("century", "unit",
         r"(?:the )?(?:{edge}[- ])?(?:{century}|(?P<century_number>\d{1,2})(?:st|nd|rd|th))[- ]century"),
    Rule("year", "number", r"(?:the )?(?:fiscal|financial) (?:year )?{year}"),
    Rule("year", "spoken", r"{year}"),
    Rule("year", "number", r"(?:in|since|until|till|by|from) (?P<span>{year})(?! \w+s(?!\w))" + _NO_QUANTITY),
    Rule("year", "number",
         r"(?<![$£€#,./])(?<!(?<!\d{4})-)(?:(?:the )?(?:{edge}(?: of)?|year)[- ])?"
         r"(?=1[7-9]|20[0-4]){year}" + _NO_QUANTITY),
)  # fmt: skip

_VAGUE_RULES = (
    Rule("vague", "deictic unit", r"{vague}(?! (?:as|after|before)(?!\w))"),
)  # fmt: skip

ENGLISH = Language(
    vocabulary=_VOCABULARY,
    triggers={
        "month": [*_MONTHS, *_MONTHS_SHORT],
        "weekday": [*_WEEKDAYS, *_VOCABULARY["weekdays"]],
        "unit": [*_VOCABULARY["unit"], *_SEASONS, *_DECADES, "century", "half", "period"],
        "deictic": ["today", "yesterday", "tomorrow", "tonight", "overnight", "now", "currently", "present", "nowadays",
                    "recently", "lately", "past", "future", "soon", "then", "current", "recent",
                    *_FREQUENCIES, *_DAY_PARTS, *_VOCABULARY["day_parts"]],
        "clock": ["noon", "midday", "midnight"],
        "holiday": ["christmas", "eve", "halloween", "valentine", "boxing"],
        "spoken": ["eighteen", "nineteen", "twenty", "thousand", "hundred"],
    },
    rules=(*_CLOCK_RULES, *_CALENDAR_RULES, *_DAY_RULES, *_QUARTER_RULES, *_DISTANCE_RULES, *_PERIOD_RULES,
           *_SPAN_RULES, *_YEAR_RULES, *_VAGUE_RULES),
    future=(
        r"(?:will|to) be \w{2,20}(?:ed|en|wn)|(?:is|are) (?:planned|hoped)|will|'ll|shall|scheduled|slated|due|"
        r"expected (?:to|on|by|in)|expects to|set (?:to|for)|plans? to|upcoming|likely to|going to|(?:is|are) to|"
        r"as soon as (?:\w+ ){1,3}\w+ed|as (?:soon|early) as|would be|no later than|planning to|until|deadline|"
        r"meets?|begins|starts|opens|expires?|convenes|takes? effect|kicks off"
    ),
    open=(
        r"(?:agreed|agreement|bid|plan|offer|decided|decision|wants?|hopes?|supposed) to|to be|would|could|may|might|"
        r"can|should|by|payable|effective|starting|through"
    ),
    past=(
        r"had been \w+|said|says|told|was|were|had|has|have|did|met|spoke|held|took|came|made|went|began|won|lost|fell|"
        r"rose|died|left|killed|reported|announced|\w{3,20}ed|ruling|decision|since"
    ),
    number_tails=("s", " a.m", " p.m", " am", " pm", "am", "pm", "a.m", "p.m", " gmt", " utc"),
    ranges=frozenset(("-", "to", "and", "until", "through", "till", "to the", "and the")),
    names=frozenset(("may", "march", "april", "august", "june", "jan", "mar")),
    name_licences=frozenset(("in", "since", "until", "by", "from", "to", "of", "through", "between", "and", "for",
                             "during", "till", "before", "after", "a", "the")),
    sure_licences=frozenset(("in", "since", "until", "during", "till")),
)  # fmt: skip
