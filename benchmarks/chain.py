"""The whole chain on real Kafka beside the pipeline of the tutorials: CPU time an article, in one run.

    python -m benchmarks.chain [--runs 3] [--articles 1607] [--dateparser 300]

Real articles (`../shared/data`), one partition of each topic, one worker, one cleaning process. Storyfold and
`peers/textbook.py` run side by side and take the articles part by part in turn, since a machine that has other work is
now faster and now slower; `--dateparser` is how many articles both get once more with `dateparser.search` for dates
(0: none). CPU time is that of the worker and its children while they have a part, without their start; the broker's is
not counted. "first" is the first hundred articles, "warm" those after the first four hundred. Ratios are the textbook's
time over storyfold's.
"""

import argparse
import asyncio
import gzip
import os
import platform
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

import orjson
from aiokafka import TopicPartition
from aiokafka.admin import NewTopic
from msgspec import Struct

from benchmarks.peers import TEXTBOOK_TOPICS
from service.kafka import client
from service.settings import Settings
from service.topics import RAW
from tests.kafka.broker import Broker, unavailable
from tests.kafka.harness import Harness, Sent, wait_for
from tests.shared import SHARED

FEED = SHARED / "stories-dev.jsonl.gz"
FIRST, COLD, PART = 100, 400, 200
"""Articles of the first part, of the first two, and of each one after them."""
TICKS = os.sysconf("SC_CLK_TCK")
SECONDS = 1800.0


class Figures(Struct):
    """CPU seconds of one pipeline: until it is ready, and of each part of the feed."""

    start: float
    parts: list[float] = []
    counts: list[int] = []

    def per_article(self, since: int = 0, until: int | None = None) -> float:
        """Milliseconds an article of some parts."""
        return 1e3 * sum(self.parts[since:until]) / sum(self.counts[since:until])

    def __str__(self) -> str:
        warm = min(2, len(self.parts) - 1)
        columns = self.per_article(until=1), self.per_article(since=warm), self.per_article()
        return f"{self.start:8.1f} s" + "".join(f"{column:12.2f}" for column in columns)


class Worker(Struct):
    """A pipeline that is ready: the process whose session it is, and how it is given articles and done with them."""

    pid: int
    do: Callable[[Sequence[bytes]], Awaitable[None]]


Pipeline = Callable[[str, Path], AbstractAsyncContextManager[Worker]]


async def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--articles", type=int, default=1607)
    parser.add_argument("--dateparser", type=int, default=300, metavar="ARTICLES")
    options = parser.parse_args()
    if reason := unavailable() or (None if FEED.exists() else f"development data not found: {FEED.name}"):
        sys.exit(f"no figures: {reason}")
    with gzip.open(FEED) as file:
        feed = [orjson.dumps(orjson.loads(line)) for line in file]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine}")
    print(f"{'CPU time':<28}{'start':>10}{'first':>12}{'warm':>12}{'all':>12}   ms an article")
    broker = Broker()
    broker.start()
    try:
        with tempfile.TemporaryDirectory() as directory:
            where = broker.address, Path(directory)
            await compare(textbook, feed[: options.articles], options.runs, *where)
            if options.dateparser:
                await compare(with_dateparser, feed[: options.dateparser], 1, *where)
    finally:
        broker.close()


async def compare(peer: Pipeline, feed: Sequence[bytes], runs: int, address: str, directory: Path) -> None:
    """Give both the feed, part by part in turn, and print their figures and ratios."""
    cuts = [0, FIRST, *range(COLD, len(feed), PART), len(feed)]
    parts = [feed[a:b] for a, b in pairwise(cuts) if feed[a:b]]
    ratios = []
    for _ in range(runs):
        async with storyfold(address, directory) as mine, peer(address, directory) as other:
            told = {worker.pid: Figures(cpu_seconds(worker.pid)) for worker in (mine, other)}
            for part in parts:
                for worker in (mine, other):
                    began = cpu_seconds(worker.pid)
                    await worker.do(part)
                    told[worker.pid].parts.append(cpu_seconds(worker.pid) - began)
                    told[worker.pid].counts.append(len(part))
        ours, theirs = told.values()
        print(f"{'storyfold':<28}{ours}\n{name_of(peer):<28}{theirs}", flush=True)
        marks = min(2, len(parts) - 1), 0
        ratios.append([theirs.per_article(since=mark) / ours.per_article(since=mark) for mark in marks])
    for name, column in zip(("warm", "all"), zip(*ratios, strict=True), strict=True):
        each = " ".join(f"{ratio:.2f}" for ratio in column)
        print(f"ratio, {name}: median {median(column):.2f} of {each}", flush=True)


def name_of(peer: Pipeline) -> str:
    """As the table calls it."""
    return "textbook" if peer is textbook else "textbook, dateparser"


@asynccontextmanager
async def storyfold(address: str, directory: Path) -> AsyncIterator[Worker]:
    """One worker with all agents."""
    kafka = Harness(address, f"b{secrets.token_hex(4)}-", directory)
    await kafka.create_topics(1)
    worker = kafka.start(agents="clean,dedup,timeline", session_timeout_seconds=30)
    await wait_for(lambda: worker.code or worker.log().count("partition taken") >= 3, 300, "the worker is ready")

    async def do(part: Sequence[bytes]) -> None:
        await kafka.produce([Sent(value, b"k", partition=0) for value in part], RAW)
        await kafka.drain(SECONDS)

    yield Worker(worker.process.pid, do)
    worker.end()


@asynccontextmanager
async def textbook(address: str, directory: Path, dates: str = "") -> AsyncIterator[Worker]:
    """The pipeline of the tutorials, weekdays and ISO dates by regular expressions."""
    prefix = f"t{secrets.token_hex(4)}-"
    settings = Settings(bootstrap_servers=address, topic_prefix=prefix)
    topics = [prefix + name for name in TEXTBOOK_TOPICS]
    async with client.admin(settings) as kafka:
        await kafka.create_topics([NewTopic(topic, 1, 1) for topic in topics])
    environment = {**os.environ, "BROKER": address, "PREFIX": prefix, "DATES": dates}
    log = directory / f"{prefix}textbook.log"
    with started(environment, log) as process:
        await wait_for(lambda: process.poll() or "Worker]: Ready" in log.read_text(), 300, "the textbook is ready")
        sent = 0

        async def do(part: Sequence[bytes]) -> None:
            nonlocal sent
            async with client.producer(settings) as producer:
                for value in part:
                    await producer.send(topics[0], value, key=b"k")
            sent += len(part)
            await arrived(settings, topics[-1], sent, process, log)

        yield Worker(process.pid, do)


def with_dateparser(address: str, directory: Path) -> AbstractAsyncContextManager[Worker]:
    """The same with `dateparser.search`."""
    return textbook(address, directory, "dateparser")


@contextmanager
def started(environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The textbook's worker."""
    command = [sys.executable, "-m", "benchmarks.peers.textbook", "worker", "-l", "info"]
    with log.open("wb") as stream:
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream, start_new_session=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def arrived(settings: Settings, topic: str, count: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the topic has so many records."""
    deadline = time.monotonic() + SECONDS
    async with client.consumer(settings) as reader:
        where = TopicPartition(topic, 0)
        while (await reader.end_offsets([where]))[where] < count:
            assert process.poll() is None, f"the textbook ended: {log}"
            assert time.monotonic() < deadline, f"the textbook has not finished {count} articles"
            await asyncio.sleep(0.3)


def cpu_seconds(session: int) -> float:
    """CPU time of all processes of a session."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(fields[3]) == session:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


if __name__ == "__main__":
    asyncio.run(main())
