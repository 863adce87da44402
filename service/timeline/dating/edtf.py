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
