"""How long an article takes from `articles.raw` to its timeline, at half of what a worker can do.

    python -m benchmarks.latency [--articles 600]

Real articles on real Kafka, one partition each, one worker with one cleaning process. The first half of the articles
is sent at once and gives the throughput; the other half comes at half of that rate. Latency is the timestamp of a
record of `timelines` minus the time at which the article that it was made for arrived (header `storyfold.received_at`).
"""

import argparse
import asyncio
import gzip
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

import orjson

from service.cloudevents import RECEIVED_AT
from service.kafka import client
from service.topics import RAW, TIMELINES
from tests.kafka.broker import Broker, unavailable
from tests.kafka.harness import Harness, Sent, wait_for
from tests.shared import SHARED

FEED = SHARED / "stories-dev.jsonl.gz"


async def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=600)
    count = parser.parse_args().articles
    if reason := unavailable() or (None if FEED.exists() else f"development data not found: {FEED.name}"):
        sys.exit(f"no figures: {reason}")
    with gzip.open(FEED) as file:
        feed = [orjson.dumps(orjson.loads(line)) for _, line in zip(range(count), file, strict=False)]
    broker = Broker()
    broker.start()
    try:
        with tempfile.TemporaryDirectory() as directory:
            await measure(Harness(broker.address, f"l{secrets.token_hex(4)}-", Path(directory)), feed)
    finally:
        broker.close()


async def measure(kafka: Harness, feed: Sequence[bytes]) -> None:
    """Throughput of the first half, latency of the second."""
    await kafka.create_topics(1)
    worker = kafka.start(agents="clean,dedup,timeline", session_timeout_seconds=30)
    await wait_for(lambda: worker.code or worker.log().count("partition taken") >= 3, 300, "the worker is ready")
    half = len(feed) // 2
    began = time.monotonic()
    await kafka.produce([Sent(value, b"k", partition=0) for value in feed[:half]], RAW)
    await kafka.drain(1800)
    rate = half / (time.monotonic() - began)
    before = len(await kafka.records(TIMELINES))
    async with client.producer(kafka.settings, linger_ms=0) as producer:
        began = time.monotonic()
        for number, value in enumerate(feed[half:]):
            await asyncio.sleep(max(0.0, began + 2 * number / rate - time.monotonic()))
            await producer.send(kafka.name(RAW), value, key=b"k", partition=0)
    await kafka.drain(1800)
    worker.end()
    records = (await kafka.records(TIMELINES))[before:]
    waits = [r.timestamp / 1e3 - int(at) / 1e3 for r in records if (at := dict(r.headers).get(RECEIVED_AT))]
    cuts = quantiles(waits, n=100)
    print(f"{half} articles at once: {rate:.1f} articles/s; as many at half of that rate, {len(waits)} timelines:")
    print(f"latency p50 {cuts[49]:.2f} s, p90 {cuts[89]:.2f} s, p99 {cuts[98]:.2f} s, longest {max(waits):.2f} s")


if __name__ == "__main__":
    asyncio.run(main())
