"""`storyfold produce`: JSON Lines to `articles.raw`."""

import asyncio
import time
from collections import deque
from collections.abc import Iterator

import click
from aiokafka.errors import MessageSizeTooLargeError

from service import sample
from service.cli import rows
from service.cli.options import with_settings
from service.errors import BrokerError, UsageError
from service.kafka import admin, client
from service.settings import Settings
from service.topics import RAW

SAMPLE_PARTITION = 0
IN_FLIGHT = 1000
"""Records sent and not yet confirmed, at most."""


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

    The key is the row's outlet, so that the revisions and the retraction of an article follow each other in one
    partition: name the outlet in retractions too. Different outlets overtake each other. A row {"key", "value"} is sent
    as it says, with its "headers" and "timestamp" if it has them (storyfold dump --headers); a null value retracts the
    article whose id is the key, and is in no order with its outlet's records. A record that was confirmed is on the
    broker once; after an error, sending all of them again is harmless. The sample goes to one partition, in its order,
    so that its stories are those of `storyfold demo`.
    """
    if (path is None) is not use_sample:
        raise UsageError("either IN or --sample is wanted")
    records = rows.raw_records(path or sample.PATH, raw=raw, progress="sending")
    count = asyncio.run(send(settings, records, rate, partition=SAMPLE_PARTITION if use_sample else None))
    click.echo(f"sent {count} records to {RAW.full_name(settings.topic_prefix)}", err=True)


async def send(
    settings: Settings,
    records: Iterator[tuple[str, rows.Row]],
    rate: float | None = None,
    *,
    partition: int | None = None,
) -> int:
    """Send and wait until the broker has all of them; returns how many. Raises BrokerError and UsageError.

    Without `partition` the keys decide.
    """
    topic = RAW.full_name(settings.topic_prefix)
    if topic not in await admin.find(settings):
        raise BrokerError(f"no topic {topic!r} at {settings.bootstrap_servers}: storyfold topics create makes it")
    count, began, waiting = 0, time.monotonic(), deque[asyncio.Future[object]]()
    async with client.producer(settings) as producer:
        for where, row in records:
            if rate:
                await asyncio.sleep(began + count / rate - time.monotonic())
            try:
                future = await producer.send(topic, row.value, row.key, partition, row.timestamp, list(row.headers))
            except MessageSizeTooLargeError:
                raise UsageError(f"{where}: {len(row.value or b'')} bytes are too many for Kafka") from None
            waiting.append(future)
            if len(waiting) >= IN_FLIGHT:
                await waiting.popleft()
            count += 1
        for future in waiting:
            await future
    return count
