"""`storyfold dlq`: dead letters, listed or sent again."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import Any

import click
from aiokafka import AIOKafkaProducer, TopicPartition

from service import deadletter
from service.cli.options import with_settings
from service.cli.show import printable
from service.errors import BrokerError
from service.kafka import admin, client
from service.kafka.log import Record, read_topic
from service.records import Reason
from service.settings import Settings
from service.topics import DEAD_LETTER

_UNKNOWN = "?"
REASONS = click.Choice([reason.value for reason in Reason])


@click.group("dlq")
def command() -> None:
    """List the dead letters (records that a stage refused), or send them again."""


@command.command("list")
@click.option("--reason", type=REASONS, help="only those refused for this reason")
@with_settings
def list_(settings: Settings, reason: str | None) -> None:
    """Print one line for each dead letter: where it is, why, where it came from, its key, what was wrong.

    The records themselves: storyfold dump articles.dead-letter --headers
    """
    asyncio.run(_list(settings, reason))


@command.command("replay")
@click.option("--reason", type=REASONS, multiple=True, help="only those refused for this reason; may be repeated")
@click.option("--max-attempts", default=3, show_default=True, help="leave out what was refused so often")
@click.option("--all", "from_start", is_flag=True, help="also those that were sent again before")
@with_settings
def replay(settings: Settings, reason: Sequence[str], max_attempts: int, from_start: bool) -> None:
    """Send dead letters again to the topic and partition they came from, with their own key, value and headers.

    How far it came is remembered in the consumer group <app_id>-dlq, so the next call goes on after it; what the
    options leave out counts as seen. A letter that was cut is left out: its record is where it came from. Use it after
    the cause is mended: a cleaner, a larger limit, a fixed setting.
    """
    count = asyncio.run(_replay(settings, frozenset(reason), max_attempts, from_start))
    click.echo(f"sent {count} records again", err=True)


async def _list(settings: Settings, reason: str | None) -> None:
    async with aclosing(read_topic(settings, DEAD_LETTER.full_name(settings.topic_prefix))) as chunks:
        async for records in chunks:
            for record in records:
                why = _why(record)
                if reason in (None, why[deadletter.REASON]):
                    click.echo(_line(record, why))


def _why(record: Record) -> dict[str, str]:
    """Why the record was refused the last time: of headers that repeat, the last counts."""
    given = [(name, content) for name, content in record.headers if name in deadletter.NAMES and content is not None]
    last = {name: content.decode("utf-8", "replace") for name, content in given}
    return dict.fromkeys(deadletter.NAMES, _UNKNOWN) | last


def _line(record: Record, why: dict[str, str]) -> str:
    came_from = f"{why[deadletter.TOPIC]}[{why[deadletter.PARTITION]}]@{why[deadletter.OFFSET]}"
    key = "-" if record.key is None else record.key.decode("utf-8", "replace")
    message = printable(why[deadletter.MESSAGE])
    return f"{record.partition}@{record.offset}  {why[deadletter.REASON]}  {came_from}  {printable(key)}  {message}"


async def _replay(settings: Settings, reasons: frozenset[str], max_attempts: int, from_start: bool) -> int:
    name = DEAD_LETTER.full_name(settings.topic_prefix)
    found = (await admin.find(settings)).get(name)
    if found is None:
        raise BrokerError(f"no topic {name!r} at {settings.bootstrap_servers}")
    places = [TopicPartition(name, partition) for partition in range(found.partitions)]
    count = 0
    async with (
        client.consumer(settings, group_id=f"{settings.app_id}-dlq") as consumer,
        client.producer(settings) as producer,
    ):
        consumer.assign(places)
        ends = await consumer.end_offsets(places)
        for place in places:
            seen = None if from_start else await consumer.committed(place)
            consumer.seek(place, seen or 0)
            while await consumer.position(place) < ends[place]:
                records = (await consumer.getmany(place, timeout_ms=1000)).get(place, [])
                chosen = [r for r in records if r.offset < ends[place] and _chosen(r, reasons, max_attempts)]
                await asyncio.gather(*[await _send_again(producer, record) for record in chosen])
                if records:
                    await consumer.commit({place: min(records[-1].offset + 1, ends[place])})
                count += len(chosen)
    return count


async def _send_again(producer: AIOKafkaProducer, record: Record) -> Any:
    """Into the partition that it came from: in articles.clean that is the lane's, whatever the key says. A future."""
    why = _why(record)
    again = deadletter.to_send_again(record.headers)
    topic, partition = why[deadletter.TOPIC], int(why[deadletter.PARTITION])
    return await producer.send(topic, record.value, record.key, partition=partition, headers=again)


def _chosen(record: Record, reasons: frozenset[str], max_attempts: int) -> bool:
    why = _why(record)
    known = why[deadletter.TOPIC] != _UNKNOWN and why[deadletter.PARTITION].isdigit()
    known = known and not deadletter.cut(record.headers)
    wanted = known and (not reasons or why[deadletter.REASON] in reasons)
    return wanted and deadletter.attempts(record.headers) < max_attempts
