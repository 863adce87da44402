"""Each stage by itself on real articles, without Kafka: CPU time an article, for work on the stages.

    python -m benchmarks.stages [--articles 400] [--rounds 5] [--beside CHECKOUT]

With `--beside` another checkout of storyfold runs the same stages in turn with this one, round by round, since figures
of a machine that has other work only compare within a round; the last column is the median of the rounds' ratios, this
one over the other, and a digest tells whether the results are equal. Articles are those of
`../shared/data/stories-dev`, each seen before, so that all is warm.
"""

import argparse
import gc
import gzip
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import IO

import msgspec
import orjson

from service import codec
from service.cleaning import Cleaned, Cleaner, parse
from service.lane.partition import PartitionLanes
from service.mentions import find
from service.records import CleanArticle, RawArticle
from service.settings import Settings
from service.shelf import Shelf
from service.timeline.chapters import Cache
from service.timeline.derive import derive

ROOT = Path(__file__).resolve().parents[1]
FEED = ROOT.parent / "shared" / "data" / "stories-dev.jsonl.gz"

Stage = Callable[[], Iterator[bytes]]
"""One pass over all articles; gives the bytes of the results."""


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not FEED.exists():
        sys.exit(f"no figures: development data not found: ../shared/data/{FEED.name}")
    if options.answer:
        answer(stages(options.articles))
    else:
        compare(options.articles, options.rounds, options.beside)


def stages(count: int) -> Mapping[str, Stage]:
    """The stages, each on what the one before made of the articles."""
    settings, cleaner = Settings(), Cleaner(Settings())
    with gzip.open(FEED) as file:
        raw = [parsed for _, line in zip(range(count), file, strict=False) if (parsed := read(line))]
    cleaned = [made for article in raw if isinstance(made := cleaner.clean(article, None), Cleaned)]
    clean = [msgspec.structs.replace(made.article, mentions=mentions_of(made.article)) for made in cleaned]
    sent = [codec.encode(article) for article in clean]
    resolved = list(resolutions(sent, settings))
    return {
        "clean": lambda: (
            codec.encode(made.article) for a in raw if isinstance(made := cleaner.clean(a, None), Cleaned)
        ),
        "mentions": lambda: (codec.encode(mentions_of(article)) for article in clean),
        "dedup": lambda: (value for _, value in resolutions(sent, settings)),
        "timeline": lambda: timelines(resolved, settings),
    }


def read(line: bytes) -> RawArticle | None:
    """The article of a row; None for one that is refused."""
    parsed = parse(None, orjson.dumps(orjson.loads(line)))
    return getattr(parsed, "article", None)


def mentions_of(article: CleanArticle) -> object:
    """What `stages.clean` calls."""
    day = getattr(article, "published_day", None) or article.published_at
    return find(article.text, article.title, day, article.language)


def resolutions(sent: Sequence[bytes], settings: Settings) -> Iterator[tuple[str, bytes]]:
    """As the dedup agent, from bytes to bytes."""
    lanes = PartitionLanes(settings)
    for offset, value in enumerate(sent):
        resolution = lanes.resolve(codec.decode(value, CleanArticle), offset)
        for article in (resolution.resolved, *resolution.also) if resolution.resolved else ():
            yield article.id, codec.encode(article)


def timelines(resolved: Sequence[tuple[str, bytes]], settings: Settings) -> Iterator[bytes]:
    """As the timeline agent, with batches of the size that it takes."""
    shelf, cache, size = Shelf(), Cache(), settings.batch_max_records
    for i in range(0, len(resolved), size):
        touched = {story: None for key, value in resolved[i : i + size] for story in shelf.put(key, value)}
        for story in touched:
            if timeline := derive(story, shelf.articles(story), settings.timeline_max_bytes, cache):
                yield codec.encode(timeline)


def answer(known: Mapping[str, Stage]) -> None:
    """For each name on stdin: microseconds of a pass, and the digest of its results."""
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        digest, began = hashlib.blake2b(digest_size=8), time.process_time()
        for value in known[line.strip()]():
            digest.update(value)
        print(time.process_time() - began, digest.hexdigest(), flush=True)


class Checkout:
    """A process that answers for one checkout."""

    def __init__(self, root: Path, count: int) -> None:
        command = [sys.executable, str(Path(__file__).resolve()), "--answer", "--articles", str(count)]
        path = os.pathsep.join([str(root), str(ROOT)])
        self.process = subprocess.Popen(
            command, cwd=root, env={**os.environ, "PYTHONPATH": path}, stdin=-1, stdout=-1, text=True
        )
        self._line()

    def ask(self, stage: str) -> tuple[float, str]:
        """Seconds of CPU, and a digest."""
        print(stage, file=self._pipe(self.process.stdin), flush=True)
        seconds, digest = self._line().split()
        return float(seconds), digest

    def _line(self) -> str:
        return self._pipe(self.process.stdout).readline()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


def compare(count: int, rounds: int, beside: Path | None) -> None:
    """One line a stage."""
    roots = [ROOT] if beside is None else [ROOT, beside.resolve()]
    checkouts = [Checkout(root, count) for root in roots]
    print(
        f"{'us an article, median of ' + str(rounds):<32}{'here':>9}" + (f"{'beside':>9}{'ratio':>7}" if beside else "")
    )
    for stage in ("clean", "mentions", "dedup", "timeline"):
        told = [[checkout.ask(stage) for checkout in checkouts] for _ in range(rounds)]
        columns = [median(row[i][0] for row in told) / count * 1e6 for i in range(len(roots))]
        line = f"{stage:<32}" + "".join(f"{figure:9.0f}" for figure in columns)
        if beside:
            equal = {digest for row in told for _, digest in row}
            line += (
                f"{median(row[0][0] / row[1][0] for row in told):7.2f}  {'equal' if len(equal) == 1 else 'DIFFERENT'}"
            )
        print(line, flush=True)
    for checkout in checkouts:
        checkout.process.kill()
        checkout.process.wait()


if __name__ == "__main__":
    main()
