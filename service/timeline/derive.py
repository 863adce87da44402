"""The timeline of a story as a pure function of the set of its articles."""

from collections.abc import Iterable

from service.records import ResolvedArticle, Timeline, TimelineArticle
from service.timeline.chapters import Cache, read, version
from service.timeline.choosing.candidates import about
from service.timeline.choosing.choose import choose
from service.timeline.choosing.pool import pool
from service.timeline.presenting.fit import fit
from service.timeline.sources import Sources, family, sources

MAX_TITLE = 300
"""Longer titles are cut (code points)."""


def derive(
    story_id: str, articles: Iterable[ResolvedArticle], max_bytes: int, cache: Cache | None = None
) -> Timeline | None:
    """The timeline of a story from the newest revision of each of its articles; None when none is left.

    Order and repetition of `articles` do not matter: equal sets give equal bytes. Retracted articles count as
    absent. The record never takes more than `max_bytes` as `codec.encode` writes it (see `fit`). `cache` keeps work
    between calls, for any stories, and never changes a result.
    """
    cache = cache or Cache()
    known = sorted(articles, key=lambda a: (a.id, a.revision))
    newest = {a.id: a for a in known if a.verdict != "retracted"}
    present = sorted(newest.values(), key=lambda a: (a.published_at, a.id))
    if not present:
        return None
    grouped = sources(present)
    candidates = pool(story_id, read(present, cache), grouped, cache)
    timeline = Timeline(
        story_id=story_id,
        version=version(present, cache),
        title=next((a.title for a in present if a.title), "")[:MAX_TITLE],
        language=present[0].language,
        collection=present[0].collection,
        first_published=present[0].published_at,
        last_published=present[-1].published_at,
        article_count=len(present),
        articles=tuple(_listed(a, grouped) for a in present),
        independent_sources=grouped.speaking(a.id for a in present),
        entries=choose(candidates, about(present, grouped)),
        sequence=sum({a.id: a.decisions for a in sorted(known, key=lambda a: a.decisions)}.values()),
    )
    return fit(timeline, max_bytes)


def _listed(article: ResolvedArticle, grouped: Sources) -> TimelineArticle:
    leader = grouped.group[article.id]
    return TimelineArticle(
        id=article.id,
        outlet=article.outlet,
        family=family(article),
        origin=article.origin,
        title=article.title[:MAX_TITLE],
        published_at=article.published_at,
        url=article.url,
        duplicate_of=None if leader == article.id else leader,
    )
