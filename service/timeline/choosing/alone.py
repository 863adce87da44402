"""What speaks for a candidate by itself: its signs."""

from collections.abc import Sequence

import numpy as np

from service.timeline.choosing.candidates import Candidate, Story
from service.timeline.choosing.folded import Folded
from service.timeline.learned.model import Column, Whole

CANDIDATE_SIGNS = (
    "offer", "loose", "size", "sources", "two sources", "share", "event most", "event mean", "matter most",
    "matter mean", "event shown", "matter shown", "lead", "title", "position", "told", "quotation", "said", "explicit",
    "inferred", "published", "wide", "month", "year", "future", "age", "background", "planned", "claims", "articles",
    "no kind", "shown pronoun", "shown quotation", "shown opinion", "shown vague", "all of", "on publication", "on eve",
    "names", "odds", "main", "main shown", "lead day",
)  # fmt: skip


def table(candidates: Sequence[Candidate], story: Story) -> Whole:
    """The signs of all candidates (at least one), a row each, in the order of `CANDIDATE_SIGNS`."""
    folded = Folded(candidates)
    found = {**_entries(candidates, story), **_tellings(folded), **_days(folded, story)}
    return np.stack([found[sign] for sign in CANDIDATE_SIGNS], axis=1)


_ENTRY_SIGNS = (
    "offer", "loose", "size", "sources", "two sources", "share", "explicit", "inferred", "published", "planned",
    "claims", "articles", "odds",
)  # fmt: skip


def _entries(candidates: Sequence[Candidate], story: Story) -> dict[str, Column]:
    """What the entry of each says."""
    articles, sources = min(5, story.articles.bit_length()), max(1, story.sources)
    rows = []
    for c in candidates:
        entry = c.entry
        told_by, basis = entry.independent_sources, entry.basis
        rows.append((
            c.offered, c.loose, min(6, len(c.tellings).bit_length()), min(5, told_by), told_by > 1,
            8 * told_by // sources, basis == "explicit", basis == "inferred", basis == "publication",
            entry.status == "projected", min(3, len(entry.claims)), articles, c.odds,
        ))  # fmt: skip
    found = dict(zip(_ENTRY_SIGNS, np.array(rows, dtype=np.int64).T, strict=True))
    return found | {"odds": _step(found["odds"])}


def _tellings(folded: Folded) -> dict[str, Column]:
    """What its sentences say, together and the one that is shown."""
    told, shown, most, least = folded.told, folded.shown, folded.most, folded.least
    event, matter, lead = told("event"), told("matter"), told("lead")
    return {
        "event most": _step(most(event)), "event mean": _step(folded.mean(event)),
        "matter most": _step(most(matter)), "matter mean": _step(folded.mean(matter)),
        "event shown": _step(shown("event")), "matter shown": _step(shown("matter")),
        "lead": most(lead), "lead day": most(lead & (told("dated") ^ 1)),
        "title": most(told("title")), "told": most(told("told")),
        "main": most(told("main")), "main shown": shown("main"),
        "position": least(told("position")), "quotation": least(told("quotation")),
        "said": least(told("said")), "all of": least(told("of")),
        "no kind": most(told("kinds")) == 0, "names": np.minimum(3, most(told("names"))),
        "shown pronoun": shown("pronoun"), "shown quotation": shown("quotation"),
        "shown opinion": shown("opinion"), "shown vague": shown("vague"),
    }  # fmt: skip


def _days(folded: Folded, story: Story) -> dict[str, Column]:
    """Its date, beside the days of the story and those on which its sentences were published."""
    low = np.array([c.low for c in folded.candidates], dtype=np.int64)
    high = np.array([c.high for c in folded.candidates], dtype=np.int64)
    wide = high - low
    published, first, last = folded.told("published"), folded.each(low), folded.each(high)
    age = [min(8, max(0, story.last - day).bit_length()) for day in low.tolist()]
    return {
        "wide": wide > 1, "month": (wide >= 27) & (wide < 32), "year": wide >= 300,
        "future": low > story.last, "age": np.array(age, dtype=np.int64), "background": low < story.first - 14,
        "on publication": folded.most((first <= published) & (published <= last)),
        "on eve": folded.most((first < published) & (published <= last + 1)),
    }  # fmt: skip


def _step(odds: Whole) -> Whole:
    """Log odds in quarters, as a sign."""
    return np.minimum(12, np.maximum(-16, odds // 250))
