"""The read side on one core: catching up, the size of the file, and answers under 100 requests a second.

    python -m benchmarks.read [--stories 100000] [--seconds 20] [--rate 100]

Timelines and articles are what `storyfold replay` makes of real ones (`stories-dev` of the development data), told
again under other ids until there are as many stories as asked for, each under the headline of another. Searches are for
words of these headlines. The server is a process of its own on one core; the load comes from another one. What else
runs on the machine shows in the figures: the load average is printed with them.
"""

import argparse
import asyncio
import gzip
import itertools
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from msgspec import Struct
from msgspec.structs import replace

from service import codec
from service.read.application import Parts, application
from service.read.database import Database
from service.read.events import Events
from service.read.fold import Fold
from service.read.follow import CATCH_UP_RECORDS, INDEX_STEP
from service.read.hub import Hub
from service.read.metrics import ReadMetrics
from service.records import Claim, ResolvedArticle, Timeline
from service.settings import Settings
from service.web.health import Answer

SOURCE = Path(__file__).resolve().parents[2] / "shared" / "data" / "stories-dev.jsonl.gz"
REAL_ARTICLES = 500
TIMELINES, RESOLVED = "timelines", "articles.resolved"


class Told(Struct, frozen=True):
    """A record as a consumer gives it."""

    topic: str
    offset: int
    key: bytes
    value: bytes
    partition: int = 0
    timestamp: int = 0


def main() -> None:
    """Run all parts, or be the server of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--serve", nargs=2, metavar=("FILE", "PORT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if arguments.serve:
        serve(Path(arguments.serve[0]), int(arguments.serve[1]))
        return
    if not SOURCE.exists():
        sys.exit(f"the real articles are not there: {SOURCE.name}")
    with tempfile.TemporaryDirectory() as home:
        timelines, articles = derive(Path(home))
        print(f"{len(timelines)} real timelines of {len(articles)} articles; load average {os.getloadavg()[0]:.1f}")
        path = Path(home, "read.sqlite")
        catch_up(path, timelines, articles, arguments.stories)
        with serving(path) as url:
            asyncio.run(ask(url, timelines, arguments.stories, arguments.rate, arguments.seconds))


def derive(home: Path) -> tuple[list[Timeline], dict[str, ResolvedArticle]]:
    """Real timelines and their articles, by way of `storyfold replay`."""
    raw, timelines, articles = home / "raw.jsonl", home / "timelines.jsonl", home / "articles.jsonl"
    with gzip.open(SOURCE) as lines:
        raw.write_bytes(b"".join(itertools.islice(lines, REAL_ARTICLES)))
    command = [
        sys.executable,
        "-m",
        "service",
        "replay",
        str(raw),
        "--timelines",
        str(timelines),
        "--articles",
        str(articles),
    ]
    subprocess.run(command, check=True, capture_output=True)
    told = [codec.decode(line, ResolvedArticle) for line in articles.read_bytes().splitlines()]
    found = [codec.decode(line, Timeline) for line in timelines.read_bytes().splitlines()]
    return [timeline for timeline in found if timeline.entries], {article.id: article for article in told}


def records(timelines: list[Timeline], articles: dict[str, ResolvedArticle], stories: int) -> Iterator[Told]:
    """The articles of each story, then its timeline."""
    rng = random.Random(1)
    offsets = itertools.count()
    for number in range(stories):
        timeline, title = rng.choice(timelines), rng.choice(timelines).title
        told = again(timeline, number, title)
        for article in told.articles:
            original = articles[article.id.rpartition("#")[0]]
            value = codec.encode(replace(original, id=article.id, story_id=told.story_id))
            yield Told(RESOLVED, next(offsets), article.id.encode(), value)
        yield Told(TIMELINES, next(offsets), told.story_id.encode(), codec.encode(told))


def again(timeline: Timeline, number: int, title: str) -> Timeline:
    """The same timeline as another story."""

    def name(article_id: str) -> str:
        return f"{article_id}#{number}"

    def claim(one: Claim) -> Claim:
        return replace(one, evidence=tuple(replace(e, article_id=name(e.article_id)) for e in one.evidence))

    return replace(
        timeline,
        story_id=f"s-{number}",
        title=title,
        articles=tuple(replace(a, id=name(a.id), duplicate_of=None) for a in timeline.articles),
        entries=tuple(
            replace(
                e,
                article_id=name(e.article_id),
                sources=tuple(map(name, e.sources)),
                claims=tuple(map(claim, e.claims)),
            )
            for e in timeline.entries
        ),
    )


def catch_up(path: Path, timelines: list[Timeline], articles: dict[str, ResolvedArticle], stories: int) -> None:
    """Fold everything as a server does that begins with an empty file; only our own work is timed, not Kafka's."""
    database = Database(path)
    database.lock()
    fold = Fold(database.writer("benchmark"), TIMELINES, RESOLVED, versions_kept=20, versions_days=1e6)
    count, seconds, cpu = 0, 0.0, 0.0
    source = records(timelines, articles, stories)
    while chunk := list(itertools.islice(source, CATCH_UP_RECORDS)):
        by_topic = {(topic, 0): [r for r in chunk if r.topic == topic] for topic in (RESOLVED, TIMELINES)}
        began, began_cpu = time.perf_counter(), time.process_time()
        fold.take(by_topic, index_now=False)  # type: ignore[arg-type]
        seconds, cpu = seconds + time.perf_counter() - began, cpu + time.process_time() - began_cpu
        count += len(chunk)
    began, began_cpu = time.perf_counter(), time.process_time()
    while fold.index(INDEX_STEP):
        pass
    indexed, indexed_cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(f"catching up: {count} records, {stories} stories")
    print(f"  folded  {count / seconds:9,.0f} records/s ({count / cpu:,.0f} per second of CPU)")
    print(f"  indexed {stories / indexed:9,.0f} stories/s ({stories / indexed_cpu:,.0f} per second of CPU)")
    whole, whole_cpu = seconds + indexed, cpu + indexed_cpu
    print(f"  both    {count / whole:9,.0f} records/s ({count / whole_cpu:,.0f} per second of CPU)")
    print(f"size: {database.size_bytes() / stories:,.0f} bytes per timeline, its articles' texts included")


def serve(path: Path, port: int) -> None:
    """The application over a file, without a follower."""
    database = Database(path)
    parts = Parts(database, Events(database, Hub(), TIMELINES), ReadMetrics(), lambda: Answer(True, "ready"))
    uvicorn.run(application(Settings(), parts), port=port, log_config=None, access_log=False)


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """A server process on one core; the load may come from any."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.read", "--serve", str(path), str(port)])
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


async def ask(url: str, timelines: list[Timeline], stories: int, rate: float, seconds: float) -> None:
    """Searches and single timelines at a steady rate, whether or not answers came."""
    rng = random.Random(2)

    def word() -> str:
        words = [word.strip(".,:;'\"‘’“”?!()") for word in rng.choice(timelines).title.split()]
        return rng.choice([word for word in words if len(word) > 3] or ["news"])

    questions: dict[str, Callable[[], str]] = {
        "search, one word": lambda: f"/timelines?q={word()}",
        "search, two words": lambda: f"/timelines?q={word()}+{word()}",
        "one timeline": lambda: f"/timelines/s-{rng.randrange(stories)}",
    }
    async with httpx.AsyncClient(base_url=url, timeout=30) as client:
        await listening(client)
        for name, question in questions.items():
            took = sorted(await load(client, [question() for _ in range(int(rate * seconds))], rate))
            marks = ", ".join(f"p{p} {took[len(took) * p // 100] * 1000:.1f} ms" for p in (50, 90, 99))
            print(f"{name}: {marks} at {rate:g} requests/s; load average {os.getloadavg()[0]:.1f}")


async def listening(client: httpx.AsyncClient) -> None:
    """Until the server answers."""
    for _ in range(600):
        try:
            await client.get("/livez")
        except httpx.TransportError:
            await asyncio.sleep(0.1)
        else:
            return
    sys.exit("the server does not start")


async def load(client: httpx.AsyncClient, paths: list[str], rate: float) -> list[float]:
    """Seconds of each request, counted from when it was due."""
    began = time.perf_counter()

    async def one(number: int, path: str) -> float:
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        (await client.get(path)).raise_for_status()
        return time.perf_counter() - due

    return await asyncio.gather(*[one(number, path) for number, path in enumerate(paths)])


if __name__ == "__main__":
    main()
