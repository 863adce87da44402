"""Dates that need no language: ISO 8601, and numeric dates that can be read in one way only."""

from service.mentions.temporal.language import NEVER, Language, Rule

ISO_DATE = Rule(
    "iso",
    "number",
    r"(?P<iso>(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:t\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:z|[+-]\d\d:?\d\d)?)?)",
    "2025-08-18T10:30:00Z",
)

ISO_WEEK = Rule("calendar_week", "number", r"{year}-?w{week_number}(?:-(?P<of_week>[1-7])(?!\d))?", "2024-W10-3")

NUMERIC_RULES = (
    Rule("numeric", "number",
         r"{year}(?P<point>/)(?P<second>0?[1-9]|1[0-2])/(?P<first>3[01]|[12]\d|0?[1-9])(?!\d)", "2025/08/18"),
    Rule("numeric", "number", r"(?P<first>\d\d?)-(?P<second>\d\d?)-{year}(?!\d)", "8-18-2025"),
)  # fmt: skip

NEUTRAL = Language(
    vocabulary={},
    triggers={},
    rules=(
        ISO_DATE,
        ISO_WEEK,
        # a number above 12 can only be the day
        Rule("numeric", "number", r"(?P<second>1[3-9]|2\d|3[01])[/-](?P<first>\d\d?)[/-]{year}", "18/08/2025"),
        Rule("numeric", "number", r"(?P<first>\d\d?)/(?P<second>1[3-9]|2\d|3[01])/{year}", "08/18/2025"),
        Rule("numeric", "number", r"(?P<first>\d\d?)(?P<point>\.)(?P<second>\d\d?)\.{year}", "18.08.2025"),
    ),
    future=NEVER,
    open=NEVER,
    promised=NEVER,
    past=NEVER,
)
