"""`storyfold explain`: a person learns why."""

from typing import Any

import pytest
from click.testing import CliRunner

from service import codec
from service.cli.explain import command
from service.errors import UsageError
from service.lane.explain import explain, history, referred
from service.lane.log.record import ArticleRecord, decode
from service.lane.partition import PartitionLanes
from service.records import Retraction
from tests.unit.lane.feeds import SETTINGS, article, run, text, words

FEED: list[Any] = [
    article("a1", text("flood", 1), 0),
    article("z1", text("strike", 1), 0),
    article("a2", text("flood", 2), 0.5),
    article("b1", text("flood", 1), 0.5, outlet="herald.example"),
    article("b1", text("flood", 7), 0.5, outlet="herald.example"),
    Retraction("b1"),
]


@pytest.fixture(scope="module")
def log():
    return run(PartitionLanes(SETTINGS), FEED)[1]


def told(log, article_id):
    records = [decode(value) for _, value, _ in log]
    own = history(article_id, records)
    others = {r.id: r for r in records if isinstance(r, ArticleRecord) and r.id in referred(own)}
    return "\n".join(explain(own, others, {}))


def test_tells_score_threshold_and_runner_up(log):
    lines = told(log, "a2")
    assert "joined: story s-" in lines
    assert "which reaches 0.19" in lines
    assert "lane default/en" in lines
    assert "offset 2 of articles.clean" in lines


def test_tells_the_original_and_the_shared_shingles(log):
    lines = told(log, "b1")
    assert "duplicate of a1" in lines
    assert "similarity 1.0" in lines
    assert "58 and 58 shingles; 58 of the 128 smallest of each are in both" in lines


def test_tells_revisions_and_retractions_in_order(log):
    lines = told(log, "b1")
    assert lines.index("duplicate of a1") < lines.index("new revision, stays") < lines.index("retracted from story")


def test_tells_that_less_is_asked_of_a_title_alone():
    feed = [
        article("t1", "", 0, title="Ferry runs aground off Port Amsel"),
        article("t2", "", 0, title="Ferry still aground at Amsel"),
        article("t3", " ".join([*words("all", 30), "ferry", "aground", "Amsel"]), 0, title="Stranded"),
    ]
    log = run(PartitionLanes(SETTINGS), feed)[1]
    opening, joining, longer = (told(log, f"t{i}") for i in (1, 2, 3))
    assert "text: too short to compare" in opening
    assert "profile: a title alone, or little more (5 terms): a score of 0.14 is enough" in opening
    assert "which reaches 0.14" in joining
    assert "the nearest story was a title alone, or little more: a score of 0.14 is enough" in longer


def test_opening_article_shares_nothing(log):
    assert "no open story shares a telling term" in told(log, "a1")


def dump(path, log):
    rows = []
    for i, (key, value, timestamp) in enumerate(log):
        from service.cli.rows import show

        row = {"partition": 0, "offset": i, "timestamp": timestamp, "key": show(key), "value": show(value)}
        rows.append(codec.encode(row) + b"\n")
    path.write_bytes(b"".join(rows))
    return str(path)


def test_command_reads_a_dump(tmp_path, log):
    done = CliRunner().invoke(command, ["b1", "--lanes", dump(tmp_path / "lanes.jsonl", log)])
    assert done.exit_code == 0, done.output
    assert "duplicate of a1" in done.output
    assert "shingles" in done.output


def test_unknown_article_is_one_clear_line(tmp_path, log):
    with pytest.raises(UsageError, match="no lane remembers an article 'nobody'"):
        CliRunner().invoke(command, ["nobody", "--lanes", dump(tmp_path / "lanes.jsonl", log)], catch_exceptions=False)


def test_removed_lines_are_shown(tmp_path):
    promo = "Read more stories like this one in our evening newsletter, free for all subscribers."
    lanes = PartitionLanes(SETTINGS)
    feed = [article(f"p{i}", text(f"p{i}", 0) + ".\n" + promo, i / 10) for i in range(12)]
    resolutions, log = run(lanes, feed)
    last = resolutions[-1].resolved
    assert last is not None
    assert promo not in last.text
    own = history("p11", [decode(value) for _, value, _ in log if value])
    lines = "\n".join(explain(own, {}, {last.revision: last}))
    assert "learned boilerplate lines removed: 1" in lines
    assert promo in lines
