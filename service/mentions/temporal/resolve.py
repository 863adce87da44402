"""What an expression means: one function a rule name, the same for every language.

A resolver gets the meanings of the words (slot -> meaning, see `language.Language.vocabulary`) and the context, and gives a
`Reading`, or None when the words cannot be a date after all (31 February, 14.13.2010).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from service.mentions.temporal import calendar
from service.mentions.temporal.calendar import Extent
from service.mentions.temporal.cues import Tense


class Reading(NamedTuple):
    """A TIMEX3 type and value. `edge` cuts its days at the publication; `anaphoric` tells that another expression gave
    the date.
    """

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    edge: str = ""
    anaphoric: bool = False


@dataclass(frozen=True)
class Context:
    """What is known where an expression stands."""

    published: date | None
    told: Extent | None
    """the days of the expression last resolved to an absolute date"""
    told_day: Extent | None
    """the last of these that was a day"""
    quarter: Extent | None
    """the quarter last told of: what a company's "a year earlier" looks back from"""
    tense: Callable[[], Tense]
    """tense of the nearest cue, looked up only when it matters"""

    def anchor(self, unit: str) -> Extent | None:
        """The date last told of that is fine enough to count units from."""
        if self.told is not None and not calendar.coarser(self.told.precision, unit):
            return self.told
        return self.told_day


Slots = Mapping[str, Any]
Resolver = Callable[[Slots, Context], Reading | None]


def _date(value: str | None, *, edge: str = "", anaphoric: bool = False) -> Reading | None:
    return None if value is None else Reading("DATE", value, edge, anaphoric)


def _day(day: date | None, part: str | None = None, *, anaphoric: bool = False) -> Reading | None:
    if day is None:
        return None
    if part is None:
        return Reading("DATE", day.isoformat(), anaphoric=anaphoric)
    return Reading("TIME", f"{day.isoformat()}T{part}", anaphoric=anaphoric)


def _part(slots: Slots) -> str | None:
    """The part of the day that was named, as it stands after the T of a TIMEX3 value."""
    part: str | None = slots.get("day_part") or slots.get("clock_word")
    return part


# --- years that are not written ---------------------------------------------------------------------------------------

_NEARER_AHEAD = {"past": 5, "open": 2.5}
"""How many times nearer than the last one the coming date must be to be meant all the same, by the tense of the cue."""


def _is_ahead(behind: int, ahead: int, longest: int, context: Context) -> bool:
    """Whether a date without a year is the coming one, given the distances (days or months) to the last and the coming."""
    tense = context.tense()
    if tense == "future":
        return ahead <= longest
    return ahead * _NEARER_AHEAD[tense] < behind


def _year_of_day(month: int, day: int, context: Context) -> int | None:
    """The year of "18 August" without one; None when no year near the publication has such a day."""
    if context.published is None:
        return context.told.low.year if context.told else None
    pub = context.published
    days = [d for year in range(pub.year - 8, pub.year + 9) if (d := calendar.make_date(year, month, day))]
    last = max((d for d in days if d <= pub), default=None)
    coming = min((d for d in days if d >= pub), default=None)
    if last is None or coming is None:
        return None
    return (coming if _is_ahead((pub - last).days, (coming - pub).days, 200, context) else last).year


def _year_of_month(month: int, context: Context) -> int | None:
    """The year of "August" without one."""
    if context.published is None:
        return context.told.low.year if context.told else None
    pub = context.published
    ahead = (month - pub.month) % 12
    if _is_ahead((pub.month - month) % 12, ahead, 11, context):
        return pub.year + (month < pub.month)
    return pub.year - (month > pub.month)


def _year(slots: Slots, context: Context) -> int | None:
    if "year" in slots:
        return int(slots["year"])
    if "year_shift" in slots and context.published:
        return context.published.year + int(slots["year_shift"])
    return None


# --- calendar dates ---------------------------------------------------------------------------------------------------


def iso(slots: Slots, _: Context) -> Reading | None:
    """`2025-08-18`, `2025-08-18T10:30Z`."""
    value = slots["iso"].upper()
    if calendar.extent(value) is None:
        return None
    return Reading("TIME" if "T" in value else "DATE", value)


def numeric(slots: Slots, _: Context) -> Reading | None:
    """`8/18/2025`, `18.08.2025`: points put the day first, slashes the month unless it cannot be one."""
    year = int(slots["year"]) if "year" in slots else int(slots["short_year"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    month, day = int(slots["first"]), int(slots["second"])
    if "point" in slots or month > 12:
        month, day = day, month
    return _day(calendar.make_date(year, month, day))


def calendar_day(slots: Slots, context: Context) -> Reading | None:
    """A day of a month, with or without the year."""
    month, day = int(slots["month"]), int(slots["day"])
    year = _year(slots, context) or _year_of_day(month, day, context)
    return _day((year and calendar.make_date(year, month, day)) or None, _part(slots))


def month(slots: Slots, context: Context) -> Reading | None:
    """A month, with or without the year; "last May" is the last one that is over."""
    number = int(slots["month"])
    year = _year(slots, context)
    if year is None and "shift" in slots and context.published:
        pub = context.published
        shift = slots["shift"]
        year = pub.year - (shift < 0 and number >= pub.month) + (shift > 0 and number <= pub.month)
    if year is None:
        year = _year_of_month(number, context)
    return _date((year and calendar.month_value(year, number)) or None)


def weekday(slots: Slots, context: Context) -> Reading | None:
    """The nearest such day not after the publication, or not before it when a cue says so."""
    index = int(slots["weekday_full"])
    anchor = context.published
    direction = slots.get("shift", 0)
    anaphoric = "step" in slots
    if anaphoric:
        anchor = context.told_day.low if context.told_day else anchor
        direction = slots["step"]
    if anchor is None:
        return None
    if direction < 0:
        return _day(
            calendar.add_days(anchor, -((anchor.weekday() - index - 1) % 7 + 1)), _part(slots), anaphoric=anaphoric
        )
    if direction > 0:
        return _day(
            calendar.add_days(anchor, (index - anchor.weekday() - 1) % 7 + 1), _part(slots), anaphoric=anaphoric
        )
    if "shift" in slots:
        return _day(calendar.add_days(anchor, index - anchor.weekday()), _part(slots))
    if context.tense() == "future":
        return _day(calendar.add_days(anchor, (index - anchor.weekday()) % 7), _part(slots))
    return _day(calendar.add_days(anchor, -((anchor.weekday() - index) % 7)), _part(slots))


def holiday(slots: Slots, context: Context) -> Reading | None:
    """Christmas Eve, New Year's Day 2026: days that bear a name."""
    month, day = slots["holiday"]
    return calendar_day({**slots, "month": month, "day": day}, context)


def clock(slots: Slots, context: Context) -> Reading | None:
    """A time of day, on the day named with it, else on the day of the publication."""
    if "clock_word" in slots:
        time = slots["clock_word"]
    else:
        hour, half = int(slots["hour"]), slots.get("half_day")
        if half is not None:
            hour = hour % 12 + half
        time = f"{hour:02d}:{slots.get('minute', 0):02d}"
    if "month" in slots:
        day = calendar_day(slots, context)
    elif "weekday_full" in slots:
        day = weekday({"weekday_full": slots["weekday_full"]}, context)
    else:
        day = deictic({"deictic": slots.get("deictic", 0)}, context)
    return day and Reading("TIME", f"{day.value[:10]}T{time}")


# --- days and units seen from the publication -------------------------------------------------------------------------


def deictic(slots: Slots, context: Context) -> Reading | None:
    """Today, yesterday, tonight."""
    if context.published is None:
        return None
    part = slots.get("tonight") or _part(slots)
    return _day(calendar.add_days(context.published, slots.get("deictic", 0)), part)


def day_part(slots: Slots, context: Context) -> Reading | None:
    """This morning, last night, late afternoon yesterday."""
    if context.published is None:
        return None
    return _day(calendar.add_days(context.published, slots.get("shift", slots.get("deictic", 0))), slots["day_part"])


def day_part_told(slots: Slots, context: Context) -> Reading | None:
    """That evening, the next morning, on the day last told of."""
    if context.told_day is not None:
        day: date | None = context.told_day.low
    elif "step" in slots:
        return None
    else:
        day = context.published
    return _day(day and calendar.add_days(day, slots.get("step", 0)), slots["day_part"], anaphoric=True)


def period(slots: Slots, context: Context) -> Reading | None:
    """Last week, this year, the end of the month; "earlier" and "later" stop at the publication."""
    if context.published is None:
        return None
    value = calendar.shift_value(context.published, slots["period"], slots.get("shift", 0))
    return _date(value, edge=slots.get("edge", ""))


def weekend(_: Slots, context: Context) -> Reading | None:
    """The weekend: the last one, or this week's when a cue looks ahead or it has come."""
    if context.published is None:
        return None
    ahead = context.published.weekday() >= 5 or context.tense() == "future"
    return _date(calendar.shift_value(context.published, "weekend", 0 if ahead else -1))


def year_end(_: Slots, context: Context) -> Reading | None:
    """Year-end: the last day of the year."""
    return _date(f"{context.published.year:04d}-12-31") if context.published else None


def told(slots: Slots, context: Context) -> Reading | None:
    """That week, the following day: seen from the date last told of, if that is fine enough to tell."""
    unit = slots["period_told"]
    anchor = context.anchor(unit)
    if anchor is None:
        return None
    return _date(calendar.shift_value(anchor.low, unit, slots.get("step", 0)), anaphoric=True)


def then(_: Slots, context: Context) -> Reading | None:
    """Until then: the day last told of."""
    return _day(context.told_day.low if context.told_day else None, anaphoric=True)


def season(slots: Slots, context: Context) -> Reading | None:
    """Summer 2024, last winter."""
    name, year = slots["season"], _year(slots, context)
    if year is None:
        if context.published is None:
            return None
        first, pub, shift = calendar.SEASON_MONTHS[name], context.published, slots.get("shift", 0)
        year = pub.year - (shift < 0 and first + 2 >= pub.month) + (shift > 0 and first <= pub.month)
    return _date(f"{year:04d}-{name}")


def quarter(slots: Slots, context: Context) -> Reading | None:
    """The third quarter, Q3 2025, the year-earlier quarter.

    A quarter without a number is the one last told of, else the last that was over; one without a year is the last that
    has begun.
    """
    number = slots.get("ordinal") or slots.get("q")
    if number is None:
        last_over = context.published and calendar.extent(
            calendar.shift_value(context.published, "quarter", -1) or ""
        )
        known = [q for q in (context.quarter, last_over) if q]
        if not known:
            return None
        latest = min(known, key=lambda q: q.low)
        latest = context.quarter if context.quarter and not (last_over and context.quarter.low > last_over.low) else latest
        year, number = latest.low.year, calendar.quarter_of(latest.low)
        year = _year(slots, context) or year
    else:
        named = _year(slots, context)
        if named is None and context.published is None:
            return None
        pub = context.published or date.max
        year = named or pub.year + _year_of_quarter(int(number), calendar.quarter_of(pub), context)
    return _date(calendar.quarter_value(year - ("year_back" in slots), int(number)), anaphoric="ordinal" not in slots)


def _year_of_quarter(number: int, now: int, context: Context) -> int:
    """The year of "the third quarter" as a distance from the publication's: the last that has begun.

    With a future cue it is the next one, but the quarter just over is still the one that companies report on.
    """
    if context.tense() == "future":
        return int(number < now - 1)
    return -int(number > now)


def half_year(slots: Slots, context: Context) -> Reading | None:
    """The first half of 2025."""
    year = _year(slots, context)
    return _date(f"{year:04d}-H{slots['half']}" if year else None)


# --- so many units away -----------------------------------------------------------------------------------------------


def offset(slots: Slots, context: Context) -> Reading | None:
    """Three days ago, two weeks from now."""
    count, direction = slots.get("number"), slots["offset"]
    if count is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
    if context.published is None:
        return None
    if slots["unit"] == "year" and direction * count == -1 and context.quarter is not None:
        return _quarter_years_away(context.quarter, -1)
    value = calendar.shift_value(context.published, slots["unit"], direction * count)
    return Reading("DATE", value or ("PAST_REF" if direction < 0 else "FUTURE_REF"))


def relative(slots: Slots, context: Context) -> Reading | None:
    """A day earlier, two weeks later: seen from the date last told of. A year before a quarter is a quarter."""
    count = None if "many" in slots else slots.get("number", 1)
    direction, unit = slots.get("relative", -1), slots.get("unit", "year")
    if count is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
    if unit == "year" and count == 1 and context.quarter is not None:
        return _quarter_years_away(context.quarter, direction)
    anchor = context.anchor(unit)
    if anchor is None:
        if direction > 0 or context.published is None:
            return None
        return _date(calendar.shift_value(context.published, unit, -count), anaphoric=True)
    return _date(calendar.shift_value(anchor.low, unit, direction * count), anaphoric=True)


def _quarter_years_away(quarter: Extent, years: int) -> Reading | None:
    value = calendar.quarter_value(quarter.low.year, calendar.quarter_of(quarter.low), 4 * years)
    return _date(value, anaphoric=True)


def vague_ago(_: Slots, __: Context) -> Reading | None:
    """Years ago."""
    return Reading("DATE", "PAST_REF")


# --- durations, sets, vague references --------------------------------------------------------------------------------


def duration(slots: Slots, _: Context) -> Reading | None:
    """Three days, the past two weeks, several months."""
    count = slots.get("number")
    if count is not None and "plus_half" in slots:
        count += 0.5
    period = slots.get("unit") or slots["units"]
    return Reading("DURATION", calendar.duration_value(period, count))


def fiscal_year(slots: Slots, _: Context) -> Reading | None:
    """The year ended 30 September: a length of time, since its days follow."""
    return Reading("DURATION", calendar.duration_value(slots["period"], 1))


def recurring(slots: Slots, _: Context) -> Reading | None:
    """Every week, twice a month."""
    return Reading("SET", calendar.duration_value(slots["unit"], slots.get("number", 1)))


def frequency(slots: Slots, _: Context) -> Reading | None:
    """Daily."""
    return Reading("SET", slots["frequency"])


def weekday_set(slots: Slots, _: Context) -> Reading | None:
    """Every Monday, Mondays."""
    index = slots["weekday_full"] if "weekday_full" in slots else slots["weekdays"]
    part = slots.get("day_part") or slots.get("day_parts")
    return Reading("SET", f"XXXX-WXX-{index + 1}" + (f"T{part}" if part else ""))


def month_set(slots: Slots, _: Context) -> Reading | None:
    """Every May."""
    return Reading("SET", f"XXXX-{slots['month']:02d}")


def vague(slots: Slots, _: Context) -> Reading | None:
    """Now, recently, recent years."""
    return Reading("DATE", slots["vague"] if "vague" in slots else slots["vague_span"])


def nothing(_: Slots, __: Context) -> Reading | None:
    """What looks like a time expression and is none: an age."""
    return None


# --- years and longer -------------------------------------------------------------------------------------------------


def year(slots: Slots, _: Context) -> Reading | None:
    """1998."""
    return _date(f"{int(slots['year']):04d}")


def decade(slots: Slots, _: Context) -> Reading | None:
    """The 1990s, the '90s, the nineties."""
    if "decade_word" in slots:
        return _date(f"19{slots['decade_word'] // 10}")
    digits = slots["decade"]
    if len(digits) == 4:
        return _date(digits[:3])
    return _date(("20" if digits[1] in "01" else "19") + digits[1])


def century(slots: Slots, _: Context) -> Reading | None:
    """The 19th century."""
    number = int(slots.get("century") or slots["century_number"])
    return _date(f"{number - 1:02d}" if 1 <= number <= 99 else None)


RESOLVERS: Mapping[str, Resolver] = {
    "iso": iso, "numeric": numeric, "calendar": calendar_day, "month": month, "weekday": weekday, "clock": clock,
    "deictic": deictic, "day_part": day_part, "day_part_told": day_part_told, "period": period, "weekend": weekend, "told": told, "then": then, "year_end": year_end, "fiscal_year": fiscal_year, "holiday": holiday,
    "season": season, "quarter": quarter, "half_year": half_year, "offset": offset, "relative": relative,
    "vague_ago": vague_ago, "duration": duration, "set": recurring, "frequency": frequency, "weekday_set": weekday_set,
    "month_set": month_set, "vague": vague, "vague_span": vague, "age": nothing, "year": year, "decade": decade,
    "century": century,
}  # fmt: skip
