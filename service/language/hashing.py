"""A text as hashes of its tokens: what is compared where texts are compared by the million.

Tokens are runs of letters, marks and digits, lower case; each character of a script without spaces is a token of its
own. One table says what every character stands for, one loop reads the text.
"""

import unicodedata
from functools import cache
from typing import Any, Final

import numpy as np

from service.packed.compiled import I64, U32, U64, compiled

_ALONE: Final = 1 << 31
"""Flag in a fold table: the character is a token of its own."""
_CHARACTER: Final = np.uint64(0x100000001B3)
"""The multiplier of FNV-1a."""
_MIX64: Final = np.array([0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53], dtype=np.uint64)
_TOKEN: Final = np.uint64(0x9E3779B97F4A7C15)
"""2^64 divided by the golden ratio, odd."""
_UNSPACED_SCRIPTS: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x0F00, 0x109F),  # Tibetan, Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark, zero
    (0x3040, 0x30FF),  # kana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""First and last code point of blocks whose letters stand alone (Unicode)."""


def code_points(text: str) -> U32:
    """The text as code points, uint32[len(text)]."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


@cache
def fold_table(digits_alike: bool = False) -> U32:
    """Code point -> what it stands for in a token: 0 outside of tokens, else its lower case, flagged when ALONE.

    Covers planes 0 to 3; the last entry, 0, serves for all beyond. `digits_alike`: every digit stands for `0`.
    """
    table = np.zeros(0x40000, np.uint32)
    for code in range(0x20000):
        character = chr(code)
        category = unicodedata.category(character)
        if category[0] in "LNM":
            table[code] = ord("0") if digits_alike and category == "Nd" else _folded(character)
    for first, last in _UNSPACED_SCRIPTS:
        span = np.arange(first, last + 1)
        if first >= 0x20000:
            table[span] = span
        table[span] |= np.where(table[span] > 0, np.uint32(_ALONE), np.uint32(0))
    table[-1] = 0
    return table


def _folded(character: str) -> int:
    """Compatibility forms (full width, ligature-free) to their plain letter, capitals to small ones."""
    plain = unicodedata.normalize("NFKC", character)
    lower = (plain if len(plain) == 1 else character).lower()
    return ord(lower[0])


def tokens(codes: U32, fold: U32, collapse: bool) -> tuple[U64, I64]:
    """Hash and start offset of each token. `collapse`: of zeros in a row, as digits folded alike are, one counts."""
    hashes, starts = np.empty(codes.size, np.uint64), np.empty(codes.size, np.int64)
    count = _tokens_loop(codes, fold, collapse, hashes, starts)
    return hashes[:count], starts[:count]


def runs(hashes: U64, bounds: I64) -> U64:
    """One hash per run of tokens `hashes[bounds[i]:bounds[i + 1]]`."""
    out = np.empty(bounds.size - 1, np.uint64)
    _runs_loop(hashes, bounds, out)
    return out


@compiled
def _finish(h: Any) -> Any:
    """The 64-bit murmur3 finaliser: sums of token hashes would collide for short words without it."""
    h = (h ^ (h >> np.uint64(33))) * _MIX64[0]
    h = (h ^ (h >> np.uint64(33))) * _MIX64[1]
    return h ^ (h >> np.uint64(33))


@compiled
def _tokens_loop(codes: U32, fold: U32, collapse: bool, hashes: U64, starts: I64) -> int:
    count, current, inside, previous = 0, np.uint64(0), False, np.uint32(0)
    last = np.uint32(fold.shape[0] - 1)
    for i in range(codes.shape[0]):
        c = fold[min(codes[i], last)]
        alone = c >= np.uint32(_ALONE)
        if inside and (c == 0 or alone):
            hashes[count] = _finish(current)
            count += 1
            inside = False
        if c != 0 and not (collapse and c == 48 and previous == 48):
            if not inside:
                current = np.uint64(0)
                starts[count] = i
                inside = True
            current = current * _CHARACTER + np.uint64(c)
            if alone:
                hashes[count] = _finish(current)
                count += 1
                inside = False
        previous = c
    if inside:
        hashes[count] = _finish(current)
        count += 1
    return count


@compiled
def _runs_loop(tokens: U64, bounds: I64, out: U64) -> None:
    for i in range(out.shape[0]):
        h = np.uint64(0)
        for j in range(bounds[i], bounds[i + 1]):
            h = h * _TOKEN + tokens[j]
        out[i] = h
