"""The overridden seams of the producing side: what is sent, and what is not any more."""

import asyncio
import logging
from contextlib import suppress
from functools import partial
from typing import Any

import faust.transport.drivers.aiokafka as driver
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.protocol.produce import ProduceRequest

_LOGGER = logging.getLogger("faust")


class DroppedError(KafkaConnectionError):  # type: ignore[misc]
    """The producer was dropped with the records that it had not sent."""


def _fail_batches(producer: AIOKafkaProducer, sender: "asyncio.Task[None]") -> None:
    """The producer's sender ended: everything that it has not sent fails with it, and everything sent after it.

    aiokafka would also fail the transaction, and raise an AttributeError of its own where there is none. A producer
    that was dropped has failed already: what its sender stumbles over then (batches that are gone) is no news.
    """
    if not sender.cancelled() and (error := sender.exception()) and not producer._closed:
        producer._message_accumulator.fail_all(error)


class Producer(driver.Producer):  # type: ignore[misc]
    """Faust's producer: idempotent where the broker can, silent without a valid lease, and gone when it is dropped.

    `epoch` counts the producers that were made, one after the other.
    """

    logger = _LOGGER
    epoch = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        self._renewing = asyncio.Lock()

    def _settings_extra(self) -> dict[str, Any]:
        return {"acks": "all", "enable_idempotence": self.app.idempotent}

    def _new_producer(self, transactional_id: str | None = None) -> Any:
        """A producer whose produce requests wait for the lease, at the last moment before they are written.

        aiokafka never expires the batches of an idempotent producer: a stopped worker would send them when it wakes.
        """
        producer = super()._new_producer(transactional_id)
        client = producer.client
        send = client.send

        async def send_with_lease(node_id: int, request: Any, **where: Any) -> Any:
            if isinstance(request, ProduceRequest):
                await client.ready(node_id, **where)  # connecting may take long: before the lease is asked
                await self.app.lease.wait()
                if producer._closed:
                    raise DroppedError
            return await send(node_id, request, **where)

        client.send = send_with_lease
        producer._sender._fail_all = partial(_fail_batches, producer)
        self.epoch += 1
        return producer

    async def drop(self) -> None:
        """End the producer at once, with everything that it has not sent: whoever waits for it gets a DroppedError.

        Its batches die with it, as they would with the process; what was written to a connection may still arrive.
        """
        producer: AIOKafkaProducer | None = self._producer
        if producer is None or producer._closed:
            return
        producer._closed = True
        producer._message_accumulator.fail_all(DroppedError())
        if producer._sender.sender_task is not None:
            producer._sender.sender_task.cancel()
        with suppress(KafkaError, TimeoutError):
            async with asyncio.timeout(1):
                await producer.client.close()

    async def renew(self, epoch: int) -> None:
        """Drop the producer of this epoch and start another. Raises KafkaError when no broker answers it."""
        async with self._renewing:
            if self.epoch == epoch or self._producer._closed:
                await self._start_another()

    async def _start_another(self) -> None:
        await self.drop()
        fresh = self._new_producer()
        try:
            await fresh.start()
        except BaseException:
            fresh._closed = True
            await fresh.client.close()
            raise
        self._producer = fresh

    async def flush(self) -> None:
        """Wait for what is on its way, but not longer than the lease: a silent broker must not hold up a stop."""
        with suppress(KafkaError, TimeoutError):
            async with asyncio.timeout(self.app.lease.seconds):
                await super().flush()

    async def on_stop(self) -> None:
        """Send what was sent for, and drop what the broker does not take."""
        await self.flush()
        await self.drop()
