"""Spellings made alike before matching: digits of every script, Arabic letters that look the same, marks left out."""

import re
import sys
import unicodedata
from functools import cache

_LETTERS = {
    "ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ۀ": "ه",  # Arabic and Persian
    "İ": "i", "，": ",", "．": ".", "：": ":", "（": "(", "）": ")", "／": "/", "－": "-", "～": "~", "〜": "~",
    "\u200c": " ", "\u200b": " ", "\u3000": " ",
}  # fmt: skip
_MARKS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640\u200e\u200f\u2066-\u2069]|(?<=[\u0400-\u04ff])\u0301"
)
"""Points, vowel signs, stretching and stress: written or not, the word is the same."""


@cache
def _alike() -> dict[int, str]:
    """Every digit -> its ASCII digit, every letter of `_LETTERS` -> the one that stands for both."""
    table = {ord(letter): plain for letter, plain in _LETTERS.items()}
    for code in range(0x80, sys.maxunicode + 1):
        if (digit := unicodedata.digit(chr(code), None)) is not None and unicodedata.category(chr(code)) == "Nd":
            table[code] = str(digit)
    return table


def alike(text: str) -> str:
    """The text with its digits and letters made alike, every character where it was."""
    return text if text.isascii() else text.translate(_alike())


def without_marks(text: str) -> tuple[str, list[int]] | None:
    """The text without marks, and where each of its characters stood (one more for the end); None if it has none."""
    if text.isascii() or _MARKS.search(text) is None:
        return None
    kept, position = list[str](), 0
    places = list[int]()
    for mark in _MARKS.finditer(text):
        kept.append(text[position : mark.start()])
        places.extend(range(position, mark.start()))
        position = mark.end()
    kept.append(text[position:])
    places.extend(range(position, len(text) + 1))
    return "".join(kept), places
