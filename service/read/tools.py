"""What an assistant asks of the timelines: each answer is plain data, and each sentence is the text at its offsets."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import msgspec

from service import codec
from service.read import evidence, queries, stored
from service.read.changes import changes
from service.read.filters import Filter
from service.read.views import Passage
from service.records import Entry, Timeline

BYTES_PER_TOKEN = 3
"""UTF-8 bytes that are counted as a token: models need fewer tokens than that for every script."""

Answer = dict[str, Any]


class UnknownError(LookupError):
    """There is no such story, entry or version."""


def search(connection: sqlite3.Connection, wanted: Filter, limit: int, cursor: str | None) -> Answer:
    """Timelines that pass the filter: best match first with words to look for, newest first without."""
    order: queries.Order = "best" if wanted.q else "newest"
    return _plain(queries.timelines(connection, wanted, order, limit, cursor))


def timeline(connection: sqlite3.Connection, story_id: str, max_tokens: int) -> Answer:
    """A timeline within a budget: the strongest entries that fit, by date, and how many were left out."""
    found = _timeline(connection, story_id)
    head: Answer = {
        "story_id": found.story_id,
        "version": found.version,
        "title": found.title,
        "language": found.language,
        "collection": found.collection,
        "first_published": found.first_published,
        "last_published": found.last_published,
        "article_count": found.article_count,
        "independent_sources": found.independent_sources,
        "entries": [],
        "entries_left_out": len(found.entries),
    }
    left = max_tokens * BYTES_PER_TOKEN - len(codec.encode(head))
    fitting: dict[str, Answer] = {}
    for entry in sorted(found.entries, key=lambda entry: -entry.salience):
        told = _entry(connection, found, entry)
        left -= len(codec.encode(told)) + 1
        if left < 0:
            break
        fitting[entry.id] = told
    entries = [fitting[entry.id] for entry in found.entries if entry.id in fitting]
    return head | {"entries": entries, "entries_left_out": len(found.entries) - len(entries)}


def changed(connection: sqlite3.Connection, story_id: str, since: str) -> Answer:
    """What happened to a timeline since a version that was seen before."""
    now = _timeline(connection, story_id)
    before = stored.at_version(connection, story_id, since)
    if before is None:
        raise UnknownError(f"version {since!r} is not kept (any more)")
    told = [_plain(change) for change in changes(before, now)]
    return {"story_id": story_id, "since": since, "version": now.version, "changes": told}


def evidence_for(connection: sqlite3.Connection, story_id: str, entry_id: str) -> Answer:
    """Every passage that supports an entry, with what stands around it."""
    found = _timeline(connection, story_id)
    entry = next((entry for entry in found.entries if entry.id == entry_id), None)
    if entry is None:
        raise UnknownError(f"no entry {entry_id!r} in this story")
    told = [_plain(passage) for passage in evidence.passages(connection, found, entry)]
    return {"story_id": story_id, "version": found.version, "date": entry.date, "passages": told}


def contradictions(connection: sqlite3.Connection, story_id: str) -> Answer:
    """The entries whose sources disagree about the date: each claim with the outlets that make it, in their words."""
    found = _timeline(connection, story_id)
    disputed = [
        {
            "entry_id": entry.id,
            "text": entry.text,
            "conflict": entry.conflict,
            "claims": list(_claims(list(evidence.passages(connection, found, entry)))),
        }
        for entry in found.entries
        if entry.conflict != "none"
    ]
    return {"story_id": story_id, "version": found.version, "contradictions": disputed}


def _timeline(connection: sqlite3.Connection, story_id: str) -> Timeline:
    found = stored.timeline(connection, story_id)
    if found is None:
        raise UnknownError(f"no story {story_id!r}")
    return found


def _entry(connection: sqlite3.Connection, timeline: Timeline, entry: Entry) -> Answer:
    outlets = {article.id: article.outlet for article in timeline.articles}
    told: Answer = {
        "id": entry.id,
        "date": entry.date,
        "precision": entry.precision,
        "status": entry.status,
        "text": entry.text,
        "conflict": entry.conflict,
        "independent_sources": entry.independent_sources,
        "outlets": sorted({outlets.get(source, source) for source in entry.sources}),
        "article_id": entry.article_id,
    }
    article = evidence.article(connection, timeline.collection, entry.article_id)
    start = article.text.find(entry.text) if article else -1
    return told if start < 0 else told | {"start": start, "end": start + len(entry.text)}


def _claims(passages: list[Passage]) -> Iterator[Answer]:
    for date in dict.fromkeys(passage.claims for passage in passages):
        told = [
            {
                "outlet": passage.outlet,
                "article_id": passage.article_id,
                "start": passage.start,
                "end": passage.end,
                "sentence": passage.sentence,
            }
            for passage in passages
            if passage.claims == date
        ]
        yield {"date": date, "told_by": told}


def _plain(record: msgspec.Struct) -> Answer:
    plain: Answer = msgspec.to_builtins(record)
    return plain
