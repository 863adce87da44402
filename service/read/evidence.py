"""The sentences behind an entry, with what stands around them."""

import sqlite3
from collections.abc import Iterator

from service import codec
from service.read import stored
from service.read.views import Passage
from service.records import Entry, ResolvedArticle, Timeline

AROUND_CHARACTERS = 300
"""About two sentences on either side."""


def passages(connection: sqlite3.Connection, timeline: Timeline, entry: Entry) -> Iterator[Passage]:
    """Every place that supports the entry, claim by claim, as it stands in the article's newest text.

    A place that this text does not have is left out: the article was revised and the timeline that follows it has not
    been read yet.
    """
    listed = {article.id: article for article in timeline.articles}
    texts: dict[str, ResolvedArticle | None] = {}
    for claim in entry.claims:
        for place in claim.evidence:
            if place.article_id not in texts:
                texts[place.article_id] = article(connection, timeline.collection, place.article_id)
            source = texts[place.article_id]
            if source is None or place.end > len(source.text):
                continue
            yield Passage(
                article_id=source.id,
                outlet=source.outlet,
                title=source.title,
                published_at=source.published_at,
                claims=claim.date,
                start=place.start,
                end=place.end,
                before=source.text[max(0, place.start - AROUND_CHARACTERS) : place.start],
                sentence=source.text[place.start : place.end],
                after=source.text[place.end : place.end + AROUND_CHARACTERS],
                url=source.url,
                duplicate_of=listed[source.id].duplicate_of if source.id in listed else None,
            )


def article(connection: sqlite3.Connection, collection: str, article_id: str) -> ResolvedArticle | None:
    """The newest text of an article of this collection; None when it is unknown or withdrawn."""
    record = stored.articles(connection, article_id, collection).get(collection)
    found = codec.decode(record, ResolvedArticle) if record else None
    return found if found and found.verdict != "retracted" else None
