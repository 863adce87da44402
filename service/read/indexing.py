"""The rows by which a story is found: its words, the days of its entries, its outlets.

They are derived from the newest timeline and the newest records of its articles, whatever the order in which these
came; a story is derived once for any number of records that touched it.

FTS5 gathers words in memory only while it is told of rows in ascending order: old rows are all taken out before new
ones come in, both by their place.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from msgspec import Struct

from service import codec
from service.read.days import days
from service.read.packing import unpack
from service.read.place import free, place, same_second
from service.read.stored import articles
from service.read.words import spaced


class _Evidence(Struct, gc=False):
    article_id: str
    start: int
    end: int


class _Claim(Struct, gc=False):
    evidence: tuple[_Evidence, ...]


class _Entry(Struct, gc=False):
    date: str
    status: str
    text: str
    article_id: str
    claims: tuple[_Claim, ...]
    conflict: str = "none"


class _Source(Struct, gc=False):
    id: str
    outlet: str
    title: str


class _Timeline(Struct, gc=False):
    title: str
    collection: str
    articles: tuple[_Source, ...]
    entries: tuple[_Entry, ...]


class _Text(Struct, gc=False):
    text: str


_LEVELS = {"soft": 1, "hard": 2}
"""Conflicts as the index orders them."""


def index(connection: sqlite3.Connection, limit: int = -1) -> int:
    """Derive the rows of up to `limit` stale stories within the caller's transaction; returns how many it were."""
    stale = [story_id for (story_id,) in connection.execute("SELECT story_id FROM stale LIMIT ?", (limit,))]
    known = sorted(_rows(connection, stale))
    for row, _ in known:
        _clear(connection, row)
    for row in sorted(_placed(connection, known)):
        _story(connection, row)
    connection.executemany("DELETE FROM stale WHERE story_id = ?", [(story_id,) for story_id in stale])
    return len(stale)


def _rows(connection: sqlite3.Connection, stories: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where they stand, those that are known."""
    for story_id in stories:
        yield from connection.execute("SELECT row, story_id FROM stories WHERE story_id = ?", (story_id,))


def _clear(connection: sqlite3.Connection, row: int) -> None:
    connection.execute("DELETE FROM entries WHERE story = ?", (row,))
    connection.execute("DELETE FROM outlets WHERE story = ?", (row,))
    connection.execute("DELETE FROM search WHERE rowid = ?", (row,))


def _placed(connection: sqlite3.Connection, known: Iterable[tuple[int, str]]) -> Iterator[int]:
    """Move the stories to where they now belong, and give their places; those without a timeline are forgotten."""
    for row, story_id in known:
        newest = connection.execute(
            "SELECT last_published FROM stories JOIN versions USING (seq) WHERE row = ?", (row,)
        ).fetchone()
        if newest is None:
            connection.execute("DELETE FROM stories WHERE row = ?", (row,))
            continue
        wanted = place(newest[0], story_id)
        if same_second(row, wanted):
            yield row
            continue
        moved = free(connection, wanted)
        connection.execute("UPDATE stories SET row = ? WHERE row = ?", (moved, row))
        yield moved


def _story(connection: sqlite3.Connection, row: int) -> None:
    (record,) = connection.execute(
        "SELECT record FROM stories JOIN versions USING (seq) WHERE row = ?", (row,)
    ).fetchone()
    timeline = codec.decode(unpack(record), _Timeline)
    connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", _entries(row, timeline.entries))
    outlets = sorted({article.outlet for article in timeline.articles})
    connection.executemany("INSERT INTO outlets VALUES (?, ?)", [(row, outlet) for outlet in outlets])
    connection.execute(
        "INSERT INTO search (rowid, title, entries, sentences) VALUES (?, ?, ?, ?)",
        (
            row,
            _joined([timeline.title, *(article.title for article in timeline.articles)]),
            _joined(entry.text for entry in timeline.entries),
            _joined(_sentences(connection, timeline)),
        ),
    )


def _entries(row: int, entries: Iterable[_Entry]) -> Iterator[tuple[object, ...]]:
    for number, entry in enumerate(entries):
        if span := days(entry.date):
            yield row, number, *span, entry.status == "projected", _LEVELS.get(entry.conflict, 0)


def _sentences(connection: sqlite3.Connection, timeline: _Timeline) -> Iterator[str]:
    """What the sources say, in their own words, apart from the sentences that the entries show."""
    shown = {entry.text for entry in timeline.entries}
    spans: dict[str, dict[tuple[int, int], None]] = {}
    for entry in timeline.entries:
        for claim in entry.claims:
            for evidence in claim.evidence:
                if evidence.article_id == entry.article_id and evidence.end - evidence.start == len(entry.text):
                    continue  # the sentence that is shown: no need to open the article
                spans.setdefault(evidence.article_id, {})[evidence.start, evidence.end] = None
    for article_id, places in spans.items():
        record = articles(connection, article_id, timeline.collection).get(timeline.collection)
        text = codec.decode(record, _Text).text if record else ""
        yield from (told for start, end in places if (told := text[start:end]) not in shown)


def _joined(texts: Iterable[str]) -> str:
    return spaced("\n".join(dict.fromkeys(texts)))
