"""Summaries of three topics against five timelines that editors wrote."""

import gzip
import json
from dataclasses import dataclass
from datetime import date

import pytest

from service.timeline.presenting.summary import summarize
from tests.quality.scorers import score
from tests.shared import shared

pytestmark = pytest.mark.data


@dataclass(frozen=True)
class Article:
    id: str
    text: str
    language: str
    published_at: str
    published_day: str | None = None


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    tasks, gold = shared("timelines-dev.tasks.jsonl.gz"), shared("timelines-dev.gold.jsonl.gz")
    predictions = tmp_path_factory.mktemp("timelines") / "summaries.jsonl"
    with predictions.open("w", encoding="utf-8") as out:
        for task in read(tasks):
            rows = read(shared(f"timelines-dev/{task['topic']}.jsonl.gz"))
            articles = [Article(r["id"], r["text"], r["language"], r["published_at"]) for r in rows]
            since, until = date.fromisoformat(task["start"]), date.fromisoformat(task["end"])
            summary = summarize(articles, task["l"], task["k"], since, until)
            out.write(json.dumps({"id": task["id"], "timeline": summary}) + "\n")
    return score("score_timelines.py", "--gold", gold, "--pred", predictions, "--per-topic")


def test_days(figures):
    assert figures["over_length"] == figures["missing"] == 0
    assert figures["date_f1"] >= 0.86
    assert figures["date_f1"] > figures["baseline_date_f1_even"]


def test_sentences(figures):
    if "ar1_f" not in figures:
        pytest.skip("alignment ROUGE needs the package tilse, which is not installed here")
    assert figures["ar1_f"] >= 0.16
    assert figures["ar2_f"] >= 0.04
