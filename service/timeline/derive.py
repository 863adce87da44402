"""The timeline of a story as a pure function of the set of its articles."""

import hashlib
from collections.abc import Iterable, Sequence

from service.codec import encode
from service.records import Entry, ResolvedArticle, Timeline, TimelineArticle
from service.timeline.entries import entry, events, worth_telling
from service.timeline.features import atoms, prepare
from service.timeline.fit import fit
from service.timeline.leads import leads
from service.timeline.merge import merge
from service.timeline.sources import Sources, sources

MAX_TITLE = 300
"""Longer titles are cut (code points)."""


def derive(
    story_id: str, articles: Iterable[ResolvedArticle], max_bytes: int, cache: object | None = None
) -> Timeline | None:
    """The timeline of a story from the newest revision of each of its articles; None when none is left.

    Order and repetition of `articles` do not matter: equal sets give equal bytes. Retracted articles count as
    absent. The record never takes more than `max_bytes` as `codec.encode` writes it: the oldest articles that no entry
    cites are left out first (`article_count` tells the whole number), then entries by their number of sources.
    `cache` keeps work between calls and never changes a result.
    """
    newest = {a.id: a for a in sorted(articles, key=lambda a: (a.id, a.revision)) if a.verdict != "retracted"}
    present = sorted(newest.values(), key=lambda a: (a.published_at, a.id))
    if not present:
        return None
    grouped = sources(present)
    bags, weights = atoms([p for a in present for p in prepare(a)])
    told = [e for e in events(bags, merge(bags, weights), grouped) if worth_telling(e, bags, grouped)]
    told += leads(bags, told, weights, grouped)
    entries = sorted((entry(e, bags, weights, grouped) for e in told), key=lambda e: (e.date, e.id))
    return _record(story_id, present, entries, grouped, max_bytes)


def _record(
    story_id: str, present: Sequence[ResolvedArticle], entries: Sequence[Entry], grouped: Sources, max_bytes: int
) -> Timeline:
    listed = tuple(_listed(a, grouped) for a in present)
    timeline = Timeline(
        story_id=story_id,
        version=_version(present),
        title=next((a.title for a in present if a.title), "")[:MAX_TITLE],
        language=present[0].language,
        collection=present[0].collection,
        first_published=present[0].published_at,
        last_published=present[-1].published_at,
        article_count=len(present),
        articles=listed,
        independent_sources=grouped.independent(a.id for a in present),
        entries=tuple(entries),
    )
    return fit(timeline, max_bytes)


def _listed(article: ResolvedArticle, grouped: Sources) -> TimelineArticle:
    leader = grouped.group[article.id]
    return TimelineArticle(
        id=article.id,
        outlet=article.outlet,
        title=article.title[:MAX_TITLE],
        published_at=article.published_at,
        url=article.url,
        duplicate_of=None if leader == article.id else leader,
    )


def _version(present: Sequence[ResolvedArticle]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for article in present:
        digest.update(encode((article.id, article.revision, article.mentions)))
    return digest.hexdigest()
