"""One story in twenty languages, by five outlets: a call on Tuesday, a meeting on 24 March, a war since January."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.cli import main

ARTICLES = Path(__file__).with_name("stories") / "talks.jsonl"
LANGUAGES = [
    "ar",
    "da",
    "el",
    "es",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hu",
    "it",
    "ja",
    "ko",
    "nl",
    "no",
    "pt",
    "ro",
    "ru",
    "sv",
    "zh",
]


@pytest.fixture(scope="module")
def timelines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Language -> its timelines, the one of most articles first."""
    out = tmp_path_factory.mktemp("talks") / "timelines.jsonl"
    with pytest.raises(SystemExit, match="0"):
        main(["replay", str(ARTICLES), "--timelines", str(out)])
    found: dict[str, list[dict[str, Any]]] = {}
    for line in out.read_text(encoding="utf-8").splitlines():
        timeline = json.loads(line)
        found.setdefault(timeline["language"], []).append(timeline)
    return {language: sorted(told, key=lambda t: -t["article_count"]) for language, told in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_call_the_meeting_and_the_war_have_their_dates(timelines, language):
    story = timelines[language][0]
    assert story["article_count"] >= 4
    dated = {entry["date"]: entry for entry in story["entries"]}
    assert dated.keys() == {"2026-01-18", "2026-03-17", "2026-03-24"}
    assert dated["2026-01-18"]["independent_sources"] >= 2
    assert dated["2026-03-17"]["independent_sources"] >= 2
    assert dated["2026-03-24"]["status"] == "projected"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_came_of_the_plan_is_told(timelines, language):
    statuses = {e["status"] for t in timelines[language] for e in t["entries"] if e["date"] == "2026-03-24"}
    assert "occurred" in statuses


def test_no_contradiction_is_claimed_where_denials_are_not_known(timelines):
    assert {entry["conflict"] for told in timelines.values() for t in told for entry in t["entries"]} == {"none"}
