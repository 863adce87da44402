"""A normalised text as lines that rules remove or trim, so that text minus spans is exactly what remains."""

from collections.abc import Iterable, Sequence

from service.language.scripts import unspaced_words
from service.records import Removed


def _words(text: str) -> int:
    """About how many words a line has, also in scripts that set no blanks between them."""
    return text.count(" ") + 1 + unspaced_words(text, 0, len(text))


class Line:
    """A non-empty line of the text: `start:end` is what is left of it, `rule` says why it went.

    `spared` tells that no rule about single lines takes it: at the head of the text (True), or elsewhere (False).
    """

    __slots__ = ("cuts", "end", "rule", "spared", "start", "text", "whole_end", "whole_start", "words")

    def __init__(self, start: int, text: str) -> None:
        self.start = self.whole_start = start
        self.end = self.whole_end = start + len(text)
        self.text = text
        self.words = _words(text)
        self.rule: str | None = None
        self.spared: bool | None = None
        self.cuts: list[tuple[str, int, int]] = []

    def remove(self, rule: str) -> None:
        """Take the line out."""
        self.rule = rule

    def trim_front(self, rule: str, length: int) -> None:
        """Take `length` characters off the front; what remains must not begin with a space."""
        self.cuts.append((rule, self.start, self.start + length))
        self.start += length
        self._set(self.text[length:])

    def cut_out(self, rule: str, start: int, end: int) -> None:
        """Take a part out, with the space beside it; from back to front, before anything is trimmed."""
        start, end = (start - 1, end) if start else (start, min(end + 1, len(self.text)))
        self.cuts.append((rule, self.start + start, self.start + end))
        self._set(self.text[:start] + self.text[end:])

    def _set(self, text: str) -> None:
        self.text = text
        self.words = _words(text)
        self.spared = None


def split(text: str) -> list[Line]:
    """The non-empty lines of a normalised text."""
    lines, position = [], 0
    for part in text.split("\n"):
        if part:
            lines.append(Line(position, part))
        position += len(part) + 1
    return lines


def removed(text: str, lines: Sequence[Line]) -> tuple[Removed, ...]:
    """What the rules took out of `text`, in order, without overlap; touching spans of one rule are one span.

    A removed line takes the line ends after it along; at the end of the text, those before it.
    """
    last_kept = max((i for i, line in enumerate(lines) if line.rule is None), default=-1)
    spans: list[tuple[str, int, int]] = []
    for i, line in enumerate(lines):
        if line.rule is None:
            spans.extend(sorted(line.cuts, key=lambda c: c[1]))
        elif i < last_kept:
            spans.extend(_of_removed(line, line.whole_start, lines[i + 1].whole_start))
        else:
            spans.extend(_of_removed(line, lines[i - 1].whole_end if i else 0, line.whole_end))
    return tuple(Removed(rule, start, end, text[start:end]) for rule, start, end in _merged(spans))


def _of_removed(line: Line, start: int, end: int) -> Iterable[tuple[str, int, int]]:
    """The spans of a removed line: its trimmed ends keep their own rules."""
    assert line.rule is not None  # noqa: S101 - for the type checker; callers look first
    position = start
    for rule, cut_start, cut_end in sorted(line.cuts, key=lambda c: c[1]):
        if position < cut_start:
            yield line.rule, position, cut_start
        yield rule, cut_start, cut_end
        position = cut_end
    if position < end:
        yield line.rule, position, end


def _merged(spans: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    merged: list[tuple[str, int, int]] = []
    for rule, start, end in spans:
        if merged and merged[-1][0] == rule and merged[-1][2] == start:
            merged[-1] = (rule, merged[-1][1], end)
        else:
            merged.append((rule, start, end))
    return merged
