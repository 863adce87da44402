"""The loops over characters and shingles, once compiled and once in numpy; which one runs is chosen at import.

Both give the same bits. Where numba cannot be imported the numpy forms serve, at a fifth of the speed, and the loops
of the index run as plain Python. Compiled code is cached beside the sources, or in NUMBA_CACHE_DIR, or not at all
where nothing can be written.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

try:  # the container image has the loops compiled ahead of time (deploy/compile_kernels.py) and no numba
    from service.packed import _prebuilt  # type: ignore[attr-defined]
except ImportError:
    _prebuilt = None

try:
    import numba
except ImportError:  # pragma: no cover - no wheel for this platform
    numba = None

Function = TypeVar("Function", bound=Callable[..., Any])
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
Number = int | np.int64
"""What a loop counts with: the one as plain Python, the other compiled."""

ALONE: Final = 1 << 31
"""Flag in a fold table: the character is a token of its own."""
_CHARACTER: Final = np.uint64(0x100000001B3)
_MIX64: Final = np.array([0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53], dtype=np.uint64)
_TOKEN: Final = np.uint64(0x9E3779B97F4A7C15)
_PLACES: Final = np.array([0x9E3779B97F4A7C15 * (2 * i + 1) & 0xFFFFFFFFFFFFFFFF for i in range(1, 9)], dtype=np.uint64)
# datasketch's own permutations, so that every signature can be handed to its MinHash and LSH classes.
_A, _B = (
    np.ascontiguousarray(p, dtype=np.uint32) for p in MinHash(num_perm=128, seed=1, scheme="affine32").permutations
)


def compiled(function: Function) -> Function:
    """The function through numba (no GIL, cached on disk where possible); the function itself without numba."""
    if ahead := getattr(_prebuilt, f"{function.__module__.rpartition('.')[2]}__{function.__name__}", None):
        compiled_ahead: Function = ahead
        return compiled_ahead
    if numba is None:  # hashes overflow on purpose, which numpy scalars would warn of
        return np.errstate(over="ignore")(function)
    try:
        result: Function = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # no directory for the cache can be written
        result = numba.njit(nogil=True)(function)
    return result


# --- compiled ---------------------------------------------------------------------------------------------------------


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
        alone = c >= np.uint32(ALONE)
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


@compiled
def _runs_loop(tokens: U64, bounds: I64, out: U64) -> None:
    for i in range(out.shape[0]):
        h = np.uint64(0)
        for j in range(bounds[i], bounds[i + 1]):
            h = h * _TOKEN + tokens[j]
        out[i] = h


def _tokens_compiled(codes: U32, fold: U32, collapse: bool) -> tuple[U64, I64]:
    hashes, starts = np.empty(codes.size, np.uint64), np.empty(codes.size, np.int64)
    count = _tokens_loop(codes, fold, collapse, hashes, starts)
    return hashes[:count], starts[:count]


def _shingles_compiled(tokens: U64, width: int) -> U32:
    width = min(width, tokens.size)
    out = np.empty(tokens.size - width + 1 if width else 0, np.uint32)
    _shingles_loop(tokens, width, out)
    return out


def _mix_compiled(values: U32) -> U32:
    mixed = values.copy()
    _mix_loop(mixed)
    return mixed


def _minima_compiled(mixed: U32) -> U32:
    minima = np.empty(_A.size, np.uint32)
    _minima_loop(mixed, minima)
    return minima


def _runs_compiled(tokens: U64, bounds: I64) -> U64:
    out = np.empty(bounds.size - 1, np.uint64)
    _runs_loop(tokens, bounds, out)
    return out


# --- numpy ------------------------------------------------------------------------------------------------------------


def _horner(values: U64, firsts: I64, multiplier: np.uint64) -> U64:
    """For each run of values (it starts at firsts[i], none is empty): the polynomial of its values, modulo 2^64."""
    if not firsts.size:
        return np.empty(0, np.uint64)
    lengths = np.diff(firsts, append=values.size)
    powers = np.full(lengths.max(), multiplier, np.uint64)
    powers[0] = 1
    powers = np.multiply.accumulate(powers)
    distance = np.repeat(firsts + lengths, lengths) - 1 - np.arange(values.size)
    return np.asarray(np.add.reduceat(values * powers[distance], firsts), np.uint64)


def _tokens_numpy(codes: U32, fold: U32, collapse: bool) -> tuple[U64, I64]:
    c = fold[np.minimum(codes, fold.size - 1)]
    places = np.arange(c.size)
    if collapse and c.size:
        kept = np.append(True, (c[1:] != 48) | (c[:-1] != 48))
        c, places = c[kept], places[kept]
    word, alone = c != 0, c >= ALONE
    opens = word & (alone | ~np.append(False, word[:-1]) | np.append(False, alone[:-1]))[: c.size]
    inside = np.flatnonzero(word)
    hashes = _horner(c[word].astype(np.uint64), np.searchsorted(inside, np.flatnonzero(opens)), _CHARACTER)
    for multiplier in _MIX64:
        hashes = (hashes ^ (hashes >> np.uint64(33))) * multiplier
    return hashes ^ (hashes >> np.uint64(33)), places[opens]


def _shingles_numpy(tokens: U64, width: int) -> U32:
    width = min(width, tokens.size)
    total = np.zeros(tokens.size - width + 1 if width else 0, np.uint64)
    for j in range(width):
        total += tokens[j : j + total.size] * _PLACES[j]
    return (total >> np.uint64(32)).astype(np.uint32)


def _mix_numpy(values: U32) -> U32:
    h = values ^ (values >> np.uint32(16))
    h = h * np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h = h * np.uint32(0xC2B2AE35)
    return np.asarray(h ^ (h >> np.uint32(16)), np.uint32)


def _minima_numpy(mixed: U32) -> U32:
    if not mixed.size:
        return np.full(_A.size, 0xFFFFFFFF, np.uint32)
    return np.asarray((mixed.reshape(-1, 1) * _A + _B).min(axis=0), np.uint32)


def _runs_numpy(tokens: U64, bounds: I64) -> U64:
    out = np.zeros(bounds.size - 1, np.uint64)
    filled = bounds[1:] > bounds[:-1]
    out[filled] = _horner(tokens[: bounds[-1]], bounds[:-1][filled], _TOKEN)
    return out


# --- the choice -------------------------------------------------------------------------------------------------------

COMPILED: Final = numba is not None or _prebuilt is not None

tokens: Final = _tokens_compiled if COMPILED else _tokens_numpy
"""(codes, fold table, collapse digits) -> hash and start offset of each token."""
shingles: Final = _shingles_compiled if COMPILED else _shingles_numpy
"""(tokens, width) -> one 32-bit hash per run of `width` tokens; a shorter text is one shingle."""
mix: Final = _mix_compiled if COMPILED else _mix_numpy
"""The murmur3 finaliser, a bijection on 32 bits, with which affine32 begins."""
minima: Final = _minima_compiled if COMPILED else _minima_numpy
"""Mixed hashes -> the 128 minima of the affine32 permutations."""
runs: Final = _runs_compiled if COMPILED else _runs_numpy
"""(tokens, bounds) -> one hash per run tokens[bounds[i]:bounds[i+1]]."""
