"""`storyfold clean`."""

import gzip
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from service.cleaning import Cleaned, Cleaner
from service.cleaning.rules import WHY
from service.cli.clean import command, marked
from service.errors import InputError
from service.records import RawArticle
from service.settings import Settings
from service.spans import cut
from tests.unit.cleaning.golden import ALL, DATE_SUMMARY_CAPTION, ONE


@pytest.fixture
def run():
    return lambda *arguments, **options: CliRunner().invoke(
        command, [str(a) for a in arguments], catch_exceptions=False, **options
    )


def rows(data: bytes) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in data.splitlines()]


def test_rows_in_the_order_of_the_input(run, tmp_path):
    source, out = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl"
    lines = [{"id": case.name, "text": case.text, "title": "T", "published_at": "2025-08-21"} for case in ALL]
    lines.append({"id": "page", "html": f"<html lang=en><article><p>{ONE}</p><p>{ONE} Again.</p></article>"})
    source.write_bytes(gzip.compress(b"\n".join(map(orjson.dumps, lines))))
    result = run(source, out)
    assert result.exit_code == 0
    found = rows(out.read_bytes())
    assert [row["id"] for row in found] == [line["id"] for line in lines]
    assert [row["text"] for row in found[: len(ALL)]] == [case.cleaned for case in ALL]
    assert list(found[0]) == ["id", "text", "title", "language", "published_at", "removed"]
    assert (found[0]["title"], found[0]["language"], found[0]["published_at"]) == ("T", "en", "2025-08-21T00:00:00Z")
    assert found[-1]["text"].startswith(ONE)
    assert {"rule", "start", "end", "text"} == set(found[0]["removed"][0])


def test_refused_lines_are_named_and_the_rest_goes_on(run):
    result = run("-", "-", input=b'{"id": "a", "text": "x y z"}\n\nnot json\n[1]\n{"id": "b", "retracted": true}\n')
    assert result.exit_code == 0
    assert [row["id"] for row in rows(result.stdout_bytes)] == ["a"]
    assert "-: line 3: not-json: " in result.stderr
    assert "-: line 4: not-an-object: " in result.stderr
    assert "-: 2 lines refused" in result.stderr


def test_strict_makes_refused_lines_an_error_after_the_others_are_written(run, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(InputError, match="-: 1 line refused"):
        run("-", out, "--strict", input=b'{"id": "a", "text": "x y z"}\nnot json\n{"id": "b", "text": "x y z"}\n')
    assert [row["id"] for row in rows(out.read_bytes())] == ["a", "b"]
    assert run("-", out, "--strict", input=b'{"id": "a", "text": "x y z"}\n').exit_code == 0


def test_the_fast_way(run):
    page = f"<html><body><nav>Home</nav><article><h1>T</h1><p>{ONE}</p></article></body></html>"
    result = run("--fast", "-", "-", input=orjson.dumps({"id": "a", "html": page}))
    assert ONE in rows(result.stdout_bytes)[0]["text"]


def test_show_tells_what_was_removed_and_why(run):
    result = run("-", "-", "--show", input=orjson.dumps({"id": "a", "text": DATE_SUMMARY_CAPTION.text}))
    assert "No time? The Gazette" in result.stderr
    assert f"[summary: {WHY['summary']}]" in result.stderr
    assert len(rows(result.stdout_bytes)) == 1


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_the_marked_text_is_the_whole_text_with_the_removed_parts_struck_out(case):
    result = Cleaner(Settings()).clean(RawArticle(id="a", text=case.text), None)
    assert isinstance(result, Cleaned)
    shown = marked(result.article, WHY)
    labels = [(span.start, span.end) for span in shown.spans if span.style == "bold yellow"]
    whole = cut(shown.plain, labels)
    assert cut(whole, [(r.start, r.end) for r in result.article.removed]) == result.article.text
    struck = [shown.plain[span.start : span.end] for span in shown.spans if span.style == "red strike"]
    assert struck == [removed.text.strip() for removed in result.article.removed]


def test_control_characters_do_not_reach_the_terminal(run):
    text = "The harbour \u001b[31m is red.\nAdvertisement\u009b2J\nMore \u001b]0;x."
    result = run("-", "-", "--show", input=orjson.dumps({"id": "a\u001b[2J", "text": text}))
    assert "\u001b" not in result.stderr
    assert "\u009b" not in result.stderr
