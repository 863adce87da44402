"""Conflicts in real news: few, since outlets rarely contradict each other, and still some of the planted ones."""

import pytest

from service.cli import main
from tests.quality import news_conflicts
from tests.shared import shared


@pytest.mark.data
def test_few_conflicts_are_reported_and_planted_ones_are_seen(tmp_path):
    feed, resolved = shared("stories-dev.jsonl.gz"), tmp_path / "resolved.jsonl"
    with pytest.raises(SystemExit, match="0"):
        main(["replay", str(feed), "--timelines", str(tmp_path / "timelines.jsonl"), "--articles", str(resolved)])
    result = news_conflicts.run(resolved, 300)
    print("\n".join(result.reported))
    assert result.stories > 400
    assert result.planted == 300
    assert result.per_hundred <= 1.5
    assert result.recall >= 0.35
