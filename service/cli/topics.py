"""`storyfold topics create|check`: make the topics, or see whether they are as declared."""

import asyncio

import click

from service.cli.options import with_settings
from service.settings import Settings


@click.group()
def command() -> None:
    """Create or check the topics."""


@command.command(short_help="Make the topics that are missing.")
@click.option("--partitions", type=click.IntRange(1), default=4, show_default=True, help="of every partitioned topic")
@click.option("--replication", type=click.IntRange(1), help="copies of each  [default: 3, or the number of brokers]")
@with_settings
def create(settings: Settings, partitions: int, replication: int | None) -> None:
    """Make the topics that are missing; those that exist stay as they are, and are checked.

    Waits until the broker shows them all. May be called again at any time.
    """
    from service.kafka import admin

    told = set[str]()

    def waiting(reason: str) -> None:
        if reason not in told:
            click.echo(f"waiting: {reason}", err=True)
        told.add(reason)

    for name in asyncio.run(admin.create(settings, partitions, replication, waiting)):
        click.echo(f"created {name}")
    _check(settings)


@command.command(short_help="Compare the topics with their declaration.")
@with_settings
def check(settings: Settings) -> None:
    """Compare the topics with their declaration; exit code 78 names every difference."""
    _check(settings)


def _check(settings: Settings) -> None:
    from service.kafka import admin

    counts = asyncio.run(admin.check(settings))
    for name, count in counts.items():
        click.echo(f"ok {settings.topic_prefix}{name}: {count} partition{'s' if count > 1 else ''}")
