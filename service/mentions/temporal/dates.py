"""Resolvers of calendar dates, weekdays and clock times."""

from datetime import date

from service.mentions.temporal import calendar
from service.mentions.temporal.holidays import InYear, fixed, nth
from service.mentions.temporal.reading import Context, Reading, Slots, as_date, as_day, part_of_day
from service.mentions.temporal.years import unwritten_year, written_year, year_of_month

_MONTH = 31
_HALF_YEAR_WEEKS = 26
_NEAR = 2
"""A weekday so few days ahead is not called the next one: that is the one after it."""


def iso(slots: Slots, _: Context) -> Reading | None:
    """`2025-08-18`, `2025-08-18T10:30Z`."""
    value = slots["iso"].upper()
    if calendar.extent(value) is None:
        return None
    return Reading("TIME" if "T" in value else "DATE", value)


def numeric(slots: Slots, context: Context) -> Reading | None:
    """`8/18/2025`, `18.08.2025`: points put the day first, slashes the month, unless it cannot be one.

    Nor do slashes where another date of the text shows that they do not.
    """
    month, day = int(slots["first"]), int(slots["second"])
    if "point" in slots or month > 12 or (context.day_first and day <= 12):
        month, day = day, month
    return as_day(calendar.make_date(written_year(slots, context) or 0, month, day))


def calendar_week(slots: Slots, context: Context) -> Reading | None:
    """A numbered week (ISO 8601): `2024-W10`, "KW 10". Without a year it is the one nearest to the publication."""
    number, pub = int(slots["week_number"]), context.published
    year = written_year(slots, context)
    if year is None and pub is not None:
        ahead = number - pub.isocalendar().week
        year = pub.isocalendar().year + (ahead < -_HALF_YEAR_WEEKS) - (ahead > _HALF_YEAR_WEEKS)
    value = None if year is None else f"{year:04d}-W{number:02d}"
    if value and "of_week" in slots:
        days = calendar.extent(value)
        return as_day(calendar.add_days(days.low, int(slots["of_week"]) - 1)) if days else None
    return None if value is None or calendar.extent(value) is None else as_date(value)


def calendar_day(slots: Slots, context: Context) -> Reading | None:
    """A day of a month. Without any year to tell it by, the value is TIMEX3's open `XXXX-08-18`."""
    month, day = int(slots["month"]), int(slots["day"])
    if calendar.make_date(2000, month, day) is None:  # 31 February; a leap year, so that 29 February passes
        return None
    in_year = fixed(month, day)
    year = written_year(slots, context) or unwritten_year(in_year, context, slots.get("shift"))
    if year is None:
        return as_date(f"XXXX-{month:02d}-{day:02d}")
    return as_day(in_year(year), part_of_day(slots))


def holiday(slots: Slots, context: Context) -> Reading | None:
    """Christmas Eve, last Thanksgiving, New Year's Day 2026: days that bear a name."""
    in_year: InYear = slots.get("holiday") or slots["holiday_alone"]
    year = written_year(slots, context) or unwritten_year(in_year, context, slots.get("shift"))
    return None if year is None else as_day(in_year(year), part_of_day(slots))


def nth_weekday(slots: Slots, context: Context) -> Reading | None:
    """The first Monday of October."""
    in_year = nth(slots["nth"], slots["weekday_full"], slots["month"])
    year = written_year(slots, context) or unwritten_year(in_year, context)
    return None if year is None else as_day(in_year(year))


def month(slots: Slots, context: Context) -> Reading | None:
    """A month, with or without the year; "last May" is the last one that nobody would call last month."""
    number, pub = int(slots["month"]), context.published
    year = written_year(slots, context)
    if year is None and "shift" in slots and pub:
        year = (
            pub.year - (slots["shift"] < 0 and number >= pub.month - 1) + (slots["shift"] > 0 and number <= pub.month)
        )
    year = year or year_of_month(number, context)
    return as_date(f"XXXX-{number:02d}" if year is None else calendar.month_value(year, number))


def weekday(slots: Slots, context: Context) -> Reading | None:
    """The nearest such day not after the publication, or not before it when a cue says so."""
    index, part = int(slots["weekday_full"]), part_of_day(slots)
    if "step" in slots:
        return _weekday_told(index, slots["step"], part, context)
    anchor = context.published
    if anchor is None:
        return as_date(f"XXXX-WXX-{index + 1}")
    ahead = (index - anchor.weekday()) % 7
    if "skip" in slots:  # "next Friday" is no way to say tomorrow
        return as_day(calendar.add_days(anchor, ahead if ahead > _NEAR else ahead + 7), part)
    match slots.get("shift"):
        case -1 | -2 as weeks:
            ahead += 7 * weeks
        case 1 | 2 as weeks:
            ahead = (ahead or 7) + 7 * (weeks - 1)
        case 0:
            ahead = _of_this_week(index - anchor.weekday(), context)
        case _ if ahead and context.tense() != "future":
            ahead -= 7
    day = calendar.add_days(anchor, ahead)
    if day and context.range_start and day < context.range_start.low:
        day = calendar.add_days(day, 7)
    return as_day(day, part)


def _of_this_week(ahead: int, context: Context) -> int:
    """The distance of "this Friday", unless the verb says that it is that of the week beside."""
    if ahead < 0 and context.tense() == "future":
        return ahead + 7
    return ahead


def weekday_of_week(slots: Slots, context: Context) -> Reading | None:
    """Monday of last week; "of that week" is the one last told of."""
    told = "week_told" in slots
    anchor = context.told_day.low if told and context.told_day else None if told else context.published
    if anchor is None:
        return None
    weeks = 0 if told else slots.get("shift", -1)
    day = calendar.add_days(anchor, int(slots["weekday_full"]) - anchor.weekday() + 7 * weeks)
    return as_day(day, part_of_day(slots), anaphoric=told)


def weekday_beside(slots: Slots, _: Context) -> Reading | None:
    """The Friday after the vote: of which nothing is known."""
    return as_date(f"XXXX-WXX-{int(slots['weekday_full']) + 1}")


def _weekday_told(index: int, step: int, part: str | None, context: Context) -> Reading | None:
    """The previous or following such day, seen from the day last told of."""
    anchor: date | None = context.told_day.low if context.told_day else context.published
    if anchor is None:
        return as_date(f"XXXX-WXX-{index + 1}")
    ahead = (index - anchor.weekday() - 1) % 7 + 1
    if step <= 0:
        ahead = ahead - 7 or -7
    return as_day(calendar.add_days(anchor, ahead), part, anaphoric=True)


def weekday_day(slots: Slots, context: Context) -> Reading | None:
    """Thursday (21), Thursday 21: the nearest day that is both; when there is none near, just the weekday."""
    index, number, near = int(slots.get("weekday_full", slots.get("weekday", 0))), int(slots["day"]), context.published
    if near is None:
        return as_date(f"XXXX-WXX-{index + 1}")
    for distance in range(_MONTH):
        for day in (calendar.add_days(near, -distance), calendar.add_days(near, distance)):
            if day is not None and day.day == number and day.weekday() == index:
                return as_day(day)
    return weekday({"weekday_full": index}, context)


def weekday_away(slots: Slots, context: Context) -> Reading | None:
    """Sunday of last week, as a weekday and how far its week is away."""
    index = int(slots.get("weekday_full", slots.get("weekday_sign", 0)))
    near = context.published
    if near is None:
        return None
    return as_day(calendar.add_days(near, index - near.weekday() + 7 * slots["week_away"]))


def day_alone(slots: Slots, context: Context) -> Reading | None:
    """The 15th, of the month that makes it the nearest: the last one, unless a cue looks ahead."""
    near = context.published
    if near is None:
        return None
    ahead = context.tense() == "future"
    days = (calendar.add_days(near, distance if ahead else -distance) for distance in range(_MONTH + 1))
    return as_day(next((day for day in days if day is not None and day.day == int(slots["day"])), None))


def clock(slots: Slots, context: Context) -> Reading | None:
    """A time of day, on the day named with it, else on the one told of in the sentence (in a history: in the text),
    else on the day of the publication.
    """
    if "month" in slots:
        return calendar_day(slots, context)
    if "weekday_full" in slots:
        return weekday(slots, context)
    told = context.told_day if context.history else context.sentence_day
    base = told.low if told and "deictic" not in slots else context.published
    return as_day(base and calendar.add_days(base, slots.get("deictic", 0)), part_of_day(slots))
