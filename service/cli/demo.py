"""`storyfold demo`: everything at once on this machine, for a first look."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing, contextmanager, suppress
from importlib.util import find_spec
from itertools import islice
from typing import IO, NamedTuple

import click
from aiokafka import TopicPartition
from msgspec.structs import replace

from service import codec, deadletter, sample
from service.cli import rows
from service.cli.options import with_settings
from service.cli.produce import send
from service.cli.text import Live, timeline_text
from service.errors import WorkerStoppedError
from service.kafka import admin, client, embedded
from service.kafka.log import Record, follow
from service.records import Timeline
from service.settings import ENVIRONMENT_PREFIX, Settings, is_secret
from service.topics import CLEAN, DEAD_LETTER, RAW, RESOLVED, TIMELINES, Topic

PARTITIONS = 1
"""One lane after the other, in the order of the feed: what `storyfold replay` makes of the same file."""
DEADLINE_SECONDS = 300.0
"""A machine that compiles the inner loops first may take a minute or two."""
SCENE_RECORDS = 10
"""Between two pictures of the growing timelines."""
RATE_ON_A_TERMINAL = 8.0
"""Records a second, at which a person can follow."""
_POLL_SECONDS = 0.2
"""Between two looks whether all has come through."""
_STOP_SECONDS = 10.0
"""Then a process is killed."""


@click.command()
@click.option("--rate", type=click.FloatRange(min=0, min_open=True),
              help="records per second  [default: 8 on a terminal, else as fast as possible]")  # fmt: skip
@with_settings
def command(settings: Settings, rate: float | None) -> None:
    """Start a broker in memory and one worker, send a feed of fictional articles, and watch timelines grow.

    Each timeline says what is new in it: an entry appears (+), further sources confirm it (=), one contradicts it (!),
    a correction or a retraction takes a claim back (-). The demo ends by itself and prints the merged timelines.

    On a terminal it then shows them as a page, and keeps it open until Ctrl-C.
    Nothing is left behind, and no other broker is spoken to. The same feed runs against any broker: storyfold produce
    --sample
    """
    began = time.monotonic()
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # the children end with us
    if rate is None and sys.stdout.isatty():
        rate = RATE_ON_A_TERMINAL
    with embedded.broker() as address:
        settings = _settings(settings, address)
        click.echo(f"embedded broker at {address}")
        try:
            asyncio.run(_demo(settings, rate))
        except TimeoutError:
            raise WorkerStoppedError(f"the worker is not done after {DEADLINE_SECONDS:.0f} s") from None
        if sys.stdout.isatty() and find_spec("litestar"):
            _show_page(settings)
    click.echo(f"done in {time.monotonic() - began:.1f} s")


def _settings(settings: Settings, address: str) -> Settings:
    """The given settings for the embedded broker, without anything that points elsewhere or that it cannot do."""
    return replace(
        settings,
        bootstrap_servers=address,
        security_protocol="PLAINTEXT",
        idempotent_producer=False,
        group_instance_id="",
        topic_prefix="",
        agents="clean,dedup,timeline",
        commit_interval_seconds=0.2,
        http_port=0,
    )


def _show_page(settings: Settings) -> None:
    """Serve the timelines as a page and keep it open until Ctrl-C."""
    with tempfile.TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        free.close()
        changes = {"read_port": port, "read_database_file": f"{home}/read.sqlite"}
        with _process(replace(settings, **changes), "serve") as server, suppress(KeyboardInterrupt):
            click.echo(f"\nThe page: http://127.0.0.1:{port} (Ctrl-C ends it)")
            server.process.wait()
            raise WorkerStoppedError(f"the page ended: {server.last_words()}")


async def _demo(settings: Settings, rate: float | None) -> None:
    await admin.create(settings, PARTITIONS)
    with _process(settings, "worker") as worker, Live() as live:
        live.say("worker started")
        following = asyncio.create_task(_follow(settings, live))
        async with asyncio.timeout(DEADLINE_SECONDS):
            count, refused = await _play(settings, worker, live, rate)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
    newest = {record.key: record.value for record in await _read(settings, TIMELINES)}
    timelines = [codec.decode(value, Timeline) for value in newest.values() if value is not None]
    click.echo("\nThe merged timelines:\n")
    for timeline in sorted(timelines, key=lambda t: (t.first_published, t.story_id)):
        click.echo(timeline_text(timeline) + "\n")
    reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(refused.items()))
    click.echo(f"{count} records, {len(timelines)} timelines, {refused.total()} records refused ({reasons})")


async def _play(settings: Settings, worker: "_Process", live: Live, rate: float | None) -> tuple[int, Counter[str]]:
    """Send the feed scene by scene, each when all of the one before is in the timelines; so that they are seen to grow.

    Returns how many records were sent, and the dead letters by reason.
    """
    records, count, refused = rows.raw_records(sample.PATH, raw=False, progress=""), 0, Counter[str]()
    while sent := await send(settings, islice(records, SCENE_RECORDS), rate):
        count += sent
        live.say(f"{sent} records sent to {RAW.name}")
        refused = await _until_done(settings, worker, count)
    return count, refused


async def _follow(settings: Settings, live: Live) -> None:
    async with aclosing(follow(settings, TIMELINES.name, 1, from_start=True)) as records:
        async for record in records:
            if record.value is not None:
                live.show(codec.decode(record.value, Timeline))


async def _until_done(settings: Settings, worker: "_Process", count: int) -> Counter[str]:
    """Wait until the worker has acknowledged everything; returns the dead letters by reason.

    A stage acknowledges last, so what it wrote is complete when it has acknowledged all that it read. With one
    partition each raw record gives one clean record or one dead letter.
    """
    await _acknowledged(settings, worker, RAW, count)
    refused = Counter(deadletter.reason(r.headers) for r in await _read(settings, DEAD_LETTER))
    await _acknowledged(settings, worker, CLEAN, count - refused.total())
    await _acknowledged(settings, worker, RESOLVED, len(await _read(settings, RESOLVED)))
    return refused


async def _acknowledged(settings: Settings, worker: "_Process", topic: Topic, count: int) -> None:
    """Wait until the worker has acknowledged so many records. Raises WorkerStoppedError when it ends before."""
    place = TopicPartition(topic.name, 0)
    async with client.consumer(settings, group_id=settings.app_id) as consumer:
        consumer.assign([place])
        while (await consumer.committed(place) or 0) < count:
            code = worker.process.poll()
            if code is not None:
                raise WorkerStoppedError(f"the worker ended with code {code}: {worker.last_words()}")
            await asyncio.sleep(_POLL_SECONDS)


async def _read(settings: Settings, topic: Topic) -> list[Record]:
    """All records of a topic. A fetch tells its end; the embedded broker's other answer to that question is wrong."""
    place, records = TopicPartition(topic.name, 0), list[Record]()
    async with client.consumer(settings, topic.name, fetch_max_wait_ms=100) as consumer:
        while consumer.highwater(place) is None or await consumer.position(place) < consumer.highwater(place):
            records += (await consumer.getmany(timeout_ms=200)).get(place, [])
    return records


class _Process(NamedTuple):
    process: "subprocess.Popen[bytes]"
    log: IO[bytes]

    def last_words(self) -> str:
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")[-2000:]


@contextmanager
def _process(settings: Settings, command: str) -> Iterator[_Process]:
    """A command of ours that runs until it is ended (SIGTERM), with exactly these settings."""
    default = Settings()
    given = {name: getattr(settings, name) for name in Settings.__struct_fields__ if not is_secret(name)}
    flags = [f"--set={name}={value}" for name, value in given.items() if value != getattr(default, name)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ENVIRONMENT_PREFIX)}
    with tempfile.TemporaryFile() as log:
        arguments = [sys.executable, "-m", "service", command, *flags]
        process = subprocess.Popen(arguments, stdout=log, stderr=log, env=environment)  # noqa: S603 - ourselves
        try:
            yield _Process(process, log)
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
