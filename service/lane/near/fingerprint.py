"""Fingerprints: what the lane remembers of a text so that copies of it can be found.

A text is read as tokens (runs of letters, marks and digits, lower case; each character of a script without spaces is a
token of its own), the tokens as shingles (3 in a row; 5 where the language has no spaces), and the set of shingles as
two MinHash signatures, of the whole text and of its lead, because copies are cut from the bottom. Signatures are equal,
bit for bit, to those of datasketch 2.0 `MinHash(num_perm=128, seed=1, scheme="affine32")` over the 32-bit shingle
hashes. A fingerprint keeps the low 16 bits of each minimum (b-bit minwise hashing, Li and Koenig 2010), which is enough
for bands of three and for estimates, the smallest shingle hashes as a sample, and what the text states in its slots
(`facts`).
"""

from typing import Final

import numpy as np
from msgspec import Struct

from service.errors import FoldError
from service.lane.near import minhash
from service.lane.near.facts import NONE, SLOTS, Facts, facts
from service.language.hashing import code_points, fold_table, tokens
from service.language.scripts import UNSPACED_LANGUAGES
from service.packed.compiled import U16, U32, U64

MINIMA: Final = 256
"""Minima of a fingerprint: 128 of the whole text, then 128 of its lead."""
SAMPLE: Final = 128
"""Shingle hashes kept for verification: the smallest."""
SPACED, UNSPACED = (3, 110), (5, 180)
"""Width of a shingle and length of the lead, in tokens."""
_FIRST: Final = np.ones(1, np.bool_)
"""The first of sorted hashes is always a new one."""
_HEADER: Final = np.dtype("<u4")


class Fingerprint(Struct, frozen=True, eq=False):
    """What is kept of one text: at most 1,288 bytes.

    `minima`: uint16[256], all ones for a text without a token. `sample`: the smallest distinct shingle hashes (mixed),
    ascending, at most SAMPLE; a shorter sample is the whole set. `shingle_count`: distinct shingles, exact.
    """

    minima: U16
    sample: U32
    shingle_count: int
    facts: Facts = NONE

    def to_bytes(self) -> bytes:
        """The form that a lane record carries."""
        header = np.array([self.shingle_count, self.facts.slots.size], _HEADER)
        words = (self.facts.slots, self.facts.fillings, self.sample)
        return b"".join(
            (header.tobytes(), self.minima.astype("<u2").tobytes(), *(w.astype("<u4").tobytes() for w in words))
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> "Fingerprint":
        """The fingerprint that `to_bytes` wrote, on the same memory. Raises FoldError for bytes of another form."""
        start = 2 * _HEADER.itemsize + 2 * MINIMA
        if not start <= len(data) <= start + 8 * SLOTS + 4 * SAMPLE or len(data) % 4:
            raise FoldError(f"lanes: a fingerprint of {len(data)} bytes")
        shingle_count, slots = np.frombuffer(data, _HEADER, 2).tolist()
        words = np.frombuffer(data, "<u4", -1, start)
        if not (slots <= SLOTS and 2 * slots <= words.size <= 2 * slots + SAMPLE):
            raise FoldError(f"lanes: a fingerprint of {len(data)} bytes")
        minima = np.frombuffer(data, "<u2", MINIMA, 2 * _HEADER.itemsize)
        return cls(minima, words[2 * slots :], shingle_count, Facts(words[:slots], words[slots : 2 * slots]))


def fingerprint(text: str, language: str) -> Fingerprint:
    """The fingerprint of a text; `language` (primary subtag) only chooses the width of a shingle."""
    codes = code_points(text)
    hashes, starts = tokens(codes, fold_table(), False)
    mixed, lead_size = _of_tokens(hashes, language)
    ordered = np.sort(mixed)
    distinct = ordered[np.concatenate((_FIRST[: ordered.size], ordered[1:] != ordered[:-1]))]
    minima = np.concatenate(_signatures(mixed, lead_size)).astype(np.uint16)
    return Fingerprint(
        minima, distinct[:SAMPLE].copy(), distinct.size, facts(codes, hashes, starts, _facts_width(language))
    )


def signatures(text: str, language: str) -> tuple[U32, U32]:
    """The whole signatures of the text and of its lead, uint32[128] each, as datasketch computes them."""
    mixed, lead_size = _shingles(text, language)
    return _signatures(mixed, lead_size)


def shingle_hashes(text: str, language: str) -> U32:
    """The shingle hashes of a text, in order, before the mix: what datasketch would be given."""
    width, _ = _widths(language)
    return minhash.shingles(tokens(code_points(text), fold_table(), False)[0], width)


def _facts_width(language: str) -> int:
    return 4 if language in UNSPACED_LANGUAGES else 2


def _widths(language: str) -> tuple[int, int]:
    return UNSPACED if language in UNSPACED_LANGUAGES else SPACED


def _shingles(text: str, language: str) -> tuple[U32, int]:
    """Mixed shingle hashes, and how many of them belong to the lead."""
    return _of_tokens(tokens(code_points(text), fold_table(), False)[0], language)


def _of_tokens(hashes: U64, language: str) -> tuple[U32, int]:
    width, lead_tokens = _widths(language)
    return minhash.mix(minhash.shingles(hashes, width)), lead_tokens - width + 1


def _signatures(mixed: U32, lead_size: int) -> tuple[U32, U32]:
    lead = minhash.minima(mixed[:lead_size])
    return np.minimum(lead, minhash.minima(mixed[lead_size:])), lead
