"""Resolvers of days and longer units seen from the publication, or from the date last told of."""

from service.mentions.temporal import calendar
from service.mentions.temporal.calendar import Extent
from service.mentions.temporal.reading import Context, Reading, Slots, as_date, as_day, counted, part_of_day
from service.mentions.temporal.years import written_year

EITHER = "?"
"""Ends the unit of a word that means yesterday or tomorrow, as its verb says."""
TOLD = "!"
"""Ends the unit of a word for the day beside the one last told of: the day before, the next day."""
_FARTHEST = 2000
"""Units; what is counted beyond is no date."""


def deictic(slots: Slots, context: Context) -> Reading | None:
    """Today, yesterday afternoon, tonight."""
    if context.published is None:
        return None
    return as_day(calendar.add_days(context.published, slots.get("deictic", 0)), part_of_day(slots))


def day_part(slots: Slots, context: Context) -> Reading | None:
    """This morning, last night, late afternoon yesterday."""
    if context.published is None:
        return None
    days = slots.get("shift", slots.get("deictic", 0))
    return as_day(calendar.add_days(context.published, days), slots["day_part"])


def day_part_told(slots: Slots, context: Context) -> Reading | None:
    """That evening, the next morning, on the day last told of; "in the morning" else on that of the publication."""
    step = slots.get("step") or slots.get("beside", 0)
    anchor = context.told_day.low if context.told_day else context.published if step <= 0 else None
    if anchor is None:
        return None
    return as_day(calendar.add_days(anchor, step), slots["day_part"], anaphoric=True)


def period(slots: Slots, context: Context) -> Reading | None:
    """Last week, this year, the end of the month; "earlier" and "later" stop at the publication."""
    if context.published is None:
        return None
    shift = slots.get("shift") or slots.get("latest", 0)
    value = calendar.shift_value(context.published, slots["period"], shift)
    return as_date(value, edge=slots.get("edge", ""))


def past_period(slots: Slots, context: Context) -> Reading | None:
    """The past year: TIMEX3 calls it by the year before, but it ends now, so it has no days of its own."""
    reading = period({**slots, "shift": -1}, context)
    return reading and reading._replace(dated=False)


def weekend(_: Slots, context: Context) -> Reading | None:
    """The weekend: the last one, or this week's when a cue looks ahead or it has come."""
    if context.published is None:
        return None
    ahead = context.published.weekday() >= 5 or context.tense() == "future"
    return as_date(calendar.shift_value(context.published, "weekend", 0 if ahead else -1))


def year_end(_: Slots, context: Context) -> Reading | None:
    """Year-end: the last day of the year; "since year-end" that of the year before."""
    if context.published is None:
        return None
    year = calendar.year_value(context.published.year - (context.tense() in ("past", "likely past")))
    return as_date(year and f"{year}-12-31")


def told(slots: Slots, context: Context) -> Reading | None:
    """That week, the following day: seen from the date last told of, "the previous day" else from the publication."""
    unit, step = slots["period_told"], slots.get("step") or slots.get("beside", 0)
    told_of = context.anchor(unit)
    anchor = (
        told_of.low if told_of else context.published if step < 0 or (step and unit in ("year", "decade")) else None
    )
    if anchor is None:
        return None
    return as_date(calendar.shift_value(anchor, unit, step), anaphoric=True)


def then(_: Slots, context: Context) -> Reading | None:
    """Until then: the day last told of."""
    return as_day(context.told_day.low if context.told_day else None, anaphoric=True)


def season(slots: Slots, context: Context) -> Reading | None:
    """Summer 2024, last winter."""
    name, year, pub = slots["season"], written_year(slots, context), context.published
    if year is None:
        if pub is None:
            return None
        first, shift = calendar.SEASON_MONTHS[name], slots.get("shift", 0)
        year = pub.year - (shift < 0 and first + 2 >= pub.month) + (shift > 0 and first <= pub.month)
    return as_date(f"{year:04d}-{name}")


def season_told(slots: Slots, context: Context) -> Reading | None:
    """That summer, the following spring: seen from the date last told of."""
    anchor = context.anchor("season")
    if anchor is None:
        return None
    first, step = calendar.SEASON_MONTHS[slots["season"]], slots.get("step", 0)
    year = anchor.low.year + (step > 0 and first <= anchor.high.month) - (step < 0 and first >= anchor.low.month)
    return as_date(f"{year:04d}-{slots['season']}", anaphoric=True)


# --- quarters and halves ---------------------------------------------------------------------------------------------


def quarter(slots: Slots, context: Context) -> Reading | None:
    """The third quarter, Q3 2025, the year-earlier quarter."""
    number = slots.get("ordinal") or slots.get("q")
    if number is None:
        return _quarter_told(slots, context)
    year = written_year(slots, context)
    if year is None:
        if context.published is None:
            return None
        year = context.published.year + _quarter_year_shift(int(number), context)
    return as_date(calendar.quarter_value(year - ("year_back" in slots), int(number)))


def _quarter_told(slots: Slots, context: Context) -> Reading | None:
    """The quarter last told of if it is over, else the last that is."""
    base, pub = context.quarter, context.published
    if pub is not None:
        over = calendar.extent(calendar.quarter_value(pub.year, calendar.quarter_of(pub), -1) or "")
        base = over if base is None or (over is not None and base.low > over.low) else base
    if base is None:
        return None
    year = written_year(slots, context) or base.low.year
    return as_date(calendar.quarter_value(year - ("year_back" in slots), calendar.quarter_of(base.low)), anaphoric=True)


def _quarter_year_shift(number: int, context: Context) -> int:
    """The year of "the third quarter" as a distance from the publication's: the last that has begun.

    With a future cue it is the next one, but the quarter just over is still the one that companies report on.
    """
    now = calendar.quarter_of(context.published) if context.published else 0
    if context.tense() == "future":
        return int(number < now - 1)
    return -int(number > now)


def half_year(slots: Slots, context: Context) -> Reading | None:
    """The first half of 2025."""
    year = written_year(slots, context) or (context.published and context.published.year)
    return as_date(f"{year:04d}-H{slots['half']}" if year else None)


def away(slots: Slots, context: Context) -> Reading | None:
    """Yesterday, last week, three days ago, as phrases of a unit and how often it lies between."""
    unit, count = next(meaning for slot, meaning in slots.items() if slot == "away" or slot.startswith("counted"))
    if unit.endswith(TOLD):
        anchor = context.told_day.low if context.told_day else context.published if count < 0 else None
        return as_day(anchor and calendar.add_days(anchor, count), anaphoric=True)
    if unit.endswith(EITHER):
        unit, count = unit.removesuffix(EITHER), abs(count) if context.tense() == "future" else count
    count *= slots.get("number", 1)
    if context.published is None or abs(count) > _FARTHEST:
        return None
    return as_date(calendar.shift_value(context.published, unit, count))


# --- so many units away ----------------------------------------------------------------------------------------------


def distance(slots: Slots, context: Context) -> Reading | None:
    """Three days ago, three days later."""
    return offset(slots, context) if "offset" in slots else relative(slots, context)


def offset(slots: Slots, context: Context) -> Reading | None:
    """Three days ago, two weeks from now: seen from the publication. A year before a quarter is a quarter."""
    count, direction, unit = counted(slots), slots["offset"], slots["unit"]
    vague = Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
    if count is None or context.published is None:
        return vague
    if unit == "year" and direction * count == -1 and context.quarter is not None:
        return _quarter_years_away(context.quarter, -1)
    return as_date(calendar.shift_value(context.published, unit, direction * count)) or vague


def relative(slots: Slots, context: Context) -> Reading | None:
    """A day earlier, two weeks later: seen from the date last told of. A year before a quarter is a quarter."""
    count = None if "many" in slots else counted(slots) or 1
    direction, unit = slots.get("relative", -1), slots.get("unit", "year")
    if count is None:
        return Reading("DURATION", calendar.duration_value(unit, None))
    if unit == "year" and count == 1 and context.quarter is not None:
        return _quarter_years_away(context.quarter, direction)
    told_of = context.anchor(unit)
    anchor = told_of.low if told_of else context.published if direction < 0 else None
    if anchor is None:
        return Reading("DURATION", calendar.duration_value(unit, count))
    return as_date(calendar.shift_value(anchor, unit, direction * count), anaphoric=True)


def _quarter_years_away(base: Extent, years: int) -> Reading | None:
    return as_date(calendar.quarter_value(base.low.year + years, calendar.quarter_of(base.low)), anaphoric=True)


def vague_ago(_: Slots, __: Context) -> Reading | None:
    """Years ago."""
    return Reading("DATE", "PAST_REF")
