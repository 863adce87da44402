"""A consumer and its thread, connected to nothing."""

from collections import defaultdict
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import faust.transport.drivers.aiokafka as driver
import pytest

from service.kafka.faust_consumer import Consumer, ConsumerThread
from service.kafka.faust_driver import SendPhases
from service.kafka.gaps import Gaps
from service.kafka.lease import Lease
from service.kafka.waiting import Waiting
from tests.unit.kafka.messages import WHERE


@pytest.fixture
def consumer() -> Any:
    return new_consumer()


def new_consumer() -> Any:
    """A consumer with its books and a fake application, not connected to anything."""
    consumer: Any = Consumer.__new__(Consumer)
    consumer.app = SimpleNamespace(
        rebalancing=False,
        consumer_generation_id=2,
        topics=SimpleNamespace(acks_enabled_for=lambda topic: True),
        sending=SendPhases(),
        lease=Lease(0.1),
        outage=SimpleNamespace(lasts=False),
        producer=SimpleNamespace(drop=AsyncMock()),
    )
    consumer._acked, consumer._acked_index = {WHERE: []}, {WHERE: set()}
    consumer._thread = SimpleNamespace(gaps={WHERE: Gaps()}, waiting=Waiting(100))
    consumer._committed_offset, consumer._unacked_messages = {WHERE: None}, set()
    consumer._n_acked, consumer._waiting_for_ack = 0, None
    consumer._done, consumer._postponed = defaultdict(int), defaultdict(dict)
    return consumer


@pytest.fixture
def thread(monkeypatch) -> Any:
    async def faust_does(self, consumer, offsets, end):
        return await consumer.fetch(offsets, end)

    monkeypatch.setattr(driver.AIOKafkaConsumerThread, "_fetch_records", faust_does)
    thread: Any = ConsumerThread.__new__(ConsumerThread)
    thread.gaps, thread._began, thread.waiting = defaultdict(Gaps), {}, Waiting(100)
    thread._consumer = None
    return thread
