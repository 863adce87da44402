"""Brokers on another continent: every answer comes late, and nothing takes that for a broker that does not answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests.kafka.broker import Broker, free_port, unavailable
from tests.kafka.harness import PATIENCE, Harness
from tests.kafka.probes import Probes

pytestmark = [pytest.mark.kafka, pytest.mark.faults]
LATE_SECONDS = 0.9
"""So that all answers of one look at the lag together take longer than any of them may."""
LINKS: dict[str, tuple[Callable[[int], float], int]] = {  # seconds by the number of the piece, and bytes of a piece
    "far away": (lambda _: LATE_SECONDS, 1 << 16),
    "not so far": (lambda _: 0.3, 1 << 16),
    "mostly quick": (lambda piece: 2 * LATE_SECONDS if piece % 7 == 3 else 0, 1 << 16),
    "in small pieces": (lambda _: 0.05, 200),
}


@asynccontextmanager
async def late(port: int, behind: int, seconds: Callable[[int], float], piece_bytes: int) -> AsyncIterator[None]:
    """A relay on `port` that passes everything on to `behind`, and every answer late."""

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        piece = 0
        with suppress(ConnectionError):
            while data := await reader.read(piece_bytes if answers else 1 << 16):
                await asyncio.sleep(seconds(piece) if answers else 0)
                piece += 1
                writer.write(data)
                await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, questions = await asyncio.open_connection("127.0.0.1", behind)
        await asyncio.gather(pass_on(reader, questions, answers=False), pass_on(answers, writer, answers=True))

    async with await asyncio.start_server(serve, "127.0.0.1", port):
        yield


@pytest.mark.parametrize("link", LINKS)
async def test_a_worker_becomes_ready_and_stays_so(tmp_path: Path, link: str):
    if reason := unavailable():
        pytest.skip(reason)
    port, probes = free_port(), Probes()
    broker = Broker(f"advertised.listeners=PLAINTEXT://127.0.0.1:{port}")
    broker.start()
    kafka = Harness(f"127.0.0.1:{port}", "slow-", tmp_path)
    try:
        async with late(port, broker.port, *LINKS[link]):
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
