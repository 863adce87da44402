"""English: the words of time and the ways to combine them."""

from service.mentions.temporal.language import Language, Rule

_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_WEEKDAYS_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_UNITS = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade", "century": "century", "weekend": "weekend",
    "fortnight": "fortnight",
}  # fmt: skip
_UNITS_PLURAL = {f"{word}s": unit for word, unit in _UNITS.items() if word != "century"} | {"centuries": "century"}
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
_BELOW_HUNDRED = (
    _ONES | _TEENS | _TENS
    | {f"{tens}{joint}{ones}": t + o for tens, t in _TENS.items() for ones, o in _ONES.items() for joint in "- "}
)  # fmt: skip
_NUMBERS = _BELOW_HUNDRED | {
    "a": 1, "an": 1, "a couple of": 2, "a couple": 2, "half a": 0.5, "half an": 0.5, "a dozen": 12, "a hundred": 100,
    "one hundred": 100, "two hundred": 200, "three hundred": 300, "a thousand": 1000, "one thousand": 1000,
    "two thousand": 2000,
}  # fmt: skip
_SPOKEN_YEARS = (
    {f"{c} {word}": hundreds + n for c, hundreds in (("eighteen", 1800), ("nineteen", 1900), ("twenty", 2000))
     for word, n in _BELOW_HUNDRED.items() if n > 9}
    | {f"{c} hundred": hundreds for c, hundreds in (("seventeen", 1700), ("eighteen", 1800), ("nineteen", 1900))}
    | {"the year two thousand": 2000} | {f"two thousand {joint}{ones}": 2000 + n for ones, n in (_ONES | _TEENS).items()
                                         for joint in ("", "and ")}
)  # fmt: skip
_ORDINAL_DAYS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22,
    "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27,
    "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip
_DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_DEICTIC_DAYS = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip

ENGLISH = Language(
    vocabulary={
        "month": _MONTHS | {f"{word}.": n for word, n in _MONTHS.items() if len(word) < 5},
        "weekday": _WEEKDAYS | _WEEKDAYS_SHORT | {f"{word}.": i for word, i in _WEEKDAYS_SHORT.items()},
        "weekday_full": _WEEKDAYS,
        "weekdays": {f"{word}s": i for word, i in _WEEKDAYS.items()},
        "unit": _UNITS | _UNITS_PLURAL,
        "units": _UNITS_PLURAL,
        "period": {unit: unit for unit in ("week", "month", "quarter", "year", "weekend", "decade", "century")},
        "unit_then": {unit: unit for unit in ("day", "week", "month", "quarter", "year", "weekend", "decade")},
        "number": _NUMBERS,
        "many": dict.fromkeys(("several", "a few", "many", "some", "a number of"), None),
        "day": _ORDINAL_DAYS,
        "ordinal": {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4},
        "half": {"first": 1, "second": 2, "last": 2, "latter": 2},
        "year": _SPOKEN_YEARS,
        "day_part": _DAY_PARTS,
        "day_parts": {f"{word}s": code for word, code in _DAY_PARTS.items()},
        "season": _SEASONS,
        "deictic": _DEICTIC_DAYS,
        "shift": {"last": -1, "this": 0, "next": 1, "this past": -1, "this coming": 1, "the coming": 1, "the past": -1,
                  "the current": 0, "current": 0, "the upcoming": 1, "the last": -1},
        "year_shift": {"last year": -1, "this year": 0, "next year": 1, "the year": 0},
        "step": {"previous": -1, "preceding": -1, "following": 1, "next": 1, "same": 0},
        "edge": {"early": "START", "earlier": "BEFORE", "late": "END", "later": "AFTER", "mid": "MID",
                 "sometime": "", "beginning": "START", "start": "START", "middle": "MID", "end": "END"},
        "offset": {"ago": -1, "from now": 1, "hence": 1},
        "relative": {"earlier": -1, "later": 1, "afterward": 1, "afterwards": 1, "beforehand": -1},
        "span_word": {"past": -1, "last": -1, "next": 1, "first": 0, "coming": 1, "previous": -1, "final": 0, "latest": -1},
        "decade_word": _DECADES,
        "century": {word: n for word, n in _ORDINAL_DAYS.items() if 10 <= n <= 21},
        "half_day": {"a.m.": 0, "p.m.": 12, "a.m": 0, "p.m": 12, "am": 0, "pm": 12},
        "clock_word": {"noon": "12:00", "midnight": "24:00"},
        "zone": {z: z for z in ("est", "edt", "et", "gmt", "pst", "pdt", "cst", "cdt", "utc", "local time")},
        "frequency": {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W",
                      "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y"},
        "times": {"once": 1, "twice": 2, "three times": 3, "four times": 4, "five times": 5},
        "vague": {"now": "PRESENT_REF", "right now": "PRESENT_REF", "currently": "PRESENT_REF", "at present": "PRESENT_REF",
                  "these days": "PRESENT_REF", "nowadays": "PRESENT_REF", "recently": "PAST_REF", "lately": "PAST_REF",
                  "the past": "PAST_REF", "the future": "FUTURE_REF", "the near future": "FUTURE_REF",
                  "the present": "PRESENT_REF", "soon": "FUTURE_REF"},
        "vague_span": {"recent": "PAST_REF", "past": "PAST_REF", "coming": "FUTURE_REF", "future": "FUTURE_REF"},
    },
    triggers={
        "month": _MONTHS,
        "weekday": [*_WEEKDAYS, *(f"{word}s" for word in _WEEKDAYS)],
        "unit": [*_UNITS, *_UNITS_PLURAL, *_SEASONS, *_DECADES, "half", "period", "ago", "earlier", "later"],
        "deictic": ["today", "yesterday", "tomorrow", "tonight", "overnight", "now", "currently", "present", "nowadays",
                    "recently", "lately", "past", "future", "soon", "hourly", "daily", "nightly", "weekly", "monthly",
                    "biweekly", "yearly", "annually", *_DAY_PARTS, *(f"{word}s" for word in _DAY_PARTS)],
        "clock": ["noon", "midnight"],
        "number": [],
        "spoken": ["eighteen", "nineteen", "twenty", "thousand", "seventeen"],
    },
    rules=(
        Rule("iso", "number", r"(?P<iso>(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
                              r"(?:t\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:?\d\d)?)?)"),
        Rule("numeric", "number", r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?:{year}|{short_year})"),
        Rule("numeric", "number", r"(?P<first>\d\d?)(?P<point>\.)(?P<second>\d\d?)\.{year}"),
        # --- clock times, with or without a day
        Rule("clock", "number clock month weekday deictic",
             r"(?:(?=\d\d?(?::\d| ?[ap]\.?m|[.]\d\d ?[ap])){hour}(?:[:.]{minute})?(?: ?{half_day})?|{clock_word})(?: {zone})?,?(?: (?:on|of))? "
             r"(?:{weekday}(?:,? {month} {day}(?:st|nd|rd|th)?(?:,? {year})?)?|{deictic})"),
        Rule("clock", "number clock month weekday deictic",
             r"(?:(?=\d\d?(?::\d| ?[ap]\.?m|[.]\d\d ?[ap])){hour}(?:[:.]{minute})?(?: ?{half_day})?|{clock_word})(?: {zone})?,?(?: (?:on|of))? "
             r"{month} {day}(?:st|nd|rd|th)?(?:,? {year})?"),
        Rule("clock", "number",
             r"(?=\d\d?(?:[:.]\d\d)? ?(?:[ap]\.?m|gmt|utc|e[sd]?t|local)){hour}(?:[:.]{minute})?(?: ?{half_day})?(?: {zone})?"),
        # --- calendar dates
        Rule("calendar", "month weekday",
             r"(?:{weekday},? )?(?:{edge}[- ])?{month} (?:the )?{day}(?:st|nd|rd|th)?(?![:/]|[.,]\d)"
             r"(?:,? {year}|,? {year_shift})?(?: {day_part})?"),
        Rule("calendar", "month weekday",
             r"(?:{weekday},? )?(?:the )?{day}(?:st|nd|rd|th)?(?: day)?(?: of)? {month}(?:,? {year})?"),
        Rule("month", "month", r"(?:(?:the )?{edge}(?: of)?[- ])?{month},?(?: of)? {year}(?!-\d)"),
        Rule("month_set", "month", r"(?:each|every) {month}"),
        Rule("month", "month", r"(?:{shift} |(?:the )?{edge}(?: of)?[- ])?{month}(?: (?:of )?{year_shift})?"),
        Rule("weekday_set", "weekday", r"(?:(?:each|every) {weekday_full}|{weekdays})(?: (?:{day_part}|{day_parts}))?"),
        Rule("weekday", "weekday",
             r"(?:(?:the )?{step} |{shift} |{edge} )?{weekday_full}(?: (?:{day_part}|{clock_word}))?"),
        # --- days and their parts, seen from the publication or from the day just told
        Rule("deictic", "deictic",
             r"(?:{edge} )?{deictic}(?: {day_part})?"),
        Rule("deictic", "deictic", r"(?:{edge} )?(?P<tonight>tonight)|(?P<overnight>overnight)"),
        Rule("day_part", "deictic", r"(?:{edge} )?{shift} {day_part}"),
        Rule("day_part_then", "deictic", r"(?:that|the same|the {step}|the) {day_part}"),
        # --- quarters and halves
        Rule("quarter", "unit", r"{year_shift}'s {ordinal}[- ]quarter"),
        Rule("quarter", "unit", r"(?:the )?(?P<back>year-ago|year-earlier|comparable year-ago)(?: {ordinal})?[- ]"
                                r"(?:quarter|period)"),
        Rule("quarter", "unit", r"(?P<then>(?:the latest (?:quarter|period)|the quarter|that quarter))"),
        Rule("quarter", "unit", r"(?:the )?(?:fiscal )?(?:{year}'?s? )?{ordinal} quarter(?:,? (?:of )?(?:{year}|{year_shift}))?"),
        Rule("quarter", "unit", r"(?:fiscal[- ])?{ordinal}-quarter"),
        Rule("quarter", "number", r"q(?P<q>[1-4])(?:,? {year})?"),
        Rule("half_year", "unit", r"(?:the )?{half} half(?: of)? (?:{year}|{year_shift})"),
        # --- so many units from here or from there
        Rule("offset", "unit",
             r"(?:(?:about|around|nearly|almost|more than|less than|at least|over|just|only|some) )?"
             r"(?:{number}|{many})[- ](?:more )?{unit}(?: or so)? {offset}"),
        Rule("relative", "unit", r"(?:{number}|{many})[- ](?:more )?{unit} {relative}"),
        Rule("relative", "unit", r"(?P<year_ago>year-(?:ago|earlier))"),
        Rule("vague_ago", "unit", r"{units} ago"),
        Rule("then", "unit", r"(?:(?:the )?{step}|that) {unit_then}"),
        # --- a unit next to the one of the publication
        Rule("season", "unit", r"(?:(?:the )?{edge}[- ])?(?:the )?{season}(?: of)? {year}"),
        Rule("season", "unit", r"(?:{edge} )?{shift} {season}"),
        Rule("unit", "unit", r"(?:(?:the )?{edge}(?: of)? )?{shift} (?:fiscal |calendar )?{period}(?!-old)"),
        Rule("unit", "unit", r"{edge} in (?P<span>the {unit_then})"),
        Rule("unit", "unit", r"(?:the )?(?P<edge>end|beginning|start|middle) of the {period}"),
        Rule("unit", "unit", r"the (?P<period>weekend)"),
        # --- spans and frequencies
        Rule("duration", "unit",
             r"the {span_word} (?:(?:{number}|{many}) (?:or so )?)?(?:trading |business )?{units}"),
        Rule("duration", "unit", r"the {span_word} (?:{number}|{many}) (?:or so )?(?:trading |business )?{units}"),
        Rule("vague_span", "unit", r"{vague_span} {units}"),
        Rule("set", "unit", r"(?:every|each) (?:{number} )?{unit}"),
        Rule("set", "unit", r"(?:{times}|{number} (?:hours|days)) (?:a|per|every|each) {unit}"),
        Rule("age", "unit", r"{number}[- ]{unit}[- ]old"),
        Rule("duration", "unit",
             r"(?:(?:nearly|almost|more than|less than|at least|up to|an additional|about|over) )?(?:the )?"
             r"(?:{number}|{many})[- ](?:(?:more|straight|consecutive|full|trading|additional) )?{unit}(?: and (?P<plus_half>a half))?"),
        Rule("frequency", "deictic", r"{frequency}"),
        # --- years and longer
        Rule("decade", "number", r"(?:the )?(?:{edge}[- ])?(?P<decade>(?:1[5-9]|20)\d0|'\d0)s"),
        Rule("decade", "unit", r"(?:the )?(?:{edge}[- ])?{decade_word}"),
        Rule("century", "unit", r"(?:the )?(?:{edge}[- ])?(?:{century}|(?P<century_number>\d{1,2})(?:st|nd|rd|th))[- ]century"),
        Rule("year", "number", r"(?:the )?(?:fiscal|financial) (?:year )?{year}"),
        Rule("year", "spoken", r"{year}"),
        Rule("year", "number",
             r"(?:(?:the )?(?:{edge}(?: of)?|year)[- ])?(?<![$£€#,./-])(?P<plain>{year})(?![%]|[.,:/-]\d|-(?:year|page|mile|seat|"
             r"foot|acre|square))"),
        Rule("vague", "deictic", r"{vague}"),
    ),
    future=r"will|'ll|shall|scheduled|slated|due|expected (?:to|on|by|in)|expects to|set (?:to|for)|plans? to|upcoming|"
           r"going to|(?:is|are) to|as (?:soon|early) as|would be|no later than|planning to|until|deadline",
    past=r"said|says|told|was|were|had|has|have|did|met|spoke|held|took|came|made|went|began|won|lost|fell|rose|died|left|"
         r"killed|reported|announced|\w{3,20}ed|ruling|decision|since",
    number_tails=("s", " a.m", " p.m", " am", " pm", "am", "pm", "a.m", "p.m"),
    names=frozenset(("may", "march", "april", "august", "june", "jan", "mar", "sun", "sat")),
    name_licences=frozenset(("in", "since", "until", "by", "from", "to", "of", "through", "between", "and", "for", "during",
                             "till", "before", "after", "late", "early", "mid", "this", "last", "next", "of", "a", "the")),
)  # fmt: skip
