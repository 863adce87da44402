"""Labelled stories and their scorer: what each sentence tells, and how the scorer sees candidates."""

import contextlib
import hashlib
import importlib
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from service import codec
from service.records import ResolvedArticle, Timeline
from service.timeline.choosing.candidates import Candidate
from service.timeline.clustering import sentences
from service.timeline.clustering.tellings import Chapter, tell


class Labelled(NamedTuple):
    """A story of the bed: its articles, labels, and the events that each sentence of an article tells."""

    name: str
    articles: list[ResolvedArticle]
    rows: dict[str, dict[str, Any]]
    events: dict[str, dict[str, Any]]
    chapter: Chapter
    told: list[list[str]]


class Bed:
    """The labelled stories and their scorer."""

    def __init__(self, folder: Path, resolved: Path) -> None:
        sys.path.insert(0, str(folder))
        self.scorer: Any = importlib.import_module("score_bed")
        self.folder = folder
        self._remember()
        rows: dict[str, list[bytes]] = defaultdict(list)
        for line in resolved.read_bytes().splitlines():
            row = json.loads(line)
            if row["verdict"] != "retracted":
                rows[row["collection"].removeprefix("bed-")].append(line)
        self.stories = [self._story(name, rows[name]) for name in sorted(rows)]
        self.digest = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(folder.glob("gold/*.json")))).hexdigest()

    def _remember(self) -> None:
        """Keep the scorer's files and alignments, which it would make again for each timeline."""
        load, squeezed, align = self.scorer.load, self.scorer.Squeezed, self.scorer.align
        files: dict[str, Any] = {}
        texts: dict[str, Any] = {}
        aligned: dict[Any, Any] = {}
        self.scorer.load = lambda p: files[p] if p in files else files.setdefault(p, load(p))
        self.scorer.Squeezed = lambda t: texts[t] if t in texts else texts.setdefault(t, squeezed(t))

        def once(text: Any, sentences: Sequence[str]) -> Any:
            key = id(text), tuple(sentences)
            return aligned[key] if key in aligned else aligned.setdefault(key, align(text, sentences))

        self.scorer.align = once

    def _story(self, name: str, lines: Iterable[bytes]) -> Labelled:
        articles = [codec.decode(line, ResolvedArticle) for line in lines]
        articles.sort(key=lambda a: (a.published_at, a.id))
        gold = self.scorer.load(f"{self.folder}/gold/{name}.json")
        texts = self.scorer.load(f"{self.folder}/stories/{name}.sentences.json")
        tells: dict[str, list[str]] = defaultdict(list)
        for event in gold["events"]:
            for sid in event["told"]:
                tells[sid].append(event["id"])
        read = [sentences.read(a) for a in articles]
        chapter = tell(
            [s for r in read for s in r.sentences], {a.id: r.title for a, r in zip(articles, read, strict=True)}
        )
        places = {}
        for article in articles:
            squeezed = self.scorer.Squeezed(article.text)
            body = [sid for sid in texts if sid.rsplit("#", 1)[0] == article.id and not sid.endswith("#t")]
            found = self.scorer.align(squeezed, [texts[sid] for sid in body])
            places[article.id] = squeezed, [(p, sid) for p, sid in zip(found, body, strict=True) if p]
        told = []
        for t in chapter.tellings:
            squeezed, standing = places[t.sentence.article.id]
            low, high = squeezed.span(t.sentence.start, t.sentence.end)
            hits = [sid for (a, b), sid in standing if 0 < 2 * (min(b, high) - max(a, low)) >= min(b - a, high - low)]
            told.append(list(dict.fromkeys(e for sid in hits for e in tells.get(sid, ()))))
        rows = {a.id: msgspec.to_builtins(a) for a in articles}
        return Labelled(name, articles, rows, {e["id"]: e for e in gold["events"]}, chapter, told)

    def fits(self, event: Mapping[str, Any], span: tuple[int, int]) -> bool:
        """Whether days are right for an event."""
        return bool(self.scorer.agree(self.scorer.gold_days(event["date"]), span))

    def judge(self, story: Labelled, found: Sequence[Candidate]) -> list[tuple[str | None, bool, int]]:
        """Event, right date and status, and weight of each candidate, as the scorer sees them."""
        got: list[dict[str, Any]] = []
        show, self.scorer.show = self.scorer.show, lambda _, rows, *__: got.extend(rows)
        timeline = {"entries": [msgspec.to_builtins(c.entry) for c in found]}
        with contextlib.redirect_stdout(io.StringIO()):
            self.scorer.score(story.name, str(self.folder), timeline, story.rows, True)
        self.scorer.show = show
        weight = {name: event["weight"] for name, event in story.events.items()}
        right = [bool(r["event"] and r["date_ok"] and r["status_ok"]) for r in got]
        return [(r["event"], ok, weight.get(r["event"], 0)) for r, ok in zip(got, right, strict=True)]

    def score(self, timelines: Mapping[str, Timeline]) -> dict[str, Any]:
        """The scorer's totals."""
        scorer = self.scorer
        total, sums = dict.fromkeys(scorer.COUNTS, 0), [[0, 0.0, 0.0], [0, 0.0, 0.0]]
        for story in self.stories:
            if story.name in timelines:
                row = msgspec.to_builtins(timelines[story.name])
                counts, b3 = scorer.score(story.name, str(self.folder), row, story.rows, False)
                for key in scorer.COUNTS:
                    total[key] += counts[key]
                sums = [[x + y for x, y in zip(s, b, strict=True)] for s, b in zip(sums, b3, strict=True)]
        return dict(scorer.summary(total, sums))
