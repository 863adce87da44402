"""The timeline of a story as a pure function of the set of its articles."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from service.records import Entry, ResolvedArticle, Timeline, TimelineArticle
from service.timeline.chapters import Cache, State, read, version
from service.timeline.clustering.leads import days
from service.timeline.clustering.merge import Cluster
from service.timeline.presenting.entries import entry, reported
from service.timeline.presenting.events import event, followers, hosts
from service.timeline.presenting.fit import fit
from service.timeline.presenting.worth import worth_reporting, worth_telling
from service.timeline.sources import Sources, family, sources

MAX_ENTRIES = 500
"""A timeline keeps so many entries, those with the most sources."""
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
    entries = _entries(story_id, read(present, cache), grouped, cache)
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
        independent_sources=grouped.independent(a.id for a in present),
        entries=entries,
        sequence=sum({a.id: a.decisions for a in sorted(known, key=lambda a: a.decisions)}.values()),
    )
    return fit(timeline, max_bytes)


def _entries(story_id: str, state: State, grouped: Sources, cache: Cache) -> tuple[Entry, ...]:
    """The entries of a story, by date. Those of clusters that did not change come from the cache."""
    voices = grouped.voice
    before, known = cache.entries.get(story_id) or ({}, {})
    moved = {article for article, voice in before.items() if voices.get(article, voice) != voice}
    if moved:
        known = {cluster: made for cluster, made in known.items() if made and moved.isdisjoint(made.sources)}
    leading = hosts(state.clusters)
    kept: dict[Cluster, Entry | None] = {}
    found: list[Entry] = []
    taken: set[tuple[str, str, int, int]] = set()
    for cluster in state.clusters:
        more = followers(cluster, leading, grouped)
        if more or cluster not in known:
            told = event(cluster, grouped, more)
            made = entry(told, grouped) if worth_telling(told, grouped) else None
        else:
            made = known[cluster]
        if not more:
            kept[cluster] = made
        if made is not None:
            found.append(made)
            taken.update(atom.key for atom in cluster.leads)
    cache.entries.put(story_id, (voices, kept))
    news = sorted(days(state.news, taken, grouped).items())
    found.extend(reported(day, leads, grouped) for day, leads in news if worth_reporting(leads))
    found = _distinct(found)
    strongest = sorted(found, key=lambda e: (-e.independent_sources, -len(e.sources), e.date, e.id))[:MAX_ENTRIES]
    return tuple(sorted(strongest, key=lambda e: (e.date, e.id)))


def _distinct(found: Sequence[Entry]) -> list[Entry]:
    """Entries of one day in the same words, which would have one id, get ids of their own."""
    distinct: dict[str, Entry] = {}
    for made in sorted(found, key=lambda e: (e.id, e.sources, e.article_id)):
        number = 1
        while (name := made.id if number == 1 else f"{made.id}-{number}") in distinct:
            number += 1
        distinct[name] = made if number == 1 else replace(made, id=name)
    return list(distinct.values())


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
