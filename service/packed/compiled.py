"""Loops compiled by numba, and the arrays that they work on.

Compiled code is cached beside the sources, or in NUMBA_CACHE_DIR, or not at all where nothing can be written. The
container image has the loops compiled ahead of time (deploy/compile_kernels.py) and no numba.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

try:
    from service.packed import _prebuilt  # type: ignore[attr-defined]
except ImportError:
    import numba

    _prebuilt = None

Function = TypeVar("Function", bound=Callable[..., Any])
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
Number = int | np.int64
"""What a loop counts with: the one as plain Python, the other compiled."""


def compiled(function: Function) -> Function:
    """The function through numba: no GIL, cached on disk where possible."""
    if _prebuilt is not None:  # what is not in it is called by compiled code alone, and stands inside that
        ahead: Function = getattr(_prebuilt, f"{function.__module__.rpartition('.')[2]}__{function.__name__}", function)
        return ahead
    try:
        result: Any = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # no directory for the cache can be written
        result = numba.njit(nogil=True)(function)
    else:
        _forget_unreadable(result)
    loop: Function = result
    return loop


def _forget_unreadable(loop: Any) -> None:
    """Drop what an earlier version left in the cache and names classes that are gone: numba fails on it when called."""
    try:
        loop._cache._cache_file._load_index()
    except (AttributeError, ImportError):
        loop._cache.flush()
