"""MinHash signatures, bit for bit those of datasketch 2.0 `MinHash(num_perm=128, seed=1, scheme="affine32")`.

The permutations are datasketch's own, so that every signature can be handed to its classes; the loops are ours, because
a MinHash object per text costs many times what it computes (benchmarks/lane_index.py prints both).
"""

from typing import Final

import numpy as np
from datasketch import MinHash

from service.packed.compiled import U32, U64, compiled

_A, _B = (
    np.ascontiguousarray(p, dtype=np.uint32) for p in MinHash(num_perm=128, seed=1, scheme="affine32").permutations
)
_PLACES: Final = np.array([0x9E3779B97F4A7C15 * (2 * i + 1) & 0xFFFFFFFFFFFFFFFF for i in range(1, 9)], dtype=np.uint64)
"""Odd multipliers, one for each place in a shingle."""


def shingles(tokens: U64, width: int) -> U32:
    """One 32-bit hash per run of `width` tokens; a shorter text is one shingle."""
    width = min(width, tokens.size)
    out = np.empty(tokens.size - width + 1 if width else 0, np.uint32)
    _shingles_loop(tokens, width, out)
    return out


def mix(values: U32) -> U32:
    """The murmur3 finaliser, a bijection on 32 bits, with which affine32 begins."""
    mixed = values.copy()
    _mix_loop(mixed)
    return mixed


def minima(mixed: U32) -> U32:
    """Mixed hashes -> the 128 minima of the affine32 permutations."""
    found = np.empty(_A.size, np.uint32)
    _minima_loop(mixed, found)
    return found


@compiled
def _shingles_loop(tokens: U64, width: int, out: U32) -> None:
    # numba widens uint32 * uint32 to uint64: every step of the mix needs its own np.uint32().
    for i in range(out.shape[0]):
        r = np.uint64(0)
        for j in range(width):
            r += tokens[i + j] * _PLACES[j]
        h = np.uint32(r >> np.uint64(32))
        out[i] = h


@compiled
def _minima_loop(shingles: U32, minima: U32) -> None:
    minima[:] = np.uint32(0xFFFFFFFF)
    for i in range(shingles.shape[0]):
        h = shingles[i]
        for k in range(minima.shape[0]):
            minima[k] = min(minima[k], np.uint32(np.uint32(_A[k] * h) + _B[k]))


@compiled
def _mix_loop(values: U32) -> None:
    for i in range(values.shape[0]):
        h = values[i]
        h = np.uint32(h ^ (h >> np.uint32(16)))
        h = np.uint32(h * np.uint32(0x85EBCA6B))
        h = np.uint32(h ^ (h >> np.uint32(13)))
        h = np.uint32(h * np.uint32(0xC2B2AE35))
        values[i] = np.uint32(h ^ (h >> np.uint32(16)))
