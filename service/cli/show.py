"""`storyfold show`: the current state of a story, read from the topics."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import aclosing
from typing import Any

import click
import msgspec

from service import codec
from service.cleaning.urls import canonical
from service.cli.options import with_settings, with_top
from service.cli.pretty import render
from service.cli.words import printable
from service.errors import UsageError
from service.kafka.log import Record, read_topic
from service.records import ResolvedArticle, Timeline
from service.settings import Settings
from service.timeline.presenting.headline import headline
from service.topics import RESOLVED, TIMELINES, Topic

_KEPT = 10_000
"""Timelines in memory while the latest ones are looked for, at most."""


@click.command()
@click.argument("name", metavar="STORY_ID|ARTICLE_ID|URL", required=False)
@click.option("--latest", type=click.IntRange(min=1), metavar="N", help="the N stories that were published last")
@click.option("--evidence", is_flag=True, help="each entry with the sentences that say so, from articles.resolved")
@click.option("--json", "as_json", is_flag=True, help="the records, one a line")
@with_top
@with_settings
def command(
    settings: Settings, *, name: str | None, latest: int | None, evidence: bool, as_json: bool, top: int | None
) -> None:
    """Print the timeline of a story as the topic holds it now: by its id, or by the id or URL of one of its articles.

    With --evidence each claim is followed by its sentences, quoted from the newest record of their article, with the
    revision of that record; places count Unicode code points. With --evidence and --json each evidence gets "revision"
    and "quote", null where articles.resolved does not hold the article any more.
    """
    if (name is None) is (latest is None):
        raise UsageError("either STORY_ID|ARTICLE_ID|URL or --latest N is wanted")
    asyncio.run(_show(settings, name, latest, evidence=evidence, as_json=as_json, top=top))


async def _show(
    settings: Settings, name: str | None, latest: int | None, *, evidence: bool, as_json: bool, top: int | None
) -> None:
    timelines = await _named(settings, name) if name is not None else await _latest(settings, latest or 1)
    if not timelines:
        raise UsageError(f"no timeline of {name!r}" if name is not None else "no timeline yet")
    articles = await _articles(settings, timelines) if evidence else {}
    for timeline in timelines:
        if as_json:
            sys.stdout.buffer.write(codec.encode(_row(timeline, articles) if evidence else timeline) + b"\n")
        else:
            sys.stdout.buffer.write(render(timeline, None, terminal=sys.stdout.isatty(), top=top))
            for line in _evidence(timeline, articles, top) if evidence else ():
                sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


async def _named(settings: Settings, name: str) -> list[Timeline]:
    """The newest timelines that are called so; several when an article id is that of articles of several lanes."""
    url = canonical(name)

    def is_meant(timeline: Timeline) -> bool:
        if timeline.story_id == name:
            return True
        return any(a.id == name or (url and a.url and canonical(a.url) == url) for a in timeline.articles)

    found: dict[tuple[int, bytes | None], Timeline] = {}
    hint = (url or name).rpartition("/")[2].encode()  # what every form of the name has in common; else no decoding
    async for record in _records(settings, TIMELINES):
        place = record.partition, record.key
        timeline = codec.decode(record.value, Timeline) if record.value and hint in record.value else None
        if timeline and is_meant(timeline):
            found[place] = timeline
        else:
            found.pop(place, None)
    return list(found.values())


async def _latest(settings: Settings, count: int) -> list[Timeline]:
    """The timelines whose newest record is the youngest, the last one last."""
    newest: dict[tuple[int, bytes | None], tuple[int, int, bytes]] = {}
    async for record in _records(settings, TIMELINES):
        place = record.partition, record.key
        newest.pop(place, None)
        if record.value is not None:
            newest[place] = record.timestamp, record.offset, record.value
        if len(newest) > max(_KEPT, 2 * count):
            newest = dict(sorted(newest.items(), key=lambda item: item[1][:2])[-max(_KEPT // 2, count) :])
    last = sorted(newest.values(), key=lambda found: found[:2])[-count:]
    return [codec.decode(value, Timeline) for _, _, value in last]


async def _articles(settings: Settings, timelines: list[Timeline]) -> dict[str, ResolvedArticle]:
    """The newest record of each article that the timelines give as evidence."""
    wanted = {
        evidence.article_id for t in timelines for e in t.entries for claim in e.claims for evidence in claim.evidence
    }
    stories = {timeline.story_id for timeline in timelines}
    found: dict[str, ResolvedArticle] = {}
    async for record in _records(settings, RESOLVED):
        if record.value is None:
            continue
        article = codec.decode(record.value, ResolvedArticle) if _says(record.value, stories) else None
        if article and article.id in wanted and article.story_id in stories:
            found[article.id] = article
    return found


def _says(value: bytes, stories: set[str]) -> bool:
    return any(story.encode() in value for story in stories)


async def _records(settings: Settings, topic: Topic) -> AsyncIterator[Record]:
    async with aclosing(read_topic(settings, topic.full_name(settings.topic_prefix))) as chunks:
        async for records in chunks:
            for record in records:
                yield record


def _evidence(timeline: Timeline, articles: Mapping[str, ResolvedArticle], top: int | None) -> Iterator[str]:
    """For people: each entry, its claims, and who says so in which words."""
    outlets = {article.id: article.outlet for article in timeline.articles}
    for entry in headline(timeline.entries, top):
        yield f"{entry.date}  {printable(entry.text)}"
        for claim in entry.claims:
            yield f"  {claim.date} ({claim.basis})"
            for place in claim.evidence:
                article = articles.get(place.article_id)
                said = _quote(article, place.start, place.end)
                quoted = f'"{printable(said)}"' if said is not None else "is not in articles.resolved any more"
                where = f"{place.start}:{place.end} of revision {article.revision}" if article else ""
                outlet = printable(outlets.get(place.article_id, "?"))
                yield f"    {printable(place.article_id)} ({outlet}) {quoted} {where}".rstrip()


def _row(timeline: Timeline, articles: Mapping[str, ResolvedArticle]) -> dict[str, Any]:
    """For programs: the record, each evidence with its words."""
    row: dict[str, Any] = msgspec.to_builtins(timeline)
    for entry in row["entries"]:
        for claim in entry["claims"]:
            for place in claim["evidence"]:
                article = articles.get(place["article_id"])
                place["revision"] = article.revision if article else None
                place["quote"] = _quote(article, place["start"], place["end"])
    return row


def _quote(article: ResolvedArticle | None, start: int, end: int) -> str | None:
    return article.text[start:end] if article else None
