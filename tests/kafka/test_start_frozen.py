"""A start that is frozen at any point: the worker or the broker stands still for seconds, and then it works.

STORYFOLD_TEST_FREEZES asks for more of them, STORYFOLD_TEST_SEED repeats a run.
"""

import asyncio
import os
import random
import secrets
import signal

import pytest

from service.topics import DEAD_LETTER
from tests.kafka.broker import Broker
from tests.kafka.equality import assert_equal_to_replay_from_clean, assert_nothing_lost
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, WorkerProcess

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
FREEZES = int(os.environ.get("STORYFOLD_TEST_FREEZES", "10"))
FROZEN_SECONDS = 12
START_SECONDS = 12
"""A start takes so long at most, on a quiet machine."""


@pytest.mark.parametrize("what", ["worker", "broker"])
async def test_a_start_that_is_frozen_ends_in_work(kafka: Harness, broker: Broker, what: str, capsys):
    seed = int(os.environ.get("STORYFOLD_TEST_SEED") or secrets.randbits(32))
    rng, feed = random.Random(seed), Feed(seed, partitions=2, poison_share=0)
    source = feed.records(FREEZES * 20)
    await kafka.create_topics(2)
    ends: list[int] = []
    for _ in range(FREEZES):
        await kafka.produce([next(source) for _ in range(20)])
        worker = kafka.start()
        await asyncio.sleep(rng.uniform(0, START_SECONDS))
        await freeze(worker, broker, what)
        await kafka.drain(60, supervise=1)
        ends += [w.end() for w in kafka.workers[-2:] if w.code is None]
    codes = [worker.code for worker in kafka.workers]
    with capsys.disabled():
        print(f"\nseed {seed}: {FREEZES} freezes of the {what}, exit codes {sorted(codes, key=str)}")
    assert set(codes) <= {0, 69}, kafka.logs()
    assert not any("Traceback" in worker.log() for worker in kafka.workers)
    assert await kafka.records(DEAD_LETTER) == []
    await assert_nothing_lost(kafka, feed.ids, feed.poison)
    await assert_equal_to_replay_from_clean(kafka, 2)


async def freeze(worker: WorkerProcess, broker: Broker, what: str) -> None:
    if what == "broker":
        broker.pause()
    elif worker.code is None:
        worker.send(signal.SIGSTOP)
    await asyncio.sleep(FROZEN_SECONDS)
    if what == "broker":
        broker.resume()
    elif worker.code is None:
        worker.send(signal.SIGCONT)
