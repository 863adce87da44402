"""What every test of the agents shares."""

import pytest

from service.agents import delivery
from service.kafka.stop import told
from tests.unit.agents.world import StoppedError


@pytest.fixture(autouse=True)
def stopped(monkeypatch):
    def stop_now(reason, error=None):
        raise StoppedError(f"{reason}: {error and told(error)}") from error

    monkeypatch.setattr(delivery, "stop_now", stop_now)
