"""Where the CPU time of each stage goes, function by function, on real articles and without Kafka.

    python -m benchmarks.shares [--stage STAGE] [--articles 400] [--passes 3] [--lines 12]

A timer of CPU time asks each millisecond which functions are at work, so that calls cost nothing more, as they do under
a tracing profiler. Shares are of the stage: `own` while the function itself runs (with what it calls in C), `all` with
what it calls in Python. Articles as in `benchmarks.stages`, each seen before, so that all is warm.
"""

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from benchmarks.stages import FEED, stages

ROOT = Path(__file__).resolve().parents[1]
EVERY = 0.001
"""Seconds of CPU time between two looks."""


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stage")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--lines", type=int, default=12)
    options = parser.parse_args()
    if not FEED.exists():
        sys.exit(f"no figures: development data not found: ../shared/data/{FEED.name}")
    for name, stage in stages(options.articles).items():
        if options.stage not in (None, name):
            continue
        list(stage())
        own, whole = Counter[str](), Counter[str]()
        began = time.process_time()
        with sampled(own, whole):
            for _ in range(options.passes):
                list(stage())
        each = (time.process_time() - began) / options.passes / options.articles
        print(f"{name}: {1e6 * each:.0f} us an article, {own.total()} looks")
        for (mine, a), (all_, b) in zip(own.most_common(options.lines), inner(whole, options.lines), strict=False):
            print(f"  own {a / own.total():5.1%} {mine:<44}  all {b / own.total():5.1%} {all_}")


@contextmanager
def sampled(own: Counter[str], whole: Counter[str]) -> Iterator[None]:
    """Count the functions that are at work, once a look: the innermost, and each that waits for it."""

    def look(_: int, frame: FrameType | None) -> None:
        working = []
        while frame is not None:
            working.append(named(frame))
            frame = frame.f_back
        own[working[0]] += 1
        whole.update(set(working))

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def named(frame: FrameType) -> str:
    """The file and name of a function; the file within the checkout, or the last two parts of its path."""
    path = Path(frame.f_code.co_filename)
    short = path.relative_to(ROOT) if path.is_relative_to(ROOT / "service") else Path(*path.parts[-2:])
    return f"{short}:{frame.f_code.co_name}".removeprefix("service/")


def inner(whole: Counter[str], count: int) -> list[tuple[str, int]]:
    """The functions of the service with most time."""
    return [(name, n) for name, n in whole.most_common() if not name.startswith(("benchmarks/", "<"))][:count]


if __name__ == "__main__":
    main()
