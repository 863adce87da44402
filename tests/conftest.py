"""The real Kafka of a test run: one broker for all tests, topics with a random prefix for each."""

import secrets
from collections.abc import Iterator

import pytest

from tests.kafka.broker import Broker, unavailable
from tests.kafka.harness import Harness


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A running broker; skips, with the reason, where none can be started."""
    if reason := unavailable():
        pytest.skip(reason)
    broker = Broker()
    broker.start()
    yield broker
    broker.close()


@pytest.fixture
def kafka(broker: Broker, tmp_path) -> Iterator[Harness]:
    """Topics of this test's own on the broker, and workers that end with the test."""
    harness = Harness(broker.address, f"t{secrets.token_hex(4)}-", tmp_path)
    yield harness
    harness.close()


def pytest_report_header() -> str:
    return f"real Kafka: {unavailable() or 'Apache Kafka from Maven jars'}"
