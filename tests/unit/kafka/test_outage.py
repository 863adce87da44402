"""The silence of the broker, which several agents of a worker see at different moments."""

from types import SimpleNamespace

import pytest

from service.errors import BrokerError
from service.kafka.outage import Outage


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> list[float]:
    """Each wait takes a second, at once."""
    now = [100.0]

    async def sleep(seconds):
        now[0] += seconds

    monkeypatch.setattr("service.kafka.outage.asyncio", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr("service.kafka.outage.time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


async def test_what_went_through_for_another_agent_ends_no_wait_and_the_limit_counts_from_there():
    """One broker of three may be back, and the one that this agent needs may not."""
    silent, tries = Outage(limit_seconds=5), 0

    async def attempt():
        nonlocal tries
        tries += 1
        if tries % 4 == 0:
            silent.over()
        if tries < 11:
            raise OSError

    await silent.wait(OSError(), attempt)
    assert tries == 11


async def test_a_silence_that_is_too_long_is_an_error_of_the_broker():
    silent, tries = Outage(limit_seconds=5), 0

    async def attempt():
        nonlocal tries
        tries += 1
        raise OSError("gone")

    with pytest.raises(BrokerError, match="silent for 5 s"):
        await silent.wait(OSError(), attempt)
    assert tries == 5
