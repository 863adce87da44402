"""Lists of timelines. Each function takes a connection that sees one state of the file (`Database.reading`)."""

import sqlite3
from typing import Any, Literal

from service.read import cursor
from service.read.filters import Filter, Where
from service.read.views import CONFLICTS, Page, Summary

OPEN, CLOSE = "\u2068", "\u2069"
"""Around the words of a passage that matched (first strong isolate, and its end): no text can fake markup by them."""
_SUMMARY = (
    "stories.story_id, versions.version, title, language, collection, first_published, last_published, article_count,"
    " independent_sources, entry_count, conflict"
)
_WEIGHTS = "8.0, 3.0, 1.0"
"""Of a word in the titles, in the entries' sentences and in the other sentences of the evidence."""

Order = Literal["newest", "best"]


def timelines(
    connection: sqlite3.Connection, wanted: Filter, order: Order, limit: int, after: str | None = None
) -> Page:
    """A page of the timelines that pass the filter, newest article first or best match first.

    Raises cursor.BadMarkError. Without words to look for, best is newest.
    """
    where = wanted.where()
    if where is None:
        return Page([], None)
    if order == "best" and where.matched:
        sort_key, beyond, direction = f"bm25(search, {_WEIGHTS})", ">", "ASC"
    else:
        order, sort_key, beyond, direction = "newest", "last_published", "<", "DESC"
    condition, values = where.condition, where.values
    if after is not None:
        condition += f" AND ({sort_key}, row) {beyond} (?, ?)"
        values = [*values, *cursor.read_cursor(after, order)]
    places = connection.execute(
        f"SELECT {sort_key}, row FROM {where.source} WHERE {condition}"  # noqa: S608 - values are bound
        f" ORDER BY 1 {direction}, 2 {direction} LIMIT ?",
        [*values, limit + 1],
    ).fetchall()
    more = len(places) > limit
    return Page(
        [_summary(connection, row, where) for _, row in places[:limit]],
        cursor.write_cursor(order, *places[limit - 1]) if more else None,
    )


def _summary(connection: sqlite3.Connection, row: int, where: Where) -> Summary:
    found = (
        connection.execute(
            f"SELECT snippet(search, -1, '{OPEN}', '{CLOSE}', '…', 24) FROM search WHERE search MATCH ? AND rowid = ?",  # noqa: S608
            (where.matched, row),
        ).fetchone()
        if where.matched
        else (None,)
    )
    columns = connection.execute(
        f"SELECT {_SUMMARY} FROM stories JOIN versions USING (seq) WHERE row = ?",  # noqa: S608
        (row,),
    ).fetchone()
    return summary(columns, found[0] if found else None)


def passing(connection: sqlite3.Connection, story_id: str, wanted: Filter) -> Summary | None:
    """The newest state of a story, if it passes the filter."""
    where = wanted.where()
    if where is None:
        return None
    row = connection.execute(
        f"SELECT {_SUMMARY} FROM {where.source} WHERE {where.condition} AND stories.story_id = ?",  # noqa: S608
        [*where.values, story_id],
    ).fetchone()
    return summary(row) if row else None


def summary(columns: tuple[Any, ...], found: str | None = None) -> Summary:
    """A summary from the columns of `_SUMMARY` and the passage found."""
    names = Summary.__struct_fields__
    return Summary(**dict(zip(names, columns, strict=False)) | {"conflict": CONFLICTS[columns[-1]], "found": found})
