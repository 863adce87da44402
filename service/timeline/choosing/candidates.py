"""What may become an entry, and what the story has to say for it: the signs of a candidate."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from service.records import Entry, ResolvedArticle, publication_day
from service.timeline.clustering.sentences import SIGNS
from service.timeline.clustering.tellings import Telling
from service.timeline.dating.edtf import ordinal
from service.timeline.learned.model import Whole
from service.timeline.sources import Sources

MOST_TELLINGS = 8
"""So many sentences of a candidate are looked at, those that matter most."""

CANDIDATE_SIGNS = (
    "offer", "loose", "size", "sources", "two sources", "share", "event most", "event mean", "matter most",
    "matter mean", "event shown", "matter shown", "lead", "title", "position", "told", "quotation", "said", "explicit",
    "inferred", "published", "wide", "month", "year", "future", "age", "background", "planned", "claims", "articles",
    "no kind", "shown pronoun", "shown quotation", "shown opinion", "shown vague", "all of", "on publication", "on eve",
    "names", "odds", "main", "main shown", "lead day",
)  # fmt: skip


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


_AT = {sign: SIGNS.index(sign) for sign in ("said", "position", "pronoun", "opinion", "vague", "of", "kinds", "names")}


def signs(candidate: Candidate, story: Story) -> list[int]:
    """The signs of a candidate by itself, in the order of `CANDIDATE_SIGNS`."""
    entry, told, shown = candidate.entry, candidate.tellings, candidate.shown
    own = [t.sentence.signs for t in told]
    event, matter = [t.event for t in told], [t.matter for t in told]
    low, high, wide = candidate.low, candidate.high, candidate.high - candidate.low
    sources = entry.independent_sources
    days = {t.sentence.published for t in told}
    return [
        candidate.offered,
        candidate.loose,
        min(6, len(told).bit_length()),
        min(5, sources),
        sources > 1,
        8 * sources // max(1, story.sources),
        _step(max(event)), _step(sum(event) // len(event)),
        _step(max(matter)), _step(sum(matter) // len(matter)),
        _step(shown.event), _step(shown.matter),
        any(t.sentence.lead for t in told),
        max(t.title for t in told),
        min(s[_AT["position"]] for s in own),
        max(t.told for t in told),
        min(t.sentence.quotation for t in told),
        all(s[_AT["said"]] for s in own),
        entry.basis == "explicit",
        entry.basis == "inferred",
        entry.basis == "publication",
        wide > 1, 27 <= wide < 32, wide >= 300,
        low > story.last,
        min(8, max(0, story.last - low).bit_length()),
        low < story.first - 14,
        entry.status == "projected",
        min(3, len(entry.claims)),
        min(5, story.articles.bit_length()),
        not any(s[_AT["kinds"]] for s in own),
        shown.sentence.signs[_AT["pronoun"]],
        shown.sentence.quotation,
        shown.sentence.signs[_AT["opinion"]],
        shown.sentence.signs[_AT["vague"]],
        all(s[_AT["of"]] for s in own),
        any(low <= day <= high for day in days),
        any(low <= day - 1 <= high for day in days),
        min(3, max(s[_AT["names"]] for s in own)),
        _step(candidate.odds),
        max(t.main for t in told), shown.main,
        any(t.sentence.lead and not t.sentence.dated for t in told),
    ]  # fmt: skip


def _step(odds: int) -> int:
    """Log odds in quarters, as a sign."""
    return min(12, max(-16, odds // 250))


def table(candidates: Sequence[Candidate], story: Story) -> Whole:
    """The signs of all candidates, a row each."""
    rows = [signs(candidate, story) for candidate in candidates]
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(CANDIDATE_SIGNS))
