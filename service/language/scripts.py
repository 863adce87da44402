"""What Unicode tells of scripts and `re` does not: combining marks (no part of its words), scripts without blanks."""

import re
from collections.abc import Iterator

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03"
    "\u0a3c-\u0a51\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0bd7"
    "\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0d81-\u0d83\u0dca-\u0ddf"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
    "\u200c\u200d"
)
"""Combining marks of the scripts that news is written in, for a character class; the two joiners too."""

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of scripts that set no blanks between words, for a character class."""
UNSPACED_LANGUAGES = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
"""Languages (primary subtags) written in such scripts."""

PAIRED = UNSPACED + "\uac00-\ud7af"
"""Letters of scripts that are read in pairs, since blanks part no words or leave particles on them."""

_PAIRED_LETTER = re.compile(f"[{PAIRED}]")
_UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
_PART = re.compile(
    rf"(?P<whole>[\u30a0-\u30ff]+|[^{PAIRED}]+)|[{PAIRED}{MARKS}]+?(?=[\u30a0-\u30ff]|[^{PAIRED}{MARKS}]|\Z)"
)
_LETTERS_OF_A_WORD = 3
"""Letters that count as a word where nothing stands between words: Chinese words have 2 or less, Thai ones about 4."""


def has_paired(text: str, start: int, end: int) -> bool:
    """Whether `start:end` has letters of a script that is read in pairs."""
    return not text.isascii() and _PAIRED_LETTER.search(text, start, end) is not None


def pairs(run: str) -> Iterator[tuple[int, str]]:
    """The overlapping pairs of characters of a run of letters, each with its place, but for those of kana endings.

    What stands in katakana or in other letters stays whole: it is a foreign word.
    """
    for part in _PART.finditer(run):
        word = part.group()
        if len(word) <= 2 or part.lastgroup == "whole":
            yield part.start(), word
        else:
            for i in range(len(word) - 1):
                if not "\u3041" <= word[i] <= "\u309f" >= word[i + 1] >= "\u3041":
                    yield part.start() + i, word[i : i + 2]


def unspaced_words(text: str, start: int, end: int) -> int:
    """About how many words `start:end` has in scripts without blanks."""
    if text.isascii() or _UNSPACED_LETTER.search(text, start, end) is None:
        return 0
    return len(_UNSPACED_LETTER.findall(text, start, end)) // _LETTERS_OF_A_WORD
