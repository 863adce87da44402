"""JSON Lines in and out."""

import gzip
import io
from pathlib import Path

import pytest

from service.cli import lines
from service.errors import UsageError

ROWS = b'{"a":1}\n\n {"a":2}\r\n{"a":3}'


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_rows_come_with_their_line_numbers(tmp_path: Path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(ROWS) if name.endswith(".gz") else ROWS)
    assert list(lines.read_lines(path)) == [(1, {"a": 1}), (3, {"a": 2}), (4, {"a": 3})]


def test_a_dash_is_stdin(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ROWS)))
    assert [n for n, _ in lines.read_lines("-")] == [1, 3, 4]


@pytest.mark.parametrize("name", ["x", "x.gz"])
def test_what_is_written_is_read_again_and_equal_content_gives_equal_files(tmp_path: Path, name):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        with lines.open_output(tmp_path / folder / name) as out:
            out.write(ROWS)
    assert [row for _, row in lines.read_lines(tmp_path / "a" / name)] == [{"a": 1}, {"a": 2}, {"a": 3}]
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"a":1}\n{', "line 2: not JSON: "),
        (b"\n[1]\n", "line 2: a JSON object is wanted, found list"),
        (b"\xff\n", "line 1: not JSON: "),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, content, message):
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=f"^{path}: {message}"):
        list(lines.read_lines(path))


def test_a_cut_file_is_named_with_the_last_good_line(tmp_path: Path):
    path = tmp_path / "x.gz"
    rows = b"".join(b'{"a":%d}\n' % i for i in range(20_000))
    path.write_bytes(gzip.compress(rows, 1)[:-2000])
    with pytest.raises(UsageError, match=r"x\.gz: after line \d+: "):
        list(lines.read_lines(path))


def test_no_gzip_and_no_file(tmp_path: Path):
    (tmp_path / "x.gz").write_bytes(b"plain")
    with pytest.raises(UsageError, match="Not a gzipped file"):
        list(lines.read_lines(tmp_path / "x.gz"))
    with pytest.raises(UsageError, match="nowhere: No such file or directory"):
        list(lines.read_lines(tmp_path / "nowhere"))
    with pytest.raises(UsageError, match="No such file or directory"), lines.open_output(tmp_path / "no" / "x"):
        pass


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_goes_to_a_terminal_and_nowhere_else(monkeypatch, capsys, terminal):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    with lines.counting("records") as advance:
        advance(3)
    assert list(lines.bar(iter([1, 2]), "timelines", 2)) == [1, 2]
    out, err = capsys.readouterr()
    assert out == ""
    assert ("records 3" in err) is terminal
    assert ("timelines" in err) is terminal


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(lines.BOM + ROWS)
    assert [number for number, _ in lines.read_lines(path)] == [1, 3, 4]


def test_no_output_destroys_the_input_or_another_output(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x").write_bytes(ROWS)
    Path("link").symlink_to("x")
    for source, *outputs in (["x", "./x"], ["x", "link"], ["y", "a", None, "a"], ["-", "-", "-"]):
        with pytest.raises(UsageError, match="both input and output"):
            lines.keep_apart(str(source), *outputs)
    for source, *outputs in (["x", "a", "b"], ["-", "-", None], ["x", "/dev/null", "/dev/null"]):
        lines.keep_apart(str(source), *outputs)
