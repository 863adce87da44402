"""A worker that is stopped with records in its send buffer and wakes when its partitions are another's.

Its late records would be the newest of their keys: an old revision over a new one, an old timeline over the present.
"""

import asyncio
import signal

import orjson
import pytest

from tests.kafka.equality import assert_equal_to_replay
from tests.kafka.harness import Harness, Sent, is_stopped, wait_for

pytestmark = pytest.mark.kafka
MARK = "seventeen lanterns"


def article(number: int, text: str) -> Sent:
    fields = {
        "id": f"a{number}",
        "outlet": "outlet.example",
        "title": f"Harbour bridge number {number}",
        "text": text,
        "published_at": "2025-03-02T08:00:00Z",
        "fetched_at": "2025-03-02T09:00:00Z",
        "language": "en",
    }
    return Sent(orjson.dumps(fields), key=b"outlet.example")


BEFORE = [
    article(1, f"The ferry council of Velmora lit {MARK} on 1 March 2025, and nobody from Tarsk came to see them."),
    article(2, "A glacier museum opened in Quillon on 2 March 2025 with four hundred guests and one brass band."),
]
AFTER = [
    article(1, "The ferry council of Velmora lit nineteen lamps on 1 March 2025, it says now, and many came to see."),
    Sent(orjson.dumps({"id": "a2", "retracted": True}), key=b"outlet.example"),
    article(3, "The old quarry near Dunhaven was sold on 3 March 2025 to a vineyard that will flood it in spring."),
]


@pytest.mark.parametrize("stage", ["clean", "dedup", "timeline"])
async def test_records_of_a_worker_that_was_stopped_do_not_come_late(kafka: Harness, stage: str):
    await kafka.create_topics(2, raw=1)
    await kafka.produce(BEFORE)
    zombie = kafka.start(module=("tests.kafka.stopping_worker", stage, MARK))
    await wait_for(lambda: is_stopped(zombie.process.pid), 40, f"the worker stops itself\n{zombie.log()}")
    kafka.start()
    await kafka.produce(AFTER)
    await kafka.drain(120)

    zombie.send(signal.SIGCONT)
    await asyncio.sleep(6)  # longer than its lease: until then it may wait for one
    await kafka.drain(120)

    feed = kafka.directory / "feed.jsonl"
    feed.write_bytes(b"\n".join(record.value or b"" for record in BEFORE + AFTER))
    await assert_equal_to_replay(kafka, feed, "--partitions", 2)
    assert "partitions are revoked while records of theirs cannot be sent: they are dropped" in zombie.log()
    assert zombie.code is None  # it works on, as a member of the new generation
