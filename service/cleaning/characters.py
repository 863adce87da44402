"""The same text in one spelling: NFC, plain spaces and line ends, no invisible controls, entities and mojibake undone.

`normalise` is idempotent except that it undoes one level of entities (`&amp;amp;` needs two passes), and what it returns
is never longer than the NFC form of what it was given.
"""

import html
import re
import unicodedata

import ftfy

_MOJIBAKE = re.compile("[ÃÂâÐÑØÙ][\u0080-\u00bf\u20ac\u2122\u201a-\u203a\u0160-\u0192]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# C0 controls except tab and line ends, soft hyphen, zero-width space, directional marks and embeddings, word joiner and
# its invisible kin, byte order mark, interlinear marks, object replacement, noncharacters, unpaired surrogates.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
# Removed only after mojibake was repaired, of which they may be half.
_C1 = re.compile("[\u0080-\u009f]")
# ZWNJ and ZWJ shape letters in Arabic and Indic scripts and join emoji; between other characters they are noise.
_JOINERS = re.compile("[\u200c\u200d]+")
_NEEDS_JOINER = re.compile(
    "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe\u0700-\u074f\u0900-\u0dff\u0e80-\u109f\u1780-\u18af"
    "\ufe0f\u2600-\u27bf\u2190-\u21ff\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_LINE_END = re.compile("\r\n?|\u2028|\u2029")
_SPACE = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_LINE_END = re.compile(" ?\n ?")
_BLANK_LINES = re.compile("\n{3,}")
_FTFY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)


def normalise(text: str, *, entities: bool = True) -> str:
    """The text in its one spelling. `entities` is off for what an HTML parser has already unescaped."""
    if entities and "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = _JOINERS.sub(_joiner, text)
        text = unicodedata.normalize("NFC", text)
        if _MOJIBAKE.search(text) and (repaired := _repair(text)) != text:
            return normalise(repaired, entities=False)
        if _C1.search(text):
            return normalise(_C1.sub("", text.replace("\u0085", "\n")), entities=False)
    text = _SPACE.sub(" ", text)
    text = _AROUND_LINE_END.sub("\n", text)
    return _BLANK_LINES.sub("\n\n", text).strip(" \n")


def one_line(text: str, longest: int) -> str:
    """A normalised title, name or caption: one line of at most `longest` characters."""
    return normalise(text[: 8 * longest]).replace("\n", " ")[:longest].strip()


def _repair(text: str) -> str:
    fixed: str = ftfy.fix_text(text, _FTFY)
    return fixed if len(fixed) < len(text) else text


def _joiner(match: re.Match[str]) -> str:
    """One joiner of the run where a neighbour needs it, else nothing."""
    text, start, end = match.string, match.start(), match.end()
    if start == 0 or end == len(text) or text[start - 1].isspace() or text[end].isspace():
        return ""
    return match[0][0] if _NEEDS_JOINER.match(text[start - 1]) or _NEEDS_JOINER.match(text[end]) else ""
