"""The lane clock: event time that only moves forward and that no single wrong date can move.

The clock follows the articles that bring something new (a duplicate or a revision proves nothing about today). It
stands at the newest time that `SUPPORT` of the last `RECENT` such articles have reached. So up to `SUPPORT - 1` wrong
dates among them, however far ahead, leave it where it is, and dates far back never move it.
"""

from datetime import UTC, datetime

import msgspec

from service.lane.log.record import ClockState

DAY = 86_400
"""Seconds."""
RECENT = 9
SUPPORT = 5
"""The majority of the last nine: four wrong dates in a row move nothing, and the clock trails by a few articles."""


def advance(state: ClockState, event_time: int) -> ClockState:
    """The clock after one more article that is neither a duplicate nor a revision."""
    recent = (*state.recent, event_time)[-RECENT:]
    now = state.now
    if len(recent) >= SUPPORT:
        supported = sorted(recent)[-SUPPORT]
        now = supported if now is None else max(now, supported)
    return msgspec.structs.replace(state, now=now, recent=recent)


def touched(state: ClockState, event_time: int, *, fresh: bool) -> int:
    """The time from which the life of a story is measured after a record: the clock, or a fresh article's own date.

    Its own date counts because the clock trails the newest articles: after a long silence the first articles must
    not be forgotten by the very jump that they cause. A story with a date far ahead lives until that date.
    """
    if state.now is None:
        return event_time
    return max(state.now, event_time) if fresh else state.now


def epoch_seconds(published_at: str) -> int:
    """Epoch seconds of an RFC 3339 UTC time, negative before 1970."""
    return int(datetime.fromisoformat(published_at).timestamp())


def rfc3339(seconds: int) -> str:
    """The inverse of `epoch_seconds`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
