"""What the pipeline makes of the sample feed: the examples of the AsyncAPI document, and the sample in the README."""

import asyncio
import json
import re
import textwrap
from functools import cache
from typing import Any, NamedTuple

from service import codec, deadletter, sample, topics
from service.cli import rows
from service.cli.text import timeline_text
from service.records import CleanArticle, Rejected, ResolvedArticle, Retraction, Timeline
from service.replay import Replay, cleaned
from service.settings import Settings
from service.stages import Incoming

CONTRADICTS = "lodva-04"
"""The article of the feed that was written to contradict the others of its story."""
SHOWN_ENTRIES = 5
WIDTH = 120
BEGIN, END = (
    "<!-- written by `python -m deploy.generate --samples` from the sample feed -->\n",
    "<!-- end of the sample -->",
)


class Folded(NamedTuple):
    """All records of the feed, stage by stage; the values as bytes."""

    raw: list[bytes | None]
    clean: list[bytes]
    refused: list[tuple[int, Rejected]]
    resolved: list[ResolvedArticle]
    timelines: list[Timeline]


@cache
def folded() -> Folded:
    """The feed through the pipeline, in this process."""
    return asyncio.run(_fold())


async def _fold() -> Folded:
    settings = Settings(clean_processes=1, page_timeout_seconds=300)
    records = [Incoming(r.key, r.value) for _, r in rows.raw_records(sample.PATH, raw=False, progress="")]
    replay, clean, refused = Replay(settings), list[bytes](), list[tuple[int, Rejected]]()
    number = 0
    async for _, outcome in cleaned(records, settings):
        if isinstance(outcome.result, Rejected):
            refused.append((number, outcome.result))
        else:
            clean.append(outcome.result.value)
            replay.add(codec.decode(outcome.result.value, CleanArticle | Retraction))
        number += 1
    return Folded(
        [record.value for record in records],
        clean,
        refused,
        [codec.decode(value, ResolvedArticle) for value in replay.articles()],
        [codec.decode(value, Timeline) for value in replay.timelines()],
    )


def examples() -> str:
    """One real record for each message, as JSON: the shortest timeline, and the article that it is made of."""
    made = folded()
    timeline = min(made.timelines, key=lambda t: len(codec.encode(t)))
    article = timeline.articles[0].id
    number, rejected = made.refused[0]
    found: dict[str, Any] = {
        "RawArticle": _first(made.raw, article),
        "CleanArticle": _first(made.clean, article),
        "Retraction": next(json.loads(v) for v in made.clean if json.loads(v)["kind"] == "retraction"),
        "ResolvedArticle": _first([codec.encode(a) for a in made.resolved], article),
        "Timeline": json.loads(codec.encode(timeline)),
        "DeadLetter": {
            name: value.decode()
            for name, value in deadletter.headers(
                rejected, topic=topics.RAW.name, partition=0, offset=number, stage="clean"
            )
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _first(values: list[Any], article: str) -> Any:
    loaded = (json.loads(value) for value in values if value and value.startswith(b"{"))
    return next(row for row in loaded if row.get("id") == article)


def readme(text: str) -> str:
    """The README with its sample: the strongest entries of the story in which an outlet contradicts the others."""
    timeline = next(t for t in folded().timelines if any(a.id == CONTRADICTS for a in t.articles))
    lines = [_wrapped(line) for line in timeline_text(timeline, SHOWN_ENTRIES).splitlines()]
    block = BEGIN + "\n" + textwrap.indent("\n".join(lines), "    ") + "\n\n"
    return re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: block + END, text, flags=re.DOTALL)


def _wrapped(line: str) -> str:
    indent = " " * 15 if line.startswith(" ") else ""
    return textwrap.fill(line, WIDTH - 4, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
