"""`storyfold timeline`: all articles of a file as one story."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import aclosing
from datetime import date, datetime
from typing import Any

import click
import msgspec
from msgspec.structs import replace

from service import codec
from service.cli import rows
from service.cli.lines import keep_apart, open_output
from service.cli.options import with_settings, with_top
from service.cli.pretty import render
from service.errors import UsageError
from service.records import CleanArticle, Rejected, ResolvedArticle, Retraction, Timeline, publication_day
from service.replay import Replay, Undated, cleaned
from service.settings import Settings
from service.stages import Incoming
from service.timeline.derive import derive
from service.timeline.presenting.summary import summarize

_DATE = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("path", metavar="IN")
@click.argument("output", metavar="OUT")
@click.option("--max-dates", type=click.IntRange(min=1), metavar="L", help="days of the summary")
@click.option("--sentences", type=click.IntRange(min=1), metavar="K", help="sentences for each of them")
@click.option("--since", type=_DATE, metavar="DATE", help="only articles published, and days, from this day on")
@click.option("--until", type=_DATE, metavar="DATE", help="only articles published, and days, up to this day")
@click.option("--pretty", is_flag=True, help="write the strongest entries for people to read, not JSON")
@with_top
@with_settings
def command(
    settings: Settings,
    *,
    path: str,
    output: str,
    max_dates: int | None,
    sentences: int | None,
    since: datetime | None,
    until: datetime | None,
    pretty: bool,
    top: int | None,
) -> None:
    """Write the timeline of all articles in IN (JSON Lines, `-`: stdin) as if they were one story.

    OUT gets one Timeline; as JSON it has all entries, with --pretty the strongest ones. With --max-dates and
    --sentences it has a "summary" too: {day: [sentences]} of the most important days, the best sentence first.
    """
    if (max_dates is None) != (sentences is None):
        raise UsageError("--max-dates and --sentences go together")
    keep_apart(path, output)
    first, last = since.date() if since else date.min, until.date() if until else date.max
    articles = asyncio.run(_read(path, settings))
    articles = [a for a in articles if first <= date.fromisoformat(publication_day(a)) <= last]
    timeline = derive(articles[0].story_id, articles, settings.timeline_max_bytes) if articles else None
    if timeline is None:
        raise UsageError(f"{path}: no article that can be told of")
    summary = summarize(articles, max_dates, sentences, first, last) if max_dates and sentences else None
    with open_output(output) as out:
        terminal = output == "-" and sys.stdout.isatty()
        out.write(render(timeline, summary, terminal=terminal, top=top) if pretty else _row(timeline, summary) + b"\n")


def _row(timeline: Timeline, summary: Mapping[str, Sequence[str]] | None) -> bytes:
    row: dict[str, Any] = msgspec.to_builtins(timeline)
    return codec.encode(row if summary is None else row | {"summary": summary})


async def _read(path: str, settings: Settings) -> list[ResolvedArticle]:
    """The articles in the order of publication, all of the story of the first; copies and boilerplate lines are found
    as in the stream.
    """
    undated, records, refused = Undated(), list[CleanArticle | Retraction](), Counter[str]()
    async with aclosing(cleaned(_incoming(path), settings)) as pairs:
        async for _, outcome in pairs:
            if isinstance(outcome.result, Rejected):
                refused[outcome.result.reason] += 1
                continue
            record = codec.decode(outcome.result.value, CleanArticle | Retraction)
            records.append(undated.date(record) if isinstance(record, CleanArticle) else record)
    if refused:
        told = ", ".join(f"{number} {reason}" for reason, number in sorted(refused.items()))
        click.echo(f"left out: {told}", err=True)
    return _one_story(records, settings)


def _incoming(path: str) -> Iterator[Incoming]:
    for _, row in rows.raw_records(path, raw=False, progress="reading"):
        yield Incoming(row.key, row.value, row.headers, row.timestamp)


def _one_story(records: Sequence[CleanArticle | Retraction], settings: Settings) -> list[ResolvedArticle]:
    replay = Replay(settings)
    articles = [record for record in records if isinstance(record, CleanArticle)]
    for article in sorted(articles, key=lambda a: (a.published_at, a.id)):
        replay.add(article)
    for record in records:
        if isinstance(record, Retraction):
            replay.add(record)
    resolved = [codec.decode(data, ResolvedArticle) for data in replay.articles()]
    return [replace(a, story_id=resolved[0].story_id) for a in resolved if a.verdict != "retracted"]
