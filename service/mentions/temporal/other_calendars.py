"""Dates of calendars whose months are not ours."""

from datetime import date

from service.mentions.temporal import calendar
from service.mentions.temporal.reading import Context, Reading, Slots, as_day

_EPOCH = date(622, 3, 21)
_YEARS = range(1178, 1634)
"""In these the rule of 33 years holds for the Persian calendar."""
_LONG_MONTHS = 6
_OFFSET = 621
"""Years from the Persian to the Gregorian number, in spring."""


def persian_day(year: int, month: int, day: int) -> date | None:
    """The day of a date in the Persian calendar (33-year rule); None for days that do not exist."""
    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= (31 if month <= _LONG_MONTHS else 30):
        return None
    before = 31 * min(month - 1, _LONG_MONTHS) + 30 * max(0, month - 1 - _LONG_MONTHS)
    return calendar.add_days(_EPOCH, 365 * (year - 1) + (8 * year + 21) // 33 + before + day - 1)


def persian(slots: Slots, context: Context) -> Reading | None:
    """A day of the Persian calendar, in the year nearest to the publication when it names none. A month without a day
    lies in two of ours and has no value.
    """
    month, day = int(slots["persian"]), slots.get("day")
    if day is None:
        return Reading("DATE", "XXXX-XX-XX", dated=False)
    if "persian_year" in slots:
        return as_day(persian_day(int(slots["persian_year"]), month, int(day)))
    near = context.published
    if near is None:
        return None
    years = range(near.year - _OFFSET - 2, near.year - _OFFSET + 2)
    days = [found for year in years if (found := persian_day(year, month, int(day))) is not None]
    return as_day(min(days, key=lambda found: abs((found - near).days), default=None))


def islamic(_: Slots, __: Context) -> Reading | None:
    """A day of the Islamic calendar: it is seen, but not reckoned, since its months begin when the moon is seen."""
    return Reading("DATE", "XXXX-XX-XX", dated=False)
