"""When a clause happens: its own date, that of its table row or section, or one inferred from what stands before it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from service.language.lexicon import Lexicon
from service.mentions.blocks import Block
from service.mentions.clauses import Clause
from service.mentions.temporal import calendar
from service.records import Timex

Relation = Literal["on", "after", "before", "within", "of"]
Modality = Literal["occurred", "projected", "negated"]

_DURATION = re.compile(r"P(\d{1,3})([DWM])$")
_UNIT_DAYS = {"D": 1, "W": 7, "M": 30}
"""Days of a unit of a duration."""
_DAY = ("day", "time")
_LETTERS = re.compile(r"[^\W\d_]+")
_CLOCK_WORDS = frozenset(
    word
    for words in ("a p m am pm o clock at about around local time noon midnight gmt utc bst cet cest est edt et",
                  "pst pdt uhr um gegen mez mesz ortszeit mittag mitternacht")
    for word in words.split()
)  # fmt: skip
_OPENING = 12
"""A date so near to the beginning of its clause (characters) stands before the verb."""


class Dating(Struct, frozen=True, gc=False):
    """The date of a clause, if any, and how the clause relates to it."""

    timex: Timex | None
    relation: Relation = "on"


UNDATED = Dating(None)


def own(text: str, part: Clause, block: Block, published: date | None, words: Lexicon) -> Dating:
    """The date that the clause or the block around it names."""
    if part.timex is not None:
        if part.timex.precision == "time" and (part.timex.basis == "inferred" or _is_clock(text, part.timex)):
            return UNDATED  # "at 16:05", "in the morning": of a day that another sentence named
        return Dating(_clipped(part.timex, text, published, words), "of" if part.role in ("phrase", "after") else "on")
    if part.role in ("main", "relative") and block.date is not None:
        return Dating(block.date)
    if part.role == "main" and block.live and published is not None:
        day = published.isoformat()
        return Dating(Timex(block.start, block.start, "DATE", day, "day", day, day, "inferred", "same"))
    return UNDATED


def _is_clock(text: str, timex: Timex) -> bool:
    """Whether an expression is a time of day and nothing else."""
    words = _LETTERS.findall(text[timex.start : timex.end].lower())
    return all(word in _CLOCK_WORDS for word in words)


def ahead(text: str, part: Clause, inside: Sequence[Timex], published: date | None, words: Lexicon) -> Dating:
    """The days from publication to the end of a term ("within two weeks") in a sentence without a date."""
    if published is None or any(t.low for t in inside):
        return UNDATED
    for duration in inside:
        if part.start <= duration.start < part.end:
            horizon = _horizon(text, duration, part, published, words)
            if horizon is not None:
                return Dating(horizon, "within")
    return UNDATED


def inferred(part: Clause, fronted: Timex | None, host: Timex | None) -> Dating:
    """The day of a phrase before the clause ("After a meeting on Monday, ...") or of the clause that it follows."""
    if part.role == "main" and fronted is not None and fronted.precision in _DAY:
        return Dating(replace(fronted, basis="inferred"), "after")
    if host is not None and host.precision in _DAY:
        return Dating(replace(host, basis="inferred"), "within" if part.role == "during" else "after")
    return UNDATED


def counted(text: str, part: Clause, host: Timex | None, published: date | None, words: Lexicon) -> Dating:
    """The day that a clause "three days after ..." reckons from, given the day of what came so much later."""
    if part.timex is not None or host is None or host.precision not in _DAY or host.low != host.high:
        return UNDATED
    days = _measure(text, part, words)
    moved = _moved(host, -days if part.role == "after" else days, published) if days else None
    return Dating(moved, "of") if moved is not None else UNDATED


def reckoned(text: str, part: Clause, published: date | None, words: Lexicon) -> Timex | None:
    """The day that a phrase before the main clause gives it: "(two days) after the vote on Monday"."""
    timex = part.timex
    if timex is None or part.role not in ("after", "before"):
        return None
    days = _measure(text, part, words)
    if days == 0:
        return timex if part.role == "after" else None
    if days is None or timex.precision not in _DAY or timex.low != timex.high:
        return None
    return _moved(timex, days if part.role == "after" else -days, published)


def _measure(text: str, part: Clause, words: Lexicon) -> int | None:
    """The days in "three days after ..."; 0 without such a measure, None when it is in other units."""
    match = words.measure.match(text, part.start, part.end)
    if match is None:
        return 0
    if match["one"]:
        return 1
    count = match["count"]
    return None if count is None else int(count) if count.isdigit() else words.numbers.get(count)


def _moved(timex: Timex, days: int, published: date | None) -> Timex | None:
    moved = calendar.add_days(date.fromisoformat(timex.low or ""), days)
    if moved is None:
        return None
    day, today = moved.isoformat(), published.isoformat() if published else ""
    direction = timex.direction if not today else "same" if day == today else "past" if day < today else "future"
    return replace(timex, value=day, precision="day", low=day, high=day, basis="inferred", direction=direction)


def modality(text: str, part: Clause, timex: Timex | None, published: date | None, words: Lexicon) -> Modality:
    """Whether the clause tells what happened, what is to come, or what did not happen."""
    if words.negated.search(text, part.start, part.end):
        return "negated"
    if timex is not None and timex.low is not None and timex.high is not None and published is not None:
        day = published.isoformat()
        if timex.low > day:
            return "projected"
        if timex.high < day or timex.direction == "past":
            return "occurred"
    stop = part.end
    if timex is not None and part.start + _OPENING < timex.start < part.end:
        stop = timex.start  # "said on Monday that it would close": what was said is to come, the saying is not
    elif timex is not None and (verb := words.past.search(text, timex.end, part.end)):
        stop = verb.start()  # "on Monday, he said that it should close"
    return "projected" if words.projected.search(text, part.start, stop) else "occurred"


def _clipped(timex: Timex, text: str, published: date | None, words: Lexicon) -> Timex:
    """'Earlier this month' ends with the day of publication, 'later this week' begins with it."""
    if published is None or timex.low is None or timex.high is None or timex.precision in _DAY:
        return timex
    day = published.isoformat()
    if not timex.low < day < timex.high:
        return timex
    if words.earlier.match(text, timex.start, timex.end):
        return replace(timex, high=day)
    return replace(timex, low=day) if words.later.match(text, timex.start, timex.end) else timex


def _horizon(text: str, timex: Timex, part: Clause, published: date, words: Lexicon) -> Timex | None:
    """'Within two weeks' of something still to come, as the days from publication on."""
    match = _DURATION.match(timex.value)
    if match is None or words.counted_from.match(text, timex.end):
        return None
    forward = words.forward.search(text, timex.start, timex.end)
    if not forward and not words.within.search(text[max(part.start, timex.start - 30) : timex.start]):
        return None
    if not words.projected.search(text, part.start, part.end) or words.pluperfect.search(text, part.start, part.end):
        return None
    days = int(match.group(1)) * _UNIT_DAYS[match.group(2)]
    if not 2 <= days <= 400:
        return None
    low, high = published.isoformat(), (published + timedelta(days=days)).isoformat()
    return replace(timex, low=low, high=high, direction="future")
