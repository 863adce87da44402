"""What a resolver gives, and what it may look at."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from service.mentions.temporal import calendar
from service.mentions.temporal.calendar import Extent
from service.mentions.temporal.cues import Tense

Slots = Mapping[str, Any]
"""slot -> meaning of the word that filled it"""


class Reading(NamedTuple):
    """A TIMEX3 type and value."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    edge: str = ""
    """BEFORE and AFTER cut the days at the publication ("earlier this month")"""
    anaphoric: bool = False
    """another expression of the text gave the date"""
    dated: bool = True
    """whether the days that the value covers are meant"""


class Context(NamedTuple):
    """What is known where an expression stands."""

    published: date | None
    told: Extent | None
    """the days of the expression last resolved to an absolute date"""
    told_day: Extent | None
    """the last of these that was a day"""
    quarter: Extent | None
    """the quarter last told of: what a company's "a year earlier" looks back from"""
    history: bool
    """the text tells of long ago: months and weekdays belong to the date last told of, not to the publication"""
    sentence_day: Extent | None
    """the day last told of in this very sentence"""
    range_start: Extent | None
    """the day from which a range begins that ends with the expression"""
    tense: Callable[[], Tense]
    """tense of the nearest cue, looked up only when it matters"""
    day_first: bool = False
    """the text puts the day before the month where strokes part them"""

    def anchor(self, unit: str) -> Extent | None:
        """The date last told of that is fine enough to count units from."""
        if self.told is not None and not calendar.coarser(self.told.precision, unit):
            return self.told
        return self.told_day


def as_date(value: str | None, *, edge: str = "", anaphoric: bool = False) -> Reading | None:
    """A DATE of this value; None stays None."""
    return None if value is None else Reading("DATE", value, edge, anaphoric)


def as_day(day: date | None, part: str | None = None, *, anaphoric: bool = False) -> Reading | None:
    """A DATE, or the TIME of a part of the day; None stays None."""
    if day is None:
        return None
    if part is None:
        return Reading("DATE", day.isoformat(), anaphoric=anaphoric)
    return Reading("TIME", f"{day.isoformat()}T{part}", anaphoric=anaphoric)


def counted(slots: Slots) -> float | None:
    """The number of units that was named, "and a half" included; None when nobody counted."""
    count: float | None = slots.get("number")
    return count + 0.5 if count is not None and "plus_half" in slots else count


def part_of_day(slots: Slots) -> str | None:
    """The time or part of the day that was named, as it stands after the T of a TIMEX3 value."""
    part: str | None = slots.get("clock_word") or slots.get("day_part") or slots.get("tonight")
    if "hour" not in slots:
        return part
    hour = int(slots["hour"])
    if "half_day" in slots:
        hour = hour % 12 + slots["half_day"]
    elif part in ("AF", "EV", "NI"):
        hour = hour % 12 + 12
    return f"{hour:02d}:{slots.get('minute', 0):02d}"
