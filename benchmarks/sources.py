"""What it costs to know who speaks: CPU time of all stages of an article, with families and origins and without.

    python -m benchmarks.sources [--articles 300] [--rounds 9]

Both run in this process, in turn, on the same real articles (`../shared/data/stories-dev`); the figure is the median of
the rounds' ratios. Without means that no credit is looked for and that each outlet is a family of its own.
"""

import argparse
import gc
import gzip
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from statistics import median
from unittest.mock import patch

from msgspec.structs import replace

from benchmarks.stages import FEED, mentions_of, read, resolutions, timelines
from service import codec
from service.cleaning import Cleaned, Cleaner
from service.outlets.credits import Reader
from service.outlets.families import Families, Family
from service.records import RawArticle
from service.settings import Settings


def main() -> None:
    """Print the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    if not FEED.exists():
        sys.exit(f"no figures: development data not found: ../shared/data/{FEED.name}")
    with gzip.open(FEED) as file:
        raw = [article for _, line in zip(range(options.articles), file, strict=False) if (article := read(line))]
    chain(raw)
    rounds = []
    for number in range(options.rounds):
        pair = {}
        for known in (True, False) if number % 2 else (False, True):
            with nullcontext() if known else unknown():
                pair[known] = chain(raw)
        rounds.append(pair)
    ratios = sorted(pair[True] / pair[False] for pair in rounds)
    with_it, without = (median(pair[known] for pair in rounds) / len(raw) * 1000 for known in (True, False))
    print(f"{len(raw)} articles, {len(rounds)} rounds: {with_it:.3f} ms an article with, {without:.3f} ms without")
    print(f"ratio {median(ratios):.4f} ({ratios[0]:.3f} to {ratios[-1]:.3f})")


def chain(raw: list[RawArticle]) -> float:
    """Seconds of CPU for all stages of these articles."""
    settings = Settings()
    cleaner = Cleaner(settings)
    gc.collect()
    began = time.process_time()
    cleaned = (made.article for article in raw if isinstance(made := cleaner.clean(article, None), Cleaned))
    sent = [codec.encode(replace(article, mentions=mentions_of(article))) for article in cleaned]
    resolved = list(resolutions(sent, settings))
    for _ in timelines(resolved, settings):
        pass
    return time.process_time() - began


@contextmanager
def unknown() -> Iterator[None]:
    """While this lasts nobody knows a family or an agency."""
    own = patch.object(Families, "of", lambda _, outlet, url=None: Family(outlet, "outlet", url or outlet))
    with own, patch.object(Reader, "origin", lambda *_, **__: None):
        yield


if __name__ == "__main__":
    main()
