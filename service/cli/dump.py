"""`storyfold dump`: a topic to a file."""

import asyncio
from contextlib import aclosing
from typing import BinaryIO

import click

from service import topics
from service.cli import rows
from service.cli.lines import counting, open_output
from service.cli.options import with_settings
from service.kafka.log import Record, read_topic
from service.settings import Settings

NAMES = [topic.name for topic in topics.ALL]


@click.command()
@click.argument("topic", type=click.Choice(NAMES), metavar="TOPIC")
@click.argument("out", default="-")
@click.option("--latest", is_flag=True, help="only the newest record of each key; none for a key whose newest is null")
@click.option("--headers", is_flag=True, help="the headers too")
@with_settings
def command(settings: Settings, topic: str, out: str, latest: bool, headers: bool) -> None:
    """Write what TOPIC holds now to OUT, partition by partition.

    TOPIC is a name without the prefix. Rows are {"partition","offset","timestamp","key","value"}: key and value as
    text, {"base64": ...} if they are none, null if null; timestamps in milliseconds. With --latest the rows stand in
    the order in which their keys first appeared.
    """
    with open_output(out) as file:
        asyncio.run(_dump(settings, topic, file, latest, headers))


async def _dump(settings: Settings, topic: str, file: BinaryIO, latest: bool, headers: bool) -> None:
    newest: dict[tuple[int, bytes | None], Record] = {}
    with counting("records") as advance:
        async with aclosing(read_topic(settings, settings.topic_prefix + topic)) as chunks:
            async for records in chunks:
                if latest:
                    newest.update(((record.partition, record.key), record) for record in records)
                else:
                    file.writelines(rows.write(record, headers=headers) for record in records)
                advance(len(records))
    file.writelines(rows.write(record, headers=headers) for record in newest.values() if record.value is not None)
