"""Cutting spans out of a text, and moving offsets with the cut."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import msgspec

from service.records import Mention

Span = tuple[int, int]
"""Half-open [start, end) in code points. A list of spans is sorted and does not overlap."""


def cut(text: str, spans: Sequence[Span]) -> str:
    """The text without the spans."""
    parts, position = [], 0
    for start, end in spans:
        parts.append(text[position:start])
        position = end
    parts.append(text[position:])
    return "".join(parts)


class Shift:
    """Maps offsets of a text to offsets of the same text after `cut(text, spans)`."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._ends = [end for _, end in spans]
        self._lost = [0, *accumulate(end - start for start, end in spans)]

    def offset(self, offset: int) -> int:
        """The new offset; inside a cut span it is where the span stood."""
        i = bisect_right(self._ends, offset)
        if i < len(self._spans) and self._spans[i][0] < offset:
            offset = self._spans[i][0]
        return offset - self._lost[i]

    def mentions(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions that no span touches, moved; a mention whose sentence was cut into is gone with it."""
        kept = [m for m in mentions if not self._touched(m.sentence_start, m.sentence_end)]
        starts = {m.start for m in kept}
        return tuple(self._mention(m, m.follows if m.follows in starts else None) for m in kept)

    def _touched(self, start: int, end: int) -> bool:
        i = bisect_right(self._ends, start)
        return i < len(self._spans) and self._spans[i][0] < end

    def _mention(self, m: Mention, follows: int | None) -> Mention:
        timex = m.timex and msgspec.structs.replace(
            m.timex, start=self.offset(m.timex.start), end=self.offset(m.timex.end)
        )
        return msgspec.structs.replace(
            m,
            start=self.offset(m.start),
            end=self.offset(m.end),
            sentence_start=self.offset(m.sentence_start),
            sentence_end=self.offset(m.sentence_end),
            timex=timex,
            follows=None if follows is None else self.offset(follows),
        )
