"""`storyfold produce`: JSON Lines to `articles.raw`."""

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import click
from aiokafka.errors import MessageSizeTooLargeError
from msgspec import Struct

from service import sample
from service.cli import rows
from service.cli.lines import parse_object, read_raw_lines
from service.cli.options import with_settings
from service.errors import BrokerError, UsageError
from service.kafka import admin, client
from service.settings import Settings
from service.topics import RAW

IN_FLIGHT = 1000
"""Records sent and not yet confirmed, at most."""


class Sending(Struct, frozen=True):
    """One record to send, and the place it came from."""

    where: str
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


@click.command()
@click.argument("path", metavar="IN", required=False)
@click.option("--sample", "use_sample", is_flag=True, help="send the built-in feed of fictional articles")
@click.option(
    "--raw", is_flag=True, help="send lines that are no JSON objects as they are, to be refused by the worker"
)
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), help="records per second, at most")
@with_settings
def command(settings: Settings, path: str | None, use_sample: bool, raw: bool, rate: float | None) -> None:
    """Send the articles of IN (JSON Lines, `-`: stdin) to articles.raw, in order.

    The key is the article's outlet, so that the revisions and the retraction of an article follow each other in one
    partition. A row {"key", "value"} is sent as it says; a null value retracts the article whose id is the key.
    A record that was confirmed is on the broker once; after an error, sending all of them again is harmless.
    """
    if (path is None) is not use_sample:
        raise UsageError("either IN or --sample is wanted")
    count = asyncio.run(send(settings, sendings(path or sample.PATH, raw=raw), rate))
    click.echo(f"sent {count} records to {RAW.full_name(settings.topic_prefix)}", err=True)


def sendings(path: str | Path, *, raw: bool = False) -> Iterator[Sending]:
    """The records of a file, in order. Raises UsageError that names path and line."""
    for number, line in read_raw_lines(path, progress="sending"):
        where = f"{path}: line {number}"
        try:
            article = parse_object(line, where)
        except UsageError:
            if not raw:
                raise
            yield Sending(where, None, line)
            continue
        if rows.is_record(article):
            row = rows.read(article, where)
            yield Sending(where, row.key, row.value, row.headers)
        else:
            outlet = article.get("outlet")
            yield Sending(where, outlet.encode() if isinstance(outlet, str) and outlet else None, line)


async def send(settings: Settings, records: Iterator[Sending], rate: float | None = None) -> int:
    """Send and wait until the broker has all of them; returns how many. Raises BrokerError and UsageError."""
    topic = RAW.full_name(settings.topic_prefix)
    if topic not in await admin.find(settings):
        raise BrokerError(f"no topic {topic!r} at {settings.bootstrap_servers}: storyfold topics create makes it")
    count, began, waiting = 0, time.monotonic(), deque[asyncio.Future[object]]()
    async with client.producer(settings) as producer:
        for record in records:
            if rate:
                await asyncio.sleep(began + count / rate - time.monotonic())
            try:
                future = await producer.send(topic, record.value, record.key, headers=list(record.headers))
            except MessageSizeTooLargeError:
                raise UsageError(f"{record.where}: {len(record.value or b'')} bytes are too many for Kafka") from None
            waiting.append(future)
            if len(waiting) >= IN_FLIGHT:
                await waiting.popleft()
            count += 1
        for future in waiting:
            await future
    return count
