"""`storyfold outlets` and `storyfold explain --with`: what is decided about who speaks, and why."""

import json

import msgspec
import pytest

from service.cli import explain, main
from service.errors import UsageError
from service.settings import Settings
from service.timeline.independence import compare
from tests.unit.timeline.fiction import article
from tests.unit.timeline.test_sources import credited

TEXT = "Petra Dolenz met Olaf Berg in Lindau on Monday."


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as done:
        main(["outlets", *arguments])
    return done.value.code, capsys.readouterr().out


@pytest.mark.parametrize("outlet", ["BBC News", "bbc.co.uk", "https://www.bbc.com/news/world-1"])
def test_a_known_outlet(capsys, outlet):
    code, told = run(capsys, outlet)
    assert code == 0
    assert "family bbc" in told
    assert "from brand" in told


def test_an_outlet_that_no_row_names(capsys):
    code, told = run(capsys, "Hallow Courier", "--url", "https://www.hallow-courier.example/a")
    assert code == 0
    assert "family hallow-courier.example" in told
    assert "no row names it" in told


@pytest.mark.parametrize(
    ("count", "reason", "a", "b"),
    [
        ("one source", "same text", {}, {"duplicate_of": "a"}),
        ("one source", "one publisher", {"family": "m"}, {"family": "m"}),
        ("one source", "as their credits say", {"origin": credited("wire")}, {"origin": credited("wire")}),
        ("two independent", "sentences of its own", {"origin": credited("w", "part")}, {"origin": credited("w")}),
        ("two independent", "one hand", {}, {}),
    ],
)
def test_why_two_articles_count_as_one_or_two(count, reason, a, b):
    first, *_ = compare(article("a", TEXT, outlet="x", **a), article("b", "Other words.", outlet="y", **b))
    assert count in first
    assert reason in first


def dumped(tmp_path, *articles):
    rows = [
        {"partition": 0, "offset": i, "timestamp": 0, "key": a.id, "value": msgspec.to_builtins(a)}
        for i, a in enumerate(articles)
    ]
    path = tmp_path / "resolved.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


async def test_the_question_is_answered_from_a_dump(capsys, tmp_path):
    path = dumped(
        tmp_path, article("a", TEXT, family="m"), article("b", TEXT), article("b", "Other words.", family="m")
    )
    await explain._compare(Settings(), ("a", "b"), path)
    assert "one publisher answers for both" in capsys.readouterr().out
    with pytest.raises(UsageError, match="no article 'c'"):
        await explain._compare(Settings(), ("a", "c"), path)
