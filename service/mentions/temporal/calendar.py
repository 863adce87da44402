"""Arithmetic on TIMEX3 values, and the days that a value covers.

A value is text as TIMEX3 writes it: `2025-08-18`, `2025-08-18TEV`, `2025-W34`, `2025-08`, `2025-Q3`, `2025-SU`, `2025`,
`202` (a decade), `20` (a century). Whatever would leave the years 1 to 9999 is `None`, never an exception.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

Precision = Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "century", "none"]


_COARSENESS = {
    "time": 0, "day": 0, "hour": 0, "minute": 0, "second": 0, "week": 1, "weekend": 1, "fortnight": 1, "month": 2,
    "quarter": 3, "season": 4, "year": 4, "decade": 5, "century": 6, "none": 7,
}  # fmt: skip


def coarser(precision: str, unit: str) -> bool:
    """Whether a date of this precision is too coarse to count units from it: from "1987" there is no next day."""
    return _COARSENESS[precision] > _COARSENESS[unit]


class Extent(NamedTuple):
    """The days that a value covers, both ends included."""

    precision: Precision
    low: date
    high: date


SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, three months long (north of the equator, as TIMEX3 has it)."""

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:"
    r"-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>T.+)?)?"
    r"|-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?"
)


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has none such (31 February, year 0)."""
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def add_days(day: date, count: int) -> date | None:
    """The day `count` days later (earlier when negative)."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def year_value(year: int) -> str | None:
    """`2025`."""
    return f"{year:04d}" if 1 <= year <= 9999 else None


def month_value(year: int, month: int, shift: int = 0) -> str | None:
    """`2025-08`, moved by whole months."""
    year, month = divmod(year * 12 + month - 1 + shift, 12)
    return f"{year:04d}-{month + 1:02d}" if 1 <= year <= 9999 else None


def quarter_value(year: int, quarter: int, shift: int = 0) -> str | None:
    """`2025-Q3`, moved by whole quarters."""
    year, quarter = divmod(year * 4 + quarter - 1 + shift, 4)
    return f"{year:04d}-Q{quarter + 1}" if 1 <= year <= 9999 else None


def week_value(day: date) -> str:
    """The ISO week of a day, `2025-W34`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def _whole_months(precision: Precision, year: int, month: int, count: int) -> Extent | None:
    low = make_date(year, month, 1)
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    if low is None or last_year > 9999:
        return None
    return Extent(precision, low, date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1]))


def _whole_week(year: int, week: int, weekend: bool) -> Extent | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
        sunday = date.fromisocalendar(year, week, 7)
    except ValueError:
        return None
    return Extent("week", sunday - timedelta(days=1) if weekend else monday, sunday)


@lru_cache(maxsize=4096)  # the articles of a day tell of few days
def extent(value: str) -> Extent | None:
    """The days of a DATE or TIME value; None for durations, sets, vague references and days that do not exist."""
    if value.isascii() and value.isdigit() and len(value) in (2, 3):
        width = 10 ** (4 - len(value))
        return _whole_months("decade" if width == 10 else "century", int(value) * width, 1, 12 * width)
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    if match["day"]:
        at = make_date(year, int(match["month"]), int(match["day"]))
        return None if at is None else Extent("time" if match["time"] else "day", at, at)
    if match["week"]:
        return _whole_week(year, int(match["week"]), match["weekend"] is not None)
    precision, first_month, months = _months(match)
    return _whole_months(precision, year, first_month, months)


def _months(value: re.Match[str]) -> tuple[Precision, int, int]:
    """The precision, the first month and the number of months of a value without a day."""
    if value["month"]:
        return "month", int(value["month"]), 1
    if value["quarter"]:
        return "quarter", 3 * int(value["quarter"]) - 2, 3
    if value["half"]:
        return "year", 6 * int(value["half"]) - 5, 6
    if value["season"]:
        return "season", SEASON_MONTHS[value["season"]], 3
    return "year", 1, 12


_DAYS = {"second": 0, "minute": 0, "hour": 0, "day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_YEARS = {"year": 1, "decade": 10, "century": 100}
"""Years of a unit."""


def shift_value(anchor: date, unit: str, count: float) -> str | None:
    """The value of the whole `unit` that lies `count` units after the one around `anchor` (before it when negative).

    Days and shorter give a day; parts of months and quarters a month; decades and centuries a year, when more than one
    step away. None when it leaves the calendar.
    """
    whole = int(count)
    if unit in _DAYS:
        moved = add_days(anchor, _DAYS[unit] * whole)
        if moved is not None and _DAYS[unit] < 7:
            return moved.isoformat()
        return None if moved is None else week_value(moved) + ("-WE" if unit == "weekend" else "")
    if unit in _YEARS:
        year = year_value(anchor.year + int(count * _YEARS[unit]))
        return year and year[: {"decade": 3, "century": 2}.get(unit, 4) if abs(count) <= 1 else 4]
    if count != whole:
        moved = add_days(anchor, round(count * (30.4 if unit == "month" else 91.3)))
        return None if moved is None else month_value(moved.year, moved.month)
    if unit == "month":
        return month_value(anchor.year, anchor.month, whole)
    return quarter_value(anchor.year, quarter_of(anchor), whole)


_DURATION_CODES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "weekend": "WE", "decade": "E", "century": "C", "season": "Y",
}  # fmt: skip


_HALVES = {"minute": "30S", "hour": "30M", "day": "T12H", "year": "6M"}
"""Half a unit, as it stands after the whole ones."""


def duration_value(unit: str, count: float | None) -> str:
    """`P3D`, `PT40M`, and `PXY` when nobody counted (`None`)."""
    if count is not None and unit in ("decade", "century", "fortnight"):
        count *= {"decade": 10, "century": 100, "fortnight": 2}[unit]
        unit = "week" if unit == "fortnight" else "year"
    elif unit == "fortnight":
        unit = "week"
    code = _DURATION_CODES[unit]
    if count is not None and count % 1 == 0.5 and unit in _HALVES:
        whole = duration_value(unit, int(count)) if count > 1 else "PT" if code[0] == "T" else "P"
        return whole + _HALVES[unit]
    amount = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"
    return f"PT{amount}{code[1]}" if code[0] == "T" else f"P{amount}{code}"
