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
from tests.kafka.harness import HARD_COMPACTION, Harness, WorkerProcess, is_stopped

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
PARTITIONS = 4
FAULTS = int(os.environ.get("STORYFOLD_TEST_FAULTS", "24"))
KINDS = ("kill", "stop", "term", "join", "stopped while sending")
WORKERS = 3
CHUNK = 2


class Trouble:
    """Disturbs the workers at random and starts new ones, two to three at a time.

    Half of them stop themselves with records in the send buffer (stopping_worker.py), and are woken later.
    """

    def __init__(self, kafka: Harness, rng: random.Random) -> None:
        self._kafka, self._rng = kafka, rng
        self._waking: list[asyncio.Task[None]] = []
        self.done: Counter[str] = Counter()
        self.exits: Counter[int] = Counter()
        self.workers = [kafka.start(), self._start_stopping()]

    async def cause(self) -> None:
        """One fault, or two if a worker has stopped itself meanwhile."""
        await asyncio.sleep(self._rng.uniform(0.5, 5))
        self._look()
        awake = [worker for worker in self.workers if not worker.stopped]
        what = self._rng.choices(["kill", "stop", "term", "join"], [4, 4, 2, 3])[0]
        if len(self.workers) < 2 or (what == "join" and len(self.workers) < WORKERS):
            self.workers.append(self._start())
            self.done["join"] += 1
        elif awake and what == "kill":
            self._rng.choice(awake).send(signal.SIGKILL)
            self.done["kill"] += 1
        elif awake and what == "stop":
            worker = self._rng.choice(awake)
            worker.send(signal.SIGSTOP)
            self._wake_later(worker, "stop")
        elif awake and what == "term":
            self._rng.choice(awake).send(signal.SIGTERM)
            self.done["term"] += 1

    async def look_on(self) -> None:
        """Wake until cancelled: a worker may stop itself when the last fault is long over."""
        while True:
            await asyncio.sleep(0.5)
            self._look()

    def _start(self) -> WorkerProcess:
        return self._kafka.start() if self._rng.random() < 0.5 else self._start_stopping()

    def _start_stopping(self) -> WorkerProcess:
        stage = self._rng.choice(["clean", "dedup", "timeline"])
        return self._kafka.start(module=("tests.kafka.stopping_worker", stage, ""))

    def _look(self) -> None:
        """Bury the dead, and find those that have stopped themselves."""
        for worker in list(self.workers):
            if worker.code is not None:
                self.exits[worker.code] += 1
                self.workers.remove(worker)
            elif not worker.stopped and is_stopped(worker.process.pid):
                self._wake_later(worker, "stopped while sending")

    def _wake_later(self, worker: WorkerProcess, what: str) -> None:
        self.done[what] += 1
        worker.stopped = True
        self._waking.append(asyncio.create_task(self._wake(worker)))

    async def _wake(self, worker: WorkerProcess) -> None:
        await asyncio.sleep(self._rng.uniform(5, 15))
        worker.send(signal.SIGCONT)
        worker.stopped = False


async def test_the_topics_are_right_after_many_faults(kafka: Harness, capsys):
    seed = int(os.environ.get("STORYFOLD_TEST_SEED") or secrets.randbits(32))
    feed = Feed(seed, PARTITIONS)
    await kafka.create_topics(PARTITIONS, compaction=HARD_COMPACTION)
    trouble = Trouble(kafka, random.Random(seed))
    with capsys.disabled():
        print(f"\nseed {seed}")
    stop = asyncio.Event()
    feeding = asyncio.create_task(feed_until(stop, kafka, feed))
    while trouble.done.total() < FAULTS or any(trouble.done[kind] == 0 for kind in KINDS):
        await trouble.cause()
    stop.set()
    records = await feeding
    looking = asyncio.create_task(trouble.look_on())
    await kafka.drain(300, supervise=2)
    looking.cancel()
    told = f"{records} records, {dict(trouble.done)}, exit codes {dict(trouble.exits)}"
    with capsys.disabled():
        print(told)
    # 69 and 70: it ended itself since its records did not reach the broker, as a woken worker must.
    assert set(trouble.exits) <= {0, 69, 70, -signal.SIGKILL, -signal.SIGTERM}, kafka.logs()
    await assert_nothing_lost(kafka, feed.ids, feed.poison)
    await assert_equal_to_replay_from_clean(kafka, PARTITIONS)


async def feed_until(stop: asyncio.Event, kafka: Harness, feed: Feed) -> int:
    """Produce steadily, so that there is always a batch somewhere; returns how many records."""
    source, count = feed.records(1_000_000), 0
    while not stop.is_set():
        chunk = [next(source) for _ in range(CHUNK)]
        await kafka.produce(chunk)
        count += len(chunk)
        await asyncio.sleep(0.1)
    return count
