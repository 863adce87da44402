"""Finding time expressions: one pass over the words, a regular expression only where a trigger word stands."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from service.mentions.temporal.language import Grammar

_WORD = re.compile(r"[^\W\d_]+|\d+")
_MAX_WORDS_BEFORE = 8
"""An expression begins at most so many words before its trigger; this bounds the work on any text."""

_PLAIN = str.maketrans(
    {
        "\t": " ", "\r": " ", "\xa0": " ", "\u2009": " ", "\u202f": " ",
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    }
)  # fmt: skip


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
    return lower.translate(_PLAIN)


def scan(folded: str, grammar: Grammar) -> Iterator[Found]:
    """All expressions of the folded text in order, without overlap. Linear in the length of the text.

    Of two that overlap the one that begins first is taken, of two that begin together the longer.
    """
    lexicon = grammar.lexicon
    before: deque[int] = deque(maxlen=_MAX_WORDS_BEFORE)  # starts of the words that may belong to the expression
    best: Found | None = None  # a later word may still make it longer
    for word in _WORD.finditer(folded):
        start, end = word.span()
        trigger = lexicon.get(word.group())
        if trigger is None:
            if not "0" <= folded[start] <= "9":
                before.clear()
                continue
            trigger = "number" if _may_begin_date(folded, start, end, grammar) else ""
        before.append(start)
        if not trigger:
            continue
        found = _leftmost(folded, grammar, trigger, before, end)
        if found is None:
            continue
        if best is not None and found.start >= best.end:
            yield best
            best = found
        elif best is None or (found.start <= best.start and found.end > best.end):
            best = found
    if best is not None:
        yield best


def _may_begin_date(folded: str, start: int, end: int, grammar: Grammar) -> bool:
    if end - start == 4:
        return True
    if end - start > 2:
        return False
    following = folded[end : end + 2]
    if following[:1] in ("/", ".", ":", "-") and "0" <= following[1:] <= "9":
        return True
    return folded.startswith(grammar.language.number_tails, end)


def _leftmost(folded: str, grammar: Grammar, trigger: str, starts: deque[int], end: int) -> Found | None:
    """The match that begins farthest left and covers the trigger word, which ends at `end`."""
    expression = grammar.classes[trigger]
    for start in starts:
        match = expression.match(folded, start)
        if match is not None and match.end() >= end and match.lastgroup is not None:
            index = int(match.lastgroup[1:])
            parts = grammar.rules[index].match(folded, start)
            if parts is None:  # the same pattern has just matched here
                continue
            meanings = grammar.meanings(parts)
            meanings.pop("span", None)
            span = parts.span("span__1") if "span__1" in parts.re.groupindex else parts.span()
            return Found(*span, grammar.language.rules[index].resolver, meanings)
    return None
