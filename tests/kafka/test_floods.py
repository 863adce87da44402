"""Floods of whatever a producer can have many of: memory stays bounded, and the good articles among them come through.

STORYFOLD_TEST_FLOOD is the number of records of each flood; 50,000 is what the limits are made for.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from service.topics import CLEAN
from tests.kafka.equality import assert_equal_to_replay_from_clean, assert_nothing_lost
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, Sent, WorkerProcess, wait_for
from tests.kafka.probes import Probes

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
COUNT = int(os.environ.get("STORYFOLD_TEST_FLOOD", "3000"))
MOST_BYTES = 1_500_000_000
GOOD_EVERY = 500
FEW_BYTES = 20_000_000
"""So much a process takes or gives back at any time."""
Make = Callable[[int], dict[str, object]]


def letters(number: int) -> str:
    return "".join(chr(97 + number // 26**place % 26) for place in range(3))


def sentence(number: int) -> str:
    return f"The ferry council of Velmora met number {number} of its guests on {number % 28 + 1} March 2025."


FLOODS: dict[str, Make] = {
    "collections": lambda n: {"collection": f"c{n}", "text": sentence(n)},
    "languages": lambda n: {"language": letters(n), "text": sentence(n)},
    "outlets": lambda n: {
        "outlet": f"o{n}.example",
        "text": "\n\n".join(f"{sentence(n)} Line {i}." for i in range(20)),
    },
    "one story": lambda n: {"text": sentence(0) + f" Guest {n} was there, too.", "title": "Ferry council meets"},
}


@pytest.mark.parametrize("name", FLOODS)
async def test_a_flood_is_got_over(kafka: Harness, name: str, capsys):
    await kafka.create_topics(1)
    count = COUNT // 10 if name == "one story" else COUNT
    probes = Probes()
    worker = kafka.start(http_port=probes.port)
    await wait_for(probes.ready, 60, "the worker is ready")
    empty = status_bytes(worker, "VmRSS")
    await kafka.produce(records(FLOODS[name], count))
    await kafka.drain(120)
    await asyncio.sleep(2)  # it measures every second
    held = status_bytes(worker, "VmRSS") - empty
    told = sum(probes.metrics("storyfold_state_bytes").values())
    most = status_bytes(worker, "VmHWM")
    with capsys.disabled():
        print(f"\n{count} {name}: peak RSS {most / 1e6:.0f} MB; taken {held / 1e6:.0f}, told {told / 1e6:.0f}")
    assert worker.code is None
    assert abs(told - held) <= max(0.2 * held, FEW_BYTES)
    assert most < MOST_BYTES
    clean = {record.key for record in await kafka.records(CLEAN)}
    assert {f"good{n}".encode() for n in range(0, count, GOOD_EVERY)} <= clean


async def test_a_worker_that_is_past_its_memory_limit_works_in_small_steps_with_the_same_results(kafka: Harness):
    """Which it is from its first moment on: no worker fits into so little."""
    feed = Feed(seed=5, partitions=1, poison_share=0)
    await kafka.create_topics(1)
    await kafka.produce(feed.records(300))
    worker = kafka.start(memory_limit_mb=100)
    await kafka.drain(120)
    assert "memory: smaller batches and caches level=3" in worker.log()
    await assert_nothing_lost(kafka, feed.ids, [])
    await assert_equal_to_replay_from_clean(kafka, 1)


async def test_slow_pages_in_a_row_are_got_over(kafka: Harness):
    """Each costs its whole deadline, twice; together they take far longer than a worker may go without progress."""
    await kafka.create_topics(1)
    slow = "\u201c" * 390_000  # nothing but opening quotes: some seconds of CPU time
    await kafka.produce([*(Sent(orjson.dumps({"id": f"slow{n}", "text": slow})) for n in range(20))])
    await kafka.produce(records(FLOODS["outlets"], 10))
    worker = kafka.start(page_timeout_seconds=0.5, progress_timeout_seconds=10)
    await kafka.drain(120)
    assert worker.code is None
    assert b"good0" in {record.key for record in await kafka.records(CLEAN)}


def records(make: Make, count: int) -> Iterator[Sent]:
    for n in range(count):
        common = {"published_at": "2025-03-04T08:00:00Z", "fetched_at": "2025-03-04T09:00:00Z", "outlet": "o.example"}
        yield Sent(orjson.dumps({"id": f"f{n}", "title": f"Meeting {n}", "language": "en"} | common | make(n)))
        if n % GOOD_EVERY == 0:
            yield Sent(orjson.dumps({"id": f"good{n}", "text": sentence(n), "language": "en"} | common))


def status_bytes(worker: WorkerProcess, what: str) -> int:
    """Memory of the worker's own process: now (VmRSS), or the most that it had at once (VmHWM)."""
    status = Path(f"/proc/{worker.process.pid}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith(what))
