"""The year that is not written: "on 18 August", "in May"."""

from service.mentions.temporal.holidays import InYear
from service.mentions.temporal.reading import Context, Slots

_NEARER_AHEAD = {"likely past": 5, "open": 2.5}
"""How many times nearer than the last one the coming date must be to be meant all the same, by the tense of the cue.

Nobody leaves the year out when the date is almost a year away."""

_LONGEST_AHEAD_DAYS = 200
"""A future cue cannot make a day without a year lie farther ahead than this."""


_LEAP_YEAR = 2000
"""A year that has 29 February, in which a day without a year is tried."""


def written_year(slots: Slots, context: Context) -> int | None:
    """The year as a number or as "last year"; None when the expression has none."""
    if "year" in slots:
        return int(slots["year"])
    if "short_year" in slots:
        return int(slots["short_year"]) + (2000 if int(slots["short_year"]) < 50 else 1900)
    if "year_shift" in slots and context.published:
        return context.published.year + int(slots["year_shift"])
    return None


def unwritten_year(in_year: InYear, context: Context, shift: int | None = None) -> int | None:
    """The year of "18 August"; None when there is nothing to tell it by, or no such day in the years around.

    A `shift` says that the last (-1) or the next one is meant.
    """
    some = in_year(_LEAP_YEAR)
    if some is None:
        return None
    if context.history or context.published is None:
        return _told_year(some.month, context)
    pub = context.published
    reach = 1 if (some.month, some.day) != (2, 29) else 8
    days = [d for year in range(pub.year - reach, pub.year + reach + 1) if (d := in_year(year))]
    last = max((d for d in days if d <= pub), default=None)
    coming = min((d for d in days if d >= pub), default=None)
    if last is None or coming is None:
        return None
    if shift:
        return (coming if shift > 0 else last).year
    ahead = _is_ahead((pub - last).days, (coming - pub).days, _LONGEST_AHEAD_DAYS, context)
    return (coming if ahead else last).year


def year_of_month(month: int, context: Context) -> int | None:
    """The year of "August"; None when there is nothing to tell it by."""
    if context.history or context.published is None:
        return _told_year(month, context)
    pub = context.published
    if _is_ahead((pub.month - month) % 12, (month - pub.month) % 12, 11, context):
        return pub.year + (month < pub.month)
    return pub.year - (month > pub.month)


def _is_ahead(behind: int, ahead: int, longest: int, context: Context) -> bool:
    """Whether the coming date is meant, given the distances (days or months) to the last and to the coming one."""
    tense = context.tense()
    if tense in ("future", "past"):
        return tense == "future" and ahead <= longest
    return ahead * _NEARER_AHEAD[tense] < behind


def _told_year(month: int, context: Context) -> int | None:
    """The year in which a month follows the date last told of: tales go forward, with short looks back."""
    if context.told is None:
        return None
    year, precision = context.told.low.year, context.told.precision
    if precision in ("decade", "century"):
        return None
    if precision == "year":
        return year
    months = month - context.told.low.month
    return year + 1 if months <= -8 else year - 1 if months >= 10 else year
