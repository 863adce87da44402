"""Dates of entries as EDTF (ISO 8601-2) strings, written from the days that they cover."""

import calendar
from datetime import date


def edtf(low: str, high: str) -> str:
    """The shortest EDTF expression of the inclusive days `low`..`high` (ISO): day, month, year, decade, or interval.

    >>> edtf("2025-08-18", "2025-08-18"), edtf("2025-08-01", "2025-08-31"), edtf("2025-07-01", "2025-09-30")
    ('2025-08-18', '2025-08', '2025-07/2025-09')
    """
    if low == high:
        return low
    first, last = low[:7], high[:7]
    if low[8:] == "01" and int(high[8:]) == _last_day(high):
        if first == last:
            return first
        if first[5:] == "01" and last[5:] == "12":
            return _years(first[:4], last[:4])
        return f"{first}/{last}"
    return f"{low}/{high}"


def _years(first: str, last: str) -> str:
    if first == last:
        return first
    for digits, span in ((1, 9), (2, 99)):
        if first[-digits:] == "0" * digits and int(last) - int(first) == span:
            return first[:-digits] + "X" * digits
    return f"{first}/{last}"


def _last_day(day: str) -> int:
    return calendar.monthrange(int(day[:4]), int(day[5:7]))[1]


def ordinal(day: str) -> int:
    """The number of an ISO day, for differences."""
    return date.fromisoformat(day).toordinal()


def days(text: str) -> tuple[int, int]:
    """The inclusive ordinal days of a date as `edtf` writes it."""
    first, _, last = text.partition("/")
    last = last or first
    if "X" in text:
        first, last = first.replace("X", "0"), first.replace("X", "9")
    low = date.fromisoformat((first + "-01-01")[:10])
    if len(last) == 10:
        return low.toordinal(), ordinal(last)
    month = last if len(last) == 7 else f"{last}-12"
    return low.toordinal(), ordinal(f"{month}-{_last_day(month):02}")
