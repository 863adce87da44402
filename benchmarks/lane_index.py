"""Signatures, the band index and duplicates on one core, beside datasketch in the same run.

    python benchmarks/lane_index.py [--entries 1000000] [--datasketch-entries 50000]

Texts are invented: 500 words with Zipf frequencies. Entries are random minima, a fifth of them near-duplicates. Times
are CPU time of the thread, so that pauses show and neighbours on the machine do not.
"""

import argparse
import gc
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import xxhash
from datasketch import LeanMinHash, MinHash, MinHashLSH

from service.lane.boilerplate.lines import LearnedLines, read_lines
from service.lane.near.duplicates import Duplicates
from service.lane.near.fingerprint import Fingerprint, fingerprint, signatures
from service.lane.near.index import BandIndex

_FIRST = np.zeros(1, np.int64)
_RNG = np.random.default_rng(7)
_WORDS = ["".join(_RNG.choice(list("abcdefghijklmnopqrstuvwxyz"), _RNG.integers(3, 11))) for _ in range(30_000)]
_WEIGHTS = 1.0 / (np.arange(len(_WORDS)) + 30.0)
_WEIGHTS /= _WEIGHTS.sum()


def words(count: int) -> list[str]:
    """Invented words."""
    return [_WORDS[i] for i in _RNG.choice(len(_WORDS), count, p=_WEIGHTS)]


def lines(count: int) -> str:
    """An invented text, 25 words a line."""
    drawn = words(count)
    return "\n".join(" ".join(drawn[i : i + 25]) + "." for i in range(0, count, 25))


def microseconds(call: Callable[[str], object], texts: Sequence[str]) -> float:
    """Median time of a call, one text each."""
    times = []
    for text in texts:
        start = time.thread_time()
        call(text)
        times.append(time.thread_time() - start)
    return float(np.median(times)) * 1e6


def spread(times: Sequence[float]) -> str:
    """Percentiles of times in seconds, printed in microseconds."""
    p50, p99, most = np.percentile(times, (50, 99, 100)) * 1e6
    return f"p50 {p50:5.1f}  p99 {p99:6.1f}  max {most:8.0f} us"


def signature() -> None:
    """One signature of a 500-word text."""
    texts = [lines(500) for _ in range(1000)]
    permutations = MinHash(num_perm=128).permutations

    def bulk(text: str) -> object:
        tokens = text.lower().split()
        shingles = [" ".join(tokens[i : i + 3]).encode() for i in range(len(tokens) - 2)]
        sketch = MinHash(128, hashfunc=xxhash.xxh32_intdigest, permutations=permutations, scheme="affine32")
        sketch.update_batch(shingles)
        return sketch

    fingerprint(texts[0], "en")
    print("500 words, median time:")
    print(f"  datasketch MinHash, xxh32, one signature      {microseconds(bulk, texts):6.1f} us")
    print(
        f"  signatures of text and lead                   {microseconds(lambda t: signatures(t, 'en'), texts):6.1f} us"
    )
    print(
        f"  fingerprint (both signatures, sample, hash)   {microseconds(lambda t: fingerprint(t, 'en'), texts):6.1f} us"
    )
    print(f"  read_lines                                    {microseconds(read_lines, texts):6.1f} us")
    print(f"  bytes of a fingerprint: {len(fingerprint(texts[0], 'en').to_bytes())}")


def entries(count: int) -> np.ndarray:
    """uint16[count, 256] minima, a fifth near-duplicates (80 % equal) of an earlier entry."""
    minima = _RNG.integers(0, 1 << 16, (count, 256), dtype=np.uint16)
    for i in np.flatnonzero(_RNG.random(count) < 0.2)[1:]:
        minima[i] = np.where(_RNG.random(256) < 0.8, minima[_RNG.integers(i)], minima[i])
    return minima


def timed(call: Callable[[int], object], numbers: Sequence[int]) -> list[float]:
    """CPU time of each call: what it costs, page faults included, without what other processes take."""
    times = []
    for number in numbers:
        start = time.thread_time()
        call(number)
        times.append(time.thread_time() - start)
    return times


def index(count: int) -> None:
    """Insert, query and removal at growing size."""
    minima, ours = entries(count), BandIndex()

    def insert(number: int) -> None:
        ours.insert(minima[number])
        for _ in ours.post():
            pass

    insert(0)
    ours.candidates(minima[0])
    ours.remove(_FIRST)
    print(f"band index, 42 x 3 and 32 x 4 bands, {count} entries:")
    slowest = 0.0
    for size in sorted({min(10_000, count), min(100_000, count), count}):
        first = len(ours)
        inserted = timed(insert, range(first, size))
        asked = timed(lambda i: ours.candidates(minima[i]), _RNG.integers(0, size, 5000).tolist())
        slowest = max(slowest, *inserted, *asked)
        print(f"  at {size:8} entries: insert {spread(inserted[-5000:])}")
        print(f"                       query  {spread(asked)}")
    print(
        f"  slowest insert or query of all {slowest * 1e3:.1f} ms; {ours.nbytes / count:.0f} bytes an entry, minima 512"
    )
    removed = timed(lambda _: ours.remove(_FIRST), range(count // 2))
    print(f"  removing half: {spread(removed)}, {ours.nbytes / len(ours):.0f} bytes an entry left")


def resident() -> int:
    """Bytes of memory that the process holds (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def oracle(count: int) -> None:
    """The same for datasketch's dict storage."""
    rows = _RNG.integers(0, 1 << 32, (count, 128), dtype=np.uint32)
    lsh = MinHashLSH(num_perm=128, params=(42, 3))
    sketches = [LeanMinHash(hashvalues=row, seed=1, scheme="affine32") for row in rows]
    before = resident()
    inserted = timed(lambda i: lsh.insert(i, sketches[i]), range(count))
    asked = timed(lambda i: lsh.query(sketches[i]), range(0, count, 10))
    grown = (resident() - before) / count
    print(f"datasketch MinHashLSH, 42 x 3 bands only, {count} entries: {grown:.0f} bytes an entry without the sketches")
    print(f"  insert {spread(inserted)}\n  query  {spread(asked)}")


class Desk:
    """Matches and adds each text, as the lane does."""

    def __init__(self) -> None:
        self.duplicates, self.count, self.indexed = Duplicates(), 0, 0

    def take(self, fp: Fingerprint, outlet: str) -> None:
        """One article."""
        match = self.duplicates.match(fp, outlet)
        self.duplicates.add(
            self.count,
            fp,
            published_at="2025-01-01T00:00:00Z",
            article_id=f"{self.count:07}",
            outlet=outlet,
            same_as=match.same_as,
            also=match.also,
            indexed=match.indexed,
        )
        self.count += 1
        self.indexed += match.indexed


def feed(title: str, texts: Sequence[str], outlets: int) -> None:
    """Mean time of an article over the first and the last tenth of a feed, and the slowest."""
    prints = [fingerprint(text, "en") for text in texts]
    desk = Desk()
    times = timed(lambda i: desk.take(prints[i], f"outlet{i % outlets}"), range(len(prints)))
    tenth = len(times) // 10
    start = time.perf_counter()
    desk.duplicates.forget(range(len(prints)))
    forgotten = (time.perf_counter() - start) / len(prints)
    print(
        f"  {title:46} {np.mean(times[:tenth]) * 1e6:6.1f} -> {np.mean(times[-tenth:]) * 1e6:6.1f} us, slowest "
        f"{max(times) * 1e3:5.1f} ms, indexed {desk.indexed}, forgetting {forgotten * 1e6:.1f} us each"
    )


def hostile(count: int = 10_000) -> None:
    """Feeds that make naive near-duplicate search quadratic."""
    whole, viral = words(500), words(200)
    print(f"match and add, {count} articles, first and last tenth:")
    feed("texts of their own", [lines(500) for _ in range(count)], 50)
    feed("one text everywhere", [" ".join(whole)] * count, count)
    feed("one viral passage in every text", [" ".join(words(300) + viral) for _ in range(count)], 50)
    feed("one viral lead on every text", [" ".join(viral[:60] + words(440)) for _ in range(count)], 50)
    versions = [" ".join(w if _RNG.random() < 0.9 else f"{w}{i}" for w in whole) for i in range(count // 5)]
    feed("versions of one text", versions, 50)
    feed("the same 12 words in one outlet", [" ".join(whole[:12])] * count, 1)
    feed("empty and one-word texts", ["", "word"] * (count // 2), 50)


def learned_lines(count: int = 5000) -> None:
    """Counting the lines of an article: 20 of its own and 5 of its outlet."""
    known, outlets = LearnedLines(13), 50

    def hashes(text: str) -> bytes:
        return np.array([line.hash for line in read_lines(text)], "<u4").tobytes()

    house = [hashes(lines(125)) for _ in range(outlets)]
    own = [hashes(lines(500)) for _ in range(count)]

    def learn(i: int) -> None:
        outlet, shown, day = f"outlet{i % outlets}", own[i] + house[i % outlets], i // 1000
        known.show(outlet, shown, i, day)
        for sealed in known.proven(outlet, shown, day):
            known.seal(sealed)

    learn(0)
    print(f"learned lines, {count} articles of {outlets} outlets: {spread(timed(learn, range(1, count)))}")


def main() -> None:
    """All figures, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--datasketch-entries", type=int, default=50_000)
    arguments = parser.parse_args()
    signature()
    hostile()
    learned_lines()
    gc.collect()
    index(arguments.entries)
    oracle(arguments.datasketch_entries)


if __name__ == "__main__":
    main()
