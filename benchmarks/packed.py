"""One band index four ways: packed arrays, Python dicts, datasketch's MinHashLSH and LMDB, on the same entries.

    python benchmarks/packed.py [--entries 20000]

Each runs in a process of its own: inserts all entries, asks for the candidates of some, removes half. Printed are bytes
of memory an entry (Linux; for LMDB pages of its file), times of single calls and bytes an entry left after the removal.
LMDB is measured where its package is installed (`pip install lmdb`).
"""

import argparse
import gc
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import numpy as np

WHOLE, LEAD = (42, 3), (32, 4)
"""Bands and minima in each: of the whole text, then of its lead."""
_STARTS = [i * WHOLE[1] for i in range(WHOLE[0])] + [128 + i * LEAD[1] for i in range(LEAD[0])]
_WIDTHS = [WHOLE[1]] * WHOLE[0] + [LEAD[1]] * LEAD[0]


class Index(Protocol):
    """What is compared."""

    def insert(self, number: int, minima: np.ndarray) -> None:
        """Take an entry in so that the next question finds it."""

    def candidates(self, minima: np.ndarray) -> object:
        """The entries that share a band."""

    def remove(self, number: int, minima: np.ndarray) -> None:
        """Take an entry out, exactly."""

    def nbytes(self) -> int | None:
        """Bytes held, None to count those of the process."""


def keys(minima: np.ndarray) -> Iterator[bytes]:
    """The bands of an entry."""
    data = minima.tobytes()
    for band, (start, width) in enumerate(zip(_STARTS, _WIDTHS, strict=True)):
        yield bytes((band,)) + data[2 * start : 2 * (start + width)]


class Packed(Index):
    """What storyfold uses."""

    def __init__(self) -> None:
        from service.lane.near.index import BandIndex

        self._index, self._slots, self._numbers = BandIndex(), list[int](), dict[int, int]()

    def insert(self, number: int, minima: np.ndarray) -> None:
        self._numbers[number] = self._index.insert(minima)
        self._slots.append(number)
        for _ in self._index.post():
            pass

    def candidates(self, minima: np.ndarray) -> object:
        return self._index.candidates(minima)

    def remove(self, number: int, minima: np.ndarray) -> None:
        moved, numbers = self._index.remove(np.array([self._numbers.pop(number)]))
        for old, new in zip(moved.tolist(), numbers.tolist(), strict=True):
            self._slots[new] = self._slots[old]
            self._numbers[self._slots[new]] = new
        del self._slots[len(self._index) :]

    def nbytes(self) -> int | None:
        return None


class Dicts(Index):
    """Band -> entries, the way one would begin."""

    def __init__(self) -> None:
        self._bands: dict[bytes, list[int]] = {}

    def insert(self, number: int, minima: np.ndarray) -> None:
        for key in keys(minima):
            self._bands.setdefault(key, []).append(number)

    def candidates(self, minima: np.ndarray) -> object:
        return {number for key in keys(minima) for number in self._bands.get(key, ())}

    def remove(self, number: int, minima: np.ndarray) -> None:
        for key in keys(minima):
            self._bands[key].remove(number)
            if not self._bands[key]:
                del self._bands[key]

    def nbytes(self) -> int | None:
        return None


class Datasketch(Index):
    """`MinHashLSH` with its dict storage, one for the whole text and one for the lead."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._parts = [(MinHashLSH(num_perm=128, params=bands), first) for bands, first in ((WHOLE, 0), (LEAD, 128))]

    def insert(self, number: int, minima: np.ndarray) -> None:
        for lsh, sketch in self._sketches(minima):
            lsh.insert(number, sketch)

    def candidates(self, minima: np.ndarray) -> object:
        return {number for lsh, sketch in self._sketches(minima) for number in lsh.query(sketch)}

    def remove(self, number: int, minima: np.ndarray) -> None:
        for lsh, _ in self._parts:
            lsh.remove(number)

    def _sketches(self, minima: np.ndarray) -> Iterable[tuple[Any, Any]]:
        from datasketch import LeanMinHash

        for lsh, first in self._parts:
            values = minima[first : first + 128].astype(np.uint32)
            yield lsh, LeanMinHash(hashvalues=values, seed=1, scheme="affine32")

    def nbytes(self) -> int | None:
        return None


class Lmdb(Index):
    """A B+ tree in a file, entries of a band as sorted duplicates; not flushed to disk."""

    def __init__(self) -> None:
        import lmdb

        self._folder = tempfile.mkdtemp()
        self._tree = lmdb.open(self._folder, map_size=1 << 34, sync=False, metasync=False, max_dbs=1)
        self._bands = self._tree.open_db(b"bands", dupsort=True, dupfixed=True)

    def insert(self, number: int, minima: np.ndarray) -> None:
        with self._tree.begin(write=True, db=self._bands) as transaction:
            for key in keys(minima):
                transaction.put(key, number.to_bytes(4, "big"))

    def candidates(self, minima: np.ndarray) -> object:
        with self._tree.begin(db=self._bands) as transaction, transaction.cursor() as cursor:
            return {bytes(v) for key in keys(minima) if cursor.set_key(key) for v in cursor.iternext_dup()}

    def remove(self, number: int, minima: np.ndarray) -> None:
        with self._tree.begin(write=True, db=self._bands) as transaction:
            for key in keys(minima):
                transaction.delete(key, number.to_bytes(4, "big"))

    def nbytes(self) -> int | None:
        """Pages in use: what removal gives back goes to a free list and not to the system."""
        with self._tree.begin(db=self._bands) as transaction:
            told = transaction.stat(self._bands)
        return int(told["psize"] * (told["branch_pages"] + told["leaf_pages"] + told["overflow_pages"]))

    def close(self) -> None:
        """Remove the file."""
        self._tree.close()
        shutil.rmtree(self._folder)


def resident() -> int:
    """Bytes of memory that the process holds (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def timed(call: Callable[[int], object], numbers: Iterable[int]) -> str:
    """CPU time of the thread in single calls."""
    times = []
    for number in numbers:
        start = time.thread_time()
        call(number)
        times.append(time.thread_time() - start)
    p50, p99, most = np.percentile(times, (50, 99, 100)) * 1e6
    return f"p50 {p50:7.1f}  p99 {p99:7.1f}  max {most:8.0f} us"


def measure(kind: type[Index], count: int) -> None:
    """All figures of one index."""
    rng = np.random.default_rng(7)
    minima = rng.integers(0, 1 << 16, (count, 256), dtype=np.uint16)
    for i in np.flatnonzero(rng.random(count) < 0.2)[1:]:
        minima[i] = np.where(rng.random(256) < 0.8, minima[rng.integers(i)], minima[i])
    try:
        warm = kind()
    except ImportError:
        print(f"{kind.__name__.lower():11} not installed")
        return
    warm.insert(0, minima[0])
    warm.candidates(minima[0])
    warm.remove(0, minima[0])
    index, before = kind(), resident()

    def held() -> int:
        gc.collect()
        own = index.nbytes()
        return resident() - before if own is None else own

    print(f"{kind.__name__.lower():11} insert {timed(lambda i: index.insert(i, minima[i]), range(count))}")
    full = held() / count
    asked = rng.integers(0, count, 2000).tolist()
    print(f"{'':11} query  {timed(lambda i: index.candidates(minima[i]), asked)}")
    print(f"{'':11} remove {timed(lambda i: index.remove(i, minima[i]), range(0, count, 2))}")
    print(
        f"{'':11} {full:.0f} bytes an entry, {held() / (count / 2):.0f} an entry left when half are removed", flush=True
    )
    for each in (warm, index):
        if isinstance(each, Lmdb):
            each.close()


def main() -> None:
    """One process after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    count = parser.parse_args().entries
    print(f"{len(_STARTS)} bands an entry, {count} entries:")
    for kind in (Packed, Dicts, Datasketch, Lmdb):
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(kind, count))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(f"{kind.__name__} failed")


if __name__ == "__main__":
    main()
