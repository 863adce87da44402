"""Lists of timelines. Each function takes a connection that sees one state of the file (`Database.reading`)."""

import sqlite3
from typing import Any, Literal

from service.read import cursor
from service.read.filters import Filter, Where
from service.read.views import CONFLICTS, Page, Summary

OPEN, CLOSE = "\u2068", "\u2069"
"""Around the words of a passage that matched (first strong isolate, and its end): no text can fake markup by them."""
MAX_RANKED = 500
"""Stories of a list that are ordered by how well they match: the newest that do. Ranking costs by the match, and a word
that half of all stories tell has more of them than anyone pages through.
"""
_SUMMARY = (
    "stories.story_id, versions.version, stories.title, language, collection, first_published, last_published,"
    " article_count, independent_sources, entry_count, conflict"
)
_WEIGHTS = "8.0, 3.0, 1.0"
"""Of a word in the titles, in the entries' sentences and in the other sentences of the evidence."""

Order = Literal["newest", "best"]


def timelines(
    connection: sqlite3.Connection, wanted: Filter, order: Order, limit: int, after: str | None = None
) -> Page:
    """A page of the timelines that pass the filter, newest article first or best match first (BM25).

    Best match first are the newest `MAX_RANKED` that pass; `truncated` says that there are older ones. Without words to
    look for, best is newest. Raises cursor.BadMarkError.
    """
    where = wanted.where()
    if where is None:
        return Page([], None)
    if order == "best" and where.matched:
        return _best(connection, where, limit, after)
    return _newest(connection, where, limit, after)


def _newest(connection: sqlite3.Connection, where: Where, limit: int, after: str | None) -> Page:
    condition, values = where.condition, where.values
    if after is not None:
        condition += f" AND {where.place} < ?"
        values = [*values, cursor.read_cursor(after, "newest")[0]]
    places = [
        place
        for (place,) in connection.execute(
            f"SELECT {where.place} FROM {where.source} WHERE {condition}"  # noqa: S608 - values are bound
            f" ORDER BY {where.place} DESC LIMIT ?",
            [*values, limit + 1],
        )
    ]
    following = cursor.write_cursor("newest", places[limit - 1]) if len(places) > limit else None
    return Page(_summaries(connection, places[:limit], where.matched), following)


def _best(connection: sqlite3.Connection, where: Where, limit: int, after: str | None) -> Page:
    newest = connection.execute(
        f"SELECT bm25(search, {_WEIGHTS}), -search.rowid FROM {where.source} WHERE {where.condition}"  # noqa: S608
        " ORDER BY search.rowid DESC LIMIT ?",
        [*where.values, MAX_RANKED + 1],
    ).fetchall()
    ranked = sorted(newest[:MAX_RANKED])
    if after is not None:
        score, place = cursor.read_cursor(after, "best")
        ranked = [mark for mark in ranked if mark > (score, -place)]
    shown = [-negative for _, negative in ranked[:limit]]
    following = cursor.write_cursor("best", ranked[limit - 1][0], shown[-1]) if len(ranked) > limit else None
    return Page(_summaries(connection, shown, where.matched), following, truncated=len(newest) > MAX_RANKED)


def _summaries(connection: sqlite3.Connection, places: list[int], matched: str | None) -> list[Summary]:
    """The stories at these places, in their order, each with a passage that matched."""
    marks = ", ".join("?" * len(places))
    columns = {
        place: rest
        for place, *rest in connection.execute(
            f"SELECT row, {_SUMMARY} FROM stories JOIN versions USING (seq) WHERE row IN ({marks})",  # noqa: S608
            places,
        )
    }
    found = dict(_passages(connection, places, matched)) if matched and places else {}
    return [summary(columns[place], found.get(place)) for place in places]


def _passages(connection: sqlite3.Connection, places: list[int], matched: str) -> list[tuple[int, str]]:
    """A passage of each place. One walk over the matches between them: a question of its own each costs more than that
    (the plus keeps SQLite from asking so).
    """
    marks = ", ".join("?" * len(places))
    return connection.execute(
        f"SELECT rowid, snippet(search, -1, '{OPEN}', '{CLOSE}', '…', 24) FROM search"  # noqa: S608 - values are bound
        f" WHERE search MATCH ? AND rowid BETWEEN ? AND ? AND +rowid IN ({marks})",
        [matched, min(places), max(places), *places],
    ).fetchall()


def passing(connection: sqlite3.Connection, story_id: str, wanted: Filter) -> Summary | None:
    """The newest state of a story, if it passes the filter."""
    where = wanted.where()
    row = connection.execute("SELECT row FROM stories WHERE story_id = ?", (story_id,)).fetchone()
    if where is None or row is None:
        return None
    passes = connection.execute(
        f"SELECT 1 FROM {where.source} WHERE {where.condition} AND {where.place} = ?",  # noqa: S608 - values are bound
        [*where.values, *row],
    ).fetchone()
    return _summaries(connection, list(row), None)[0] if passes else None


def summary(columns: list[Any], found: str | None = None) -> Summary:
    """A summary from the columns of `_SUMMARY` and the passage found."""
    names = Summary.__struct_fields__
    return Summary(**dict(zip(names, columns, strict=False)) | {"conflict": CONFLICTS[columns[-1]], "found": found})
