"""`storyfold replay`: the pipeline without Kafka, file to file."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, aclosing
from typing import Any, BinaryIO

import click
import msgspec
import orjson

from service import codec
from service.cli import rows
from service.cli.lines import bar, keep_apart, open_output, read_lines
from service.cli.options import with_settings
from service.errors import UsageError
from service.records import CleanArticle, Rejected, Retraction
from service.replay import Replay, Undated, cleaned
from service.settings import Settings
from service.stages import Incoming


@click.command()
@click.argument("path", metavar="IN")
@click.option("--timelines", metavar="OUT", help="the newest timeline of every story")
@click.option("--articles", metavar="OUT", help="the newest resolved article of every id")
@click.option("--dead-letter", metavar="OUT", help="refused records: {line, reason, detail, key, value}")
@click.option("--from", "origin", type=click.Choice(["raw", "clean"]), default="raw", show_default=True,
              help="what IN holds: records of articles.raw or of articles.clean")  # fmt: skip
@click.option("--partitions", type=click.IntRange(min=1), default=1, show_default=True, help="of every topic")
@click.option("--raw", is_flag=True, help="lines that are no JSON objects are records too, to be refused")
@with_settings
def command(
    settings: Settings,
    *,
    path: str,
    timelines: str | None,
    articles: str | None,
    dead_letter: str | None,
    origin: str,
    partitions: int,
    raw: bool,
) -> None:
    """Run the whole pipeline over IN (JSON Lines, `-`: stdin) in this process.

    IN holds articles, or rows as `storyfold dump` writes them. Rows of articles.clean stay in the partition that they
    name; others go where the clean agent would send them. Each line of --timelines and --articles is the exact bytes
    of a record, in the order in which its key first appeared.
    """
    if not (timelines or articles or dead_letter):
        raise UsageError("nothing to write: give --timelines, --articles or --dead-letter")
    keep_apart(path, timelines, articles, dead_letter)
    with ExitStack() as stack:
        to_timelines, to_articles, to_dead_letter = (
            stack.enter_context(open_output(out)) if out else None for out in (timelines, articles, dead_letter)
        )
        replay = Replay(settings, partitions)
        if origin == "clean":
            counts = _replay_clean(replay, path)
        else:
            counts = asyncio.run(_replay_raw(replay, settings, path, raw, to_dead_letter))
        if to_articles:
            to_articles.writelines(line + b"\n" for line in replay.articles())
        if to_timelines:
            to_timelines.writelines(line + b"\n" for line in bar(replay.timelines(), "timelines", replay.stories))
    told = ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
    click.echo(f"{told or 'no records'}; {replay.stories} stories", err=True)


async def _replay_raw(
    replay: Replay, settings: Settings, path: str, raw: bool, dead_letter: BinaryIO | None
) -> Counter[str]:
    """Clean the records and resolve them; refused ones go to `dead_letter`."""
    undated, counts, places = Undated(), Counter[str](), list[str]()

    def incoming() -> Iterator[Incoming]:
        for where, row in rows.raw_records(path, raw=raw, progress="replaying"):
            places.append(where)
            yield Incoming(row.key, row.value, row.headers, row.timestamp)

    number = 0
    async with aclosing(cleaned(incoming(), settings)) as pairs:
        async for record, outcome in pairs:
            match outcome.result:
                case Rejected() as rejected:
                    counts["refused"] += 1
                    if dead_letter:
                        dead_letter.write(_dead_letter(places[number], record, rejected))
                case ready:
                    article = codec.decode(ready.value, CleanArticle | Retraction)
                    counts["articles" if ready.lane else "retractions"] += 1
                    replay.add(undated.date(article) if isinstance(article, CleanArticle) else article)
            number += 1
    return counts


def _dead_letter(where: str, record: Incoming, rejected: Rejected) -> bytes:
    row: dict[str, Any] = {
        "line": int(where.rpartition(" ")[2]),
        "reason": rejected.reason,
        "detail": rejected.detail,
        "key": rows.show(record.key),
        "value": rows.show(record.value),
    }
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def _replay_clean(replay: Replay, path: str) -> Counter[str]:
    """Resolve the rows of a dump of `articles.clean`, or clean articles by themselves."""
    counts, newest = Counter[str](), dict[int, int]()
    for number, line in read_lines(path, progress="replaying"):
        where = f"{path}: line {number}"
        row = rows.read(line, where) if rows.is_record(line) else rows.Row(None, codec.encode(line))
        record = _clean_record(row.value or b"", where)
        counts["articles" if isinstance(record, CleanArticle) else "retractions"] += 1
        if row.partition is None:
            replay.add(record)
            continue
        offset = newest.get(row.partition, -1) + 1 if row.offset is None else row.offset
        if offset <= newest.get(row.partition, -1):
            raise UsageError(f"{where}: offset {offset} of partition {row.partition} comes after a later one")
        newest[row.partition] = offset
        replay.resolve(record, row.partition, offset)
    return counts


def _clean_record(value: bytes, where: str) -> CleanArticle | Retraction:
    try:
        record: CleanArticle | Retraction = codec.decode(value, CleanArticle | Retraction)
    except msgspec.DecodeError as error:
        raise UsageError(f"{where}: not a record of articles.clean: {error}") from None
    return record
