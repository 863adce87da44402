"""`storyfold tag`, file to file."""

import json

import pytest

from service.cli import main
from service.errors import UsageError


def run(tmp_path, rows, *options):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(SystemExit) as done:
        main(["tag", str(source), str(target), *options])
    return done.value.code, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_each_row_gets_its_time_expressions(tmp_path):
    rows = [
        {"id": "en", "text": "🌉 The bridge fell on Monday.", "published_at": "2025-08-21T06:30:00Z"},
        {
            "id": 7,
            "text": "Nothing happened here, as usual in this small town by the sea.",
            "published_at": "2025-08-21",
        },
        {"id": "undated", "text": "The bridge fell on 18 August 2025."},
    ]
    code, tagged = run(tmp_path, rows)
    assert code == 0
    assert tagged == [
        {"id": "en", "timexes": [{"start": 21, "end": 27, "type": "DATE", "value": "2025-08-18"}]},
        {"id": 7, "timexes": []},
        {"id": "undated", "timexes": [{"start": 19, "end": 33, "type": "DATE", "value": "2025-08-18"}]},
    ]


def test_the_language_is_named_or_found_or_the_option(tmp_path):
    german = "Die alte Brücke über den Fluss ist am Montag eingestürzt, sagte der Bürgermeister der kleinen Stadt."
    rows = [
        {"id": 1, "text": "am Montag", "published_at": "2025-08-21", "language": "de-AT"},
        {"id": 2, "text": german, "published_at": "2025-08-21"},
        {"id": 3, "text": "Montag", "published_at": "2025-08-21"},
    ]
    _, tagged = run(tmp_path, rows, "--language", "de")
    assert [[t["value"] for t in row["timexes"]] for row in tagged] == [["2025-08-18"]] * 3


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": "Monday"}, '"id" and "text"'),
        ({"id": 1, "text": None}, '"id" and "text"'),
    ],
)
def test_a_wrong_row_is_named(tmp_path, capsys, row, message):
    code, _ = run(tmp_path, [row])
    assert code == UsageError.exit_code
    error = capsys.readouterr().err
    assert message in error
    assert "line 1" in error


@pytest.mark.parametrize(
    ("language", "published", "text", "values"),
    [
        ("en", "2024-03-05T07:30:00+09:00", "It sank on Tuesday. It left port today.", ["2024-03-05", "2024-03-05"]),
        ("en", "2024-03-04T20:30:00-05:00", "She resigned today. It opens tomorrow.", ["2024-03-04", "2024-03-05"]),
        ("de", "2024-01-01T00:20:00+01:00", "Heute brannte es. Gestern war Ruhe.", ["2024-01-01", "2023-12-31"]),
        ("en", "Fri, 01 Mar 2024 00:10 +1300", "It sank on Friday, or Thursday.", ["2024-03-01", "2024-02-29"]),
        ("en", "2024-03-04T22:30:00Z", "She resigned today.", ["2024-03-04"]),
    ],
)  # fmt: skip
def test_relative_days_count_from_the_day_where_the_outlet_is(tmp_path, language, published, text, values):
    _, tagged = run(tmp_path, [{"id": 1, "text": text, "published_at": published, "language": language}])
    assert [t["value"] for t in tagged[0]["timexes"]] == values


def test_dates_that_are_none_count_as_none_and_are_told_of(tmp_path, capsys):
    rows = [{"id": 1, "text": "It sank on Monday.", "published_at": given} for given in ("yesterday", 7, None)]
    rows.append({"id": 4, "text": "It sank on Monday, 2 March 2026.", "published_at": "2026-03-05"})
    code, tagged = run(tmp_path, rows)
    assert code == 0
    assert [row["id"] for row in tagged] == [1, 1, 1, 4]
    assert tagged[0] == tagged[1] == tagged[2]
    assert tagged[3]["timexes"][0]["value"] == "2026-03-02"
    assert "2 published_at are no RFC 3339 dates and count as none, the first in line 1" in capsys.readouterr().err
