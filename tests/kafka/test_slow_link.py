"""Brokers on another continent: every answer comes late, and nothing takes that for a broker that does not answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests.kafka.broker import Broker, free_port, unavailable
from tests.kafka.harness import PATIENCE, Harness
from tests.kafka.probes import Probes

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
LATE_SECONDS = 0.9
"""So that all answers of one look at the lag together take longer than any of them may."""


@asynccontextmanager
async def late(port: int, behind: int) -> AsyncIterator[None]:
    """A relay on `port` that passes everything on to `behind`, and every answer late."""

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(1 << 16):
                await asyncio.sleep(seconds)
                writer.write(data)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_connection("127.0.0.1", behind)
        await asyncio.gather(pass_on(reader, questions, 0), pass_on(answers, writer, LATE_SECONDS))

    async with await asyncio.start_server(serve, "127.0.0.1", port):
        yield


async def test_a_worker_becomes_ready_and_stays_so(tmp_path: Path):
    if reason := unavailable():
        pytest.skip(reason)
    port, probes = free_port(), Probes()
    broker = Broker(f"advertised.listeners=PLAINTEXT://127.0.0.1:{port}")
    broker.start()
    kafka = Harness(f"127.0.0.1:{port}", "slow-", tmp_path)
    try:
        async with late(port, broker.port):
            await kafka.create_topics(1)
            worker = kafka.start(http_port=probes.port)
            try:
                async with asyncio.timeout(60 * PATIENCE):
                    while not await asyncio.to_thread(probes.ready):
                        assert worker.code is None, worker.log()
                        await asyncio.sleep(0.5)
                await asyncio.sleep(20)  # longer than a broker may say nothing
                assert await asyncio.to_thread(probes.ready), worker.log()
            finally:
                worker.process.kill()
                await asyncio.to_thread(worker.process.wait)
                await asyncio.sleep(2 * LATE_SECONDS)  # the last answers are on their way
    finally:
        broker.close()
