"""Sentences of a block, as offsets, in every script.

A stop ends a sentence when what follows may begin one: a capital, a digit, or a letter of a script without capitals.
The stops of scripts that need no blank after them (`。`, `।`, `؟`) end one by themselves; where no stop is written at
all (Thai, Lao) blanks part what is long.
"""

import re
from collections.abc import Iterator

from service.language.lexicon import Lexicon
from service.language.scripts import MARKS

CLOSING = "\"”“’'»›)]）】」』》〉"
"""What may stand between a stop and the end of its sentence."""
ALONE = "。｡！？।॥۔؟։።፧။។៕"
"""Stops that need neither blank nor capital after them."""
QUESTION_MARKS = ("?", "؟", "？")

_CLOSES = re.escape(CLOSING.replace("“", ""))
_OPENING = r"(?:«[ \u00a0\u202f]|[\"“„‚‘'«‹»›(\[¿¡（「『《〈])*"
_END = re.compile(  # one class of characters at the beginning: the engine skips to it
    rf"[.!?…;{ALONE}]++(?:(?<![{ALONE}”])“|[{_CLOSES}])*(?:[ \u00a0\u202f]»(?=\s|$))?"
    rf"(?=\s*$|\s+{_OPENING}(?P<next>[^\W_a-z])|(?<=[^\W\d_][.!?])(?P<glued>[^\W\d_a-z])[^\W\d_]"
    rf"|(?P<directly>(?<=[{ALONE}{_CLOSES}“])))"
)
_TOKEN_BEFORE = re.compile(rf"(?<![\w.{MARKS}])[\w.{MARKS}]++$")
_WORD_AFTER = re.compile(r"\s*(\w+)")
_NUMERIC_DATE = re.compile(r"(?<![\d.])(?:\d{4}\. ?\d{1,2}\. ?\d{1,2}|\d{1,2}\. ?\d{1,2}\. ?\d{2,4})(?!\d)")
_SYLLABLES = "\u0e00"
"""First of the scripts in which a single character before a full stop is a word and no initial."""
_GREEK_QUESTION = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff];")
_QUESTION = re.compile(rf"(?:[?؟？⁇]|{_GREEK_QUESTION.pattern}|՞\w*։?)[{re.escape(CLOSING)}\s]*\Z")
_QUOTED_ON = re.compile(r"[」』）][\u3041-\u3096]")
"""A Japanese quotation that a particle makes part of its sentence."""
_UNSTOPPED = "\u0e01-\u0e4e\u0e81-\u0ece"
"""Letters of scripts that write no stops."""
_UNSTOPPED_LETTER = re.compile(f"[{_UNSTOPPED}]")
_PAUSE = re.compile(rf"(?<=[{_UNSTOPPED}])[ \u00a0]+(?=[{_UNSTOPPED}])")
_SHORTEST_UNSTOPPED = 60
"""Characters after which a blank of such a script ends a "sentence"."""
_LONGEST_DATE = 14
"""Characters of a numeric date with its blanks ("31. 12. 2025.")."""
_LONGEST_QUESTION_END = 20
"""Characters: the mark, closing quotation marks and brackets, blanks."""


def sentences(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in `start:end`, without the white space between them.

    A full stop after an abbreviation, an initial or an ordinal number ends no sentence, nor does one within a date or
    one that a lower-case word follows.
    """
    found = _at_stops(text, start, end, lexicon)
    if text.isascii() or _UNSTOPPED_LETTER.search(text, start, end) is None:
        return found
    return (part for span in found for part in _at_pauses(text, *span))


def is_question(text: str, start: int, end: int) -> bool:
    """Whether a sentence asks."""
    return _QUESTION.search(text[max(start, end - _LONGEST_QUESTION_END) : end]) is not None


def _at_stops(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    begin = _skip_space(text, start, end)
    for match in _END.finditer(text, begin, end):
        if not _is_end(text, match, end, lexicon):
            continue
        if match.end() > begin:
            yield begin, match.end()
        begin = _skip_space(text, match.end(), end)
    stop = end
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    if stop > begin:
        yield begin, stop


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _at_pauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, or what its blanks part."""
    for pause in _PAUSE.finditer(text, start, end):
        if pause.start() - start >= _SHORTEST_UNSTOPPED and end - pause.end() >= _SHORTEST_UNSTOPPED // 2:
            yield start, pause.start()
            start = pause.end()
    yield start, end


def _is_end(text: str, stop: re.Match[str], end: int, lexicon: Lexicon) -> bool:
    mark = stop.group()
    match stop.lastgroup:
        case "next" if stop["next"].islower():
            return False
        case "glued" if not _is_glued(text, stop.start(), stop.start("glued")):
            return False
        case "directly":
            return mark[0] in ALONE and _QUOTED_ON.match(text, stop.end() - 1, end) is None
    if ";" in mark:
        return _GREEK_QUESTION.match(text, stop.start() - 1) is not None
    return mark != "." or stop.end() >= end or not _is_abbreviated(text, stop, end, lexicon)


def _is_abbreviated(text: str, stop: re.Match[str], end: int, lexicon: Lexicon) -> bool:
    """Whether a full stop belongs to the word before it: an abbreviation, an initial, an ordinal number, a date."""
    before = _TOKEN_BEFORE.search(text, max(0, stop.start() - 20), stop.start())
    if before is None:
        return False
    token = before.group().lower()
    if token in lexicon.abbreviations:
        # "U.S." and "p.m." may end a sentence, "Dr." may not; only a common opening word tells.
        following = _WORD_AFTER.match(text, stop.end(), end)
        return "." not in token or following is None or following.group(1).lower() not in lexicon.stopwords
    if token[0].isalpha():
        return token < _SYLLABLES and sum(map(str.isalnum, token)) == 1
    if token[-1].isdigit() and _within_date(text, stop.start()):
        return True
    return lexicon.nouns_capitalised and token.isdigit() and len(token) <= 2


def _is_glued(text: str, stop: int, following: int) -> bool:
    """Whether a blank is missing after the stop ("of contention.Then came"): there are addresses and files too."""
    word = text[max(0, stop - 3) : stop]
    is_word = len(word) == 3 and word.isalpha() and word.islower()
    return is_word and text[following].isupper() and text[following + 1].islower()


def _within_date(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` stands inside of a date: "5. 4. 2024"."""
    start = max(0, stop - _LONGEST_DATE)
    return any(m.start() < stop < m.end() for m in _NUMERIC_DATE.finditer(text, start, stop + _LONGEST_DATE))
