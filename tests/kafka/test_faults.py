"""Many random faults in one run: killed, stopped and woken, terminated and joining workers, with compaction running.

Afterwards nothing is missing, nothing is different, and exactly the poison is in the dead-letter topic.
The seed is printed; STORYFOLD_TEST_SEED repeats it, STORYFOLD_TEST_FAULTS asks for more.
"""

import asyncio
import os
import random
import secrets
import signal
from collections import Counter

import pytest

from tests.kafka.equality import assert_equal_to_replay_from_clean, assert_nothing_lost
from tests.kafka.feed import Feed
from tests.kafka.harness import HARD_COMPACTION, Harness, WorkerProcess

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
PARTITIONS = 4
FAULTS = int(os.environ.get("STORYFOLD_TEST_FAULTS", "24"))
WORKERS = 3
CHUNK = 8


class Trouble:
    """Disturbs the workers at random and starts new ones, two to three at a time."""

    def __init__(self, kafka: Harness, rng: random.Random) -> None:
        self._kafka, self._rng = kafka, rng
        self._waking: list[asyncio.Task[None]] = []
        self.done: Counter[str] = Counter()
        self.exits: Counter[int] = Counter()
        self.workers = [kafka.start(), kafka.start()]

    async def cause(self) -> None:
        """One fault."""
        await asyncio.sleep(self._rng.uniform(0.5, 5))
        self._bury()
        awake = [worker for worker in self.workers if not worker.stopped]
        what = self._rng.choices(["kill", "stop", "term", "join"], [4, 4, 2, 2])[0]
        if len(self.workers) < 2 or (what == "join" and len(self.workers) < WORKERS):
            self.workers.append(self._kafka.start())
            self.done["join"] += 1
        elif awake and what == "kill":
            self._rng.choice(awake).send(signal.SIGKILL)
            self.done["kill"] += 1
        elif awake and what == "stop":
            self._waking.append(asyncio.create_task(self._stop_and_wake(self._rng.choice(awake))))
            self.done["stop"] += 1
        elif awake and what == "term":
            self._rng.choice(awake).send(signal.SIGTERM)
            self.done["term"] += 1

    async def end(self) -> None:
        await asyncio.gather(*self._waking)
        self._bury()

    async def _stop_and_wake(self, worker: WorkerProcess) -> None:
        worker.send(signal.SIGSTOP)
        worker.stopped = True
        await asyncio.sleep(self._rng.uniform(5, 15))
        worker.send(signal.SIGCONT)
        worker.stopped = False

    def _bury(self) -> None:
        for worker in [worker for worker in self.workers if worker.code is not None]:
            self.exits[worker.code or 0] += 1
            self.workers.remove(worker)


async def test_the_topics_are_right_after_many_faults(kafka: Harness, capsys):
    seed = int(os.environ.get("STORYFOLD_TEST_SEED") or secrets.randbits(32))
    feed = Feed(seed, PARTITIONS)
    await kafka.create_topics(PARTITIONS, compaction=HARD_COMPACTION)
    trouble = Trouble(kafka, random.Random(seed))
    stop = asyncio.Event()
    feeding = asyncio.create_task(feed_until(stop, kafka, feed))
    while trouble.done.total() < FAULTS:
        await trouble.cause()
    stop.set()
    records = await feeding
    await trouble.end()
    await kafka.drain(180, supervise=2)
    told = f"seed {seed}: {records} records, {dict(trouble.done)}, exit codes {dict(trouble.exits)}"
    with capsys.disabled():
        print(f"\n{told}")
    assert set(trouble.exits) <= {0, 70, -signal.SIGKILL}, kafka.logs()
    await assert_nothing_lost(kafka, feed.ids, feed.poison)
    await assert_equal_to_replay_from_clean(kafka, PARTITIONS)


async def feed_until(stop: asyncio.Event, kafka: Harness, feed: Feed) -> int:
    """Produce steadily, so that there is always a batch somewhere; returns how many records."""
    source, count = feed.records(1_000_000), 0
    while not stop.is_set():
        chunk = [next(source) for _ in range(CHUNK)]
        await kafka.produce(chunk)
        count += len(chunk)
        await asyncio.sleep(0.4)
    return count
