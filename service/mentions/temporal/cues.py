"""Which way a verb looks: the cue that decides whether "on Monday" lies ahead or behind."""

import re
from functools import lru_cache
from typing import Literal

from service.mentions.temporal.language import Language

Tense = Literal["past", "likely past", "open", "future"]
"""Of the verb: `past` when the cue stands right before the expression ("was elected on"), `open` when there is no cue
or one that looks either way ("agreed to sell", "by")."""

_REACH_LEFT = 90
_REACH_RIGHT = 60
"""Characters in which a cue counts."""

_JOINT = re.compile(r" (?:on |in |am |im )?\Z")
"""What may stand between a past cue and an expression that it surely dates."""


@lru_cache(maxsize=16)
def _expression(future: str, open_: str, past: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:(?P<future>{future})|(?P<open>{open_})|(?P<past>{past}))(?!\w)")


def tense_around(folded: str, start: int, end: int, language: Language) -> Tense:
    """The tense of the nearest cue left of the expression in its sentence or clause, else of the first right of it."""
    cue = _expression(language.future, language.open, language.past)
    left = max(0, start - _REACH_LEFT)
    left = max(left, *(folded.rfind(mark, left, start) + 1 for mark in language.stops))
    nearest = before = None
    for match in cue.finditer(folded, left, start):
        if nearest is not None and nearest.lastgroup == "future" and match.start() == nearest.end() + 1:
            continue  # "will stay closed"
        nearest, before = match, nearest
    if before is not None and before.lastgroup == "future" and nearest and nearest.group() in language.deadlines:
        nearest = before  # "hopes to finish by"
    if nearest is None:
        right = min(len(folded), end + _REACH_RIGHT)
        stops = [stop for mark in language.stops if (stop := folded.find(mark, end, right)) >= 0]
        nearest = cue.search(folded, end, min(stops, default=right))
    if nearest is None or nearest.lastgroup == "open":
        return "open"
    if nearest.lastgroup == "future":
        return "future"
    return "past" if nearest.end() <= start and _JOINT.match(folded, nearest.end(), start) else "likely past"
