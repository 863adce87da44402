"""Arithmetic on TIMEX3 values, and the days that a value covers.

A value is text as TIMEX3 writes it: `2025-08-18`, `2025-08-18TEV`, `2025-W34`, `2025-08`, `2025-Q3`, `2025-SU`, `2025`,
`202` (a decade), `20` (a century). Whatever would leave the years 1 to 9999 is `None`, never an exception.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, NamedTuple

Precision = Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "century", "none"]


_COARSENESS = {
    "time": 0, "day": 0, "hour": 0, "minute": 0, "second": 0, "week": 1, "weekend": 1, "fortnight": 1, "month": 2,
    "quarter": 3, "season": 3, "year": 4, "decade": 5, "century": 6, "none": 7,
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


def extent(value: str) -> Extent | None:
    """The days of a DATE or TIME value; None for durations, sets, vague references and days that do not exist."""
    if value.isascii() and value.isdigit() and len(value) in (2, 3):
        width = 10 ** (4 - len(value))
        first = int(value) * width
        return _whole_months("decade" if width == 10 else "century", first, 1, 12 * width)
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year, month, day, time, week, weekend, quarter, half, season = match.groups()
    if day:
        at = make_date(int(year), int(month), int(day))
        return None if at is None else Extent("time" if time else "day", at, at)
    if month:
        return _whole_months("month", int(year), int(month), 1)
    if week:
        return _whole_week(int(year), int(week), weekend is not None)
    if quarter:
        return _whole_months("quarter", int(year), 3 * int(quarter) - 2, 3)
    if half:
        return _whole_months("year", int(year), 6 * int(half) - 5, 6)
    if season:
        return _whole_months("season", int(year), SEASON_MONTHS[season], 3)
    return _whole_months("year", int(year), 1, 12)


def shift_value(anchor: date, unit: str, count: float) -> str | None:
    """The value of the whole `unit` that lies `count` units after the one around `anchor` (before it when negative).

    Days and shorter give a day; half years, decades and centuries that are not one step away give a year.
    """
    whole = int(count)
    match unit:
        case "day" | "hour" | "minute" | "second":
            return _moved(anchor, whole if unit == "day" else 0, date.isoformat)
        case "week" | "fortnight":
            return _moved(anchor, (7 if unit == "week" else 14) * whole, week_value)
        case "weekend":
            return _moved(anchor, 7 * whole, lambda day: f"{week_value(day)}-WE")
        case "month" if count == whole:
            return month_value(anchor.year, anchor.month, whole)
        case "quarter" if count == whole:
            return quarter_value(anchor.year, quarter_of(anchor), whole)
        case "month" | "quarter":
            return _moved(anchor, round(count * (30.4 if unit == "month" else 91.3)), lambda day: f"{day:%Y-%m}")
        case "decade" | "century":
            year = year_value(anchor.year + int(count * (10 if unit == "decade" else 100)))
            return year if year is None or abs(count) > 1 else year[: 3 if unit == "decade" else 2]
        case _:
            return year_value(anchor.year + whole)


def _moved(anchor: date, days: int, value: Callable[[date], str]) -> str | None:
    moved = add_days(anchor, days)
    return None if moved is None else value(moved)


_DURATION_CODES = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "weekend": "WE", "decade": "E", "century": "C", "season": "Y",
}  # fmt: skip


def duration_value(unit: str, count: float | None) -> str:
    """`P3D`, `PT40M`, and `PXY` when nobody counted (`None`)."""
    if count is not None and unit in ("decade", "century", "fortnight"):
        count *= {"decade": 10, "century": 100, "fortnight": 2}[unit]
        unit = "week" if unit == "fortnight" else "year"
    elif unit == "fortnight":
        unit = "week"
    code = _DURATION_CODES[unit]
    amount = "X" if count is None else f"{count:g}" if count < 1e6 else f"{count:.0f}"
    return f"PT{amount}{code[1]}" if code[0] == "T" else f"P{amount}{code}"
