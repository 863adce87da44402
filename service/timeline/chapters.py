"""A story merged chapter by chapter, so that one more article costs one chapter and not the story.

A chapter is a fixed number of articles in canonical order (publication, id). The state after a chapter is a function
of the articles up to it, so it may be kept: an article that comes at the end touches the last chapter only, one that
comes late also those after it. A story of one chapter is merged as a whole.
"""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from service.records import Entry, ResolvedArticle
from service.timeline.clustering.features import atoms
from service.timeline.clustering.merge import Cluster, merge
from service.timeline.clustering.offers import Offer, Origin, gather
from service.timeline.clustering.sentences import Read
from service.timeline.clustering.sentences import read as read_sentences
from service.timeline.clustering.tellings import Telling, tell
from service.timeline.recent import Recent
from service.timeline.sources import Voice

CHAPTER = 32
"""Articles a chapter."""
CHAPTER_MENTIONS = 2000
"""Mentions of a chapter that are merged, since every like pair is compared: three times those of ordinary articles."""
MENTION_BYTES, CLUSTER_BYTES, TELLING_BYTES, ENTRY_BYTES, VOICE_BYTES = 1200, 600, 1500, 3000, 200
"""What one takes in memory, roughly: of mentions with some ten anchors, of clusters that share most with the chapter
before, of sentences with their stems, of entries with their evidence, of the voices of articles."""


class State(NamedTuple):
    """A story up to some chapter: clusters of its mentions, offers, and the tellings of each chapter by place."""

    clusters: tuple[Cluster, ...] = ()
    offers: tuple[Offer, ...] = ()
    tellings: tuple[Mapping[tuple[str, int], Telling], ...] = ()


class Made(NamedTuple):
    """The entry of a cluster; `firm`: somebody dates it outright, and it says what happened (see `worth_telling`)."""

    entry: Entry
    firm: bool


class Entries(NamedTuple):
    """The entries of a story's clusters and offers, and the voices that these were made with."""

    voices: Mapping[str, Voice]
    clusters: Mapping[Cluster, Made]
    offers: Mapping[Origin, Entry]

    def unmoved(self, voices: Mapping[str, Voice]) -> "Entries":
        """Those that stay as they are when articles have these voices."""
        moved = {article for article, voice in self.voices.items() if voices.get(article, voice) != voice}
        if not moved:
            return self
        clusters = {c: made for c, made in self.clusters.items() if moved.isdisjoint(made.entry.sources)}
        offers = {origin: made for origin, made in self.offers.items() if moved.isdisjoint(made.sources)}
        return Entries(voices, clusters, offers)


class Cache:
    """Work kept between calls of `derive`: bounded, and never a part of the result.

    `megabytes` bounds, by a quarter each, the fingerprints, which hold the articles as well, what was read from
    articles, the states of chapters, and the entries of stories, in bytes as they are in memory, roughly; the least
    used go first. A story that is larger than that costs its whole each time.
    """

    def __init__(self, megabytes: float = 192) -> None:
        quarter = _quarter(megabytes)
        self.fingerprints = Recent[str, tuple[ResolvedArticle, str]](quarter, lambda kept: _article_bytes(kept[0]))
        self.prepared = Recent[str, Read](quarter, _read_bytes)
        self.states = Recent[str, State](quarter, _state_bytes)
        self.entries = Recent[str, Entries](quarter, _entries_bytes)

    def resize(self, megabytes: float) -> None:
        """Keep so much from now on; what is too much goes at once."""
        for kept in (self.fingerprints, self.prepared, self.states, self.entries):
            kept.resize(_quarter(megabytes))


def _quarter(megabytes: float) -> int:
    return round(megabytes * 250_000)


def _article_bytes(article: ResolvedArticle) -> int:
    """Memory of a decoded article: text, and what Python needs for its mentions and their anchors."""
    return 2000 + 2 * len(article.text) + MENTION_BYTES * len(article.mentions)


def _read_bytes(article: Read) -> int:
    """Memory of what was read from an article, without the article."""
    return 1000 + MENTION_BYTES * len(article.mentions) + TELLING_BYTES * len(article.sentences)


def _entries_bytes(kept: Entries) -> int:
    """Memory of the entries of a story: texts, claims with their evidence, and the sources."""
    return 1000 + ENTRY_BYTES * (len(kept.clusters) + len(kept.offers)) + VOICE_BYTES * len(kept.voices)


def _state_bytes(state: State) -> int:
    """Memory of a state by itself: tellings of earlier chapters are shared with the states before it."""
    return 1000 + CLUSTER_BYTES * len(state.clusters) + TELLING_BYTES * sum(map(len, state.tellings[-1:]))


def read(present: Sequence[ResolvedArticle], cache: Cache) -> State:
    """The state of a story after all of its articles, given in canonical order."""
    state, chain = State(), ""
    for start in range(0, len(present), CHAPTER):
        chapter = present[start : start + CHAPTER]
        digests = [_fingerprint(article, cache) for article in chapter]
        chain = _digest(chain, *digests)
        known = cache.states.get(chain)
        if known is None:
            articles = [_prepared(article, digest, cache) for article, digest in zip(chapter, digests, strict=True)]
            known = _next(state, _heard(articles))
            cache.states.put(chain, known)
        state = known
    return state


def version(present: Sequence[ResolvedArticle], cache: Cache) -> str:
    """A hash of the articles and mentions that a timeline is derived from."""
    return _digest(*(_fingerprint(article, cache) for article in present))[:16]


def _next(state: State, articles: Sequence[Read]) -> State:
    """The state after one more chapter."""
    fresh = [mention for article in articles for mention in article.mentions]
    exemplars = [e.prepared for cluster in state.clusters for e in cluster.exemplars]
    everything, weights = atoms([*exemplars, *fresh])
    renewed = iter(everything)
    standing = [[next(renewed) for _ in cluster.exemplars] for cluster in state.clusters]
    clusters = merge(state.clusters, standing, list(renewed), weights)
    firsts = [offer.tellings[0].sentence for offer in state.offers]
    sentences = [s for article in articles for s in article.sentences]
    titles = {s.article.id: frozenset[str]() for s in firsts}
    titles |= {article.sentences[0].article.id: article.title for article in articles if article.sentences}
    chapter = tell([*firsts, *sentences], titles)
    taken = {
        (atom.article.id, atom.mention.sentence_start)
        for cluster in clusters
        for atom in (*cluster.dated, *(a for a in cluster.undated if a.mention.block != "lead"))
    }
    offers = gather(state.offers, chapter, taken)
    told = {t.sentence.place: t for t in chapter.tellings[len(firsts) :]}
    return State(tuple(clusters), tuple(offers), (*state.tellings, told))


def _heard(articles: Sequence[Read]) -> list[Read]:
    """The articles without what is too much of them: the last sentences of those with the most mentions."""
    counts = sorted(len(article.mentions) for article in articles)
    room, most = CHAPTER_MENTIONS, counts[-1]
    for number, count in enumerate(counts):
        if count * (len(counts) - number) > room:
            most = room // (len(counts) - number)
            break
        room -= count
    return [article if len(article.mentions) <= most else _first(article, most) for article in articles]


def _first(article: Read, most: int) -> Read:
    """The first sentences of an article, with so many mentions at most."""
    ends = accumulate(len(sentence.mentions) for sentence in article.sentences)
    kept = tuple(sentence for sentence, end in zip(article.sentences, ends, strict=True) if end <= most)
    return Read(tuple(mention for sentence in kept for mention in sentence.mentions), kept, article.title)


def _prepared(article: ResolvedArticle, digest: str, cache: Cache) -> Read:
    found = cache.prepared.get(digest)
    if found is None:
        found = read_sentences(article)
        cache.prepared.put(digest, found)
    return found


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
