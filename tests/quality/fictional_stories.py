"""Fictional stories and what their entries should be: fixtures for laws and planted conflicts, no measure of quality.

A story (`fiction/*/*.toml`) has articles and gold entries. A gold entry has a date (several when the sources conflict),
a status, a conflict, and for each article that tells it a piece of the sentence (`told`). `optional` ones are right but
not missed. An entry of the system is matched with the gold entry whose pieces its sentence and evidence hold.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from service.mentions import find
from service.records import Entry, ResolvedArticle, Timeline
from service.timeline.derive import derive

FICTION = Path(__file__).parent / "fiction"
FOLDERS = ("first", "second", "third", "fourth")
"""The rules were made with the first. How timelines do is measured on real stories: `benchmarks/fit_timelines.py`."""


class Story(NamedTuple):
    """One story with its gold entries."""

    name: str
    articles: list[ResolvedArticle]
    gold: list[dict[str, Any]]


def load(folder: str) -> list[Story]:
    """The stories of a folder, by name."""
    return [story(path) for path in sorted((FICTION / folder).glob("*.toml"))]


def story(path: Path) -> Story:
    """One story."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    articles = [article(row, data["language"]) for row in data["article"]]
    texts = {a.id: a.text for a in articles}
    for gold in data["entry"]:
        for key, piece in gold["told"].items():
            assert texts[key].count(piece) == 1, f"{path.stem}: {key} must hold {piece!r} exactly once"
    return Story(path.stem, articles, data["entry"])


def article(row: dict[str, Any], language: str) -> ResolvedArticle:
    """A resolved article from a row of a story, mentions found."""
    text = row["text"].strip()
    title = row.get("title", "")
    return ResolvedArticle(
        id=row["id"],
        revision="1",
        outlet=row["outlet"],
        title=title,
        text=text,
        language=language,
        collection="default",
        published_at=row["published_at"],
        published_basis="given",
        extractor="text",
        verdict="joined",
        story_id="s-bed",
        mentions=find(text, title, row["published_at"], language),
        duplicate_of=row.get("same_text_as"),
    )


class Score:
    """Counts over stories; every miss is kept as a line of text."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.misses: list[str] = []

    def add(self, story: Story, timeline: Timeline) -> None:
        """Compare one timeline with its gold."""
        texts = {a.id: a.text for a in story.articles}
        matched: dict[int, list[tuple[int, Entry]]] = {}
        for entry in timeline.entries:
            hits = [(_hits(entry, gold, texts), -n) for n, gold in enumerate(story.gold)]
            best, n = max(hits)
            if best:
                matched.setdefault(-n, []).append((best, entry))
            else:
                self._junk(story, entry, "")
        for n, gold in enumerate(story.gold):
            self._gold(story, gold, sorted(matched.get(n, []), key=lambda x: -x[0]), texts)

    def _gold(self, story: Story, gold: dict[str, Any], found: list[tuple[int, Entry]], texts: dict[str, str]) -> None:
        wanted = gold["date"] if isinstance(gold["date"], list) else [gold["date"]]
        label = f"{wanted[0]} {next(iter(gold['told'].values()))!r}"
        if gold.get("optional"):
            self.counts["optional"] += len(found)
            return
        self.counts["gold"] += 1
        if not found:
            self._miss(story, "absent", label)
            return
        entry = found[0][1]
        self.counts["right"] += 1
        for _, other in found[1:]:
            self._junk(story, other, f"second entry for {label}: ")
        if entry.date not in wanted:
            self._miss(story, "wrong date", f"{entry.date} instead of {label}")
        hard, told = entry.conflict == "hard", gold.get("conflict") == "hard"
        self.counts["conflicts"] += told
        self.counts["conflicts found"] += hard and told
        if hard != told:
            self._miss(story, "false conflict" if hard else "conflict not seen", label)
        if entry.status != gold.get("status", "occurred"):
            self._miss(story, "wrong status", f"{entry.status} for {label}")
        sources, expected = set(entry.sources), set(gold["told"])
        self.counts["sources right"] += len(sources & expected)
        self.counts["sources wanted"] += len(expected)
        self.counts["sources given"] += len(sources)
        if not expected <= sources:
            self._miss(story, "source missing", f"{sorted(expected - sources)} for {label}")

    def _junk(self, story: Story, entry: Entry, which: str) -> None:
        self._miss(story, "junk", f"{which}{entry.date} {entry.text!r}")
        if entry.conflict == "hard":
            self._miss(story, "false conflict", f"{which}{entry.date} {entry.text!r}")

    def _miss(self, story: Story, kind: str, text: str) -> None:
        self.counts[kind] += 1
        self.misses.append(f"{story.name}: {kind}: {text}")

    @property
    def figures(self) -> dict[str, float]:
        """Entry precision and recall, date accuracy over matched entries, conflict and source precision and recall."""
        c = self.counts

        def ratio(a: int, b: int) -> float:
            return round(a / b, 3) if b else 1.0

        return {
            "entry precision": ratio(c["right"], c["right"] + c["junk"]),
            "entry recall": ratio(c["right"], c["gold"]),
            "date accuracy": ratio(c["right"] - c["wrong date"], c["right"]),
            "conflict precision": ratio(c["conflicts found"], c["conflicts found"] + c["false conflict"]),
            "conflict recall": ratio(c["conflicts found"], c["conflicts"]),
            "source precision": ratio(c["sources right"], c["sources given"]),
            "source recall": ratio(c["sources right"], c["sources wanted"]),
            "gold entries": c["gold"],
        }


def _hits(entry: Entry, gold: dict[str, Any], texts: dict[str, str]) -> int:
    """Pieces of a gold entry that the sentence (counted more) and the evidence of an entry hold."""
    spans = {(v.article_id, v.start, v.end) for c in entry.claims for v in c.evidence}
    told = gold["told"]
    found = sum(told[a] in texts[a][start:end] for a, start, end in sorted(spans) if a in told)
    dates = gold["date"] if isinstance(gold["date"], list) else [gold["date"]]
    shown = told.get(entry.article_id, "\0") in entry.text
    # Two gold entries may be told in one sentence: the date then decides.
    return (4 * found + 2 * shown + (entry.date in dates)) if found or shown else 0


def score(folder: str, language: str = "") -> Score:
    """Derive and score every story of a folder, or those in one language."""
    total = Score()
    for told in load(folder):
        if language not in ("", told.articles[0].language):
            continue
        timeline = derive("s-fiction", told.articles, 900_000)
        assert timeline is not None
        total.add(told, timeline)
    return total


if __name__ == "__main__":
    for name in sys.argv[1:] or FOLDERS:
        result = score(name)
        print("\n".join(result.misses))
        print(name, result.figures)
