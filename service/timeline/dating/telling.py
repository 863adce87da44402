"""How a clause tells of its date: what may and what may not contradict the date that another source gives."""

import re
from datetime import date

from service.language.lexicon import Lexicon, fold
from service.language.words import tokens, vocabulary
from service.mentions.anchors import kind
from service.records import Mention, Timex
from service.timeline.dating.edtf import ordinal

_OPENING = 12
"""A date so near to the beginning of its clause (characters) stands before the verb."""
_BESIDE = 60
"""A verb so near before a date (characters) has it."""
_AHEAD = 100
"""The same after a date that opens its clause, where the subject stands between them."""
_BOUNDARY = re.compile(r"[,;:]|\b(?:that|dass)\b")
_VAGUE_DAYS = 5
_STAMPED_EARLY = 6
"""A bare weekday so many days back is tomorrow: news calls the day of a week ago by its date, but articles are updated
after their stamp, and stamps are of another time zone."""


def days(text: str, timex: Timex, published: int, words: Lexicon) -> tuple[str, str] | None:
    """The inclusive ISO days that a time expression means in an article of the day `published` (ordinal), if any."""
    if timex.low is None or timex.high is None:
        return None
    if published - ordinal(timex.low) == _STAMPED_EARLY and _is_weekday(text, timex, words):
        day = date.fromordinal(published + 1).isoformat()
        return day, day
    return timex.low, timex.high


def _is_weekday(text: str, timex: Timex, words: Lexicon) -> bool:
    """Whether an expression is a weekday and nothing else: "Friday morning", not "last Friday"."""
    return words.weekday.fullmatch(text[timex.start : timex.end].lower()) is not None


def again(text: str, mention: Mention, words: Lexicon) -> bool:
    """Whether the clause calls its event one more of a kind; what stands after the date tells of something else."""
    stop = mention.end
    if mention.timex is not None and mention.start + _OPENING < mention.timex.start < stop:
        stop = mention.timex.start
    return words.recurrence.search(text[mention.start : stop].lower()) is not None


def firm(text: str, mention: Mention, published: int, words: Lexicon) -> bool:
    """Whether the date is beyond doubt that of the event, so that it can contradict another.

    Not firm are the day of a statement, which people make again and again, and a bare weekday of almost a week ago,
    which may be the coming one (`published`: ordinal day).
    """
    return not _stated(text, mention, words) and not _vague(text, mention, published, words)


def act(text: str, mention: Mention, words: Lexicon) -> str | None:
    """The word that the date of a clause belongs to, by its kind of event or its stem; None where none is found.

    It is the last verb in the past before the date, else the first one after it; where no such verb says anything
    ("took", "made"), a word for an event.
    """
    timex = mention.timex
    if timex is None or not mention.start <= timex.start < mention.end:
        return None
    clause = tokens(text, mention.start, mention.end, vocabulary(words.language))
    folded = fold(text[mention.start : mention.end])
    kinds = {i: found for i in range(len(clause)) if (found := kind(text, clause, i, words))}
    verbs = {
        i: kinds.get(i) or word.stem
        for i, (start, word) in enumerate(zip(clause.starts, clause.words, strict=True))
        if words.past.match(folded, start - mention.start) and (i in kinds or word.lower not in words.stopwords)
    }
    acts = verbs or kinds
    before = [i for i in acts if clause.starts[i] < timex.start]
    return acts[before[-1] if before else min(acts)] if acts else None


def _stated(text: str, mention: Mention, words: Lexicon) -> bool:
    """Whether the date is that of somebody's telling: "said on Monday", "on Monday, she wrote"."""
    timex = mention.timex
    if timex is None or not mention.start <= timex.start < mention.end:
        return False
    before = _BOUNDARY.split(text[max(mention.start, timex.start - _BESIDE) : timex.start].lower())[-1]
    if words.saying.search(before):
        return True
    after = text[timex.end : min(mention.end, timex.end + _AHEAD)].lower().lstrip()
    if timex.start <= mention.start + _OPENING:
        return words.saying.search(after) is not None
    return words.saying.match(after) is not None


def _vague(text: str, mention: Mention, published: int, words: Lexicon) -> bool:
    timex = mention.timex
    if timex is None or timex.low is None or not _is_weekday(text, timex, words):
        return False
    return published - ordinal(timex.low) >= _VAGUE_DAYS
