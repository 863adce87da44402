"""Whether memory grows: a worker at half of what it can do for a long time, with stories that end and are forgotten.

    python -m benchmarks.soak [--minutes 25] [--days 20]

Real articles on real Kafka, one partition each, one worker with one cleaning process. The feed comes again and again,
each time `--days` later and under other ids, so that the stories of the time before are closed and forgotten on the
way, as in a service that runs for years. The first 400 articles are sent at once and give the throughput; the rest
comes at half of that rate. Printed every minute: resident memory of the worker and of its cleaning processes, what the
worker tells of its state, its lag. The last line compares the mean of the last quarter with that of the third.
"""

import argparse
import asyncio
import gzip
import itertools
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import Any

import orjson

from service.kafka import client
from service.topics import RAW
from tests.kafka.broker import Broker, unavailable
from tests.kafka.harness import Harness, Sent, WorkerProcess, wait_for
from tests.kafka.probes import Probes
from tests.shared import SHARED

FEED = SHARED / "stories-dev.jsonl.gz"
AT_ONCE = 400
LOOK_SECONDS = 60.0


async def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--days", type=int, default=20)
    options = parser.parse_args()
    if reason := unavailable() or (None if FEED.exists() else f"development data not found: {FEED.name}"):
        sys.exit(f"no figures: {reason}")
    with gzip.open(FEED) as file:
        rows = [orjson.loads(line) for line in file]
    broker = Broker()
    broker.start()
    try:
        with tempfile.TemporaryDirectory() as directory:
            kafka = Harness(broker.address, f"s{secrets.token_hex(4)}-", Path(directory))
            await soak(kafka, again(rows, options.days), options.minutes * 60)
    finally:
        broker.close()


def again(rows: Sequence[dict[str, Any]], days: int) -> Iterator[bytes]:
    """The articles over and over, each time so many days later."""
    for turn in itertools.count():
        for row in rows:
            published = datetime.fromisoformat(row["published_at"]) + timedelta(days=days * turn)
            yield orjson.dumps(row | {"id": f"{row['id']}-{turn}", "published_at": published.isoformat()})


async def soak(kafka: Harness, feed: Iterator[bytes], seconds: float) -> None:
    """Half of the throughput for so long, with a look every minute."""
    await kafka.create_topics(1)
    probes = Probes()
    worker = kafka.start(session_timeout_seconds=30, http_port=probes.port)
    await wait_for(lambda: worker.code or worker.log().count("partition taken") >= 3, 300, "the worker is ready")
    began = time.monotonic()
    await kafka.produce([Sent(value, b"k", partition=0) for value in itertools.islice(feed, AT_ONCE)], RAW)
    await kafka.drain(1800)
    rate = AT_ONCE / (time.monotonic() - began) / 2
    print(f"{rate:.1f} articles/s, half of what it does at once", flush=True)
    sent, looks = 0, list[int]()
    began = time.monotonic()
    async with client.producer(kafka.settings) as producer:
        while (now := time.monotonic() - began) < seconds:
            for value in itertools.islice(feed, max(0, int(now * rate) - sent)):
                await producer.send(kafka.name(RAW), value, key=b"k", partition=0)
                sent += 1
            if now >= LOOK_SECONDS * (len(looks) + 1):
                looks.append(await look(kafka, worker, probes, sent))
            await asyncio.sleep(0.5)
    await kafka.drain(1800)
    worker.end()
    third, last = looks[len(looks) // 2 : len(looks) * 3 // 4], looks[len(looks) * 3 // 4 :]
    print(f"{sent} articles; the last quarter beside the third: {100 * (mean(last) / mean(third) - 1):+.1f} %")


async def look(kafka: Harness, worker: WorkerProcess, probes: Probes, sent: int) -> int:
    """Print how it stands; the resident bytes of the worker and its processes."""
    own, *others = resident_bytes(worker.process.pid)
    told = sum(probes.metrics("storyfold_state_bytes").values())
    lag = sum((await kafka.lag()).values())
    print(
        f"{sent:7} articles: worker {own / 1e6:.0f} MB, its processes {sum(others) / 1e6:.0f} MB, "
        f"state told {told / 1e6:.0f} MB, lag {lag}",
        flush=True,
    )
    assert worker.code is None, worker.log()[-3000:]
    return own + sum(others)


def resident_bytes(leader: int) -> list[int]:
    """What each process of a worker holds in memory, the largest first."""
    session = [path.parent for path in Path("/proc").glob("[0-9]*/stat") if in_session(path, leader)]
    return sorted((resident(process) for process in session), reverse=True)


def in_session(stat: Path, leader: int) -> bool:
    """Whether a process belongs to the session of the worker."""
    try:
        return int(stat.read_text().rpartition(")")[2].split()[3]) == leader
    except OSError:  # it has ended meanwhile
        return False


def resident(process: Path) -> int:
    """Its resident bytes."""
    try:
        status = (process / "status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0)


if __name__ == "__main__":
    asyncio.run(main())
