"""Fingerprints: what the lane remembers of a text so that copies of it can be found.

A text is read as tokens (runs of letters, marks and digits, lower case; each character of a script without spaces is a
token of its own), the tokens as shingles (3 in a row; 5 where the language has no spaces), and the set of shingles as
two MinHash signatures, of the whole text and of its lead, because copies are cut from the bottom. Signatures are equal,
bit for bit, to those of datasketch 2.0 `MinHash(num_perm=128, seed=1, scheme="affine32")` over the 32-bit shingle
hashes. A fingerprint keeps the low 16 bits of each minimum (b-bit minwise hashing, Li and Koenig 2010), which is enough
for bands of three and for estimates, and the smallest shingle hashes as a sample.
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from msgspec import Struct

from service.errors import FoldError
from service.packed import kernels
from service.packed.kernels import U16, U32

MINIMA: Final = 256
"""Minima of a fingerprint: 128 of the whole text, then 128 of its lead."""
SAMPLE: Final = 128
"""Shingle hashes kept for verification: the smallest."""
UNSPACED_LANGUAGES: Final = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "yue", "zh"})
SPACED, UNSPACED = (3, 110), (5, 180)
"""Width of a shingle and length of the lead, in tokens."""
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
_FIRST: Final = np.ones(1, np.bool_)
_HEADER: Final = np.dtype("<u4")


class Fingerprint(Struct, frozen=True, eq=False):
    """What is kept of one text: 1,028 bytes for a text of 128 shingles or more.

    `minima`: uint16[256], all ones for a text without a token. `sample`: the smallest distinct shingle hashes (mixed),
    ascending, at most SAMPLE; a shorter sample is the whole set. `shingle_count`: distinct shingles, exact.
    """

    minima: U16
    sample: U32
    shingle_count: int

    def to_bytes(self) -> bytes:
        """The form that a lane record carries."""
        header = np.array(self.shingle_count, _HEADER)
        return header.tobytes() + self.minima.astype("<u2").tobytes() + self.sample.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Fingerprint":
        """The fingerprint that `to_bytes` wrote, on the same memory. Raises FoldError for bytes of another form."""
        start = _HEADER.itemsize + 2 * MINIMA
        if not start <= len(data) <= start + 4 * SAMPLE or len(data) % 4:
            raise FoldError(f"lanes: a fingerprint of {len(data)} bytes")
        (shingle_count,) = np.frombuffer(data, _HEADER, 1).tolist()
        minima = np.frombuffer(data, "<u2", MINIMA, _HEADER.itemsize)
        return cls(minima, np.frombuffer(data, "<u4", -1, start), shingle_count)


def fingerprint(text: str, language: str) -> Fingerprint:
    """The fingerprint of a text; `language` (primary subtag) only chooses the width of a shingle."""
    mixed, lead_size = _shingles(text, language)
    ordered = np.sort(mixed)
    distinct = ordered[np.concatenate((_FIRST[: ordered.size], ordered[1:] != ordered[:-1]))]
    minima = np.concatenate(_signatures(mixed, lead_size)).astype(np.uint16)
    return Fingerprint(minima, distinct[:SAMPLE].copy(), distinct.size)


def signatures(text: str, language: str) -> tuple[U32, U32]:
    """The whole signatures of the text and of its lead, uint32[128] each, as datasketch computes them."""
    mixed, lead_size = _shingles(text, language)
    return _signatures(mixed, lead_size)


def shingle_hashes(text: str, language: str) -> U32:
    """The shingle hashes of a text, in order, before the mix: what datasketch would be given."""
    width, _ = _widths(language)
    return kernels.shingles(kernels.tokens(code_points(text), fold_table(), False)[0], width)


def _widths(language: str) -> tuple[int, int]:
    return UNSPACED if language in UNSPACED_LANGUAGES else SPACED


def _shingles(text: str, language: str) -> tuple[U32, int]:
    """Mixed shingle hashes, and how many of them belong to the lead."""
    width, lead_tokens = _widths(language)
    tokens, _ = kernels.tokens(code_points(text), fold_table(), False)
    return kernels.mix(kernels.shingles(tokens, width)), lead_tokens - width + 1


def _signatures(mixed: U32, lead_size: int) -> tuple[U32, U32]:
    lead = kernels.minima(mixed[:lead_size])
    return np.minimum(lead, kernels.minima(mixed[lead_size:])), lead


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
        table[span] |= np.where(table[span] > 0, np.uint32(kernels.ALONE), np.uint32(0))
    table[-1] = 0
    return table


def _folded(character: str) -> int:
    """Compatibility forms (full width, ligature-free) to their plain letter, capitals to small ones."""
    plain = unicodedata.normalize("NFKC", character)
    lower = (plain if len(plain) == 1 else character).lower()
    return ord(lower[0])
