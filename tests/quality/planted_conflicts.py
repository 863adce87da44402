"""Planted conflicts: shift the date that one outlet gives for an event by 1 to 7 days, and see who notices.

Every entry that the system merges right from at least two texts is a place to plant. A plant rewrites the
date in the article's text ("on Wednesday" becomes "on 6 March 2026") and derives the story anew. Precision: hard
conflicts that are planted or gold, of all reported; recall: planted ones reported, of all planted.
"""

import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from service.mentions import find
from service.records import ResolvedArticle, Timeline
from service.timeline.derive import derive
from tests.quality.fictional_stories import FOLDERS, Story, load

MONTHS = {
    "en": ("January February March April May June July August September October November December", ""),
    "de": ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember", "."),
}
"""Names of the months, and what follows the number of a day."""


class Plant(NamedTuple):
    """A place where a date can be shifted: offsets of the expression in an article, and its day."""

    story: Story
    gold: int
    article: str
    start: int
    end: int
    day: date

    @property
    def latest(self) -> int:
        """Days to the publication of the article: nobody reports what is still to come as past."""
        published = next(a.published_at for a in self.story.articles if a.id == self.article)
        return (date.fromisoformat(published[:10]) - self.day).days


class Outcome(NamedTuple):
    """Counts over plants, and a line for each miss."""

    planted: int
    seen: int
    reported: int
    false: int
    misses: list[str]

    @property
    def precision(self) -> float:
        """Of the reported hard conflicts, those that are real."""
        return 1 - self.false / self.reported if self.reported else 1.0

    @property
    def recall(self) -> float:
        """Of the planted conflicts, those that were reported."""
        return self.seen / self.planted if self.planted else 1.0


def plants(story: Story) -> list[Plant]:
    """The dated tellings of merged entries: two outlets with texts of their own date the event by the same day."""
    timeline = derive("s-planted", story.articles, 900_000)
    assert timeline is not None
    copies = {a.id for a in story.articles if a.duplicate_of is not None}
    found = []
    for n, gold in enumerate(story.gold):
        if gold.get("conflict") or isinstance(gold["date"], list):
            continue
        places = [p for a in story.articles if a.id not in copies and (p := _place(story, n, a)) is not None]
        for entry in timeline.entries:
            cited = {(v.article_id, v.start, v.end) for c in entry.claims for v in c.evidence}
            merged = [p for p in places if any(p.article == a and s <= p.start < e for a, s, e in cited)]
            if entry.date == gold["date"] and len({p.article for p in merged}) >= 2:
                found.extend(merged)
    return found


def _place(story: Story, n: int, article: ResolvedArticle) -> Plant | None:
    gold = story.gold[n]
    piece = gold["told"].get(article.id)
    if piece is None:
        return None
    position = article.text.index(piece)
    for m in article.mentions:
        timex = m.timex
        if (
            m.modality != "occurred"
            or timex is None
            or timex.basis != "explicit"
            or timex.low != timex.high
            or timex.low != gold["date"]
        ):
            continue
        if m.sentence_start <= position < m.sentence_end and timex.start < timex.end:
            return Plant(story, n, article.id, timex.start, timex.end, date.fromisoformat(gold["date"]))
    return None


def shifted(plant: Plant, days: int) -> list[ResolvedArticle]:
    """The articles of the story with the planted date."""
    changed = []
    for article in plant.story.articles:
        if article.id != plant.article:
            changed.append(article)
            continue
        day = plant.day + timedelta(days=days)
        months, dot = MONTHS[article.language]
        month = months.split()[day.month - 1]
        text = f"{article.text[: plant.start]}{day.day}{dot} {month} {day.year}{article.text[plant.end :]}"
        mentions = find(text, article.title, article.published_at, article.language)
        changed.append(replace(article, text=text, mentions=mentions))
    return changed


def run(folders: Sequence[str], count: int, seed: int = 1) -> Outcome:
    """Plant `count` conflicts, evenly over the places of the stories of `folders`."""
    chooser = random.Random(seed)
    places = [p for folder in folders for story in load(folder) for p in plants(story)]
    chosen = [places[i % len(places)] for i in range(count)]
    seen = reported = false = 0
    misses = []
    for plant in chosen:
        days = chooser.choice([d for d in range(-7, 8) if 0 != d <= plant.latest])
        articles = shifted(plant, days)
        timeline = derive("s-planted", articles, 900_000)
        assert timeline is not None
        hit, wrong = _judge(plant, days, articles, timeline)
        seen += hit
        reported += hit + len(wrong)
        false += len(wrong)
        label = f"{plant.story.name}: {plant.day} {days:+d} in {plant.article}"
        if not hit:
            misses.append(f"not seen: {label}: {plant.story.gold[plant.gold]['told'][plant.article]!r}")
        misses += [f"false: {label}: {text!r}" for text in wrong]
    return Outcome(len(chosen), seen, reported, false, misses)


def _judge(plant: Plant, days: int, articles: list[ResolvedArticle], timeline: Timeline) -> tuple[bool, list[str]]:
    texts = {a.id: a.text for a in articles}
    wanted = {plant.day.isoformat(), (plant.day + timedelta(days=days)).isoformat()}
    hit, wrong = False, []
    for entry in timeline.entries:
        if entry.conflict != "hard":
            continue
        if wanted <= {c.date for c in entry.claims}:
            hit = True
            continue
        gold = [g["told"] for g in plant.story.gold if g.get("conflict") == "hard"]
        known = any(texts[a].find(piece) >= 0 and piece in entry.text for told in gold for a, piece in told.items())
        if not known:
            wrong.append(entry.text)
    return hit, wrong


if __name__ == "__main__":
    result = run(sys.argv[1:] or FOLDERS, 400)
    print("\n".join(sorted(set(result.misses))))
    print({"planted": result.planted, "precision": round(result.precision, 3), "recall": round(result.recall, 3)})
