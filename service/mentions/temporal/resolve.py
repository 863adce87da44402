"""What an expression means: one function a rule name, the same for every language.

A resolver gets the meanings of the words and the context, and gives a `Reading`, or None when the words cannot be a
time expression after all (31 February, 14.13.2010, an age).
"""

from collections.abc import Callable, Mapping

from service.mentions.temporal import dates, other_calendars, periods, spans
from service.mentions.temporal.reading import Context, Reading, Slots

Resolver = Callable[[Slots, Context], Reading | None]

RESOLVERS: Mapping[str, Resolver] = {
    "iso": dates.iso,
    "numeric": dates.numeric,
    "calendar": dates.calendar_day,
    "calendar_week": dates.calendar_week,
    "holiday": dates.holiday,
    "nth_weekday": dates.nth_weekday,
    "month": dates.month,
    "weekday": dates.weekday,
    "weekday_of_week": dates.weekday_of_week,
    "weekday_day": dates.weekday_day,
    "weekday_away": dates.weekday_away,
    "day_alone": dates.day_alone,
    "weekday_beside": dates.weekday_beside,
    "clock": dates.clock,
    "deictic": periods.deictic,
    "day_part": periods.day_part,
    "day_part_told": periods.day_part_told,
    "period": periods.period,
    "past_period": periods.past_period,
    "away": periods.away,
    "persian": other_calendars.persian,
    "islamic": other_calendars.islamic,
    "weekend": periods.weekend,
    "year_end": periods.year_end,
    "told": periods.told,
    "then": periods.then,
    "season": periods.season,
    "season_told": periods.season_told,
    "quarter": periods.quarter,
    "half_year": periods.half_year,
    "distance": periods.distance,
    "offset": periods.offset,
    "relative": periods.relative,
    "vague_ago": periods.vague_ago,
    "duration": spans.duration,
    "months_reported": spans.duration,
    "one_period": spans.one_period,
    "age": spans.age,
    "set": spans.recurring,
    "frequency": spans.frequency,
    "weekday_set": spans.weekday_set,
    "day_part_set": spans.day_part_set,
    "season_set": spans.season_set,
    "month_set": spans.month_set,
    "vague": spans.vague,
    "vague_span": spans.vague,
    "year": spans.year,
    "decade": spans.decade,
    "century": spans.century,
}
