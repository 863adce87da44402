"""Single records as the file holds them. Each function takes a connection that sees one state of it."""

import sqlite3

from service import codec
from service.read.packing import unpack
from service.records import Timeline


def newest(connection: sqlite3.Connection, story_id: str) -> tuple[str, bytes] | None:
    """Version and record of a story's timeline, as it stands in the topic."""
    found = connection.execute(
        "SELECT versions.version, record FROM stories JOIN versions USING (seq) WHERE stories.story_id = ?",
        (story_id,),
    ).fetchone()
    return (found[0], unpack(found[1])) if found else None


def timeline(connection: sqlite3.Connection, story_id: str) -> Timeline | None:
    """A story's newest timeline."""
    found = newest(connection, story_id)
    return codec.decode(found[1], Timeline) if found else None


def at_version(connection: sqlite3.Connection, story_id: str, version: str) -> Timeline | None:
    """A story's timeline as it was; None when that version is not kept (any more)."""
    found = connection.execute(
        "SELECT record FROM versions WHERE story_id = ? AND version = ? AND record IS NOT NULL"
        " ORDER BY seq DESC LIMIT 1",
        (story_id, version),
    ).fetchone()
    return codec.decode(unpack(found[0]), Timeline) if found else None


def articles(connection: sqlite3.Connection, article_id: str, collection: str | None) -> dict[str, bytes]:
    """The records of the articles with this id, by collection: of each the newest one that is still told.

    An article that moved to another story leaves a `retracted` record in the story that it left.
    """
    rows = connection.execute(
        "SELECT collection, record FROM articles WHERE article_id = ?1 AND (?2 IS NULL OR collection = ?2)"
        " ORDER BY verdict = 'retracted', offset DESC",
        (article_id, collection),
    )
    found: dict[str, bytes] = {}
    for name, record in rows:
        found.setdefault(name, record)
    return {name: unpack(record) for name, record in sorted(found.items())}
