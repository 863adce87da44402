"""`storyfold demo`: everything at once on this machine, for a first look."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

import click
from aiokafka import TopicPartition
from msgspec.structs import replace

from service import codec, deadletter, sample
from service.cli import rows
from service.cli.options import with_settings
from service.cli.produce import send
from service.cli.show import Live, timeline_text
from service.errors import WorkerStoppedError
from service.kafka import admin, client, embedded
from service.kafka.log import read_topic
from service.records import Timeline
from service.settings import ENVIRONMENT_PREFIX, Settings, is_secret
from service.topics import CLEAN, DEAD_LETTER, RAW, RESOLVED, TIMELINES

PARTITIONS = 4
DEADLINE_SECONDS = 60.0
RATE_ON_A_TERMINAL = 8.0
_POLL_SECONDS = 0.2
_STOP_SECONDS = 10.0


@click.command()
@click.option("--rate", type=click.FloatRange(min=0, min_open=True),
              help="records per second  [default: 8 on a terminal, else as fast as possible]")  # fmt: skip
@with_settings
def command(settings: Settings, rate: float | None) -> None:
    """Start a broker in memory and one worker, send a feed of fictional articles, and watch timelines grow.

    It ends by itself and prints the merged timelines. Nothing is left behind, and no other broker is spoken to. The
    same feed runs against any broker: storyfold produce --sample
    """
    began = time.monotonic()
    if rate is None and sys.stdout.isatty():
        rate = RATE_ON_A_TERMINAL
    with embedded.broker() as address:
        settings = _settings(settings, address)
        click.echo(f"embedded broker at {address}")
        asyncio.run(_demo(settings, rate))
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


async def _demo(settings: Settings, rate: float | None) -> None:
    await admin.create(settings, PARTITIONS)
    with _worker(settings) as (worker, log), Live() as live:
        live.say("worker started")
        following = asyncio.create_task(_follow(settings, live))
        count = await send(settings, rows.raw_records(sample.PATH, raw=False, progress=""), rate)
        live.say(f"{count} records sent to {RAW.name}")
        await _until_done(settings, worker, log, count)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
    timelines, refused = await _timelines(settings), await _refused(settings)
    click.echo("\nThe merged timelines:\n")
    for timeline in sorted(timelines, key=lambda t: (t.first_published, t.story_id)):
        click.echo(timeline_text(timeline) + "\n")
    reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(refused.items()))
    click.echo(f"{count} records, {len(timelines)} timelines, {refused.total()} records refused ({reasons})")


@contextmanager
def _worker(settings: Settings) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """A worker process with exactly these settings, and its log; ended by SIGTERM."""
    default = Settings()
    given = {name: getattr(settings, name) for name in Settings.__struct_fields__ if not is_secret(name)}
    flags = [f"--set={name}={value}" for name, value in given.items() if value != getattr(default, name)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ENVIRONMENT_PREFIX)}
    with tempfile.TemporaryFile() as log:
        command = [sys.executable, "-m", "service", "worker", *flags]
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)  # noqa: S603 - ourselves
        try:
            yield process, log
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


async def _follow(settings: Settings, live: Live) -> None:
    async with client.consumer(settings, TIMELINES.name) as consumer:
        async for record in consumer:
            if record.value is not None:
                live.show(codec.decode(record.value, Timeline))


async def _until_done(settings: Settings, worker: "subprocess.Popen[bytes]", log: IO[bytes], count: int) -> None:
    """Until the worker has acknowledged every record of every topic that it reads. Raises WorkerStoppedError."""
    places = [TopicPartition(topic.name, n) for topic in (RAW, CLEAN, RESOLVED) for n in range(PARTITIONS)]
    deadline = time.monotonic() + DEADLINE_SECONDS
    async with client.consumer(settings, group_id=settings.app_id) as consumer:
        consumer.assign(places)
        while True:
            committed = [await consumer.committed(place) or 0 for place in places]
            # In this order: what a stage wrote before its commit is then seen in the end offsets of the next.
            ends = await consumer.end_offsets(places)
            if sum(committed[:PARTITIONS]) == count and committed == [ends[place] for place in places]:
                return
            if worker.poll() is not None:
                raise WorkerStoppedError(f"the worker ended with code {worker.returncode}: {_last_lines(log)}")
            if time.monotonic() > deadline:
                raise WorkerStoppedError(f"not done after {DEADLINE_SECONDS:.0f} s: {_last_lines(log)}")
            await asyncio.sleep(_POLL_SECONDS)


def _last_lines(log: IO[bytes]) -> str:
    log.seek(0)
    return log.read().decode("utf-8", "replace")[-2000:]


async def _timelines(settings: Settings) -> list[Timeline]:
    newest: dict[bytes | None, bytes | None] = {}
    async for records in read_topic(settings, TIMELINES.name):
        newest.update((record.key, record.value) for record in records)
    return [codec.decode(value, Timeline) for value in newest.values() if value is not None]


async def _refused(settings: Settings) -> Counter[str]:
    """Dead letters by reason."""
    found = Counter[str]()
    async for records in read_topic(settings, DEAD_LETTER.name):
        found.update(dict(record.headers)[deadletter.REASON].decode() for record in records)
    return found
