"""Fingerprints: what the lane remembers of a text so that copies of it can be found.

A text is read as tokens (runs of letters, marks and digits, lower case; each character of a script without spaces is a
token of its own), the tokens as shingles (3 in a row; 5 where the language has no spaces), and the set of shingles as
two MinHash signatures: one of the whole text and one of its lead, because copies are cut from the bottom. Signatures
are equal, bit for bit, to datasketch 2.0 `MinHash(num_perm=128, seed=1, scheme="affine32")` over the 32-bit shingle
hashes.
"""

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

PERMUTATIONS: Final = 128
SAMPLE: Final = 128
"""Shingle hashes kept for verification."""

Words = NDArray[np.uint32]


class Fingerprint(Struct, frozen=True, eq=False):
    """Two signatures and a sample of one text.

    `full` and `lead`: uint32[128]; all ones for a text without a token. `sample`: the smallest distinct shingle hashes
    (mixed), ascending, at most `SAMPLE`; a shorter sample is the whole set. `shingle_count`: distinct shingles,
    exact. `text_hash`: 64 bits of the token sequence, equal for texts that differ in case, spaces or punctuation only.
    """

    full: Words
    lead: Words
    sample: Words
    shingle_count: int
    text_hash: int

    def to_bytes(self) -> bytes:
        """The compact form that a lane record carries."""
        raise NotImplementedError

    @classmethod
    def from_bytes(cls, data: bytes) -> "Fingerprint":
        """The fingerprint that `to_bytes` wrote. Raises FoldError for any other bytes."""
        raise NotImplementedError


def fingerprint(text: str, language: str) -> Fingerprint:
    """The fingerprint of a text; `language` is the primary subtag and only chooses the width of a shingle."""
    raise NotImplementedError
