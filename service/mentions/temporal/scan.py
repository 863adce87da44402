"""Finding time expressions: one pass over the words, a regular expression only where a trigger word stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from service.mentions.temporal.language import Grammar

_MAX_WORDS_BEFORE = 8
"""An expression begins at most so many words before its trigger; this bounds the work on any text."""
_ABOVE_NUMBERS = ":"
"""Sorts between numbers (of ASCII digits) and words."""
_REMEMBERED = 64
"""Matches that a scan remembers, since the next triggers ask again from the same words: those of the last eight words,
for each class."""

_PLAIN = (("\t\r\xa0\u2009\u202f", " "), ("\u2018\u2019\u02bc`", "'"), ("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


class Found(NamedTuple):
    """An expression as it stands in the text: half-open offsets, the rule that saw it, and its words' meanings."""

    start: int
    end: int
    resolver: str
    meanings: dict[str, Any]


def fold(text: str) -> str:
    """The text in lower case with plain blanks, quotes and hyphens, every character where it was."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for fancy, plain in _PLAIN:
        for character in fancy:  # most texts have few of them, and looking is faster than `translate`
            lower = lower.replace(character, plain)
    return lower


def scan(folded: str, grammar: Grammar) -> Iterator[Found]:
    """All expressions of the folded text in order, without overlap. Linear in the length of the text.

    Of two that overlap the one that begins first is taken, of two that begin together the longer.
    """
    lexicon, triggers = grammar.lexicon, grammar.triggers
    parts = grammar.tokens.split(folded)  # what stands between, a word, what stands between, ...
    words = parts[1::2]
    starts = list(accumulate(map(len, parts)))[0:-1:2]

    @lru_cache(maxsize=_REMEMBERED)
    def match_at(start: int, trigger: str) -> re.Match[str] | None:
        return grammar.classes[trigger].match(folded, start)

    best: Found | None = None  # a later word may still make it longer
    for i in [i for i, word in enumerate(words) if word in triggers or word < _ABOVE_NUMBERS]:
        end = starts[i] + len(words[i])
        trigger = lexicon.get(words[i]) or ("number" if _may_begin_date(folded, starts[i], end, grammar) else "")
        if not trigger:
            continue
        matches = (match_at(start, trigger) for start in starts[_first_of_run(words, i, lexicon) : i + 1])
        leftmost = next((m for m in matches if m is not None and m.end() >= end), None)
        found = leftmost and _found(folded, grammar, leftmost)
        if not found:
            continue
        if best is not None and found.start >= best.end:
            yield best
            best = found
        elif best is None or (found.start <= best.start and found.end > best.end):
            best = found
    if best is not None:
        yield best


def _first_of_run(words: Sequence[str], i: int, lexicon: Mapping[str, str]) -> int:
    """The first of the words up to the i-th with which an expression may begin that the i-th triggers."""
    least = max(0, i - _MAX_WORDS_BEFORE + 1)
    while i > least and (words[i - 1] in lexicon or words[i - 1] < _ABOVE_NUMBERS):
        i -= 1
    return i


def _may_begin_date(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    if end - start == 4:
        return True
    if end - start > 2:
        return False
    following = folded[end : end + 2]
    if following[:1] in ("/", ".", ":", "-") and "0" <= following[1:] <= "9":
        return True
    return folded.startswith(grammar.language.number_tails, end)


def _found(folded: str, grammar: Grammar, match: re.Match[str]) -> Found | None:
    """What the match of a class of rules has found, by the rule that matched."""
    index = int(str(match.lastgroup)[1:])
    parts = grammar.rule(index).match(folded, match.start())
    if parts is None:  # the same pattern has just matched here
        return None
    meanings = grammar.meanings(index, parts)
    meanings.pop("span", None)
    span = parts.span("span__1") if "span__1" in parts.re.groupindex else parts.span()
    return Found(*span, grammar.language.rules[index].resolver, meanings)
