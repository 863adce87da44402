"""Which way a verb looks: the cue that decides whether "on Monday" lies ahead or behind."""

import re
from functools import lru_cache
from typing import Literal

from service.mentions.temporal.language import Language

Tense = Literal["past", "future", "open"]
"""Of the verb; `open` when there is no cue, or one that looks either way ("agreed to sell", "by")."""

_REACH_LEFT = 90
_REACH_RIGHT = 60
"""Characters in which a cue counts."""

_OF_GROUP: dict[str | None, Tense] = {"past": "past", "future": "future"}


@lru_cache(maxsize=16)
def _expression(future: str, open_: str, past: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:(?P<future>{future})|(?P<open>{open_})|(?P<past>{past}))(?!\w)")


def tense_around(folded: str, start: int, end: int, language: Language) -> Tense:
    """The tense of the nearest cue left of the expression in the same sentence, else of the first one right of it."""
    cue = _expression(language.future, language.open, language.past)
    left = max(0, start - _REACH_LEFT)
    left = max(left, folded.rfind("\n", left, start) + 1, folded.rfind(". ", left, start) + 1)
    nearest = None
    for match in cue.finditer(folded, left, start):
        nearest = match
    if nearest is None:
        right = min(len(folded), end + _REACH_RIGHT)
        stops = [stop for mark in ("\n", ". ") if (stop := folded.find(mark, end, right)) >= 0]
        nearest = cue.search(folded, end, min(stops, default=right))
    return _OF_GROUP.get(nearest and nearest.lastgroup, "open")
