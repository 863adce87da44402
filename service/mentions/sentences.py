"""Sentences of a block, as offsets."""

import re
from collections.abc import Iterator

from service.mentions.lexicon import Lexicon

_END = re.compile(
    r"[.!?…]++[\"”“’'»)\]]*+"
    r"(?=\s*$|\s+[\"“„‚‘'«»(\[]*[A-ZÄÖÜÀ-Þ0-9]|(?<=[a-zäöüß]{3}[.!?])[A-ZÄÖÜ][a-zäöüß])"
)
_TOKEN_BEFORE = re.compile(r"(?<![\w.])[\w.]++$")
_WORD_AFTER = re.compile(r"\s*(\w+)")


def sentences(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in `start:end`, without the white space between them.

    A full stop after an abbreviation, an initial or (German) an ordinal number ends no sentence, nor does one that a
    lower-case word follows.
    """
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


def _is_end(text: str, match: re.Match[str], end: int, lexicon: Lexicon) -> bool:
    if match.group() != "." or match.end() >= end:
        return True
    before = _TOKEN_BEFORE.search(text, max(0, match.start() - 20), match.start())
    if before is None:
        return True
    token = before.group().lower()
    if token in lexicon.abbreviations:
        # "U.S." and "p.m." may end a sentence, "Dr." may not; only a common opening word tells.
        following = _WORD_AFTER.match(text, match.end(), end)
        return "." in token and following is not None and following.group(1).lower() in lexicon.stopwords
    if len(token) == 1 and token.isalpha():
        return False
    return not (lexicon.nouns_capitalised and token.isdigit() and len(token) <= 2)
