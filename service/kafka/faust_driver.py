"""The overridden seams of Faust 0.15.3 and aiokafka 0.14.0: here, in `faust_consumer` and in `faust_producer`.

Out of the box Faust skips records of partitions that have no committed offset yet, counts acknowledgements that come
after a rebalance, commits while one is going on, sends what a stopped worker had in its buffer, and reads what aborted
transactions wrote. Each override below names what it prevents; the tests in tests/kafka fail without it.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import faust
import faust.transport.drivers.aiokafka as driver
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from service.kafka.faust_consumer import Consumer
from service.kafka.faust_producer import Producer
from service.kafka.gaps import Gaps
from service.kafka.lease import Lease
from service.kafka.outage import Outage

_LOGGER = logging.getLogger("faust")
"""What Faust logs about itself stays under its own name, though the classes are ours."""


class App(faust.App):  # type: ignore[misc]
    """A Faust application that uses the transport below.

    `name`, `lease`, `sending`, `outage` and `idempotent` are set by whoever builds it: the client id, which no other
    process has, the membership lease, the open send phases of `agents.delivery`, the silence of the broker, and whether
    it knows idempotent producers.
    """

    logger = _LOGGER
    name: str
    lease: Lease
    outage: Outage
    idempotent: bool
    sending: "SendPhases"

    def lag(self, where: Any) -> int:
        """Records of an assigned partition that this worker knows to exist and has not committed. Thread-safe.

        Those that retention removed before they were read do not count: they would wait for ever.
        """
        highwater = self.consumer.highwater(where)
        committed = self.consumer._committed_offset.get(where)
        return max(0, highwater - max(committed or 0, self.consumer._thread.began_at(where))) if highwater else 0

    def gap_before(self, where: TopicPartition, offset: int) -> int:
        """Where the offsets right before this one begin at which the broker has no record; `offset` if it has one."""
        gaps: Gaps = self.consumer._thread.gaps[where]
        return gaps.begin(offset)

    def taken(self, topic: str, records: int) -> None:
        """So many records of a topic went into a batch: as many may be fetched for them."""
        self.consumer._thread.waiting.taken(topic, records)

    def divide_waiting(self, divisor: int) -> None:
        """Fetch ahead so much less than usual."""
        if self.consumer._thread:
            self.consumer._thread.waiting.divisor = divisor

    async def commit_now(self) -> None:
        """Commit what has been acknowledged, before the process ends itself. A failure costs a repeat, no more."""
        with suppress(TimeoutError, KafkaError):
            async with asyncio.timeout(self.lease.seconds):
                for _ in range(2):  # the first may only have waited for one that was under way
                    await self.consumer.commit()

    async def members(self) -> frozenset[str]:
        """The names of the workers that are members of the group now: not of one that is dead, or frozen for long."""
        found: frozenset[str] = await self.consumer._thread.members()
        return found | {self.name}

    async def mark(self, offsets: Mapping[TopicPartition, int], metadata: str) -> None:
        """Commit these offsets, before which everything is acknowledged, with metadata (see agents.suspicion).

        What is acknowledged is committed first, so that Faust does not commit the same offset again without it. A
        failure leaves no mark, no more.
        """
        await self.commit_now()
        if self.rebalancing:  # a commit that is refused would make aiokafka join twice
            return
        with suppress(TimeoutError, KafkaError):
            async with asyncio.timeout(self.lease.seconds):
                await self.consumer._thread.mark(offsets, metadata)

    def _create_directories(self) -> None:
        """None: there are no tables, and the working directory may be read-only."""

    def _new_transport(self) -> Any:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> Any:
        return Transport(self.conf.broker_producer, self)


class SendPhases:
    """Counts the batches whose records are on their way (`open`).

    Partitions are handed over only between send phases.
    """

    def __init__(self) -> None:
        self.open = 0
        self._none = asyncio.Event()
        self._none.set()

    def __enter__(self) -> None:
        self.open += 1
        self._none.clear()

    def __exit__(self, *_: object) -> None:
        self.open -= 1
        if not self.open:
            self._none.set()

    async def ended(self, within: float) -> bool:
        """Wait until none is open; False when that takes longer than `within` seconds."""
        try:
            async with asyncio.timeout(within):
                await self._none.wait()
        except TimeoutError:
            return False
        return True


class Transport(driver.Transport):  # type: ignore[misc]
    """Faust's Kafka transport with the classes above."""

    Consumer = Consumer
    Producer = Producer
