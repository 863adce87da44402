"""Days that bear a name, as functions from a year to its day."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from service.mentions.temporal.calendar import make_date

InYear = Callable[[int], date | None]
"""The day that a date without a year has in a year; None when that year has none such."""


def fixed(month: int, day: int) -> InYear:
    """The same day every year."""
    return lambda year: make_date(year, month, day)


def nth(count: int, weekday: int, month: int) -> InYear:
    """The first, second... such weekday of a month (Monday is 0), with -1 the last one."""

    def in_year(year: int) -> date | None:
        if not 1 <= year <= 9999:
            return None
        first_weekday, days = monthrange(year, month)
        day = 1 + (weekday - first_weekday) % 7 + 7 * (count - 1)
        return date(year, month, day if count > 0 else days - (first_weekday + days - 1 - weekday) % 7)

    return in_year


def easter(days_after: int = 0) -> InYear:
    """So many days after Easter Sunday of the western churches."""
    return lambda year: _easter(year) + timedelta(days=days_after) if 1583 <= year <= 4099 else None


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the algorithm that Nature printed in 1876."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, leap = divmod(century, 4)
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * leap + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114, 31)
    return date(year, month, day + 1)
