"""The last net on a real broker: what workers die of becomes a dead letter, and nothing else does."""

import asyncio
import signal
from pathlib import Path

import orjson
import pytest

from service import deadletter
from service.records import Reason
from service.topics import CLEAN, DEAD_LETTER, RAW
from tests.kafka.equality import assert_equal_to_replay_from_clean
from tests.kafka.harness import Harness, Sent, WorkerProcess, wait_for

pytestmark = pytest.mark.kafka
MODULE = ("tests.kafka.dying_worker",)


@pytest.mark.parametrize(
    ("of", "code"), [("SIGKILL", -signal.SIGKILL), pytest.param("an error", 70, marks=pytest.mark.faults)]
)
async def test_a_record_of_which_workers_die_is_refused_and_its_neighbours_are_not(kafka: Harness, of: str, code: int):
    await kafka.create_topics(1)
    texts = [f"The ferry {n} to Velmora stopped on 3 March 2025." for n in range(30)]
    texts[10] = f"A page that workers die of {of} with."
    await kafka.produce(Sent(orjson.dumps({"id": f"a{n}", "text": text})) for n, text in enumerate(texts))
    await kafka.drain(60, supervise=1, module=MODULE)
    letters = await kafka.records(DEAD_LETTER)
    found = [(orjson.loads(letter.value or b"")["id"], deadletter.reason(letter.headers)) for letter in letters]
    assert found == [("a10", Reason.CRASHES_WORKER)]
    good = [f"a{n}".encode() for n in range(30) if n != 10]
    assert [record.key for record in await kafka.records(CLEAN)] == good
    *died, last = [worker.code for worker in kafka.workers]
    assert last is None
    assert set(died) == {code}
    # Three times alone and once in the first batch; once before, if it came in a later one, which is not marked.
    assert len(died) in (4, 5)
    await assert_equal_to_replay_from_clean(kafka, 1)


def start(kafka: Harness) -> WorkerProcess:
    return kafka.start(MODULE, agents="clean")


def visits(worker: WorkerProcess) -> int:
    """How often a worker began with the slow record."""
    return worker.log().count("at the slow record")


async def at_the_record(worker: WorkerProcess, times: int = 1) -> None:
    await wait_for(lambda: visits(worker) >= times, 60, "a worker is at the slow record")


async def taken_over(kafka: Harness) -> None:
    """By a worker that joins, while the one that has it in work goes on living."""
    for _ in range(4):
        await at_the_record(start(kafka))


async def frozen(kafka: Harness) -> None:
    """Its worker is thrown out of the group, another one takes it, and the first comes back and gets it again."""
    other, owner = start(kafka), None
    await at_the_record(other)
    owner = start(kafka)
    for times in range(1, 5):
        await at_the_record(owner, times)
        owner.send(signal.SIGSTOP)
        await at_the_record(other, times + 1)
        owner.send(signal.SIGCONT)


async def told_to_end(kafka: Harness) -> None:
    """As in a rolling restart."""
    for _ in range(4):
        worker = start(kafka)
        await at_the_record(worker)
        assert await asyncio.to_thread(worker.end) == 0
    start(kafka)


@pytest.mark.parametrize(
    "handed", [taken_over, *(pytest.param(handed, marks=pytest.mark.faults) for handed in (frozen, told_to_end))]
)
async def test_a_slow_record_is_not_blamed_when_its_partition_is_handed_over_again_and_again(
    kafka: Harness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, handed
):
    monkeypatch.setenv("SLOW_UNTIL", str(tmp_path / "done"))
    await kafka.create_topics(1)
    await kafka.produce([Sent(b'{"id": "a", "text": "A page that one is fond of slowness at."}')])
    await handed(kafka)
    (tmp_path / "done").touch()
    await kafka.drain(60, sources=[RAW])
    assert await kafka.records(DEAD_LETTER) == []
    assert {record.key for record in await kafka.records(CLEAN)} == {b"a"}
