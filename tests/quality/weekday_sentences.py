"""Invented sentences with weekdays (`temporal/weekdays.toml`) and which way each looks from its day of publication."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from service.mentions.tagger import tag

SENTENCES = Path(__file__).parent / "temporal" / "weekdays.toml"
PUBLISHED = date(2024, 3, 14)
"""A Thursday, of which no sentence tells."""
_MARKED = re.compile(r"\[([+-])([^\]]+)\]")


class Seen(NamedTuple):
    """A weekday of a sentence: whether it lies ahead, and whether the tagger gives a day on that side."""

    language: str
    text: str
    weekday: str
    ahead: bool
    right: bool


def weekdays() -> Iterator[Seen]:
    """Every marked weekday."""
    for language, sentences in tomllib.loads(SENTENCES.read_text(encoding="utf-8")).items():
        for sentence in sentences:
            yield from _of_sentence(language, sentence)


def _of_sentence(language: str, sentence: str) -> Iterator[Seen]:
    text, end, marks = "", 0, []
    for mark in _MARKED.finditer(sentence):
        text += sentence[end : mark.start()]
        marks.append((len(text), mark[2], mark[1] == "+"))
        text, end = text + mark[2], mark.end()
    text += sentence[end:]
    found = tag(text, PUBLISHED, language)
    for start, word, ahead in marks:
        direction = "future" if ahead else "past"
        there = [t for t in found if t.start < start + len(word) and start < t.end]
        right = len(there) == 1 and there[0].precision in ("day", "time") and there[0].direction == direction
        yield Seen(language, text, word, ahead, right)
