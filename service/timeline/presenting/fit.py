"""Keeping a timeline record below its size limit: what is left out first, and what never is."""

from collections.abc import Sequence

from msgspec.structs import replace

from service.codec import encode
from service.records import Entry, Timeline, TimelineArticle

_CAPS = (100, 30, 10, 3, 1)
"""Pieces of evidence of a claim, fewer at each try: each about a third, so that few tries are needed."""
_COMMA = 1
"""Bytes between two items of a list."""


def fit(timeline: Timeline, max_bytes: int) -> Timeline:
    """The timeline in at most `max_bytes` (as `codec.encode` writes it), the same for equal input.

    Articles that no entry cites go first, the oldest before the newer. When the cited ones alone are too many, each
    entry keeps fewer sources and less evidence (`independent_sources` and `article_count` still tell the whole), and
    at last the least salient entries go. The limit must leave room for a record without articles (1 kB).
    """
    if len(encode(timeline)) <= max_bytes:
        return timeline
    sizes = [len(encode(article)) + _COMMA for article in timeline.articles]
    for entries in (timeline.entries, *(tuple(_capped(e, cap) for e in timeline.entries) for cap in _CAPS)):
        fitted = _with_articles(timeline, entries, sizes, max_bytes)
        if fitted is not None:
            return fitted
    entries = tuple(_capped(e, 1) for e in timeline.entries)
    while entries:
        entries = _strongest(entries, len(entries) // 2)
        fitted = _with_articles(timeline, entries, sizes, max_bytes)
        if fitted is not None:
            return fitted
    return replace(timeline, articles=(), entries=())


def _capped(entry: Entry, cap: int) -> Entry:
    """The entry with at most `cap` pieces of evidence a claim, and the sources that they and its sentence come from."""
    shown = [c.evidence for c in entry.claims]
    claims = tuple(replace(c, evidence=kept[:cap]) for c, kept in zip(entry.claims, shown, strict=True))[:10]
    cited = {v.article_id for c in claims for v in c.evidence} | {entry.article_id}
    others = [s for s in entry.sources if s not in cited][: max(0, cap - len(cited))]
    torn = tuple(a for a in entry.self_inconsistent if a in cited)
    sources = tuple(sorted([*cited, *others]))
    return replace(entry, claims=claims, sources=sources, self_inconsistent=torn, also=entry.also[:cap])


def _with_articles(
    timeline: Timeline, entries: tuple[Entry, ...], sizes: Sequence[int], max_bytes: int
) -> Timeline | None:
    """The record with these entries, the articles that they cite and the newest others that fit; None if too large."""
    cited = {s for e in entries for s in (*e.sources, *(v.article_id for v in e.also))}
    room = max_bytes - len(encode(replace(timeline, articles=(), entries=entries)))
    room -= sum(size for article, size in zip(timeline.articles, sizes, strict=True) if article.id in cited)
    if room < 0:
        return None
    kept: list[TimelineArticle] = []
    for article, size in zip(reversed(timeline.articles), reversed(sizes), strict=True):
        if article.id in cited:
            kept.append(article)
        elif size <= room:
            kept.append(article)
            room -= size
        else:
            room = 0
    return replace(timeline, articles=tuple(reversed(kept)), entries=entries)


def _strongest(entries: tuple[Entry, ...], count: int) -> tuple[Entry, ...]:
    """The `count` most salient entries, the later dates first among equals; in their order."""
    ranked = sorted(range(len(entries)), key=lambda i: (-entries[i].salience, -i))
    return tuple(entries[i] for i in sorted(ranked[:count]))
