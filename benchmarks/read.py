"""The read side on one core: catching up, the size of the file, and answers under 100 requests a second.

    python -m benchmarks.read [--stories 100000] [--seconds 20] [--rate 100] [--file FILE]

The corpus and the kinds of searches are those of `benchmarks.read_corpus`: 100,000 timelines made from real articles;
searches for one frequent word, one rare word, two words of a headline, and a frequent word with a filter, one after the
other. The server is a process of its own on the first core; the load comes from another one. Requests are sent at a
steady rate whether or not answers came, and a request's time counts from when it was due. What else runs on the machine
shows in the times: the load average is printed, and what a request costs the server in CPU time. `--file` keeps the
database; one that is there is asked without being made again.
"""

import argparse
import asyncio
import itertools
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn

from benchmarks.read_corpus import RESOLVED, TIMELINES, Real, derive, questions, records
from service.read.application import Parts, application
from service.read.database import Database
from service.read.events import Events
from service.read.fold import Fold
from service.read.follow import CATCH_UP_RECORDS, INDEX_STEP
from service.read.hub import Hub
from service.read.metrics import ReadMetrics
from service.settings import Settings
from service.web.health import Answer

Asked = tuple[str, str, dict[str, str]]
"""A kind of question, a path, and its parameters."""


def main() -> None:
    """Run all parts, or be the server of one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--serve", nargs=2, metavar=("FILE", "PORT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])
    if arguments.serve:
        serve(Path(arguments.serve[0]), int(arguments.serve[1]))
        return
    with tempfile.TemporaryDirectory() as home:
        real = derive(Path(home))
        print(f"{len(real.timelines)} real timelines of {len(real.articles)} articles; {load_average()}")
        path: Path = arguments.file or Path(home, "read.sqlite")
        if not path.exists():
            catch_up(path, real, arguments.stories)
        with serving(path) as (url, server):
            os.sched_setaffinity(0, cores[1:] or cores)
            asyncio.run(ask(url, server, real, arguments))


def load_average() -> str:
    """How busy the machine is, in words."""
    return f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def catch_up(path: Path, real: Real, stories: int) -> None:
    """Fold everything as a server does that begins with an empty file; only our own work is timed, not Kafka's."""
    database = Database(path)
    database.lock()
    fold = Fold(database.writer("benchmark"), TIMELINES, RESOLVED, versions_kept=20, versions_days=1e6)
    count, seconds, cpu = 0, 0.0, 0.0
    source = records(real, stories)
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
    uvicorn.run(application(Settings(), parts), port=port, loop="asyncio", log_config=None, access_log=False)


@contextmanager
def serving(path: Path) -> Iterator[tuple[str, int]]:
    """Address and process id of a server of its own, on the core of this process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.read", "--serve", str(path), str(port)])
    try:
        yield f"http://127.0.0.1:{port}", server.pid
    finally:
        server.terminate()
        server.wait()


async def ask(url: str, server: int, real: Real, arguments: argparse.Namespace) -> None:
    """Searches of all kinds in turn, then single timelines."""
    rng = random.Random(2)
    count = int(arguments.rate * arguments.seconds)
    kinds = questions(real, rng)
    searches = [(kind, "/timelines", make()) for kind, make in itertools.islice(itertools.cycle(kinds.items()), count)]
    limits = httpx.Limits(max_connections=1000)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
        await listening(client)
        print("seconds from when a request was due, CPU time of the server, at", f"{arguments.rate:g} requests/s:")
        single: list[Asked] = [("", f"/timelines/s-{rng.randrange(arguments.stories)}", {}) for _ in searches]
        for name, asked in {"searches": searches, "one timeline": single}.items():
            began = cpu_seconds(server)
            took = await load(client, asked, arguments.rate)
            cost = (cpu_seconds(server) - began) / len(asked)
            print(f"  {name:30} {marks(took)}; {cost * 1000:.1f} ms of CPU each; {load_average()}")
            for kind in kinds if name == "searches" else ():
                print(f"    {kind:28} {marks([s for s, (k, *_) in zip(took, asked, strict=True) if k == kind])}")


def marks(took: list[float]) -> str:
    """Percentiles in milliseconds."""
    ranked = sorted(took)
    return ", ".join(f"p{p} {ranked[len(ranked) * p // 100] * 1000:.1f} ms" for p in (50, 90, 99))


def cpu_seconds(process: int) -> float:
    """User and system time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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


async def load(client: httpx.AsyncClient, asked: list[Asked], rate: float) -> list[float]:
    """Seconds of each request, counted from when it was due."""
    began = time.perf_counter()

    async def one(number: int, path: str, parameters: dict[str, str]) -> float:
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        (await client.get(path, params=parameters)).raise_for_status()
        return time.perf_counter() - due

    return await asyncio.gather(*[one(number, path, of) for number, (_, path, of) in enumerate(asked)])


if __name__ == "__main__":
    main()
