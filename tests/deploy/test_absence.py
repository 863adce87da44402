"""What is taken away is missed: each alert of absence fires on real Kafka and real Prometheus, and clears.

A minute of the rules takes two seconds here; everything else is as it is deployed: a clean worker, a lanes worker with
a group of its own, and a monitor.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from service.errors import BrokerError
from service.topics import CLEAN, RESOLVED
from tests.deploy.monitoring import PrometheusServer, fetch, unavailable
from tests.kafka import broker as kafka_broker
from tests.kafka.broker import Broker, free_port
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, WorkerProcess, wait_for

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
PARTITIONS, MINUTE_SECONDS = 2, 2
ABSENCE = {"StoryfoldNobodyWorks", "StoryfoldBrokersSilent", "StoryfoldNothingComesOut", "StoryfoldGone"}
ROLES = {"clean": "clean", "lanes": "dedup,timeline", "monitor": ""}


class Installation:
    """A broker, a worker of each role, and the Prometheus that watches them."""

    def __init__(self, directory: Path) -> None:
        self.broker = Broker()
        self.broker.start()
        self.kafka = Harness(self.broker.address, "absence-", directory)
        self.kafka.settings = replace(self.kafka.settings, clean_app_id="absence-clean", app_id="absence-lanes")
        self.ports = {role: free_port() for role in ROLES}
        self.workers: dict[str, WorkerProcess] = {}
        targets = [f"127.0.0.1:{port}" for port in self.ports.values()]
        self.prometheus = PrometheusServer(directory, *targets, minute_seconds=MINUTE_SECONDS)
        asyncio.run(self.kafka.create_topics(PARTITIONS))
        self._feed = Feed(seed=11, partitions=PARTITIONS, lanes=2, poison_share=0).records(100_000)

    def start(self, *roles: str) -> None:
        for role in roles:
            if role not in self.workers or self.workers[role].code is not None:
                self.workers[role] = self.kafka.start(agents=ROLES[role], http_port=self.ports[role])

    def end(self, *roles: str) -> None:
        assert {self.workers[role].end() for role in roles} == {0}

    def missed(self) -> set[tuple[str, str]]:
        return {alert for alert in self.prometheus.firing() if alert[0] in ABSENCE}

    async def fires(self, *alerts: tuple[str, str], seconds: float = 240) -> None:
        await wait_for(lambda: self.missed() >= set(alerts), seconds, f"{alerts} fire")

    async def is_quiet(self, seconds: float = 240) -> None:
        await wait_for(lambda: not self.missed(), seconds, "no alert of absence fires")

    @asynccontextmanager
    async def fed(self) -> AsyncIterator[None]:
        """Articles arrive, some each second, while this is entered; not while there is no broker."""

        async def feed() -> None:
            while True:
                with suppress(BrokerError):
                    await self.kafka.produce(itertools.islice(self._feed, 5))
                await asyncio.sleep(1)

        feeding = asyncio.create_task(feed())
        try:
            yield
        finally:
            feeding.cancel()
            with suppress(asyncio.CancelledError):
                await feeding

    def close(self) -> None:
        self.prometheus.close()
        self.kafka.close()
        self.broker.close()


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    if reason := unavailable() or kafka_broker.unavailable():
        pytest.skip(reason)
    installation = Installation(tmp_path_factory.mktemp("absence"))
    yield installation
    installation.close()


@pytest.fixture
async def healthy(installation: Installation) -> Installation:
    """All roles run, and nothing is missed."""
    installation.start(*ROLES)
    await wait_for(lambda: all(map(ready, installation.ports.values())), 120, "all roles ready")
    await installation.is_quiet()
    return installation


def ready(port: int) -> bool:
    with suppress(OSError):
        return fetch(f"http://127.0.0.1:{port}/readyz").startswith(b"ready")
    return False


async def test_a_stage_without_workers_is_missed_by_the_others(healthy: Installation):
    async with healthy.fed():
        healthy.end("lanes")
        without = [("StoryfoldNobodyWorks", topic.name) for topic in (CLEAN, RESOLVED)]
        await healthy.fires(*without, ("StoryfoldNothingComesOut", ""))
        assert healthy.missed() == {*without, ("StoryfoldNothingComesOut", "")}
        healthy.start("lanes")
        await healthy.is_quiet()


async def test_an_outage_of_the_brokers_pages(healthy: Installation):
    healthy.broker.kill()
    await healthy.fires(("StoryfoldBrokersSilent", ""))
    assert healthy.workers["monitor"].code is None
    healthy.broker.start()
    healthy.start(*ROLES)
    await healthy.is_quiet()


async def test_an_installation_that_is_gone_is_missed(healthy: Installation):
    healthy.end(*ROLES)
    await healthy.fires(("StoryfoldGone", ""))
    healthy.start("monitor")
    await healthy.fires(*[("StoryfoldNobodyWorks", topic) for topic in ("articles.raw", "articles.clean")])
    healthy.start(*ROLES)
    await healthy.is_quiet()
