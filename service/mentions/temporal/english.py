"""English: the ways to write a time expression."""

from service.mentions.temporal.english_cues import FUTURE, NOUNS, OPEN, PAST, PROMISED
from service.mentions.temporal.english_words import (
    DAY_PARTS,
    DECADES,
    FREQUENCIES,
    MONTHS,
    MONTHS_SHORT,
    SEASONS,
    VOCABULARY,
    WEEKDAYS,
)
from service.mentions.temporal.language import Language, Rule
from service.mentions.temporal.neutral import ISO_DATE, ISO_WEEK, NUMERIC_RULES

_ABOUT = r"(?:(?:{about}|(?:(?<=for[ ])|(?<=after[ ])|(?<=last[ ])|(?<=lasted[ ]))over) )?"
_COUNT = r"{number}(?P<plus_half>[- ]and[- ]a[- ]half| 1/2)?"
_EDGED = r"(?:(?:the )?(?:{edge}[- ]|{edge_of}(?:-| of ))|(?:early|late) in (?:the )?)?"
_CLOCK = (
    r"(?:(?:around|about|(?:shortly|just) (?:before|after)) )?"
    r"(?:(?=\d\d?(?::\d\d|(?:\.\d\d)? ?[ap]\.?m(?!\w))){hour}(?:[:.]{minute})?(?: ?{half_day})?|"
    r"(?=\d{4} (?:gmt|utc)){hour}{minute}|{hour} o'clock|{clock_word})(?: {zone})?(?: in the {day_part})?"
)
_AT_CLOCK = r"(?:,? (?:at )?" + _CLOCK + r")?"
_CLOCK_DAY = r"(?:(?:{shift} )?{weekday_full}|{deictic})(?: {day_part})?"
_DAY_OF_MONTH = r"{day}(?:st|nd|rd|th)?(?:-\d\d?)?(?![:/]\d|[.,]\d|\d)"
_MONTH_DAY = r"{month} (?:the (?=\d))?" + _DAY_OF_MONTH + r"(?:,? {year}|,? {year_shift})?"
_DAY_MONTH = r"(?:the )?{day}(?:-\d\d?)?(?:st|nd|rd|th)?(?: day)?(?: of)? {month}(?:,? {year}|,? {year_shift})?"
_NO_RATE = r"(?:(?!an? )|(?<![\d%s][ ])(?<!illion[ ])(?<!percent[ ])(?<!people[ ]))"  # "four flights a week"

_NOTHING_COUNTED = r"(?=\Z|[.,;:)\n]| (?:and|in|at|on)(?!\w))"  # "the day before the vote" is no day told of
_CLOCK_RULES = (
    Rule("clock", "number clock month weekday deictic", _CLOCK + r",?(?: (?:on|of))? (?:{weekday},? )?" + _MONTH_DAY,
         "5 p.m. EST on Monday, Nov. 6"),
    Rule("clock", "number clock month weekday deictic", _CLOCK + r",?(?: (?:on|of))? (?:{weekday},? )?" + _DAY_MONTH,
         "8:30 a.m. on the 6th of November"),
    Rule("clock", "number clock weekday deictic", _CLOCK + r",?(?: (?:on|of))? " + _CLOCK_DAY, "noon on Sunday"),
    Rule("clock", "number",
         r"(?:at|by|until|from|since|about) (?P<span>{hour}:{minute})(?!:| ?(?:[ap]\.?m|gmt|utc|e[sd]?t|local))",
         "at 18:30"),
    Rule("clock", "number",
         r"(?:around )?(?=\d\d?(?:[:.]\d\d)? ?(?:[ap]\.?m|gmt|utc|e[sd]?t|local time)(?!\w))"
         r"{hour}(?:[:.]{minute})?(?: ?{half_day})?(?: {zone})?", "around 7:15 p.m."),
    Rule("clock", "number",
         r"(?:(?=\d{4} ){hour}{minute}|{hour}[:.]{minute}) {zone}|{hour} o'clock(?: in the {day_part})?", "0830 GMT"),
    Rule("clock", "clock", r"(?:at|by|until|before|after|since|around) (?P<span>{clock_word})", "by noon"),
)  # fmt: skip

_CALENDAR_RULES = (
    ISO_DATE,
    ISO_WEEK,
    Rule("calendar_week", "unit", r"(?:calendar )?week {week_number}(?:,? (?:of|in)| of)? {year}", "week 9 of 2024"),
    Rule("calendar_week", "unit", r"{year} week {week_number}(?! ?(?:[-–]|to|and) ?\d)", "2024 week 9"),
    Rule("calendar_week", "unit number", r"(?:calendar week|cw|wk) ?{week_number}(?: ?/ ?{year}|,? {year})?",
         "calendar week 9"),
    Rule("calendar_week", "number", r"w{week_number}/{year}", "W09/2024"),
    *NUMERIC_RULES,
    Rule("numeric", "number", r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?:{year}|{short_year})", "8/18/2025"),
    Rule("numeric", "number", r"(?P<first>\d\d?)(?P<point>\.)(?P<second>\d\d?)\.{year}", "18.08.2025"),
    Rule("calendar", "month weekday",
         r"(?:{shift} )?(?:{weekday},? )?(?:{edge}[- ])?" + _MONTH_DAY + r"(?: {day_part})?" + _AT_CLOCK,
         "Monday, Aug. 18, 2025, at 5 p.m."),
    Rule("calendar", "month weekday", r"(?:(?:{shift} )?{weekday},? )?(?:{edge}[- ])?" + _DAY_MONTH,
         "Monday the 18th of August"),
    Rule("calendar", "month weekday", r"(?:the )?{day_part} of (?:{weekday},? )?" + _MONTH_DAY,
         "the morning of June 6, 1944"),
    Rule("calendar", "month", r"(?:the )?{day_part} of " + _DAY_MONTH, "the night of 9 April 1940"),
    Rule("weekday", "weekday", r"(?:the )?{day_part} of {weekday_full}(?: morning)?", "the early hours of Sunday"),
    Rule("month", "month", _EDGED + r"{month},?(?: of)? {year}(?!-\d)", "the end of May 2024"),
    Rule("month_set", "month", r"(?:each|every) {month}", "every May"),
    Rule("month", "month", r"(?:{shift} |" + _EDGED + r"){month}(?:,? (?:of )?{year_shift})?",
         "early July last year"),
    Rule("weekday_set", "weekday", r"(?:(?:each|every) {weekday_full}|{weekdays})(?: (?:{day_part}|{day_parts}))?",
         "every Monday morning"),
    Rule("weekday_set", "weekday", r"{weekday_full} {day_parts}", "Tuesday nights"),
    Rule("nth_weekday", "weekday month", r"(?:the )?{nth} {weekday_full} (?:of|in) {month}(?:,? {year})?",
         "the first Monday of October"),
    Rule("weekday_of_week", "weekday unit", r"{weekday_full}(?: {day_part})?,? (?:of )?{shift} (?P<week>week)",
         "Monday of last week"),
    Rule("weekday_of_week", "weekday", r"the {weekday_full} of (?P<week_told>that|the same) week",
         "the Friday of that week"),
    Rule("weekday_beside", "weekday", r"the {weekday_full}(?= {beside}(?!\w))", "the Friday after the vote"),
    Rule("weekday", "weekday",
         r"(?:the {step} |(?P<skip>next) |{shift} |(?!following \w+ ?'s ){step} |{edge} (?:on )?)?"
         r"(?<![,][ ]a[ ])(?<!black[ ])(?<!bloody[ ])(?<!super[ ]){weekday_full}(?: {day_part})?" + _AT_CLOCK,
         "late Thursday night"),
    Rule("holiday", "holiday weekday", r"(?:{shift} )?{holiday}(?:,? {year})?", "Christmas Eve 2024"),
    Rule("holiday", "holiday", r"{shift} {holiday_alone}|{holiday_alone},? {year}", "last Christmas"),
    Rule("holiday", "unit", r"(?=new year){holiday}(?: {year})?", "New Year's Day"),
    Rule("vague", "number", r"(?P<vague>9/11)(?![/\d])", "9/11"),
    Rule("holiday", "holiday", r"(?:at|by|around|before|after|since|until|over) (?P<span>{holiday_alone}(?: {year})?)",
         "by Christmas"),
)  # fmt: skip

_DAY_RULES = (
    Rule("deictic", "deictic", r"(?:{edge} |(?:{edge}[- ])?{day_part} )?{deictic}(?: {day_part})?" + _AT_CLOCK,
         "late yesterday afternoon"),
    Rule("deictic", "deictic", r"(?:{edge} )?{tonight}", "late tonight"),
    Rule("day_part", "deictic", r"(?:{edge} )?{shift} {day_part}", "later this morning"),
    Rule("day_part_told", "deictic", r"(?:that|the same|the {step}) {day_part}", "the next morning"),
    Rule("day_part_told", "deictic", r"the {day_part} {beside}" + _NOTHING_COUNTED, "the night before."),
    Rule("day_part_set", "deictic", r"(?:each|every) {day_part}", "every night"),
    Rule("day_part_told", "deictic", r"(?:in|by|during) (?P<span>(?:the )?(?:{edge}[- ])?{day_part})(?! of)",
         "in the early evening"),
)  # fmt: skip

_QUARTER_RULES = (
    Rule("quarter", "unit", r"{year_shift}'s (?:{ordinal}[- ])?quarter", "last year's third quarter"),
    Rule("quarter", "unit",
         r"(?:the )?(?P<year_back>(?:comparable )?(?:year-(?:ago|earlier)|prior-year))(?: {ordinal})?[- ]"
         r"(?:quarter|period)", "the year-earlier third quarter"),
    Rule("quarter", "unit number", r"the {year} (?:{ordinal} )?(?:quarter|period)", "the 1988 second quarter"),
    Rule("quarter", "unit",
         r"(?:the )?(?:fiscal )?{ordinal} (?:fiscal )?quarter(?:,? (?:of )?(?:fiscal )?(?:{year}|{year_shift}))?",
         "the third quarter of 2024"),
    Rule("quarter", "unit", r"(?:fiscal[- ])?{ordinal}-quarter", "fiscal third-quarter"),
    Rule("quarter", "number quarter", r"q(?P<q>[1-4])(?:,? (?:of )?(?:{year}|{year_shift}))?", "Q3 2024"),
    Rule("quarter", "unit", r"(?P<told>the latest (?:quarter|period)|the quarter|that quarter)", "the latest quarter"),
    Rule("half_year", "unit", r"(?:the )?{half}[- ]half(?: of)? (?:{year}|{year_shift}|the year)",
         "the second half of 2025"),
    Rule("half_year", "number", r"h(?P<half>[12]),? (?:of )?{year}", "H1 2025"),
    Rule("half_year", "unit", r"{half}-half(?= (?:net|profits?|earnings|results|sales|revenues?|loss(?:es)?)(?!\w))",
         "first-half profit"),
)  # fmt: skip

_DISTANCE_RULES = (
    Rule("vague_ago", "unit", r"{units} ago", "years ago"),
    Rule("duration", "unit",
         r"(?P<span>(?:{many} )?{units}|" + _ABOUT + _COUNT
         + r" (?P<unit>minutes?|hours?)(?: and (?P<plus_half>a half))?) (?:{relative}|{beside})", "two hours later"),
    Rule("distance", "unit",
         _ABOUT + r"(?:" + _COUNT + r"|{many})[- ](?:more )?{unit}(?: or so| or two| and (?P<plus_half>a half))? "
         r"(?:{offset}|{relative}(?! than))", "nearly two weeks ago"),
    Rule("relative", "unit", r"(?P<year_back>year-(?:ago|earlier))", "year-earlier"),
    Rule("told", "unit", r"(?:{edge} )?(?:the {step}|that|that same) {period_told}", "later that year"),
    Rule("told", "unit", r"the {period_told} {beside}" + _NOTHING_COUNTED, "the day before."),
    Rule("then", "deictic", r"(?:until|by|since|before) (?P<span>then)", "until then"),
    Rule("told", "unit", r"(?:earlier|later|late|early) in (?P<span>the (?P<period_told>day))", "later in the day"),
)  # fmt: skip

_PERIOD_RULES = (
    Rule("season", "unit", _EDGED + r"(?:the )?{season}(?: of)? {year}", "the summer of 2012"),
    Rule("season_set", "unit", r"(?:each|every) {season}", "every summer"),
    Rule("season", "unit", r"(?:{edge} )?{shift} {season}", "last fall"),
    Rule("season", "unit", r"{edge}[- ]{season}", "late summer"),
    Rule("season_told", "unit", r"(?:the {step}|that) {season}", "the following spring"),
    Rule("season", "unit",
         r"(?:in|into|over|during|since|through|throughout|by|of) (?P<span>the (?:early |late )?{season})(?! of)",
         "over the summer"),
    Rule("period", "unit", _EDGED + r"{shift} (?:fiscal |calendar )?{period}(?!-old)", "later this month"),
    Rule("period", "unit", r"(?:the )?{edge_of} of the {period}", "the end of the year"),
    Rule("period", "unit", r"{edge} in the {period}", "earlier in the year"),
    Rule("period", "unit", r"(?:the )?{latest} (?:fiscal )?{period}", "the latest fiscal year"),
    Rule("year_end", "unit", r"(?:around )?(?:year[- ]end|year's end)", "around year-end"),
    Rule("one_period", "unit", r"the (?:fiscal )?{period}(?= end(?:ed|ing))", "the year ended"),
    Rule("weekend", "unit", r"(?:(?:over|during|for|in|of) )?(?P<span>the (?:holiday |long )?weekend)",
         "over the weekend"),
    Rule("period", "unit",
         r"(?:for|in|during|throughout|over|of) (?P<span>the (?:full |fiscal )?(?!quarter){period})(?! of| end)",
         "for the full year"),
)  # fmt: skip

_SPAN_RULES = (
    Rule("months_reported", "unit",
         r"(?:(?:the|first|latest|year-earlier|year-ago) ){1,2}{number} (?P<unit>months)(?! ago)",
         "the first nine months"),
    Rule("age", "unit", r"{number}[- ]{unit}[- ]old", "a 52-year-old"),
    Rule("duration", "unit",
         _ABOUT + r"the {which} (?:{number}|{many}) (?:to {number} )?(?:{kind} )?{unit}(?: or so)?",
         "the next 12 to 18 months"),
    Rule("duration", "unit", r"(?:the )?{which} (?:{number}|{many}) (?:{kind} )?{units}",
         "last three years"),
    Rule("vague_span", "unit", r"{vague_span} {units}(?: and {units})?", "recent weeks and months"),
    Rule("duration", "unit", r"the {which} {units}", "the coming weeks"),
    Rule("past_period", "unit", r"the past (?P<period>week|month|quarter|year)", "the past year"),
    Rule("one_period", "unit", r"the (?:past|last) {period}", "the last decade"),
    Rule("set", "unit", r"(?:every|each) (?:{number} |{other} |{many} )?{unit}", "every four years"),
    Rule("set", "unit", r"{times} (?:a|per|every|each) {unit}", "twice a week"),
    Rule("duration", "unit",
         _NO_RATE + _ABOUT + r"(?:the )?(?!(?:a|one|three)[- ]quarter(?! of a))"
         + _COUNT + r"(?:(?: or |-or-| to |-to-|-){number})? (?:{kind} )?"
         + r"{unit}(?!-(?:long|ago|earlier|end))(?: and (?P<plus_half>a half)| or two| or so)?",
         "more than two or three weeks"),
    Rule("duration", "unit", r"(?!(?:a|one|three)-quarter)" + _COUNT + r"(?:-to-{number})?-{unit}(?:-long)?",
         "three-year"),
    Rule("duration", "unit", r"{units}-long", "months-long"),
    Rule("one_period", "unit", r"{period}-?long", "year-long"),
    Rule("duration", "unit", r"(?:the )?{many}[- ](?:{kind} )?{unit}", "several more weeks"),
    Rule("duration", "unit",
         r"(?:for|in|within|over|after|last|lasts|lasted|take|takes|took|taken|spend|spent) "
         r"(?P<span>{units}(?: or {units})?)(?! (?:old|of|ahead))",
         "for weeks or months"),
    Rule("duration", "unit",
         r"(?:(?:after|for|follows|followed|following|despite|amid|into|through|spent|ended|ending) |(?<!\w[ ])(?<!-))"
         r"(?P<span>{units}) of", "after months of talks"),
    Rule("duration", "unit", r"the {units} (?:ahead|to come)", "the weeks ahead"),
    Rule("frequency", "deictic", r"{frequency}(?=[.,;:]| (?:at|from|until|to|in|on|for|and)(?!\w))", "daily at noon"),
)  # fmt: skip

_NO_QUANTITY = (  # not "1998 people", "1,998", "2000-seat"
    r"(?!%|-?w\d| ?h(?:rs?|ours)?(?!\w)|"
    r"[.,:/]\d|-(?!\d\d(?!\d)|(?:1[5-9]|20)\d\d(?!\d))\d|-(?:year|page|mile|seat|foot|acre|square)|"
    r" \w+ (?:street|avenue|road|boulevard|lane|drive)(?!\w)|"
    r" (?:people|troops|soldiers|men|women|children|miles|points|jobs|workers|dollars|euros|meters|metres|feet|votes|"
    r"students|homes|acres|barrels|shares|years|percent|per cent|square|km|tons|employees|victims)(?!\w))"
)
_NO_NUMBER = "".join(  # "flight 1998", "nearly 2000"
    rf"(?<!{word}[ ])"
    for word in (
        "flight", "room", "route", "highway", "interstate", "channel", "number", "no.", "section", "page", "model",
        "suite", "apartment", "article", "resolution", "unit", "bus", "train", "platform", "line",
        "nearly", "almost", "some", "roughly", "approximately", "more[ ]than", "less[ ]than", "fewer[ ]than",
    )
)  # fmt: skip
_YEAR_RULES = (
    Rule("decade", "number", _EDGED + r"(?:the )?(?P<decade>(?:1[5-9]|20)\d0|'\d0)'?s", "the early 1990s"),
    Rule("decade", "number", r"the {edge}[- ](?P<decade>[5-9]0)'?s", "the mid-90s"),
    Rule("decade", "unit", _EDGED + r"(?:the )?{decade_word}", "the late nineties"),
    Rule("century", "unit",
         _EDGED + r"(?:the )?(?:{century}|(?P<century_number>\d{1,2})(?:st|nd|rd|th))[- ]century",
         "the 19th century"),
    Rule("year", "number", r"(?:the )?(?:fiscal|financial|fy) (?:year )?{year}", "fiscal year 2024"),
    Rule("year", "spoken", r"{year}", "nineteen ninety-six"),
    Rule("year", "number", r"(?:in|since|until|till|by|from) (?P<span>{year})(?! \w+s(?!\w))" + _NO_QUANTITY,
         "in 1650"),
    Rule("year", "number",
         r"(?<![$£€#,./])(?<!(?<!\d{4})-)" + _NO_NUMBER + r"(?:" + _EDGED + r"|(?:the )?year )"
         r"(?=1[7-9]|20[0-4]){year}" + _NO_QUANTITY, "early 2024"),
)  # fmt: skip

_VAGUE_RULES = (
    Rule("vague", "deictic unit", r"{vague}(?! (?:as|after|before)(?!\w))", "now"),
)  # fmt: skip

ENGLISH = Language(
    vocabulary=VOCABULARY,
    triggers={
        "month": [*MONTHS, *MONTHS_SHORT],
        "weekday": [*WEEKDAYS, *VOCABULARY["weekdays"]],
        "unit": [*VOCABULARY["unit"], *SEASONS, *DECADES, "century", "half", "period", "cw", "wk"],
        "deictic": ["today", "yesterday", "tomorrow", "tonight", "overnight", "now", "currently", "present", "nowadays",
                    "recently", "lately", "past", "future", "soon", "then", "current", "recent",
                    *FREQUENCIES, *DAY_PARTS, *VOCABULARY["day_parts"]],
        "clock": ["noon", "midday", "midnight"],
        "quarter": ["q"],
        "holiday": ["christmas", "eve", "halloween", "thanksgiving", "easter", "labor", "memorial", "presidents",
                    "veterans", "columbus", "luther", "mother", "father", "bastille", "patrick", "boxing", "valentine"],
        "spoken": ["eighteen", "nineteen", "twenty", "thousand", "hundred"],
    },
    rules=(*_CLOCK_RULES, *_CALENDAR_RULES, *_DAY_RULES, *_QUARTER_RULES, *_DISTANCE_RULES, *_PERIOD_RULES,
           *_SPAN_RULES, *_YEAR_RULES, *_VAGUE_RULES),
    future=FUTURE,
    promised=PROMISED,
    open=OPEN,
    past=PAST,
    nouns=NOUNS,
    finite=frozenset(("was", "were", "had", "has", "have", "did", "said", "says", "told")),
    deadlines=frozenset(("by",)),
    number_tails=("s", "'s", " o'clock", " a.m", " p.m", " am", " pm", "am", "pm", "a.m", "p.m", " gmt", " utc"),
    ranges=frozenset(("-", "to", "and", "until", "through", "till", "to the", "and the")),
    title_beginnings=frozenset(("the", "of")),
    until=frozenset(("-", "to", "until", "through", "till")),
    names=frozenset(("may", "march", "april", "august", "june", "jan", "mar")),
    name_licences=frozenset(("in", "since", "until", "by", "from", "to", "of", "through", "between", "and", "for",
                             "during", "till", "before", "after", "a", "the")),
    sure_licences=frozenset(("in", "since", "until", "during", "till")),
)  # fmt: skip
