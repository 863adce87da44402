"""Records of the two topics -> rows, in one transaction with the offsets that follow them.

The rows are a function of the newest record per key (and, for `versions`, of the records that were seen), so reading a
record again changes nothing. Rows that cost more (search, filters) are derived for each touched story afterwards, once
(`indexing`); a story between the two is in the table `stale`.
"""

import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec
from msgspec import Struct

from service import codec
from service.kafka.log import Record
from service.read.database import CONTENT
from service.read.indexing import index
from service.read.packing import pack, unpack
from service.read.place import free, place
from service.read.views import CONFLICTS, Conflict

log = logging.getLogger(__name__)

DAY_MS = 86_400_000
"""Milliseconds of a day, the unit of record timestamps."""


class _Entry(Struct, gc=False):
    conflict: Conflict = "none"


class _Timeline(Struct, gc=False):
    """What the table `stories` shows of a timeline."""

    version: str
    title: str
    language: str
    collection: str
    first_published: str
    last_published: str
    article_count: int
    independent_sources: int
    entries: tuple[_Entry, ...]


class _Article(Struct, gc=False):
    """What the table `articles` is asked by."""

    id: str
    collection: str
    story_id: str
    verdict: str


class Fold:
    """The one writer of the file. `timelines` and `resolved` are the full names of the topics."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        timelines: str,
        resolved: str,
        *,
        versions_kept: int,
        versions_days: float,
    ) -> None:
        self._connection = connection
        self._take = {timelines: self._timeline, resolved: self._article}
        self._kept, self._kept_ms = versions_kept, int(versions_days * DAY_MS)
        self._stale: set[str] = set()
        self.unreadable: Counter[str] = Counter()
        """Records that could not be read, by topic; they change nothing."""

    def positions(self) -> dict[tuple[str, int], int]:
        """The next offset to read, by topic and partition."""
        rows = self._connection.execute("SELECT topic, partition, next FROM positions")
        return {(topic, partition): position for topic, partition, position in rows}

    def take(self, records: Mapping[tuple[str, int], Sequence[Record]], *, index_now: bool) -> int:
        """Fold records, each partition's in offset order, and move the positions past them: all of it or nothing.

        `index_now`: also derive the search rows of the stories that they touch. Returns the number of new versions.
        """
        with self._transaction():
            newest = self._newest_seq()
            for (topic, partition), some in records.items():
                for record in some:
                    self._one(topic, record)
                if some:
                    self._move(topic, partition, some[-1].offset + 1)
            self._connection.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(s,) for s in self._stale])
            if index_now:
                index(self._connection)
            return self._newest_seq() - newest

    def index(self, limit: int) -> int:
        """Derive the search rows of up to `limit` stale stories; returns how many it were."""
        with self._transaction():
            return index(self._connection, limit)

    def remember(self, name: str, value: str) -> None:
        """Keep a value in `meta`."""
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def recall(self, name: str) -> str | None:
        """The value that was kept, if any."""
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def clear(self) -> None:
        """Forget everything: the topics will be read from their beginning."""
        with self._transaction():
            for table in CONTENT:
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def prune(self, now_ms: int | None = None) -> int:
        """Drop versions that are older than they are kept, never the newest of a story; returns how many."""
        oldest = (time.time_ns() // 1_000_000 if now_ms is None else now_ms) - self._kept_ms
        with self._transaction():
            return self._connection.execute(
                "DELETE FROM versions WHERE written_ms < ? AND seq NOT IN (SELECT seq FROM stories)", (oldest,)
            ).rowcount

    # --- one record --------------------------------------------------------------------------------------------------

    def _one(self, topic: str, record: Record) -> None:
        try:
            self._take[topic](record)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self.unreadable[topic] += 1
            log.warning("%s[%d]@%d cannot be read: %s", topic, record.partition, record.offset, error)

    def _timeline(self, record: Record) -> None:
        story_id = (record.key or b"").decode()
        if record.value is None:
            self._delete(story_id, record)
            return
        timeline = codec.decode(record.value, _Timeline)
        if self._record_of(story_id) == record.value:
            return  # sent again after a crash: no change, so no version
        seq = self._version(story_id, timeline.version, record, pack(record.value))
        self._connection.execute(
            "INSERT INTO stories (row, story_id, seq, title, language, collection, first_published, last_published,"
            " article_count, independent_sources, entry_count, conflict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (story_id) DO UPDATE SET seq = excluded.seq, title = excluded.title,"
            " language = excluded.language, collection = excluded.collection,"
            " first_published = excluded.first_published, last_published = excluded.last_published,"
            " article_count = excluded.article_count, independent_sources = excluded.independent_sources,"
            " entry_count = excluded.entry_count, conflict = excluded.conflict",
            (
                free(self._connection, place(timeline.last_published, story_id)),
                story_id,
                seq,
                timeline.title,
                timeline.language,
                timeline.collection,
                timeline.first_published,
                timeline.last_published,
                timeline.article_count,
                timeline.independent_sources,
                len(timeline.entries),
                max((CONFLICTS.index(entry.conflict) for entry in timeline.entries), default=0),
            ),
        )
        self._drop_old_versions(story_id)
        self._stale.add(story_id)

    def _delete(self, story_id: str, record: Record) -> None:
        """All articles of a story were withdrawn: nothing of what it told stays readable."""
        known = self._connection.execute(
            "SELECT language, collection FROM stories WHERE story_id = ?", (story_id,)
        ).fetchone()
        if known is None or self._record_of(story_id) is None:
            return
        self._connection.execute("DELETE FROM versions WHERE story_id = ?", (story_id,))
        seq = self._version(story_id, "", record, None)
        self._connection.execute(
            "UPDATE versions SET gone_language = ?, gone_collection = ? WHERE seq = ?", (*known, seq)
        )
        self._stale.add(story_id)

    def _version(self, story_id: str, version: str, record: Record, packed: bytes | None) -> int:
        cursor = self._connection.execute(
            "INSERT INTO versions (story_id, version, partition, offset, written_ms, record) VALUES (?, ?, ?, ?, ?, ?)",
            (story_id, version, record.partition, record.offset, record.timestamp, packed),
        )
        return int(cursor.lastrowid or 0)

    def _record_of(self, story_id: str) -> bytes | None:
        """The newest record of a story as it came."""
        row = self._connection.execute(
            "SELECT record FROM versions WHERE story_id = ? ORDER BY seq DESC LIMIT 1", (story_id,)
        ).fetchone()
        return unpack(row[0]) if row and row[0] is not None else None

    def _drop_old_versions(self, story_id: str) -> None:
        self._connection.execute(
            "DELETE FROM versions WHERE story_id = ?1 AND seq <="
            " (SELECT seq FROM versions WHERE story_id = ?1 ORDER BY seq DESC LIMIT 1 OFFSET ?2)",
            (story_id, self._kept),
        )

    def _article(self, record: Record) -> None:
        key = (record.key or b"").decode()
        if record.value is None:
            gone = self._connection.execute(
                "DELETE FROM articles WHERE partition = ? AND key = ? RETURNING story_id", (record.partition, key)
            ).fetchone()
            self._stale.update(gone or ())
            return
        article = codec.decode(record.value, _Article)
        self._connection.execute(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.partition,
                key,
                article.collection,
                article.id,
                article.story_id,
                record.offset,
                article.verdict,
                pack(record.value),
            ),
        )
        self._stale.add(article.story_id)

    # --- transactions ------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        else:
            self._connection.execute("COMMIT")
        finally:
            self._stale.clear()

    def _move(self, topic: str, partition: int, position: int) -> None:
        self._connection.execute("INSERT OR REPLACE INTO positions VALUES (?, ?, ?)", (topic, partition, position))

    def _newest_seq(self) -> int:
        (seq,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM versions").fetchone()
        return int(seq)
