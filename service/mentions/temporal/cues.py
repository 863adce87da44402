"""Which way a verb looks: the cue that decides whether "on Monday" lies ahead or behind."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from service.mentions.temporal.language import Language, NounCues

Tense = Literal["past", "likely past", "open", "future"]
"""Of the verb: `past` when the cue stands right before the expression ("was elected on"), `open` when there is no cue
or one that looks either way ("agreed to sell", "by")."""

_REACH_LEFT = 90
_REACH_RIGHT = 60
"""Characters in which a cue counts."""

_JOINT = re.compile(r" (?:on |in |am |im )?\Z")
"""What may stand between a past cue and an expression that it surely dates."""


_LED = re.compile(r" (?:to )?(?:be )?(?:\w+ly )?\Z")
"""What may stand between a future cue and a participle that belongs to it."""


@lru_cache(maxsize=128)
def _expression(future: str, open_: str, past: str, left: str, right: str) -> re.Pattern[str]:
    return re.compile(rf"{left}(?:(?P<future>{future})|(?P<open>{open_})|(?P<past>{past})){right}")


def _cues(language: Language, future: str) -> re.Pattern[str]:
    return _expression(future, language.open, language.past, language.left, language.right)


def tense_around(folded: str, start: int, end: int, language: Language) -> Tense:
    """The tense of the nearest cue left of the expression in its sentence or clause, else of the first right of it;
    where verbs end their clause, of that right of it first.

    What another event comes after, and what is called by its weekday ("Tuesday's call"), has happened, whatever the
    verb says of that other event; but the verb of the sentence may say it of what is called so and has been announced
    ("Sunday's vote will ...").
    """
    left = None if language.verb_last else _last_before(folded, start, language)
    if (left is None or left.lastgroup == "future") and _is_of_what_was(folded, start, end, language, led=left):
        return "open"
    nearest = left or _first_after(folded, end, language)
    if nearest is None and language.verb_last:
        nearest = _last_before(folded, start, language)
    if nearest is None or nearest.lastgroup == "open":
        return "open"
    if nearest.lastgroup == "future":
        return "future"
    return "past" if nearest.end() <= start and _JOINT.match(folded, nearest.end(), start) else "likely past"


def _is_of_what_was(folded: str, start: int, end: int, language: Language, *, led: re.Match[str] | None) -> bool:
    """Whether the expression belongs to a noun that tells of what has happened; if `led` by a verb that looks ahead,
    only when the noun both is called by the expression and stands after a word for "after".
    """
    around = _surroundings(language.nouns, language.left, language.right)
    left = _clause_start(folded, start, language) if led is None else led.end()
    comes_after = around.after.search(folded, left, start) is not None
    if comes_after and led is None:
        return True
    called = around.before.search(folded, left, start) or around.behind.match(folded, end)
    return called is not None and called["announced"] is None and (comes_after or led is None)


class _Surroundings(NamedTuple):
    """What stands beside an expression that belongs to a noun."""

    after: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]


@lru_cache(maxsize=128)
def _surroundings(nouns: NounCues, left: str, right: str) -> _Surroundings:
    noun = rf"(?P<announced>{left}(?:{nouns.announced}){right})"
    return _Surroundings(
        after=re.compile(rf"{left}(?:{nouns.after}){right}[^,]*\Z"),
        before=re.compile(rf"(?:{noun} ?(?:\w+ )?)?(?<=\w )(?:{nouns.before}) ?\Z"),
        behind=re.compile(rf"(?:{nouns.behind})(?:(?:\w+ )?{noun})?"),
    )


def _clause_start(folded: str, start: int, language: Language) -> int:
    """Where the clause before the expression begins, or the reach of cues."""
    left = max(0, start - _REACH_LEFT)
    return max(left, *(folded.rfind(mark, left, start) + 1 for mark in language.stops))


def _last_before(folded: str, start: int, language: Language) -> re.Match[str] | None:
    cue = _cues(language, f"{language.future}|{language.promised}")
    nearest = before = None
    for match in cue.finditer(folded, _clause_start(folded, start, language), start):
        if nearest is None or not _leads(nearest, match, language):
            nearest, before = match, nearest
    if nearest and before and before.lastgroup == "future" and nearest.group() in language.deadlines:
        return before  # "hopes to finish by"
    return nearest


def _leads(cue: re.Match[str], verb: re.Match[str], language: Language) -> bool:
    """Whether the verb is but a participle that belongs to a future cue: "will stay closed", "expected to be held"."""
    is_led = cue.lastgroup == "future" and verb.group() not in language.finite
    return is_led and _LED.match(verb.string, cue.end(), verb.start()) is not None


def _first_after(folded: str, end: int, language: Language) -> re.Match[str] | None:
    right = min(len(folded), end + _REACH_RIGHT)
    stops = [stop for mark in language.stops if (stop := folded.find(mark, end, right)) >= 0]
    return _cues(language, language.future).search(folded, end, min(stops, default=right))
