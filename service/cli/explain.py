"""`storyfold explain`: why an article got its verdict and its story."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

import click

from service import codec, topics
from service.cleaning.urls import article_id as url_id
from service.cleaning.urls import canonical
from service.cli import rows
from service.cli.lines import read_lines
from service.cli.options import with_settings
from service.cli.words import printable
from service.errors import UsageError
from service.kafka.log import read_topic
from service.lane.explain import explain, history, referred
from service.lane.log.record import ArticleRecord, LaneRecord, decode
from service.records import ResolvedArticle
from service.settings import Settings
from service.timeline.independence import compare


@click.command()
@click.argument("name", metavar="ARTICLE_ID|URL")
@click.option("--lanes", metavar="FILE", help="a dump of the topic lanes to read instead of the broker")
@click.option("--resolved", metavar="FILE", help="with --lanes: a dump of articles.resolved, for the removed lines")
@click.option("--with", "other", metavar="ID", help="another article: do the two count as one source, and why?")
@with_settings
def command(settings: Settings, name: str, lanes: str | None, resolved: str | None, other: str | None) -> None:
    """Tell why an article got its verdict and its story. A URL is that of any form of its page.

    Reads the topics lanes and articles.resolved, or dumps of them (`storyfold dump`). Articles whose story is
    forgotten are told of until their records are compacted away.
    """
    if resolved and not lanes:
        raise UsageError("--resolved goes with --lanes")
    if other and lanes and not resolved:
        raise UsageError("--with reads articles.resolved: give --resolved beside --lanes")
    article_id = asyncio.run(_article_id(settings, name, resolved, broker=not lanes))
    asyncio.run(_explain(settings, article_id, lanes, resolved))
    if other:
        asyncio.run(_compare(settings, (article_id, other), resolved))


async def _article_id(settings: Settings, name: str, resolved: str | None, *, broker: bool) -> str:
    """The id itself, or that of the article with this URL: its producer's, else the one that is made of the URL."""
    url = canonical(name)
    if url is None:
        return name
    if resolved or broker:
        page = url.rpartition("/")[2].encode()
        async with aclosing(_log(settings, topics.RESOLVED, resolved)) as found:
            async for _, value in found:
                if page in value:
                    article = codec.decode(value, ResolvedArticle)
                    if article.url and canonical(article.url) == url:
                        return article.id
    return url_id(name) or name


async def _explain(settings: Settings, article_id: str, lanes: str | None, resolved: str | None) -> None:
    own = history(article_id, [r async for r in _lane_records(settings, lanes, {article_id})])
    if not own:
        raise UsageError(f"no lane remembers an article {article_id!r}")
    wanted = referred(own)
    others: dict[str, ArticleRecord] = {}
    if wanted:
        async for record in _lane_records(settings, lanes, wanted):
            if isinstance(record, ArticleRecord) and record.seq >= getattr(others.get(record.id), "seq", 0):
                others[record.id] = record
    published: dict[str, ResolvedArticle] = {}
    if any(isinstance(record, ArticleRecord) and record.decision.cuts for record in own) and (resolved or not lanes):
        async for key, value in _log(settings, topics.RESOLVED, resolved):
            if key.endswith(b"/" + article_id.encode()):
                article = codec.decode(value, ResolvedArticle)
                if article.id == article_id:
                    published[article.revision] = article
    for line in explain(own, others, published):
        click.echo(line[: len(line) - len(line.lstrip())] + printable(line))


async def _compare(settings: Settings, ids: tuple[str, str], resolved: str | None) -> None:
    """Tell whether two articles are independent of each other."""
    newest: dict[str, ResolvedArticle] = {}
    ends = tuple(article_id.encode() for article_id in ids)
    async for key, value in _log(settings, topics.RESOLVED, resolved):
        if key.endswith(ends):
            article = codec.decode(value, ResolvedArticle)
            newest[article.id] = article
    missing = [article_id for article_id in ids if article_id not in newest]
    if missing:
        raise UsageError(f"articles.resolved holds no article {missing[0]!r}")
    for line in compare(*(newest[article_id] for article_id in ids)):
        click.echo(line[: len(line) - len(line.lstrip())] + printable(line))


async def _lane_records(settings: Settings, path: str | None, ids: set[str]) -> AsyncIterator[LaneRecord]:
    """The records of these articles in the log."""
    starts = tuple(f"{article_id}@".encode() for article_id in ids)
    async for key, value in _log(settings, topics.LANES, path):
        if key.startswith(starts):
            record = decode(value)
            if getattr(record, "id", None) in ids:
                yield record


async def _log(settings: Settings, topic: topics.Topic, path: str | None) -> AsyncGenerator[tuple[bytes, bytes]]:
    """Keys and values in a topic or in its dump, tombstones left out."""
    if path is not None:
        for number, line in read_lines(path):
            row = rows.read(line, f"{path}: line {number}") if rows.is_record(line) else None
            if row is None:
                raise UsageError(f"{path}: line {number}: not a row of `storyfold dump`")
            if row.key is not None and row.value is not None:
                yield row.key, row.value
        return
    async with aclosing(read_topic(settings, topic.full_name(settings.topic_prefix))) as chunks:
        async for records in chunks:
            for record in records:
                if record.key is not None and record.value is not None:
                    yield record.key, record.value
