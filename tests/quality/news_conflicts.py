"""Conflicts in real news: how often they are reported, and how many planted ones are seen.

    python -m tests.quality.news_conflicts RESOLVED.jsonl

RESOLVED are articles as `storyfold replay --articles` writes them. Outlets rarely contradict each other about a date,
so most of what is reported over many stories is likeness by chance; it is printed to be read. Plants are made as in
`planted_conflicts`: one of the outlets that an entry was merged from tells another day. Statements ("said on Monday")
are no places to plant: who repeats himself on another day contradicts nobody.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from service import codec
from service.records import Entry, ResolvedArticle
from service.timeline.clustering.sentences import read
from service.timeline.derive import derive
from tests.quality.fictional_stories import Story
from tests.quality.planted_conflicts import MONTHS, Plant, shifted

LIMIT = 900_000


class Outcome(NamedTuple):
    """`reported`: a line for each hard conflict that nobody planted, over `stories` of several outlets."""

    stories: int
    reported: list[str]
    planted: int
    seen: int

    @property
    def per_hundred(self) -> float:
        """Hard conflicts for every hundred stories."""
        return 100 * len(self.reported) / self.stories

    @property
    def recall(self) -> float:
        """Of the planted conflicts, those that were reported."""
        return self.seen / self.planted


def load(path: Path) -> list[Story]:
    """The stories that several outlets tell, by id."""
    articles: defaultdict[str, list[ResolvedArticle]] = defaultdict(list)
    for line in path.read_bytes().splitlines():
        article = codec.decode(line, ResolvedArticle)
        articles[article.story_id].append(article)
    told = [Story(name, members, []) for name, members in sorted(articles.items())]
    return [story for story in told if len({a.outlet for a in story.articles}) > 1]


def plants(story: Story, entries: Iterable[Entry]) -> list[Plant]:
    """Where one of several outlets, all agreed on the day of an entry, names that day."""
    articles = {a.id: a for a in story.articles}
    found = []
    for entry in entries:
        claim = entry.claims[0]
        if entry.conflict != "none" or claim.basis != "explicit" or entry.precision != "day":
            continue
        tellers = [v.article_id for v in claim.evidence]
        if len({articles[a].outlet for a in tellers}) < 2:
            continue
        for evidence in claim.evidence:
            article = articles[evidence.article_id]
            if tellers.count(article.id) > 1 or article.duplicate_of or article.language not in MONTHS:
                continue
            spans = _spans(article, evidence.start, entry.date)
            if len(spans) == 1:
                found.append(Plant(story, 0, article.id, *spans[0], date.fromisoformat(entry.date)))
    return found


def _spans(article: ResolvedArticle, sentence_start: int, day: str) -> list[tuple[int, int]]:
    """The expressions in a sentence that say outright that something happened on this day."""
    found = []
    for prepared in read(article).mentions:
        mention, timex = prepared.mention, prepared.mention.timex
        if timex is None or mention.sentence_start != sentence_start or mention.modality != "occurred":
            continue
        if timex.basis == "explicit" and timex.low == timex.high == day and prepared.firm:
            found.append((timex.start, timex.end))
    return [span for span in found if span[0] < span[1]]


def run(path: Path, count: int, seed: int = 3) -> Outcome:
    """Derive every story, then plant `count` conflicts, one at a time."""
    chooser = random.Random(seed)
    stories, reported, places = load(path), [], []
    for story in stories:
        timeline = derive(story.name, story.articles, LIMIT)
        entries = timeline.entries if timeline else ()
        reported += [f"{story.name}: {[c.date for c in e.claims]} {e.text}" for e in entries if e.conflict == "hard"]
        places += plants(story, entries)
    chooser.shuffle(places)
    seen = sum(_is_seen(plant, chooser) for plant in places[:count])
    return Outcome(len(stories), reported, len(places[:count]), seen)


def _is_seen(plant: Plant, chooser: random.Random) -> bool:
    days = chooser.choice([d for d in range(-7, 8) if 0 != d <= plant.latest])
    articles = shifted(plant, days)
    timeline = derive(plant.story.name, articles, LIMIT)
    assert timeline is not None
    told = date.fromordinal(plant.day.toordinal() + days).isoformat()
    return any(
        e.conflict == "hard" and {plant.day.isoformat(), told} <= {c.date for c in e.claims} for e in timeline.entries
    )


if __name__ == "__main__":
    result = run(Path(sys.argv[1]), 300)
    print("\n".join(result.reported))
    print(
        f"{result.stories} stories of several outlets: {len(result.reported)} hard conflicts, "
        f"{result.per_hundred:.1f} for every hundred; {result.seen} of {result.planted} planted ones seen"
    )
