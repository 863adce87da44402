"""The pipeline on real Kafka: articles a second and CPU time an article, whole, hop by hop, and the pure cores alone.

    python benchmarks/pipeline.py [--articles 2000]

One broker, 4 partitions, one worker with one cleaning process, 500-word articles. CPU time is that of the worker and
its cleaning processes, without their start; the broker's is not counted. The cores are the same functions on the same
records without Kafka, in this process: what a hop costs above its core is the way through Kafka.
"""

import argparse
import asyncio
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from service import codec
from service.agents.dedup import warm_up
from service.agents.shelf import Shelf
from service.cleaning import Cleaner
from service.kafka.log import Record
from service.kafka.partitioner import partition_of
from service.lane.partition import PartitionLanes
from service.records import CleanArticle, Rejected, Retraction
from service.settings import Settings
from service.stages import Incoming, Ready, clean
from service.timeline.chapters import Cache
from service.timeline.derive import derive
from service.topics import CLEAN, RAW, RESOLVED, Topic
from tests.kafka.broker import Broker, unavailable
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, Sent, WorkerProcess, wait_for

PARTITIONS = 4
SENTENCES = 22
Item = TypeVar("Item")
TICKS = os.sysconf("SC_CLK_TCK")


class Figure(Struct):
    """What one run took."""

    name: str
    articles: int
    cpu_seconds: float
    wall_seconds: float | None = None

    def __str__(self) -> str:
        rate = f"{self.articles / self.wall_seconds:8.0f}" if self.wall_seconds else " " * 8
        return f"{self.name:<34}{self.articles:9,}{rate}{self.cpu_seconds / self.articles * 1e6:12,.0f}"


async def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=2000)
    count = parser.parse_args().articles
    if reason := unavailable():
        sys.exit(f"no figures: {reason}")
    feed = list(Feed(seed=1, partitions=PARTITIONS, poison_share=0, sentences=SENTENCES).records(count))
    broker = Broker()
    broker.start()
    try:
        with tempfile.TemporaryDirectory() as directory:
            await measure(broker.address, Path(directory), feed)
    finally:
        broker.close()


async def measure(address: str, directory: Path, feed: list[Sent]) -> None:
    """The cores first, then each hop with the output of the hop before, then all in one worker."""
    print(f"{'':<34}{'records':>9}{'rec/s':>8}{'CPU us':>12}")
    figures = [*cores(feed)]
    print(*figures, sep="\n")
    print(Figure("cores, together, an article", len(feed), sum(f.cpu_seconds for f in figures)))
    hops, given = [], feed
    for name, source, target in (("clean", RAW, CLEAN), ("dedup", CLEAN, RESOLVED), ("timeline", RESOLVED, None)):
        kafka = Harness(address, f"b{secrets.token_hex(4)}-", directory)
        hops.append(await run(kafka, name, [source], given))
        print(hops[-1])
        given = [as_sent(record) for record in await kafka.records(target)] if target else []
    print(Figure("hops, together, an article", len(feed), sum(f.cpu_seconds for f in hops)))
    chain = Harness(address, f"b{secrets.token_hex(4)}-", directory)
    print(await run(chain, "clean,dedup,timeline", [RAW, CLEAN, RESOLVED], feed))


async def run(kafka: Harness, agents: str, sources: Sequence[Topic], given: Sequence[Sent]) -> Figure:
    """A worker that is ready before the first source is filled, until all sources are done and committed."""
    await kafka.create_topics(PARTITIONS)
    worker = kafka.start(agents=agents, session_timeout_seconds=30)
    held = PARTITIONS * len(sources)
    await wait_for(lambda: worker.code or worker.log().count("partition taken") >= held, 120, "the worker is ready")
    began, cpu = time.monotonic(), cpu_seconds(worker)
    await kafka.produce(given, sources[0])
    await kafka.drain(1800, sources=sources)
    figure = Figure(f"{agents} on Kafka", len(given), cpu_seconds(worker) - cpu, time.monotonic() - began)
    worker.end()
    return figure


def as_sent(record: Record) -> Sent:
    """The same record for the next hop's input."""
    return Sent(record.value, record.key, tuple(record.headers), record.partition)


def cpu_seconds(worker: WorkerProcess) -> float:
    """CPU time of the worker and all processes of its session."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(fields[3]) == worker.process.pid:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def cores(feed: Sequence[Sent]) -> Iterable[Figure]:
    """The stages without Kafka, each on what the one before made."""
    settings = Settings()
    cleaner = Cleaner(settings)
    cleaned: list[Ready] = []
    yield timed("core clean (with mentions)", feed, lambda r: keep(cleaned, r, cleaner))
    lanes = [PartitionLanes(settings) for _ in range(PARTITIONS)]
    resolved: list[tuple[str, bytes]] = []
    warm_up(settings)
    yield timed("core dedup", list(enumerate(cleaned)), lambda pair: resolve(resolved, lanes, *pair))
    shelf, cache = Shelf(), Cache()
    size = settings.batch_max_records
    batches = [resolved[i : i + size] for i in range(0, len(resolved), size)]
    figure = timed("core timeline", batches, lambda batch: publish(batch, shelf, cache, settings))
    yield Figure(figure.name, len(resolved), figure.cpu_seconds, figure.wall_seconds)


def keep(cleaned: list[Ready], record: Sent, cleaner: Cleaner) -> None:
    """Clean one record."""
    result = clean(Incoming(record.key, record.value, record.headers), cleaner).result
    if not isinstance(result, Rejected):
        cleaned.append(result)


def resolve(resolved: list[tuple[str, bytes]], lanes: Sequence[PartitionLanes], offset: int, ready: Ready) -> None:
    """Resolve one record as the dedup agent does, from bytes to bytes."""
    partitions = range(PARTITIONS) if ready.lane is None else [partition_of(ready.lane, PARTITIONS)]
    for partition in partitions:
        resolution = lanes[partition].resolve(codec.decode(ready.value, CleanArticle | Retraction), offset)
        articles = (resolution.resolved, *resolution.also) if resolution.resolved else ()
        resolved += [(article.id, codec.encode(article)) for article in articles]


def publish(batch: Sequence[tuple[str, bytes]], shelf: Shelf, cache: Cache, settings: Settings) -> None:
    """Derive each story that a batch touches once, as the timeline agent does."""
    touched = {story_id: None for article_id, value in batch for story_id in shelf.put(article_id, value)}
    for story_id in touched:
        timeline = derive(story_id, shelf.articles(story_id), settings.timeline_max_bytes, cache)
        if timeline:
            codec.encode(timeline)


def timed(name: str, items: Sequence[Item], work: Callable[[Item], None]) -> Figure:
    """CPU time of the work on all items, in this thread."""
    began, cpu = time.monotonic(), time.process_time()
    for item in items:
        work(item)
    return Figure(name, len(items), time.process_time() - cpu, time.monotonic() - began)


if __name__ == "__main__":
    asyncio.run(main())
