"""A story merged chapter by chapter, so that one more article costs one chapter and not the story.

A chapter is a fixed number of articles in canonical order (publication, id). The state after a chapter is a function
of the articles up to it, so it may be kept: an article that comes at the end touches the last chapter only, one that
comes late also those after it. A story of one chapter is merged as a whole.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.records import Entry, ResolvedArticle
from service.timeline.clustering.features import Prepared, atoms, prepare
from service.timeline.clustering.leads import News, gather
from service.timeline.clustering.merge import Cluster, merge
from service.timeline.recent import Recent
from service.timeline.sources import Voice

CHAPTER = 32
"""Articles a chapter."""
MENTION_BYTES, CLUSTER_BYTES = 1200, 600
"""What one takes in memory, roughly: of mentions with some ten anchors, of clusters that share most with the chapter
before."""


class State(NamedTuple):
    """A story up to some chapter: the clusters of its mentions and the news of its leads."""

    clusters: tuple[Cluster, ...] = ()
    news: tuple[News, ...] = ()


class Cache:
    """Work kept between calls of `derive`: bounded, and never a part of the result.

    `megabytes` bounds the fingerprints, which hold the articles as well, and the states of chapters, by half each, in
    bytes as they are in memory, roughly; `stories` the stories whose entries are kept; the least used go first. A story
    that is larger than that costs its whole each time. Prepared mentions, which are large, are kept of so many articles
    that a late one costs merging only.
    """

    def __init__(self, megabytes: float = 128, stories: int = 500) -> None:
        half = round(megabytes * 500_000)
        self.fingerprints = Recent[str, tuple[ResolvedArticle, str]](half, lambda kept: _article_bytes(kept[0]))
        self.prepared = Recent[str, tuple[Prepared, ...]](32 * CHAPTER)
        self.states = Recent[str, State](half, _state_bytes)
        self.entries = Recent[str, tuple[Mapping[str, Voice], dict[Cluster, Entry | None]]](stories)


def _article_bytes(article: ResolvedArticle) -> int:
    """Memory of a decoded article: text, and what Python needs for its mentions and their anchors."""
    return 2000 + 2 * len(article.text) + MENTION_BYTES * len(article.mentions)


def _state_bytes(state: State) -> int:
    return 1000 + CLUSTER_BYTES * len(state.clusters)


def read(present: Sequence[ResolvedArticle], cache: Cache) -> State:
    """The state of a story after all of its articles, given in canonical order."""
    state, chain = State(), ""
    for start in range(0, len(present), CHAPTER):
        chapter = present[start : start + CHAPTER]
        digests = [_fingerprint(article, cache) for article in chapter]
        chain = _digest(chain, *digests)
        known = cache.states.get(chain)
        if known is None:
            mentions = [_prepared(article, digest, cache) for article, digest in zip(chapter, digests, strict=True)]
            known = _next(state, [p for found in mentions for p in found])
            cache.states.put(chain, known)
        state = known
    return state


def version(present: Sequence[ResolvedArticle], cache: Cache) -> str:
    """A hash of the articles and mentions that a timeline is derived from."""
    return _digest(*(_fingerprint(article, cache) for article in present))[:16]


def _next(state: State, fresh: Sequence[Prepared]) -> State:
    """The state after one more chapter."""
    exemplars = [e.prepared for cluster in state.clusters for e in cluster.exemplars]
    told = [news.first.prepared for news in state.news]
    everything, weights = atoms([*exemplars, *told, *fresh])
    renewed = iter(everything)
    standing = [[next(renewed) for _ in cluster.exemplars] for cluster in state.clusters]
    news = [n._replace(first=next(renewed)) for n in state.news]
    new = list(renewed)
    clusters = merge(state.clusters, standing, new, weights)
    return State(tuple(clusters), tuple(gather(news, new, weights)))


def _prepared(article: ResolvedArticle, digest: str, cache: Cache) -> tuple[Prepared, ...]:
    mentions = cache.prepared.get(digest)
    if mentions is None:
        mentions = prepare(article)
        cache.prepared.put(digest, mentions)
    return mentions


def _fingerprint(article: ResolvedArticle, cache: Cache) -> str:
    kept = cache.fingerprints.get(article.id)
    if kept is not None and (kept[0] is article or kept[0] == article):
        return kept[1]
    digest = fingerprint(article)
    cache.fingerprints.put(article.id, (article, digest))
    return digest


def fingerprint(article: ResolvedArticle) -> str:
    """A hash of all that the timeline of its story takes from an article."""
    return _digest(
        article.id,
        article.revision,
        article.published_at,
        article.outlet,
        article.family or "",
        repr(article.origin),
        article.language,
        article.text,
        repr(article.mentions),
    )


def _digest(*parts: str) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
