from pathlib import Path

import pytest

from service.cli import main
from service.language import measured, registry


def test_every_language_is_listed_with_what_it_can_do(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit, match="0"):
        main(["languages"])
    head, *rows, others = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["code", "language"]
    assert [row.split()[0] for row in rows] == sorted(registry.known())
    listed = {row.split()[0]: row for row in rows}
    assert "German" in listed["de"]
    assert "grammar" in listed["de"]
    assert "names, numbers" in listed["fr"]
    assert others.startswith("others: dates in figures")


def test_figures_are_of_languages_that_are_known():
    figures = measured.figures()
    assert figures.keys() <= registry.known()
    assert {"news", "cases", "with_year"} >= {name for kept in figures.values() for name in kept}
    assert all(0 <= value <= 1 for kept in figures.values() for value in kept.values())


def test_a_warm_language_without_a_table_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    articles = tmp_path / "articles.jsonl"
    articles.write_text("")
    with pytest.raises(SystemExit, match="2"):
        main(["replay", str(articles), "--timelines", str(tmp_path / "out"), "--set", "warm_languages=en,xx"])
    assert "warm_languages: there is no table for xx" in capsys.readouterr().err
