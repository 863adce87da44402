"""English: the ways to write a time expression."""

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
from service.mentions.temporal.neutral import ISO_DATE

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
    Rule("clock", "number clock month weekday deictic", _CLOCK + r",?(?: (?:on|of))? (?:{weekday},? )?" + _MONTH_DAY,
         "5 p.m. EST on Monday, Nov. 6"),
    Rule("clock", "number clock month weekday deictic", _CLOCK + r",?(?: (?:on|of))? (?:{weekday},? )?" + _DAY_MONTH,
         "8:30 a.m. on the 6th of November"),
    Rule("clock", "number clock weekday deictic", _CLOCK + r",?(?: (?:on|of))? (?:{weekday_full}|{deictic})",
         "noon on Sunday"),
    Rule("clock", "number clock weekday deictic", r"(?:{weekday_full}|{deictic}),? (?:at )?" + _CLOCK,
         "Friday at 5 p.m."),
    Rule("clock", "number",
         r"(?:at|by|until|from|since|about) (?P<span>{hour}:{minute})(?!:| ?(?:[ap]\.?m|gmt|utc|e[sd]?t|local))",
         "at 18:30"),
    Rule("clock", "number",
         r"(?:around )?(?=\d\d?(?:[:.]\d\d)? ?(?:[ap]\.?m|gmt|utc|e[sd]?t|local time)(?!\w))"
         r"{hour}(?:[:.]{minute})?(?: ?{half_day})?(?: {zone})?", "around 7:15 p.m."),
)  # fmt: skip

_CALENDAR_RULES = (
    ISO_DATE,
    Rule("numeric", "number", r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?:{year}|{short_year})", "8/18/2025"),
    Rule("numeric", "number", r"(?P<first>\d\d?)(?P<point>\.)(?P<second>\d\d?)\.{year}", "18.08.2025"),
    Rule("calendar", "month weekday",
         r"(?:(?:{shift} )?{weekday},? )?(?:{edge}[- ])?" + _MONTH_DAY + r"(?: {day_part})?", "Monday, Aug. 18, 2025"),
    Rule("calendar", "month weekday", r"(?:(?:{shift} )?{weekday},? )?(?:{edge}[- ])?" + _DAY_MONTH,
         "Monday the 18th of August"),
    Rule("calendar", "month", r"(?:the )?{day_part} of " + _MONTH_DAY, "the morning of June 6, 1944"),
    Rule("calendar", "month", r"(?:the )?{day_part} of " + _DAY_MONTH, "the night of 9 April 1940"),
    Rule("month", "month", r"(?:(?:the )?{edge}(?: of)?[- ])?{month},?(?: of)? {year}(?!-\d)", "the end of May 2024"),
    Rule("month_set", "month", r"(?:each|every) {month}", "every May"),
    Rule("month", "month", r"(?:{shift} |(?:the )?{edge}(?: of)?[- ])?{month}(?:,? (?:of )?{year_shift})?",
         "early July last year"),
    Rule("weekday_set", "weekday", r"(?:(?:each|every) {weekday_full}|{weekdays})(?: (?:{day_part}|{day_parts}))?",
         "every Monday morning"),
    Rule("weekday_set", "weekday", r"{weekday_full} {day_parts}", "Tuesday nights"),
    Rule("weekday_of_week", "weekday unit", r"{weekday_full}(?: {day_part})?,? (?:of )?{shift} (?P<week>week)",
         "Monday of last week"),
    Rule("weekday_of_week", "weekday", r"the {weekday_full} of (?P<week_told>that|the same) week",
         "the Friday of that week"),
    Rule("weekday_beside", "weekday", r"the {weekday_full}(?= {beside}(?!\w))", "the Friday after the vote"),
    Rule("weekday", "weekday",
         r"(?:the {step} |(?P<skip>next) |{shift} |{step} |{edge} )?(?<![,][ ]a[ ]){weekday_full}"
         r"(?: (?:{day_part}|{clock_word}))?", "late Thursday night"),
    Rule("holiday", "holiday", r"{holiday}(?:,? {year})?", "Christmas Eve 2024"),
    Rule("holiday", "holiday", r"(?:at|by|before|after|since|until|over) (?P<span>{holiday_alone}(?: {year})?)",
         "by Christmas"),
)  # fmt: skip

_DAY_RULES = (
    Rule("deictic", "deictic", r"(?:{edge} )?{deictic}(?: {day_part})?", "late yesterday afternoon"),
    Rule("day_part", "deictic", r"(?:{edge}[- ])?{day_part} {deictic}", "mid-afternoon yesterday"),
    Rule("deictic", "deictic", r"(?:{edge} )?{tonight}", "late tonight"),
    Rule("day_part", "deictic", r"(?:{edge} )?{shift} {day_part}", "later this morning"),
    Rule("day_part_told", "deictic", r"(?:that|the same|the {step}) {day_part}", "the next morning"),
    Rule("day_part_told", "deictic", r"(?:in|by|during) (?P<span>(?:the )?(?:{edge}[- ])?{day_part})(?! of)",
         "in the early evening"),
)  # fmt: skip

_QUARTER_RULES = (
    Rule("quarter", "unit", r"{year_shift}'s (?:{ordinal}[- ])?quarter", "last year's third quarter"),
    Rule("quarter", "unit",
         r"(?:the )?(?P<year_back>(?:comparable )?year-(?:ago|earlier))(?: {ordinal})?[- ](?:quarter|period)",
         "the year-earlier third quarter"),
    Rule("quarter", "unit number", r"the {year} (?:{ordinal} )?(?:quarter|period)", "the 1988 second quarter"),
    Rule("quarter", "unit",
         r"(?:the )?(?:fiscal )?{ordinal} quarter(?:,? (?:of )?(?:fiscal )?(?:{year}|{year_shift}))?",
         "the third quarter of 2024"),
    Rule("quarter", "unit", r"(?:fiscal[- ])?{ordinal}-quarter", "fiscal third-quarter"),
    Rule("quarter", "number", r"q(?P<q>[1-4])(?:,? {year})?", "Q3 2024"),
    Rule("quarter", "unit", r"(?P<told>the latest (?:quarter|period)|the quarter|that quarter)", "the latest quarter"),
    Rule("half_year", "unit", r"(?:the )?{half} half(?: of)? (?:{year}|{year_shift})", "the second half of 2025"),
)  # fmt: skip

_DISTANCE_RULES = (
    Rule("offset", "unit", _ABOUT + r"(?:{number}|{many})[- ](?:more )?{unit}(?: or so| or two)? {offset}",
         "nearly two weeks ago"),
    Rule("vague_ago", "unit", r"{units} ago", "years ago"),
    Rule("relative", "unit", r"(?:{number}|{many})[- ](?:more )?{unit}(?: or so)? {relative}(?! than)",
         "ten days later"),
    Rule("relative", "unit", r"{units} {relative}", "months later"),
    Rule("relative", "unit", r"(?P<year_back>year-(?:ago|earlier))", "year-earlier"),
    Rule("told", "unit", r"(?:{edge} )?(?:the {step}|that|that same) {period_told}", "later that year"),
    Rule("told", "unit", r"the {period_told} {beside}(?=[.,;:)]| (?:and|in|at|on)(?!\w))", "the day before."),
    Rule("then", "deictic", r"(?:until|by|since|before) (?P<span>then)", "until then"),
    Rule("told", "unit", r"(?:earlier|later|late|early) in (?P<span>the (?P<period_told>day))", "later in the day"),
)  # fmt: skip

_PERIOD_RULES = (
    Rule("season", "unit", r"(?:(?:the )?{edge}[- ])?(?:the )?{season}(?: of)? {year}", "the summer of 2012"),
    Rule("season", "unit", r"(?:{edge} )?{shift} {season}", "last fall"),
    Rule("season_told", "unit", r"(?:the {step}|that) {season}", "the following spring"),
    Rule("season", "unit",
         r"(?:in|into|over|during|since|through|throughout|by|of) (?P<span>the (?:early |late )?{season})(?! of)",
         "over the summer"),
    Rule("period", "unit", r"(?:(?:the )?{edge}(?: of)? )?{shift} (?:fiscal |calendar )?{period}(?!-old)",
         "later this month"),
    Rule("period", "unit", r"(?:the )?(?:end|beginning|start|middle) of the {period}", "the end of the year"),
    Rule("period", "unit", r"{edge} in the {period}", "earlier in the year"),
    Rule("period", "unit", r"(?:the )?latest (?:fiscal )?{period}", "the latest fiscal year"),
    Rule("year_end", "unit", r"(?:around )?(?:year[- ]end|year's end)", "around year-end"),
    Rule("one_period", "unit", r"the (?:fiscal )?{period}(?= end(?:ed|ing))", "the year ended"),
    Rule("weekend", "unit", r"(?:(?:over|during|for|in|of) )?(?P<span>the weekend)", "over the weekend"),
    Rule("period", "unit",
         r"(?:for|in|during|throughout|over|of) (?P<span>the (?:full |fiscal )?(?!quarter){period})(?! of| end)",
         "for the full year"),
)  # fmt: skip

_SPAN_RULES = (
    Rule("age", "unit", r"{number}[- ]{unit}[- ]old", "a 52-year-old"),
    Rule("duration", "unit",
         _ABOUT + r"the " + _SPAN_WORD + r" (?:{number}|{many}) (?:to {number} )?" + _QUALIFIED + r"{unit}(?: or so)?",
         "the next 12 to 18 months"),
    Rule("duration", "unit", r"(?:the )?" + _SPAN_WORD + r" (?:{number}|{many}) " + _QUALIFIED + r"{units}",
         "last three years"),
    Rule("vague_span", "unit", r"{vague_span} {units}(?: and {units})?", "recent weeks and months"),
    Rule("duration", "unit", r"the " + _SPAN_WORD + r" {units}", "the coming weeks"),
    Rule("one_period", "unit", r"the (?:past|last) {period}", "the past year"),
    Rule("set", "unit", r"(?:every|each) (?:{number} )?{unit}", "every four years"),
    Rule("set", "unit", r"(?:{times}|{number} (?:hours|days)) (?:a|per|every|each) {unit}", "twice a week"),
    Rule("duration", "unit",
         _NO_RATE + _ABOUT + r"(?:the )?(?!(?:a|one|three)[- ]quarter)"
         r"{number}(?:(?: or |-or-| to |-to-|-){number}|(?P<plus_half> 1/2))? " + _QUALIFIED
         + r"{unit}(?: and (?P<plus_half>a half)| or two)?", "more than two or three weeks"),
    Rule("duration", "unit", r"(?!(?:a|one|three)-quarter){number}(?:-to-{number})?-{unit}", "three-year"),
    Rule("duration", "unit", r"(?:the )?{many}[- ]" + _QUALIFIED + r"{unit}", "several more weeks"),
    Rule("duration", "unit",
         r"(?:for|in|within|over|after|last) (?P<span>{units}(?: or {units})?)(?! (?:old|of|ahead))",
         "for weeks or months"),
    Rule("frequency", "deictic", r"{frequency}(?=[.,;:]| (?:at|from|until|to|in|on|for|and)(?!\w))", "daily at noon"),
)  # fmt: skip

_NO_QUANTITY = (  # not "1998 people", "1,998", "2000-seat"
    r"(?!%|[.,:/]\d|-(?!\d\d(?!\d)|(?:1[5-9]|20)\d\d(?!\d))\d|-(?:year|page|mile|seat|foot|acre|square)|"
    r" (?:people|troops|soldiers|men|women|children|miles|points|jobs|workers|dollars|euros|meters|metres|feet|votes|"
    r"students|homes|acres|barrels|shares|years|percent|per cent|square|km|tons|employees|victims)(?!\w))"
)
_YEAR_RULES = (
    Rule("decade", "number", r"(?:the )?(?:{edge}[- ])?(?P<decade>(?:1[5-9]|20)\d0|'\d0)s", "the early 1990s"),
    Rule("decade", "unit", r"(?:the )?(?:{edge}[- ])?{decade_word}", "the late nineties"),
    Rule("century", "unit",
         r"(?:the )?(?:{edge}[- ])?(?:{century}|(?P<century_number>\d{1,2})(?:st|nd|rd|th))[- ]century",
         "the 19th century"),
    Rule("year", "number", r"(?:the )?(?:fiscal|financial) (?:year )?{year}", "fiscal year 2024"),
    Rule("year", "spoken", r"{year}", "nineteen ninety-six"),
    Rule("year", "number", r"(?:in|since|until|till|by|from) (?P<span>{year})(?! \w+s(?!\w))" + _NO_QUANTITY,
         "in 1650"),
    Rule("year", "number",
         r"(?<![$£€#,./])(?<!(?<!\d{4})-)(?:(?:the )?(?:{edge}(?: of)?|year)[- ])?"
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
        "unit": [*VOCABULARY["unit"], *SEASONS, *DECADES, "century", "half", "period"],
        "deictic": ["today", "yesterday", "tomorrow", "tonight", "overnight", "now", "currently", "present", "nowadays",
                    "recently", "lately", "past", "future", "soon", "then", "current", "recent",
                    *FREQUENCIES, *DAY_PARTS, *VOCABULARY["day_parts"]],
        "clock": ["noon", "midday", "midnight"],
        "holiday": ["christmas", "eve", "halloween", "valentine", "boxing"],
        "spoken": ["eighteen", "nineteen", "twenty", "thousand", "hundred"],
    },
    rules=(*_CLOCK_RULES, *_CALENDAR_RULES, *_DAY_RULES, *_QUARTER_RULES, *_DISTANCE_RULES, *_PERIOD_RULES,
           *_SPAN_RULES, *_YEAR_RULES, *_VAGUE_RULES),
    future=(
        r"(?:will|to) be (?:\w{2,20}(?:ed|en|wn)|sent|held|made|told|found|built|sold|bought|paid|cut|put|brought|read|"
        r"heard|kept|led)|(?:will|'ll|shall)(?: (?!be\b|have\b)\w{2,20})?|would be|scheduled|slated|due|upcoming|"
        r"(?:is|are) (?:planned|hoped|headed|heading)|expected (?:to|on|by|in)|(?:is|are|going|likely|planning|"
        r"(?:plan|want|hope|aim|intend|expect)s?) to|set (?:to|for)|as soon as (?:\w+ ){1,3}\w+ed|"
        r"as (?:soon|early) as|no later than|until|deadline|(?<!to[ ])(?:meets?|expires?)|begins|starts|opens|convenes|"
        r"takes? effect|kicks off"
    ),
    open=(
        r"(?:agreed|agreement|bid|plan|offer|decided|decision|supposed) to|to be|"
        r"(?:would|could|may|might|can|should)(?: (?!be\b|have\b)\w{2,20})?|by|payable|effective|starting|through"
    ),
    past=(
        r"had been \w+|\w{3,20}ed|said|says|told|was|were|had|has|have|did|met|spoke|held|took|came|made|went|began|"
        r"became|won|lost|fell|rose|left|broke|brought|bought|built|caught|chose|cut|drew|drove|felt|flew|fought|found|"
        r"gave|got|grew|hit|kept|knew|led|paid|ran|saw|sent|shot|shut|sold|sought|spent|stood|stole|struck|swept|"
        r"thought|threw|wrote|ruling|decision|since"
    ),
    number_tails=("s", " a.m", " p.m", " am", " pm", "am", "pm", "a.m", "p.m", " gmt", " utc"),
    ranges=frozenset(("-", "to", "and", "until", "through", "till", "to the", "and the")),
    names=frozenset(("may", "march", "april", "august", "june", "jan", "mar")),
    name_licences=frozenset(("in", "since", "until", "by", "from", "to", "of", "through", "between", "and", "for",
                             "during", "till", "before", "after", "a", "the")),
    sure_licences=frozenset(("in", "since", "until", "during", "till")),
)  # fmt: skip
