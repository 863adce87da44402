"""How the sentence of a mention reads on its own: a timeline shows sentences without what stands around them."""

import re

from service.language.lexicon import lexicon
from service.mentions.find import QUOTED
from service.timeline.clustering.features import Atom, Prepared

_PARAGRAPH = 5000
"""So much of a paragraph before a sentence (characters) is read for quotations that reach into it."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_FINISHED = re.compile(r"[.!?…][\"”“’'»)\]*_\s]*(?:\s*\([^()]*\))?$")
_TAIL = 80
"""A remark in brackets after the full stop is no longer (characters)."""


def hanging(atom: Atom) -> bool:
    """Whether the sentence opens with a word that needs the sentence before it, or with a quotation."""
    text, start = atom.article.text, atom.mention.sentence_start
    if text[start : start + 1] in "\"“„«'‘":
        return True
    first = _FIRST_WORD.search(text, start, start + 30)
    words = lexicon(atom.article.language)
    return first is not None and (
        first.group().lower() in words.pronouns or words.sequel.match(text[start : start + 40].lower()) is not None
    )


def quoted(atom: Atom) -> bool:
    """Whether the sentence opens in a quotation or is one for the most part.

    The quotation may have begun in an earlier sentence of the paragraph, and may go on after this one.
    """
    text, start, end = atom.article.text, atom.mention.sentence_start, atom.mention.sentence_end
    paragraph = max(text.rfind("\n", 0, start) + 1, start - _PARAGRAPH)
    stop = text.find("\n", end)
    inside = 0
    for quotation in QUOTED.finditer(text, paragraph, stop if stop >= 0 else len(text)):
        if quotation.start() >= end:
            break
        if quotation.start() <= start < quotation.end():
            return True
        inside += max(0, min(quotation.end(), end) - max(quotation.start(), start))
    return 2 * inside > end - start


def unfinished(atom: Atom | Prepared) -> bool:
    """Whether the sentence ends with a colon or breaks off: what it tells comes after it, or never.

    A lead without a full stop is a subtitle, and whole.
    """
    mention = atom.mention
    tail = atom.article.text[max(mention.sentence_start, mention.sentence_end - _TAIL) : mention.sentence_end]
    return tail.endswith(":") or (mention.block == "prose" and _FINISHED.search(tail) is None)
