"""The tagger on 183 annotated news articles, through the command line."""

import pytest

from service.cli import main
from tests.quality.scorers import score
from tests.shared import shared


@pytest.mark.data
def test_time_expressions(tmp_path):
    articles, gold = shared("temporal-timebank.jsonl.gz"), shared("temporal-timebank.gold.jsonl.gz")
    with pytest.raises(SystemExit, match="0"):
        main(["tag", str(articles), str(tmp_path / "tagged.jsonl")])
    figures = score("score_temporal.py", "--gold", gold, "--pred", tmp_path / "tagged.jsonl", "--articles", articles)
    assert figures["missing"] == 0
    assert figures["relaxed_f1"] >= 0.93
    assert figures["strict_f1"] >= 0.89
    assert figures["value_f1"] >= 0.79
    assert figures["day_dates_right"] >= 0.92
    assert figures["weekdays_right"] >= 0.93
    assert figures["weekdays_right"] > figures["baseline_weekdays_past"]
