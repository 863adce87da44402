"""The pool of processes that may be killed: order, deadlines, crashes, memory, and no process left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from service.errors import WorkerStoppedError
from service.pool import process
from service.pool.pool import Pool
from service.records import Reason, Rejected
from service.settings import Settings
from tests.unit.pool import chores


@pytest.fixture
async def pool():
    pool = Pool(
        chores.work, chores.prepare, Settings(clean_processes=2, page_timeout_seconds=0.5, process_max_megabytes=2000)
    )
    yield pool
    pool.close()


def reasons(results):
    return [result.reason if isinstance(result, Rejected) else result for result in results]


async def test_results_come_in_the_order_of_the_items(pool):
    assert await pool.run(list(range(137))) == list(range(137))
    assert await pool.run([]) == []
    assert await pool.run(["one"]) == ["one"]


async def test_an_item_that_overruns_its_deadline_costs_itself_only(pool):
    items = [*range(12), "spin", *range(12), ("sleep", 30.0), *range(12)]
    wanted = [Reason.PAGE_TIMEOUT if item == "spin" or isinstance(item, tuple) else item for item in items]
    assert reasons(await pool.run(items)) == wanted
    assert await pool.run([1, 2, 3]) == [1, 2, 3]


@pytest.mark.parametrize("kind", ["spin", "crash", "exit", "hog", "stop"])
async def test_an_item_is_tried_once_more_before_it_is_refused(pool, tmp_path, kind):
    item = ("first time", kind, str(tmp_path / "mark"))
    assert await pool.run([1, item, 2]) == [1, item, 2]


async def test_the_deadline_counts_the_work_of_the_process_and_not_the_time_that_it_waits(pool):
    items = [1, ("pause", 1.2), ("sleep", 1.2), 2]
    assert await pool.run(items) == items


async def test_every_kill_is_told(tmp_path):
    told: list[Reason] = []
    pool: Pool[object, Any] = Pool(
        chores.work, chores.prepare, Settings(clean_processes=1, page_timeout_seconds=0.2), killed=told.append
    )
    await pool.run(["spin", "exit", ("first time", "exit", str(tmp_path / "mark"))])
    assert told == [Reason.PAGE_TIMEOUT] * 2 + [Reason.PAGE_CRASHED] * 3
    for number, item, cause in [
        (signal.SIGSTOP, 1, Reason.PAGE_TIMEOUT),
        (signal.SIGSTOP, b"x" * 2_000_000, Reason.PAGE_TIMEOUT),
        (signal.SIGKILL, 1, Reason.PAGE_CRASHED),
    ]:
        told.clear()
        (answer,) = await pool.run(["pid"])
        assert not isinstance(answer, Rejected)
        os.kill(answer[0], number)
        assert await pool.run([item]) == [item]
        assert told == [cause]
    pool.close()


async def test_when_the_time_is_over_the_first_results_come_and_the_rest_is_not_begun(pool):
    items = [("sleep", 0.3)] * 60
    done = await pool.run(items, within_seconds=1)
    assert 1 <= len(done) < 60
    assert done == items[: len(done)]
    assert await pool.run([("sleep", 0.3), 2], within_seconds=0) == [("sleep", 0.3)]
    assert reasons(await pool.run(["spin", 2, 3], within_seconds=0)) == [Reason.PAGE_TIMEOUT]


async def test_progress_is_told_while_a_batch_is_under_way(pool):
    moments: list[float] = []
    began = time.monotonic()
    await pool.run([("sleep", 0.5)] * 8, progressed=lambda: moments.append(time.monotonic() - began))
    assert len(moments) >= 4
    assert min(moments) < max(moments) - 0.5


async def test_the_deadline_is_each_items_own(pool):
    slow = [("sleep", 0.1)] * 14
    assert await pool.run(slow) == slow


async def test_a_process_that_hangs_between_batches_is_replaced_within_a_deadline_and_costs_no_item(pool):
    pids = {pid for pid, _ in await pool.run(["pid"] * 60)}
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    async with asyncio.timeout(process.START_SECONDS / 2):
        assert await pool.run([1, 2, 3]) == [1, 2, 3]


async def test_nor_does_a_chunk_that_a_hung_process_does_not_even_take(pool):
    for pid in {pid for pid, _ in await pool.run(["pid"] * 60)}:
        os.kill(pid, signal.SIGSTOP)
    large = b"x" * 2_000_000
    async with asyncio.timeout(process.START_SECONDS / 2):
        assert await pool.run([large]) == [large]


async def test_an_item_that_kills_its_process_costs_itself_only(pool):
    items = [*range(5), "crash", *range(5), "exit", "hog", "crash"]
    wanted = [Reason.PAGE_CRASHED if isinstance(item, str) else item for item in items]
    results = await pool.run(items)
    assert reasons(results) == wanted
    assert "memory" in results[12].detail
    assert "signal 11" in results[5].detail


async def test_a_bug_is_raised_and_the_pool_lives_on(pool):
    with pytest.raises(ValueError, match="a bug of ours"):
        await pool.run([1, "bug", 2])
    assert await pool.run([1]) == [1]


async def test_large_items_and_results_cross(pool):
    results = await pool.run([("big", 3_000_000), "x" * 3_000_000])
    assert [len(result) for result in results] == [3_000_000, 3_000_000]


async def test_a_process_is_prepared_once_and_replaced_in_time(pool, monkeypatch):
    monkeypatch.setattr(process, "RECYCLE_AFTER", 20)
    before = {pid for pid, _ in await pool.run(["pid"] * 20)}
    for _ in range(3):
        seen = await pool.run(["pid"] * 40)
        assert {count for _, count in seen} == {1}
    assert before.isdisjoint({pid for pid, _ in seen})


async def test_processes_that_cannot_start_end_the_worker():
    broken = Pool(chores.work, chores.fail_to_prepare, Settings(clean_processes=1))
    with pytest.raises(WorkerStoppedError, match="before it takes an item"):
        await broken.run([1])
    broken.close()


async def test_closing_ends_a_batch_under_way():
    pool = Pool(chores.work, chores.prepare, Settings(clean_processes=1, page_timeout_seconds=60.0))
    batch = asyncio.ensure_future(pool.run([("sleep", 60.0)]))
    await asyncio.sleep(0.3)
    pool.close()
    with pytest.raises(WorkerStoppedError, match="closed"):
        await batch


class Parent:
    """A process with a pool of its own."""

    def __init__(self, directory: Path, seconds: float) -> None:
        told = directory / "pids"
        command = [sys.executable, "-m", "tests.unit.pool.chores", str(told), str(seconds)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
        limit = time.monotonic() + 30
        while not (told.exists() and told.read_text(encoding="utf-8")):
            assert time.monotonic() < limit
            time.sleep(0.02)
        self.children = [int(pid) for pid in told.read_text(encoding="utf-8").split()]
        assert len(self.children) == 2

    def orphans(self) -> list[int]:
        """Children that still run, after they were given a moment to end."""
        limit = time.monotonic() + 5
        while (left := [pid for pid in self.children if _runs(pid)]) and time.monotonic() < limit:
            time.sleep(0.02)
        return left


def _runs(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_process_outlives_a_parent_that_is_killed(tmp_path):
    parent = Parent(tmp_path, 60)
    parent.process.kill()
    parent.process.communicate(timeout=10)
    assert parent.orphans() == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_signal_to_the_whole_group_leaves_the_batch_to_the_parent(tmp_path):
    """SIGTERM reaches the parent's group; here the parent ignores it as a worker that drains does."""
    parent = Parent(tmp_path, 1.0)
    for pid in parent.children:
        os.kill(pid, signal.SIGTERM)
        os.kill(pid, signal.SIGINT)
    output, _ = parent.process.communicate(timeout=20)
    assert output.startswith(b"[('sleep', 1.0)")
    assert parent.process.returncode == 0
    assert parent.orphans() == []
