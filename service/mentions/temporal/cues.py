"""Which way a verb looks: the cue that decides whether "on Monday" lies ahead or behind."""

import re
from functools import lru_cache
from typing import Literal

from service.mentions.temporal.language import Language

Tense = Literal["past", "future"]

_REACH = 90
"""Characters to the left in which a cue counts."""


@lru_cache(maxsize=16)
def _expression(future: str, past: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:(?P<future>{future})|(?P<past>{past}))(?!\w)")


def tense_before(folded: str, start: int, language: Language) -> Tense | None:
    """The tense of the nearest cue left of `start` in the same sentence, or None when there is no cue."""
    left = max(0, start - _REACH)
    left = max(left, folded.rfind("\n", left, start) + 1, folded.rfind(". ", left, start) + 1)
    nearest = None
    for match in _expression(language.future, language.past).finditer(folded, left, start):
        nearest = match.lastgroup
    return nearest if nearest is None else "future" if nearest == "future" else "past"
