"""The lane on one core: whole decisions a second, what they cost in a large lane, the fold, and hostile feeds.

    python benchmarks/lane.py [--articles 3000] [--entries 1000000]

Articles are invented: 500 words with Zipf frequencies, 30 mentions, 10 articles a story, a fifth of them copies of an
earlier one. Beside each other in one run: `resolve` as a whole (CleanArticle bytes in, lane record bytes out) and
datasketch's own pipeline on the same texts (MinHash.bulk over 3-word shingles, MinHashLSH query and insert).
"""

import argparse
import ctypes
import gc
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import xxhash
from datasketch import MinHash, MinHashLSH

from service import codec
from service.agents.dedup import warm_up
from service.lane.log.fold import Fold
from service.lane.log.record import ArticleRecord, ClockState, Decision, Grounds, LogRecord, encode, key
from service.lane.near.fingerprint import MINIMA, SAMPLE, Fingerprint
from service.lane.partition import PartitionLanes
from service.records import CleanArticle, Mention, Timex
from service.settings import Settings

SETTINGS = Settings()
START = datetime(2025, 1, 1, tzinfo=UTC)
ARTICLES_A_DAY = 100_000
_RNG = np.random.default_rng(7)
_WORDS = ["".join(_RNG.choice(list("abcdefghijklmnopqrstuvwxyz"), _RNG.integers(3, 11))) for _ in range(60_000)]
_FREQUENCY = 1.0 / (np.arange(len(_WORDS)) + 30.0)
_FREQUENCY /= _FREQUENCY.sum()
_CUMULATIVE = np.cumsum(_FREQUENCY)


def day(i: float) -> str:
    """The publication time of the i-th article."""
    return (START + timedelta(days=i / ARTICLES_A_DAY)).strftime("%Y-%m-%dT%H:%M:%SZ")


def articles(count: int, first: int = 0) -> Iterator[CleanArticle]:
    """Invented articles; equal arguments give equal ones."""
    rng = np.random.default_rng(first + 1)
    texts: list[tuple[str, str]] = []
    for i in range(first, first + count):
        if texts and rng.random() < 0.2:
            title, text = texts[rng.integers(len(texts))]
            text = text[: int(len(text) * rng.choice((1.0, 0.7, 0.5)))]
        else:
            story = np.random.default_rng(rng.integers(first, i + 1) // 10)
            own = story.integers(200, len(_WORDS), 60)
            drawn = rng.choice(len(_WORDS), 500, p=_FREQUENCY)
            drawn[rng.random(500) < 0.25] = rng.choice(own)
            chosen = np.where(rng.random(500) < 0.25, rng.choice(own, 500), drawn)
            words = [_WORDS[w] for w in chosen]
            title = " ".join(_WORDS[w] for w in rng.choice(own, 8))
            text = "\n".join(" ".join(words[j : j + 25]) + "." for j in range(0, 500, 25))
            texts.append((title, text))
        mentions = tuple(
            Mention(
                start=j * 60,
                end=j * 60 + 50,
                sentence_start=j * 60,
                sentence_end=j * 60 + 59,
                timex=Timex(
                    start=j * 60 + 5,
                    end=j * 60 + 11,
                    type="DATE",
                    value="2025-01-01",
                    precision="day",
                    low="2025-01-01",
                    high="2025-01-01",
                ),
                anchors=("n:somebody", "p:somewhere", "t:meet"),
            )
            for j in range(30)
        )
        yield CleanArticle(
            id=f"article-{i:09}",
            revision=f"{i:016x}",
            outlet=f"outlet{i % 200}.example",
            title=title,
            text=text,
            language="en",
            collection="default",
            published_at=day(i),
            published_basis="given",
            extractor="text",
            url=f"https://outlet{i % 200}.example/{i}",
            mentions=mentions,
        )


def timed(work: Callable[[CleanArticle, int], object], items: Sequence[bytes], first: int) -> np.ndarray:
    """CPU seconds of each call, decoding included."""
    spent = np.empty(len(items))
    for i, item in enumerate(items):
        start = time.process_time_ns()
        work(codec.decode(item, CleanArticle), first + i)
        spent[i] = (time.process_time_ns() - start) / 1e9
    return spent


class Datasketch:
    """The near-duplicate part of a lane by datasketch alone."""

    def __init__(self) -> None:
        self.lsh = MinHashLSH(num_perm=128, params=(42, 3))

    def resolve(self, article: CleanArticle, position: int) -> None:
        """Signature, query, insert."""
        words = article.text.lower().split()
        shingles = [" ".join(words[i : i + 3]).encode() for i in range(max(1, len(words) - 2))]
        (sketch,) = MinHash.bulk([shingles], num_perm=128, hashfunc=xxhash.xxh32_intdigest)
        self.lsh.query(sketch)
        self.lsh.insert(position, sketch)


def tell(label: str, seconds: np.ndarray) -> None:
    """One line of figures."""
    mean, worst = seconds.mean(), seconds.max()
    print(
        f"{label:44} {mean * 1e6:8.0f} us/article {1 / mean:9,.0f}/s   p99 {np.quantile(seconds, 0.99) * 1e6:7.0f} us"
        f"   longest {worst * 1e3:6.1f} ms"
    )


def records(count: int, to_a_story: int = 10) -> Iterator[LogRecord]:
    """Lane records of articles that resemble no other, so many to a story."""
    rng = np.random.default_rng(3)
    clock = ClockState()
    for i in range(count):
        if i % to_a_story == 0:
            own = rng.integers(0, 2**32, 25, dtype=np.uint32)
        common = np.unique(np.searchsorted(_CUMULATIVE, rng.random(75))).astype(np.uint32) * np.uint32(2654435761)
        terms = rng.permutation(np.unique(np.concatenate([own[rng.random(25) < 0.6], common]))).astype("<u4")
        minima = rng.integers(0, 2**16, MINIMA, dtype=np.uint16)
        sample = np.sort(rng.integers(0, 2**32 // 4, SAMPLE, dtype=np.uint32))
        story = i // to_a_story
        decision = Decision("joined" if i % to_a_story else "new", f"s-{story:016x}", source_group=f"article-{i:09}")
        clock = ClockState(int(START.timestamp() + i / ARTICLES_A_DAY * 86_400), clock.recent)
        record = ArticleRecord(
            seq=i + 1,
            position=i,
            rest=0,
            collection="default",
            language="en",
            clock=clock,
            id=f"old-{i:09}",
            revision=f"{i:016x}",
            outlet=f"outlet{i % 200}.example",
            published_at=day(i),
            decision=decision,
            grounds=Grounds(f"s-{story:016x}", 0.5, None, 0.0, 5),
            terms=terms.tobytes(),
            weights=np.full(60, 1000, "<u2").tobytes(),
            fingerprint=Fingerprint(minima, sample, 480).to_bytes(),
            indexed=True,
            also=(),
            lines=rng.integers(1, 2**32, 20, dtype=np.uint32).astype("<u4").tobytes(),
            group=i & 0xFFFFFFFF,
            day=int(START.timestamp() // 86_400 + i / ARTICLES_A_DAY),
        )
        yield LogRecord(key(record), encode(record), i)


def memory() -> float:
    """Resident megabytes now, without what malloc keeps for later."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() / 1e6


def fold(count: int) -> PartitionLanes:
    """Fold that many records, telling time and memory."""
    log = list(records(count))
    before = memory()
    lanes = PartitionLanes(SETTINGS)
    folding = Fold(lanes, count)
    start = time.perf_counter()
    cpu = time.process_time()
    while log:
        folding.add(log[-1000:])
        del log[-1000:]
    gc.freeze()  # as the worker does
    longest, last = 0.0, time.process_time()
    for _ in folding.steps():
        now = time.process_time()
        longest, last = max(longest, now - last), now
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(f"fold of {count:,} records: {wall:.1f} s ({cpu:.1f} s of CPU), longest step {longest * 1e3:.0f} ms of CPU")
    del folding
    gc.unfreeze()
    print(f"    resident: {before:,.0f} MB with the log, {memory():,.0f} MB with the state")
    return lanes


def hostile(count: int) -> None:
    """Feeds that would cost more and more if anything grew with the number of articles alike."""
    first = next(articles(1))
    body, quote, promo = first.text.split(), first.text[:400], "\n".join(["Read more here now."] * 3)
    feeds: dict[str, Callable[[int, np.random.Generator], tuple[str, str]]] = {
        "copies of one text": lambda _i, _rng: (first.title, first.text),
        "one quote in every text": lambda _i, rng: (_invent(rng, 8), quote + "\n" + _invent(rng, 300)),
        "one title over every text": lambda _i, rng: (
            first.title,
            _invent(rng, 30) + " " + " ".join(rng.permutation(body)),
        ),
        "the same three lines only": lambda _i, _rng: ("", promo),
        "no text": lambda _i, _rng: ("", ""),
        "one word": lambda i, _rng: ("", _WORDS[i % len(_WORDS)]),
    }
    for label, feed in feeds.items():
        rng = np.random.default_rng(5)
        lanes = PartitionLanes(SETTINGS)
        items = []
        for i in range(count):
            title, text = feed(i, rng)
            changed = msgspec.structs.replace(
                first, id=f"h{i}", title=title, text=text, published_at=day(i), mentions=()
            )
            items.append(codec.encode(changed))
        spent = timed(lanes.resolve, items, 0)
        tenth = count // 10
        print(
            f"{label:28} first tenth {spent[:tenth].mean() * 1e6:6.0f} us, last {spent[-tenth:].mean() * 1e6:6.0f} us, "
            f"longest {spent.max() * 1e3:5.1f} ms; {lanes.stories:,} stories"
        )


def large_story(count: int) -> None:
    """A story of that many distinct articles is forgotten, when the clock jumps."""
    lanes, days = PartitionLanes(SETTINGS), int(SETTINGS.story_window_days + SETTINGS.story_grace_days) + 2
    folding = Fold(lanes, count)
    folding.add(records(count, count))
    folding.finish()
    known = lanes.articles, lanes.stories
    gc.freeze()
    later = [
        codec.encode(msgspec.structs.replace(article, published_at=day(count + i + days * ARTICLES_A_DAY)))
        for i, article in enumerate(articles(1000, count))
    ]
    spent = timed(lanes.resolve, later, count)
    print(
        f"{known[0]:,} articles in {known[1]} story are forgotten: longest {spent.max() * 1e3:.1f} ms, "
        f"on average {spent.mean() * 1e6:.0f} us; {lanes.articles - len(later)} of them known after"
    )


def _invent(rng: np.random.Generator, count: int) -> str:
    return " ".join(_WORDS[w] for w in rng.integers(0, len(_WORDS), count))


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--hostile", type=int, default=10_000)
    options = parser.parse_args()
    fresh = [codec.encode(a) for a in articles(options.articles)]
    warm_up(SETTINGS)  # as the worker does: compiles, or loads what was compiled before
    gc.freeze()  # as the worker does with all that it has loaded
    tell("resolve", timed(PartitionLanes(SETTINGS).resolve, fresh, 0))
    tell("datasketch, signature and index only", timed(Datasketch().resolve, fresh, 0))
    hostile(options.hostile)
    large_story(options.hostile)
    for entries in (10_000, options.entries):
        lanes = fold(entries)
        later = [codec.encode(a) for a in articles(options.articles, entries)]
        gc.collect()
        gc.freeze()
        tell(f"resolve with {lanes.articles:,} in {lanes.stories:,} stories", timed(lanes.resolve, later, entries))
        del lanes


if __name__ == "__main__":
    main()
