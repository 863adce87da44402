"""What the probes answer when it matters: during a fold, without a broker, with a stuck pool, in a stopped process."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.topics import CLEAN, DEAD_LETTER
from tests.kafka.broker import Broker, unavailable
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, Sent, wait_for
from tests.kafka.probes import Probes

pytestmark = pytest.mark.kafka
PARTITIONS = 2
SENTENCE = b"On 3 May 2025 the council of Velmora opened the bridge over the Tarsk, after two years of delay. "
PAGE = Sent(b'{"id":"a-1","text":"%s"}' % (SENTENCE * 15), partition=0)


async def test_a_worker_that_folds_is_live_and_says_so(kafka: Harness):
    await kafka.create_topics(PARTITIONS)
    await kafka.produce(Feed(seed=3, partitions=PARTITIONS).records(400))
    kafka.start()
    await kafka.drain(90)
    kafka.workers[0].end()

    probes, answers, live = Probes(), [], []
    kafka.start(http_port=probes.port)

    def look() -> bool:
        answers.append(probes.ask("/readyz"))
        live.append(probes.ask("/livez"))
        return answers[-1] is not None and answers[-1][0] == 200

    await wait_for(lambda: any(look() for _ in range(200)), 60, "ready")
    texts = [answer[1] for answer in answers if answer]
    folding = [text for text in texts if text.startswith("folding, ")]
    assert folding
    assert all(text == "waiting for partitions" for text in texts[: texts.index(folding[0])])
    assert texts[-1] == f"ready, {3 * PARTITIONS} partitions"
    assert {answer for answer in live if answer} == {(200, "live")}
    assert probes.metric('storyfold_fold_progress_ratio{partition="0",stage="dedup"}') == 1


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Broker, Harness]]:
    """A broker that may be killed, and topics on it."""
    if reason := unavailable():
        pytest.skip(reason)
    broker = Broker()
    broker.start()
    harness = Harness(broker.address, "own-", tmp_path)
    yield broker, harness
    harness.close()
    broker.close()


async def test_without_a_broker_a_worker_is_live_but_not_ready(own: tuple[Broker, Harness]):
    broker, kafka = own
    probes = Probes()
    await kafka.create_topics(PARTITIONS)
    worker = kafka.start(http_port=probes.port)
    await wait_for(probes.ready, 60, "ready")
    broker.kill()
    status, text = await wait_for(lambda: (a := probes.ask("/readyz")) and a[0] != 200 and a, 40, "not ready")
    assert status == 503
    assert text.startswith("no answer from the broker for ")
    assert probes.live()
    assert probes.metric("storyfold_worker_ready ") == 0
    broker.start()
    await wait_for(probes.ready, 60, "ready again")
    assert worker.code is None


async def test_a_stuck_cleaning_process_costs_no_page(kafka: Harness):
    probes = Probes()
    await kafka.create_topics(PARTITIONS)
    worker = kafka.start(http_port=probes.port, page_timeout_seconds=5)
    await wait_for(probes.ready, 60, "ready")
    (cleaner,) = await wait_for(lambda: cleaning_processes(worker.process.pid), 30, "a cleaning process")
    os.kill(cleaner, signal.SIGSTOP)
    await kafka.produce([PAGE])
    await kafka.drain(120)
    assert probes.live()
    assert probes.ready()
    assert await kafka.records(DEAD_LETTER) == []
    assert len(await kafka.records(CLEAN)) == 1
    assert probes.metric('storyfold_pool_kills_total{cause="timeout"}') == 1
    assert cleaner not in cleaning_processes(worker.process.pid)


async def test_a_stopped_process_answers_nothing_and_health_says_so(kafka: Harness):
    probes = Probes()
    await kafka.create_topics(PARTITIONS)
    worker = kafka.start(http_port=probes.port)
    await wait_for(probes.ready, 60, "ready")
    assert health(probes.port) == (0, "live\n")
    worker.process.send_signal(signal.SIGSTOP)
    assert health(probes.port)[0] == 1
    worker.process.send_signal(signal.SIGCONT)
    await wait_for(probes.live, 30, "live again")
    assert worker.end() == 0


def health(port: int) -> tuple[int, str]:
    """Exit code and output of the container's health check."""
    environment = {**os.environ, "STORYFOLD_HTTP_PORT": str(port)}
    done = subprocess.run(
        [sys.executable, "-m", "service", "health"], env=environment, capture_output=True, text=True, check=False
    )
    assert len(done.stderr.splitlines()) == (done.returncode != 0)
    return done.returncode, done.stdout


def cleaning_processes(worker: int) -> list[int]:
    """The children of the worker's fork server."""
    servers = [pid for pid in children(worker) if b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return [child for server in servers for child in children(server)]


def children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
