"""Fingerprints: what the lane remembers of a text so that copies of it can be found.

A text is read as tokens (runs of letters, marks and digits, lower case; each character of a script without spaces is a
token of its own), the tokens as shingles (3 in a row; 5 where the language has no spaces), and the set of shingles as
two MinHash signatures: one of the whole text and one of its lead, because copies are cut from the bottom. Signatures
are equal, bit for bit, to datasketch 2.0 `MinHash(num_perm=128, seed=1, scheme="affine32")` over the 32-bit shingle
hashes.
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
from msgspec import Struct

from service.errors import FoldError
from service.lane import kernels
from service.lane.kernels import U32

PERMUTATIONS: Final = 128
SAMPLE: Final = 128
"""Shingle hashes kept for verification."""
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
_HEADER: Final = np.dtype([("text_hash", "<u8"), ("shingle_count", "<u4")])


class Fingerprint(Struct, frozen=True, eq=False):
    """Two signatures and a sample of one text.

    `full` and `lead`: uint32[128]; all ones for a text without a token. `sample`: the smallest distinct mixed shingle
    hashes, ascending, at most `SAMPLE`; a shorter sample is the whole set. `shingle_count`: distinct shingles, exact.
    `text_hash`: 64 bits of the token sequence, equal for texts that differ in case, spaces or punctuation only.
    """

    full: U32
    lead: U32
    sample: U32
    shingle_count: int
    text_hash: int

    def to_bytes(self) -> bytes:
        """The compact form that a lane record carries."""
        header = np.array([(self.text_hash, self.shingle_count)], dtype=_HEADER)
        return b"".join(a.tobytes() for a in (header, self.full, self.lead, self.sample))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Fingerprint":
        """The fingerprint that `to_bytes` wrote. Raises FoldError for bytes of another form."""
        if len(data) < _HEADER.itemsize + 8 * PERMUTATIONS or (len(data) - _HEADER.itemsize) % 4:
            raise FoldError(f"a fingerprint of {len(data)} bytes")
        header = np.frombuffer(data, _HEADER, 1)[0]
        words = np.frombuffer(data, np.dtype("<u4"), offset=_HEADER.itemsize)
        full, lead, sample = words[:PERMUTATIONS], words[PERMUTATIONS : 2 * PERMUTATIONS], words[2 * PERMUTATIONS :]
        return cls(full, lead, sample, int(header["shingle_count"]), int(header["text_hash"]))


def fingerprint(text: str, language: str) -> Fingerprint:
    """The fingerprint of a text; `language` is the primary subtag and only chooses the width of a shingle."""
    width, lead_tokens = UNSPACED if language in UNSPACED_LANGUAGES else SPACED
    tokens, _ = kernels.tokens(code_points(text), fold_table(), False)
    mixed = kernels.mix(kernels.shingles(tokens, width))
    lead = kernels.minima(mixed[: lead_tokens - width + 1])
    full = np.minimum(lead, kernels.minima(mixed[lead_tokens - width + 1 :]))
    distinct = np.unique(mixed)
    text_hash = kernels.runs(tokens, np.array([0, tokens.size]))[0]
    return Fingerprint(full, lead, distinct[:SAMPLE].copy(), distinct.size, int(text_hash))


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
