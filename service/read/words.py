"""Text for full-text search and what a person asks of it.

FTS5 splits at spaces and punctuation. Scripts that write no spaces between words are therefore split at each character,
in the text and in the question alike, and a run of them is asked for as a phrase.
"""

import re

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana and Han."""
_CHARACTER = re.compile(f"([{_UNSPACED}])")
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD_CHARACTER = re.compile(r"\w")
MAX_TERMS = 32
"""Of a question; FTS5 joins one list of rows for each."""


def spaced(text: str) -> str:
    """The text with spaces where the tokeniser would not split by itself."""
    return text if text.isascii() else _CHARACTER.sub(r" \1 ", text)


def expression(question: str) -> str | None:
    """The FTS5 expression of a question; None when it names nothing to look for.

    All words must be there; "several words" stand together; -word must not be there; word* begins so. Nothing else has
    a meaning: whatever a person types is a question, never a syntax error.
    """
    wanted, unwanted = list[str](), list[str]()
    for match in list(_TERM.finditer(question.replace("\0", " ")))[:MAX_TERMS]:
        words = match["phrase"] if match["phrase"] is not None else match["word"]
        if not _WORD_CHARACTER.search(words):
            continue
        prefix = "*" if match["word"] and words.endswith("*") else ""
        term = '"' + " ".join(spaced(words).replace('"', " ").split()) + '"' + prefix
        (unwanted if match["minus"] else wanted).append(term)
    if not wanted:
        return None
    found = " AND ".join(wanted)
    return f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found
