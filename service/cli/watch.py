"""`storyfold watch`: follow the timelines."""

import asyncio
import sys
from contextlib import aclosing

import click

from service import codec
from service.cli.options import with_settings, with_top
from service.cli.text import timeline_text
from service.errors import BrokerError
from service.kafka import admin
from service.kafka.log import follow
from service.records import Timeline
from service.settings import Settings
from service.topics import TIMELINES


@click.command()
@click.option("--from-start", is_flag=True, help="begin with the oldest timeline that the topic holds")
@click.option("--story", help="only this story")
@click.option("--json", "as_json", is_flag=True, help="the records as they are, one a line")
@with_top
@with_settings
def command(settings: Settings, *, from_start: bool, story: str | None, as_json: bool, top: int | None) -> None:
    """Print each timeline when it changes, until Ctrl-C: its strongest entries, by date."""
    asyncio.run(_watch(settings, from_start=from_start, story=story, as_json=as_json, top=top))


async def _watch(settings: Settings, *, from_start: bool, story: str | None, as_json: bool, top: int | None) -> None:
    topic = TIMELINES.full_name(settings.topic_prefix)
    if topic not in (found := await admin.find(settings)):
        raise BrokerError(f"no topic {topic!r} at {settings.bootstrap_servers}: storyfold topics create makes it")
    async with aclosing(follow(settings, topic, found[topic].partitions, from_start=from_start)) as records:
        async for record in records:
            if record.value is None or (story and record.key != story.encode()):
                continue
            if as_json:
                sys.stdout.buffer.write(record.value + b"\n")
                sys.stdout.buffer.flush()
            else:
                click.echo(timeline_text(codec.decode(record.value, Timeline), top) + "\n")
