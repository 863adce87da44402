"""Resolvers of durations, repetitions, vague references, and of years and longer."""

from service.mentions.temporal import calendar
from service.mentions.temporal.reading import Context, Reading, Slots, as_date, counted


def duration(slots: Slots, _: Context) -> Reading | None:
    """Three days, the past two weeks, several months."""
    unit = next(slots[name] for name in ("unit", "units", "lasting") if name in slots)
    return Reading("DURATION", calendar.duration_value(unit, counted(slots)))


def one_period(slots: Slots, _: Context) -> Reading | None:
    """The past year, the year ended 30 September: a length of time that no calendar unit covers."""
    return Reading("DURATION", calendar.duration_value(slots["period"], 1))


def age(_: Slots, __: Context) -> Reading | None:
    """A 52-year-old: no time expression."""
    return None


def recurring(slots: Slots, _: Context) -> Reading | None:
    """Every week, every other day, twice a month."""
    count = None if "many" in slots else slots.get("number") or slots.get("other", 1)
    return Reading("SET", calendar.duration_value(slots["unit"], count))


def frequency(slots: Slots, _: Context) -> Reading | None:
    """Daily."""
    return Reading("SET", slots["frequency"])


def weekday_set(slots: Slots, _: Context) -> Reading | None:
    """Every Monday, Tuesday nights."""
    index = slots["weekday_full"] if "weekday_full" in slots else slots["weekdays"]
    part = slots.get("day_part") or slots.get("day_parts")
    return Reading("SET", f"XXXX-WXX-{index + 1}" + (f"T{part}" if part else ""))


def day_part_set(slots: Slots, _: Context) -> Reading | None:
    """Every night."""
    return Reading("SET", f"XXXX-XX-XXT{slots['day_part']}")


def season_set(slots: Slots, _: Context) -> Reading | None:
    """Every summer."""
    return Reading("SET", f"XXXX-{slots['season']}")


def month_set(slots: Slots, _: Context) -> Reading | None:
    """Every May."""
    return Reading("SET", f"XXXX-{slots['month']:02d}")


def vague(slots: Slots, _: Context) -> Reading | None:
    """Now, recently, recent years, "9/11" (more the name of an event than a date)."""
    return Reading("DATE", slots["vague"] if "vague" in slots else slots["vague_span"], dated=False)


def year(slots: Slots, _: Context) -> Reading | None:
    """1998."""
    return as_date(calendar.year_value(int(slots["year"])))


def decade(slots: Slots, _: Context) -> Reading | None:
    """The 1990s, the '90s, the nineties; the 1800s are a century."""
    if "decade_word" in slots:
        return as_date(f"19{slots['decade_word'] // 10}")
    digits = slots["decade"]
    if len(digits) == 4:
        return as_date(digits[:2] if digits[2:] == "00" and digits != "2000" else digits[:3])
    return as_date(("20" if digits[-2] in "01" else "19") + digits[-2])


def century(slots: Slots, _: Context) -> Reading | None:
    """The 19th century."""
    number = int(slots.get("century") or slots["century_number"])
    return as_date(f"{number - 1:02d}" if 1 <= number <= 99 else None)
