"""Invented news passages whose time expressions are marked in the text (`temporal/*.toml`), as rows for the scorer.

`[early Tuesday|DATE 2024-03-05]` marks a span with its TIMEX3 type and value. To see the figures of a set and what was
missed: `python -m tests.quality.temporal_passages held_out`.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from service.mentions.tagger import tag

FOLDER = Path(__file__).parent / "temporal"
_MARKED = re.compile(r"\[([^|\]]+)\|([A-Z]+) ([^\]]+)\]")


def rows(name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Of each passage of a set: the article as `storyfold tag` reads it, and the gold as the scorer reads it."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for number, passage in enumerate(data["passage"], 1):
        ident = f"{name}-{number:02d}"
        text, timexes = unmarked(passage["text"])
        article = {"text": text, "published_at": passage["published"], "language": passage.get("language", "en")}
        yield {"id": ident, **article}, {"id": ident, "timexes": timexes}


def unmarked(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without its marks, and what was marked, at code point offsets of that text."""
    text, end, timexes = "", 0, []
    for mark in _MARKED.finditer(marked):
        text += marked[end : mark.start()]
        timexes.append({"start": len(text), "end": len(text) + len(mark[1]), "type": mark[2], "value": mark[3]})
        text, end = text + mark[1], mark.end()
    return text + marked[end:], timexes


def differences(name: str) -> Iterator[str]:
    """What the tagger says otherwise than the gold of a set, a line for each."""
    for article, gold in rows(name):
        text = article["text"]
        found = tag(text, date.fromisoformat(article["published_at"]), article["language"])
        wanted = {(t["start"], t["end"], t["type"], t["value"]) for t in gold["timexes"]}
        given = {(t.start, t.end, t.type, t.value) for t in found}
        for start, end, kind, value in sorted(wanted ^ given):
            sign = "-" if (start, end, kind, value) in wanted else "+"
            yield f"{article['id']} {sign} {text[start:end]!r} {kind} {value}"


if __name__ == "__main__":
    print(*differences(sys.argv[1]), sep="\n")
