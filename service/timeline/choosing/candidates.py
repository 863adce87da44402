"""What may become an entry, and the story that it is of."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from service.records import Entry, ResolvedArticle, publication_day
from service.timeline.clustering.tellings import Telling
from service.timeline.dating.edtf import ordinal
from service.timeline.sources import Sources

MOST_TELLINGS = 8
"""So many sentences of a candidate are looked at, those that matter most."""


class Story(NamedTuple):
    """The story that candidates are of: first and last day of publication, number of articles and of sources."""

    language: str
    first: int
    last: int
    articles: int
    sources: int


def about(present: Sequence[ResolvedArticle], sources: Sources) -> Story:
    """The story of some articles (at least one, canonical order)."""
    published = [ordinal(publication_day(article)) for article in present]
    count = sources.independent(article.id for article in present)
    return Story(present[0].language, min(published), max(published), len(present), count)


class Candidate(Struct, frozen=True, eq=False, gc=False):
    """An entry that may be told, with the sentences that tell it (canonical order) and the days of its date.

    `offered`: nothing dates it outright; `odds` are then how sure its day is. `loose`: what dates it
    dates it loosely, or hardly says what happened.
    """

    entry: Entry
    tellings: tuple[Telling, ...]
    shown: Telling
    low: int
    high: int
    offered: bool
    loose: bool
    odds: int = 0
