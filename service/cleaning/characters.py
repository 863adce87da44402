"""The same text in one spelling: NFC, plain spaces and line ends, no invisible controls, entities and mojibake undone.

`normalise` is idempotent except that it undoes one level of entities (`&amp;amp;` needs two passes), and what it
returns is never longer than the NFC form of what it was given.
"""

import codecs
import html
import itertools
import re
import unicodedata
from functools import lru_cache

import ftfy
import ftfy.bad_codecs  # registers the sloppy charsets
from charset_normalizer import from_bytes


def _between(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def _class(characters: frozenset[str]) -> str:
    return "[" + "".join(f"\\U{ord(c):08x}" for c in sorted(characters)) + "]"


# C0 controls except tab and line ends, soft hyphen, zero-width space, directional marks and embeddings, word joiner and
# its invisible kin, byte order mark, interlinear marks, object replacement, noncharacters, unpaired surrogates.
INVISIBLE = _between(
    (0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x7F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E),
    (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFC),
    (0xFFFE, 0xFFFF), (0xD800, 0xDFFF),
)  # fmt: skip
OBJECT_REPLACEMENT = "\ufffc"
"""The one invisible character that Unicode calls a sign."""
REPLACEMENT = "\ufffd"
"""What a reader puts for bytes that its charset does not have; the bytes are lost."""
C1_CONTROLS = _between((0x80, 0x9F))
"""Removed only after mojibake was repaired, of which they may be half."""
JOINERS = frozenset("\u200c\u200d")
"""ZWNJ and ZWJ shape letters in Arabic and Indic scripts and join emoji; between other characters they are noise."""
LINE_ENDS = frozenset("\r\u2028\u2029")
SPACES = frozenset("\t\u00a0\u1680\u202f\u205f\u3000") | _between((0x2000, 0x200A))
"""Each becomes a blank; the last are the typographic spaces U+2000 to U+200A."""
MOJIBAKE_LEADS = frozenset("ÃÂâÐÑØÙ")

_INVISIBLE = re.compile(_class(INVISIBLE))
_C1 = re.compile(_class(C1_CONTROLS))
_JOINERS = re.compile(_class(JOINERS) + "+")
_LINE_END = re.compile("\r\n?|\u2028|\u2029")
_SPACES = re.compile(_class(SPACES | {" "}) + "+")
_BLANK_LINES = re.compile("\n{3,}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MOJIBAKE = re.compile(_class(MOJIBAKE_LEADS) + "[\u0080-\u00bf\u20ac\u2122\u201a-\u203a\u0160-\u0192]")
_NEEDS_JOINER = re.compile(
    "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe\u0700-\u074f\u0900-\u0dff\u0e80-\u109f\u1780-\u18af"
    "\ufe0f\u2600-\u27bf\u2190-\u21ff\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_MISREAD_AS = (
    "latin-1", "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253",
    "sloppy-windows-1254", "sloppy-windows-1255", "sloppy-windows-1256", "sloppy-windows-1257", "sloppy-windows-1258",
    "iso-8859-2", "iso-8859-5", "iso-8859-9", "iso-8859-15", "koi8-r", "koi8-u", "macroman", "mac-cyrillic", "cp437",
    "cp850", "cp852", "cp866", "gb18030", "big5", "shift_jis", "euc_kr",
)  # fmt: skip
"""Charsets that UTF-8 is taken for; the sloppy ones of ftfy keep the bytes that have no character."""
_USUAL = frozenset(_MISREAD_AS[:4])
_FEWEST_MISREAD = 3
"""By how much a text that was misread gets shorter, at least; and in a charset that few take for UTF-8, to how many
characters beyond ASCII."""
_OF_OTHER_SCRIPTS = (
    "cp1251", "koi8_r", "iso8859_5", "cp1253", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc_jp",
    "euc_kr", "cp874",
)  # fmt: skip
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_RUN = re.compile("[\x80-\x9f\xa1-\xaa\xac-\xb6\xb8-\xba\xbc-\xff]{4}")
_MAY_RUN = bytes(b"x"[0] if _RUN.match(chr(code) * 4) else b" "[0] for code in range(256))
_NO_C1 = bytes(code for code in range(256) if not 0x80 <= code < 0xA0)
_FEWEST_GARBLED = 3
"""Signs of a wrong charset in a text; one or two may be told of in it."""
_FEWEST_IN_RUN = 3
_FEWEST_RUNS = 5
"""Runs of letters beyond ASCII: no language in Latin letters writes words of nothing else."""
_SEGMENT = re.compile(r"[^<>\x00-\x7f][^<>]*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_LOOK = 16
"""Bytes that a misread character may have become, with room: then its charset is known or it is none."""
_UTF8 = codecs.getincrementaldecoder("utf-8")
_MOST_MISREADINGS = 3
"""Times that one text was misread; each is undone, and more than two were never seen."""
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


def reread(text: str) -> str:
    """The text as it was before its UTF-8 was read in another charset, once or twice, or another charset as Latin; else
    the text as it is.

    Certain, not likely: the whole text goes back into the bytes of that charset, and these are UTF-8 with several
    characters of several bytes, which no text of that charset is by chance.
    """
    given = text
    for _ in range(_MOST_MISREADINGS):
        first = None if text.isascii() else _NOT_ASCII.search(text)
        if first is None:
            break
        part = text[first.start() : first.start() + _LOOK]
        charsets = (charset for charset in _leading(first.group()) if _begins_utf8(part, charset))
        again = next(filter(None, (_reread(text, charset) for charset in charsets)), None)
        if again is None:
            break
        text = again
    return text if text is not given or text.isascii() else _of_other_script(text) or text


def mended(html: str) -> str:
    """A page as it was before it, or some of its texts, were read in another charset; a parser would drop half."""
    again = reread(html)
    if again is html and (_has_c1(html) or _may_be_mojibake(html)):
        again = _SEGMENT.sub(lambda match: _repair(reread(match[0])), html)
        again = html if again == html else again
    return again


def is_garbled(text: str) -> bool:
    """Whether a normalised text still shows that it was read in another charset: what nobody can mend for certain."""
    lost = text.count(REPLACEMENT)
    misread = len(_MOJIBAKE.findall(text)) if _may_be_mojibake(text) else 0
    return lost + misread >= _FEWEST_GARBLED


def _latin(text: str) -> bytes:
    """Each character of Latin-1 as its byte, every other as a question mark: what can be looked at a byte at a time."""
    return text.encode("latin-1", "replace")


def _has_c1(text: str) -> bool:
    return not text.isascii() and bool(_latin(text).translate(None, _NO_C1))


def _may_be_mojibake(text: str) -> bool:
    return not text.isascii() and any(lead in text for lead in MOJIBAKE_LEADS) and _MOJIBAKE.search(text) is not None


def _of_other_script(text: str) -> str | None:
    """The text of another script whose own charset was taken for Latin: whole words of accents and signs."""
    if _latin(text).translate(_MAY_RUN).count(b"xxxx") < _FEWEST_RUNS:
        return None
    runs = (match for match in _RUN.finditer(text) if len(set(match[0])) >= _FEWEST_IN_RUN)
    if len(list(itertools.islice(runs, _FEWEST_RUNS))) < _FEWEST_RUNS:
        return None
    for charset in _MISREAD_AS[:2]:
        try:
            data = text.encode(charset)
        except UnicodeError:
            continue
        readable = sum(len(character.encode()) for character in data.decode("utf-8", "ignore") if character > "\x7f")
        if 2 * readable > sum(byte > 0x7F for byte in data):
            return None
        best = from_bytes(data, cp_isolation=list(_OF_OTHER_SCRIPTS)).best()
        return str(best) if best is not None else None
    return None


@lru_cache(maxsize=1 << 12)
def _leading(character: str) -> tuple[str, ...]:
    """The charsets in which a character may be the first bytes of UTF-8: few, and so most texts have no misreading."""
    return tuple(charset for charset in _MISREAD_AS if _begins_utf8(character, charset))


def _reread(text: str, charset: str) -> str | None:
    try:
        again = text.encode(charset).decode("utf-8")
    except UnicodeError:
        return None
    if len(text) - len(again) < _FEWEST_MISREAD or _PRIVATE.search(again):
        return None
    return again if charset in _USUAL or len(_NOT_ASCII.findall(again)) >= _FEWEST_MISREAD else None


def _begins_utf8(part: str, charset: str) -> bool:
    """Whether characters may be the first bytes of UTF-8: a quick look that spares nearly every text the whole test."""
    try:
        _UTF8().decode(part.encode(charset))
    except UnicodeError:
        return False
    return True


def normalise(text: str, *, entities: bool = True) -> str:
    """The text in its one spelling. `entities` is off for what an HTML parser has already unescaped."""
    given = text = reread(text)
    if entities and "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    # One look at which characters occur spares most texts every step below; most have printable ones only.
    seen = frozenset[str]() if _is_printable(text) else frozenset(text)
    if not seen.isdisjoint(LINE_ENDS):
        text = _LINE_END.sub("\n", text)
    if not seen.isdisjoint(INVISIBLE):
        text = _INVISIBLE.sub("", text)
    if not seen.isdisjoint(JOINERS):
        text = _JOINERS.sub(_joiner, text)
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text)
        if composed != text:
            text, seen = composed, frozenset(composed)
        if (repaired := _repair(text)) != text:
            return normalise(repaired, entities=False)
        if not seen.isdisjoint(C1_CONTROLS) and _has_c1(text):
            return normalise(_C1.sub("", text.replace("\u0085", "\n")), entities=False)
    if "  " in text or not seen.isdisjoint(SPACES):
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = text.replace(" \n", "\n").replace("\n ", "\n")
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    text = text.strip(" \n")
    repaired = _repair(text if text == given else reread(text))  # again: what stood beside it may have hidden it
    return text if repaired == text else normalise(repaired, entities=False)


def _is_printable(text: str) -> bool:
    """Whether there are but letters, marks, signs, plain spaces and line ends: none of the characters told above."""
    return text.replace("\n", "").isprintable() and OBJECT_REPLACEMENT not in text


def one_line(text: str, longest: int) -> str:
    """A normalised title, name or caption: one line of at most `longest` characters."""
    return normalise(text[: 8 * longest]).replace("\n", " ")[:longest].strip()


def _repair(text: str) -> str:
    if not _may_be_mojibake(text):
        return text
    fixed: str = ftfy.fix_text(text, _FTFY)
    return fixed if len(fixed) < len(text) else text


def _joiner(match: re.Match[str]) -> str:
    """One joiner of the run where a neighbour needs it, else nothing."""
    text, start, end = match.string, match.start(), match.end()
    if start == 0 or end == len(text) or text[start - 1].isspace() or text[end].isspace():
        return ""
    return match[0][0] if _NEEDS_JOINER.match(text[start - 1]) or _NEEDS_JOINER.match(text[end]) else ""
