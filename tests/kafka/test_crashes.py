"""The last net on a real broker: what workers die of becomes a dead letter, and nothing else does."""

import signal

import orjson
import pytest

from service import deadletter
from service.records import Reason
from service.topics import CLEAN, DEAD_LETTER
from tests.kafka.equality import assert_equal_to_replay_from_clean
from tests.kafka.harness import Harness, Sent

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
