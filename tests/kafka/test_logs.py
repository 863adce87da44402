"""The life of a worker in its log: a line for each thing that an operator asks about, JSON on request."""

import signal

import orjson
import pytest

from service import __version__
from tests.kafka.harness import Harness, wait_for

pytestmark = pytest.mark.kafka


async def test_start_partitions_readiness_and_stop_are_one_line_each(kafka: Harness):
    await kafka.create_topics(2)
    first = kafka.start(log_format="json", agents="dedup,timeline")
    await wait_for(lambda: "ready, 4 partitions" in first.log(), 90, "ready")
    second = kafka.start(log_format="human", agents="dedup,timeline")
    await wait_for(lambda: first.log().count("partitions assigned") > 1, 90, "a rebalance")
    await wait_for(lambda: "ready, " in second.log(), 90, "the other is ready")
    assert second.end() == first.end(signal.SIGINT) == 0

    lines = [orjson.loads(line) for line in first.log().splitlines()]
    ours = [line for line in lines if line["logger"].startswith("service.")]
    starts, *between, stops = ours
    assert starts["event"] == "worker starts"
    assert starts["version"] == __version__
    assert (starts["agents"], starts["group"]) == ("dedup,timeline", kafka.settings.app_id)
    assert starts["brokers"] == kafka.settings.bootstrap_servers
    assigned = [line for line in between if line["event"] == "partitions assigned"]
    assert assigned[0]["partitions"].count(" 0,1") == 2
    ready = next(line for line in between if line["event"] == "ready, 4 partitions")
    assert 0 <= ready["seconds"] < 90
    assert any(line["event"] == "partitions revoked" for line in between)
    assert {line["event"] for line in between if line["event"].startswith("partition taken")} == {"partition taken"}
    assert any(line["event"] == "worker stops" and line["why"] == "SIGINT" and line["code"] == 0 for line in ours)
    assert stops["level"] == "info"
    assert all(" INFO " in line for line in second.log().splitlines() if "partitions assigned" in line)


async def test_the_last_line_of_a_worker_that_ends_with_a_code_says_why(kafka: Harness):
    refused = kafka.start(log_format="json")  # there are no topics
    await wait_for(lambda: refused.code is not None, 90, "it ends")
    last = orjson.loads(refused.log().splitlines()[-1])
    assert (refused.code, last["code"], last["level"]) == (78, 78, "critical")
    assert "found none, wanted one" in last["event"]
