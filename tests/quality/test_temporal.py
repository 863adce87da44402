"""The tagger through the command line: on 183 annotated news articles, and on invented passages of our own."""

import json
from pathlib import Path

import pytest

from service.cli import main
from tests.quality.scorers import score
from tests.quality.temporal_passages import rows
from tests.shared import shared


def tagged(articles: Path, gold: Path, folder: Path) -> dict[str, float]:
    """The figures of `storyfold tag` on a file."""
    with pytest.raises(SystemExit, match="0"):
        main(["tag", str(articles), str(folder / "tagged.jsonl")])
    figures = score("score_temporal.py", "--gold", gold, "--pred", folder / "tagged.jsonl", "--articles", articles)
    assert figures["missing"] == 0
    return figures


@pytest.mark.data
def test_time_expressions(tmp_path):
    figures = tagged(shared("temporal-timebank.jsonl.gz"), shared("temporal-timebank.gold.jsonl.gz"), tmp_path)
    assert figures["relaxed_f1"] >= 0.945
    assert figures["strict_f1"] >= 0.915
    assert figures["value_f1"] >= 0.835
    assert figures["day_dates_right"] >= 0.92
    assert figures["weekdays_right"] >= 0.93
    assert figures["weekdays_right"] > figures["baseline_weekdays_past"]


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "relaxed", "strict", "value"), [("held_out", 0.98, 0.96, 0.93), ("held_out_2", 0.98, 0.96, 0.96)]
)
def test_invented_passages(tmp_path, name, relaxed, strict, value):
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    pairs = list(rows(name))
    articles.write_text("".join(json.dumps(article) + "\n" for article, _ in pairs), encoding="utf-8")
    gold.write_text("".join(json.dumps(wanted) + "\n" for _, wanted in pairs), encoding="utf-8")
    figures = tagged(articles, gold, tmp_path)
    assert figures["relaxed_f1"] >= relaxed
    assert figures["strict_f1"] >= strict
    assert figures["value_f1"] >= value
