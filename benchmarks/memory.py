"""Memory and CPU of the stages at two sizes: what the requests of deploy/k8s are taken from.

    python benchmarks/memory.py [--articles 400 1600] [--pages 200]

Real articles of one lane, each once. Each size in a process of its own, which imports what a worker of the agents dedup
and timeline imports, resolves the articles one by one, keeps them as the timeline stage does, and derives each touched
story. Two sizes give what a worker needs before its first article, and what each further one adds.

Cleaning holds nothing; its sizes are numbers of cleaning processes. Real pages go through a clean stage with one and
with two of them; memory is the proportional share of the worker and all below it, since forked processes share most.
"""

import argparse
import asyncio
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FEED, PAGES = DATA / "stories-dev.jsonl.gz", DATA / "extraction-dev.jsonl.gz"


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, nargs=2, default=[400, 1600])
    parser.add_argument("--hold", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--scrub", nargs=2, type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hold:
        hold(Path(options.hold[0]), int(options.hold[1]))
        return
    if options.scrub:
        asyncio.run(scrub(*options.scrub))
        return
    if not FEED.exists():
        sys.exit(f"no figures: development data not found: ../shared/data/{FEED.name}")
    for processes in (1, 2):
        subprocess.run([sys.executable, __file__, "--scrub", str(processes), str(options.pages)], check=True)
    with tempfile.TemporaryDirectory() as directory:
        cleaned = Path(directory) / "clean.jsonl"
        clean(cleaned, max(options.articles))
        figures = [told(cleaned, count) for count in options.articles]
    (few, at_few, cpu_few), (many, at_many, cpu_many) = figures
    each = (at_many - at_few) / (many - few)
    print(f"{few} articles: {at_few:.0f} MB; {many} articles: {at_many:.0f} MB")
    print(f"before the first article {at_few - each * few:.0f} MB, then {each * 1000:.0f} kB an article")
    print(f"CPU {(cpu_many - cpu_few) / (many - few) * 1000:.1f} ms an article in dedup and timeline")


def clean(path: Path, count: int) -> None:
    """The first articles of the feed, cleaned, with their mentions: what articles.clean would hold."""
    from service import stages
    from service.cleaning.article import Cleaner
    from service.settings import Settings

    cleaner, written = Cleaner(Settings()), 0
    with gzip.open(FEED) as file, path.open("wb") as out:
        for line in file:
            row = {name: value for name, value in json.loads(line).items() if value is not None}
            made = stages.clean(stages.Incoming(None, json.dumps(row).encode()), cleaner).result
            if isinstance(made, stages.Ready) and made.lane == "default/en":
                out.write(made.value + b"\n")
                written += 1
            if written == count:
                return


def told(cleaned: Path, count: int) -> tuple[int, float, float]:
    """Articles held, resident megabytes and seconds of CPU of a process that holds so many."""
    done = subprocess.run(
        [sys.executable, __file__, "--hold", str(cleaned), str(count)], capture_output=True, text=True, check=True
    )
    held, megabytes, cpu = done.stdout.split()
    return int(held), float(megabytes), float(cpu)


def hold(cleaned: Path, count: int) -> None:
    """Be such a process; prints the three figures."""
    from service import app, codec
    from service.lane.partition import PartitionLanes
    from service.records import CleanArticle
    from service.settings import Settings
    from service.shelf import Shelf
    from service.timeline.chapters import Cache
    from service.timeline.derive import derive

    assert app.AGENTS
    lanes, shelf, cache, held = PartitionLanes(Settings()), Shelf(), Cache(), 0
    began = 0.0
    with cleaned.open("rb") as file:
        for position, line in enumerate(file):
            if position == count:
                break
            resolved = lanes.resolve(codec.decode(line, CleanArticle), position).resolved
            assert resolved
            for story in shelf.put(resolved.id, codec.encode(resolved)):
                derive(story, shelf.articles(story), 900_000, cache)
            held += 1
            began = began or time.process_time()  # the first one loads and compiles
    print(held, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time() - began)


async def scrub(processes: int, pages: int) -> None:
    """Be a cleaning worker, and print what it took once it had cleaned so many pages."""
    from service import app
    from service.settings import Settings
    from service.stages import CleanStage, Incoming

    assert app.AGENTS
    with gzip.open(PAGES) as file:
        rows = [json.loads(line) for line in islice(file, pages)]
    records = [Incoming(None, json.dumps({k: v for k, v in row.items() if v is not None}).encode()) for row in rows]
    stage = CleanStage(Settings(clean_processes=processes))
    try:
        await stage.run(records[:1])  # starts the processes
        at_rest, began = shared_megabytes(os.getpid()), cpu_seconds(os.getpid())
        await stage.run(records)
        busy, cpu = shared_megabytes(os.getpid()), cpu_seconds(os.getpid()) - began
    finally:
        stage.close()
    print(
        f"cleaning with {processes} of {len(records)} pages: {at_rest:.0f} MB before, {busy:.0f} MB after; "
        f"CPU {cpu / len(records) * 1000:.1f} ms a page"
    )


def family(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from family(int(child))


def shared_megabytes(process: int) -> float:
    """Proportional set size of a process and all below it."""
    return sum(
        int(line.split()[1]) / 1024
        for pid in family(process)
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    )


def cpu_seconds(process: int) -> float:
    """CPU time of a process and all below it."""
    fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in family(process))
    return sum(int(field[11]) + int(field[12]) for field in fields) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
