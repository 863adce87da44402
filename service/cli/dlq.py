"""`storyfold dlq`: dead letters, listed, counted, shown, or sent again."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Mapping, Sequence, Set
from contextlib import aclosing
from typing import Any, NamedTuple

import click
import msgspec
import orjson
from aiokafka import AIOKafkaProducer, OffsetAndMetadata, TopicPartition
from aiokafka.errors import GroupCoordinatorNotAvailableError

from service import deadletter
from service.cli.letters import Letter, Place, Since, letters, overtaken
from service.cli.options import with_settings
from service.cli.words import printable
from service.errors import BrokerError, UsageError
from service.kafka import admin, client
from service.records import Reason
from service.settings import Settings
from service.topics import DEAD_LETTER

COORDINATOR_TIMEOUT_SECONDS = 30.0
IN_FLIGHT = 200
"""Records sent and not yet confirmed, at most."""
REASONS = click.Choice([reason.value for reason in Reason])


@click.group("dlq")
def command() -> None:
    """List, count and show the dead letters (records that a stage refused), or send them again."""


@command.command("list")
@click.option("--reason", type=REASONS, help="only those refused for this reason")
@with_settings
def list_(settings: Settings, reason: str | None) -> None:
    """Print one line for each dead letter: where it is, why, where it came from, its key, what was wrong.

    One whole: storyfold dlq show PARTITION@OFFSET. All as they are: storyfold dump articles.dead-letter --headers
    """
    asyncio.run(_list(settings, reason))


@command.command("counts")
@with_settings
def counts(settings: Settings) -> None:
    """Print how many dead letters there are by reason and outlet, the most first; `?` is an outlet that none tells."""
    asyncio.run(_counts(settings))


@command.command("show")
@click.argument("place", metavar="PARTITION@OFFSET")
@with_settings
def show(settings: Settings, place: str) -> None:
    """Print one dead letter whole: why it was refused, its headers, its key, and its value, JSON laid out in lines."""
    partition, _, offset = place.partition("@")
    if not (partition.isdigit() and offset.isdigit()):
        raise UsageError(f"{place}: PARTITION@OFFSET is wanted, as `storyfold dlq list` prints it")
    asyncio.run(_show(settings, int(partition), int(offset)))


@command.command("replay")
@click.option("--reason", type=REASONS, multiple=True, help="only those refused for this reason; may be repeated")
@click.option("--max-attempts", default=3, show_default=True, help="leave out what was refused so often")
@click.option("--all", "from_start", is_flag=True, help="also those that were sent again before")
@click.option("--dry-run", is_flag=True, help="only print what would become of each; nothing is sent or remembered")
@with_settings
def replay(settings: Settings, reason: Sequence[str], max_attempts: int, from_start: bool, dry_run: bool) -> None:
    """Send dead letters again to the topic and partition they came from, with their own key, value and headers.

    An article that was retracted meanwhile, or came again and was taken, is left out: sent again, its old form would
    take the place of what is true now. So is a letter that was cut: its record is where it came from. How far it came
    is remembered for each reason, in the consumer group <app_id>-dlq, so the next call for that reason goes on after
    it; what is left out counts as seen. Use it after the cause is mended: a cleaner, a larger limit, a fixed setting.
    """
    asyncio.run(_replay(settings, frozenset(reason) or ALL_REASONS, max_attempts, from_start=from_start, dry=dry_run))


ALL_REASONS = frozenset(reason.value for reason in Reason)


async def _list(settings: Settings, reason: str | None) -> None:
    async for found in letters(settings):
        if reason in (None, found.reason):
            click.echo(_line(found))


def _line(found: Letter) -> str:
    came_from = "?" if found.origin is None else "{}[{}]@{}".format(*found.origin)
    key = "-" if found.key is None else found.key.decode("utf-8", "replace")
    message = printable(found.why[deadletter.MESSAGE])
    return f"{found.partition}@{found.offset}  {found.reason}  {came_from}  {printable(key)}  {message}"


async def _counts(settings: Settings) -> None:
    found: Counter[tuple[str, str]] = Counter()
    async for one in letters(settings):
        found[one.reason, (one.article.outlet if one.article else None) or "?"] += 1
    for (reason, outlet), count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"{count:>8}  {reason:<20}  {printable(outlet)}")


async def _show(settings: Settings, partition: int, offset: int) -> None:
    async with aclosing(letters(settings)) as everything:
        async for found in everything:
            if (found.partition, found.offset) == (partition, offset):
                _show_letter(found)
                return
    raise UsageError(f"no dead letter {partition}@{offset}")


def _show_letter(found: Letter) -> None:
    for name, about in deadletter.NAMES.items():
        click.echo(f"{name:<40} {printable(found.why[name])}  ({about})")
    for name, content in found.headers:
        if name in deadletter.CUT_NAMES:
            click.echo(f"{name:<40} {_text(content)}  ({deadletter.CUT_NAMES[name]})")
        elif name not in deadletter.NAMES:
            click.echo(f"header {printable(name):<33} {_text(content)}")
    click.echo(f"{'key':<40} {_text(found.key)}")
    click.echo(_laid_out(found.value))


def _text(content: bytes | None) -> str:
    return "null" if content is None else printable(content.decode("utf-8", "backslashreplace"))


def _laid_out(value: bytes | None) -> str:
    """The value for a terminal: JSON in lines, anything else as it is, without control characters."""
    try:
        text = orjson.dumps(orjson.loads(value or b""), option=orjson.OPT_INDENT_2).decode()
    except orjson.JSONDecodeError:
        text = "null" if value is None else value.decode("utf-8", "backslashreplace")
    return "\n".join("".join(c for c in line if c.isprintable()) for line in text.split("\n"))


SENT = "to be sent"

# --- sending again ---------------------------------------------------------------------------------------------------


class _Seen(NamedTuple):
    """Of one partition: where each reason goes on, and the end up to which it is read now."""

    after: dict[str, int]
    end: int


async def _replay(
    settings: Settings, reasons: frozenset[str], max_attempts: int, *, from_start: bool, dry: bool
) -> None:
    name = DEAD_LETTER.full_name(settings.topic_prefix)
    topic = (await admin.find(settings)).get(name)
    if topic is None:
        raise BrokerError(f"no topic {name!r} at {settings.bootstrap_servers}")
    everything = [msgspec.structs.replace(found, value=None) async for found in letters(settings)]
    seen = await _seen(settings, name, topic.partitions, everything, from_start=from_start)
    chosen = [
        found
        for found in everything
        if found.reason in reasons and seen[found.partition].after[found.reason] <= found.offset and found.origin
    ]
    since = await overtaken(settings, chosen, everything)
    fates = [(found, _fate(found, since, max_attempts)) for found in chosen]
    if dry:
        for found, fate in fates:
            click.echo(f"{fate}: {_line(found)}")
    else:
        await _send(settings, {(found.partition, found.offset) for found, fate in fates if fate == SENT})
        await _remember(settings, name, seen, reasons)
    counted = Counter(fate for _, fate in fates)
    told = "".join(f"; left out {number} {fate}" for fate, number in sorted(counted.items()) if fate != SENT)
    click.echo(f"{'would send' if dry else 'sent'} {counted[SENT]} records again{told}", err=True)


def _fate(found: Letter, since: Mapping[Place, Since], max_attempts: int) -> str:
    if deadletter.cut(found.headers):
        return "cut"
    if found.attempts >= max_attempts:
        return f"refused {max_attempts} times"
    happened = since.get(found.origin) if found.origin else None
    return f"{happened} since" if happened else SENT


async def _seen(
    settings: Settings, name: str, partitions: int, everything: Sequence[Letter], *, from_start: bool
) -> dict[int, _Seen]:
    """What the group remembers: its committed offset for all reasons, its metadata for those that are further."""
    places = [TopicPartition(name, partition) for partition in range(partitions)]
    committed = await _committed(settings, places)
    ends = dict.fromkeys(range(partitions), 0)
    for found in everything:
        ends[found.partition] = found.offset + 1
    seen = {}
    for place in places:
        known = committed.get(place)
        after = dict.fromkeys(ALL_REASONS | {found.reason for found in everything}, 0)
        if known and known.offset >= 0 and not from_start:
            after = dict.fromkeys(after, known.offset) | _further(known.metadata)
        seen[place.partition] = _Seen(after, max(ends[place.partition], *after.values()))
    return seen


async def _committed(settings: Settings, places: list[TopicPartition]) -> dict[TopicPartition, OffsetAndMetadata]:
    deadline = time.monotonic() + COORDINATOR_TIMEOUT_SECONDS
    async with client.admin(settings) as kafka:
        while True:
            try:
                found: dict[TopicPartition, OffsetAndMetadata] = await kafka.list_consumer_group_offsets(
                    _group(settings), partitions=places
                )
            except GroupCoordinatorNotAvailableError:  # a cluster that has just started, or never had a group
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(0.5)
            else:
                return found


def _further(metadata: str) -> dict[str, int]:
    try:
        return msgspec.json.decode(metadata or "{}", type=dict[str, int])
    except msgspec.DecodeError:  # committed by another program
        return {}


async def _send(settings: Settings, places: Set[tuple[int, int]]) -> None:
    """Send the letters at these places: a second reading, so that never all of them are in memory."""
    waiting = deque[asyncio.Future[Any]]()
    async with client.producer(settings) as producer:
        async for found in letters(settings):
            if (found.partition, found.offset) in places:
                waiting.append(await _send_again(producer, found))
            if len(waiting) >= IN_FLIGHT:
                await waiting.popleft()
        await asyncio.gather(*waiting)


async def _send_again(producer: AIOKafkaProducer, found: Letter) -> asyncio.Future[Any]:
    """Into the partition that it came from: in articles.clean that is the lane's, whatever the key says."""
    topic, partition, _ = found.origin or ("", 0, 0)
    headers = deadletter.to_send_again(found.headers)
    future: asyncio.Future[Any] = await producer.send(
        topic, found.value, found.key, partition=partition, headers=headers
    )
    return future


async def _remember(settings: Settings, name: str, seen: Mapping[int, _Seen], reasons: frozenset[str]) -> None:
    """The offset that every reason has passed is committed; the reasons that are further stand in its metadata."""
    commits = {}
    for partition, (after, end) in seen.items():
        now = after | dict.fromkeys(reasons, end)
        least = min(now[reason] for reason in ALL_REASONS)
        further = {reason: offset for reason, offset in sorted(now.items()) if offset > least}
        metadata = msgspec.json.encode(further).decode() if further else ""
        commits[TopicPartition(name, partition)] = OffsetAndMetadata(least, metadata)
    async with client.consumer(settings, group_id=_group(settings)) as consumer:
        consumer.assign(list(commits))
        await consumer.commit(commits)


def _group(settings: Settings) -> str:
    return f"{settings.app_id}-dlq"
