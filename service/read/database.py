"""The SQLite file of the read side: its tables, who may write it, and when it is begun anew.

The file is a cache of two topics. It remembers what it is a fold of (`identity`: the tables, the cluster, the topic
names); a file with another identity is replaced. One process writes, any number read (WAL).
"""

import fcntl
import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.errors import UsageError
from service.settings import Settings

APPLICATION_ID = 0x53746F72
"""Marks the file as ours (SQLite's `application_id`), so that no other database is ever replaced."""
DERIVATION = 3
"""Grows when rows are derived from records, or kept, in another way: older files are then begun anew."""
BUSY_TIMEOUT_SECONDS = 10.0
"""Readers never wait for the writer in WAL mode; this is for a second process at start."""
_SORTED_BYTES = 1 << 26
"""Of new index entries that FTS5 sorts in memory before it writes a segment."""
_PROGRESS_EVERY = 2000  # virtual machine steps between two looks at the clock

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- The next offset to read: committed in the transaction of the rows that the records before it made.
CREATE TABLE positions (
  topic TEXT, partition INTEGER, next INTEGER NOT NULL, PRIMARY KEY (topic, partition)
) WITHOUT ROWID;
-- Every kept version of every timeline in the order in which they were read. A deletion has no record, only where the
-- story was: in which language, of which collection.
CREATE TABLE versions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, story_id TEXT NOT NULL, version TEXT NOT NULL, partition INTEGER NOT NULL,
  offset INTEGER NOT NULL, written_ms INTEGER NOT NULL, record BLOB, gone_language TEXT,
  gone_collection TEXT
);
CREATE INDEX versions_of_story ON versions (story_id, seq);
CREATE INDEX versions_by_place ON versions (partition, offset);
CREATE INDEX versions_by_age ON versions (written_ms);
-- What is listed and filtered of the newest version. `row` is the story's place in the order of time (`place`), also in
-- the tables below, so the newest of whatever is found are found first.
CREATE TABLE stories (
  row INTEGER PRIMARY KEY, story_id TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL, title TEXT NOT NULL,
  language TEXT NOT NULL, collection TEXT NOT NULL, first_published TEXT NOT NULL, last_published TEXT NOT NULL,
  article_count INTEGER NOT NULL, independent_sources INTEGER NOT NULL, entry_count INTEGER NOT NULL,
  conflict INTEGER NOT NULL
);
CREATE INDEX stories_in_conflict ON stories (conflict) WHERE conflict > 0;
CREATE TABLE articles (
  partition INTEGER, key TEXT, collection TEXT NOT NULL, article_id TEXT NOT NULL, story_id TEXT NOT NULL,
  offset INTEGER NOT NULL, verdict TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY (partition, key)
);
CREATE INDEX articles_by_id ON articles (article_id);
-- Stories whose rows below are not yet those of their newest records.
CREATE TABLE stale (story_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE entries (
  story INTEGER, number INTEGER, low TEXT NOT NULL, high TEXT NOT NULL, projected INTEGER NOT NULL,
  conflict INTEGER NOT NULL, PRIMARY KEY (story, number)
) WITHOUT ROWID;
CREATE TABLE outlets (story INTEGER, outlet TEXT, PRIMARY KEY (story, outlet)) WITHOUT ROWID;
CREATE INDEX stories_of_outlet ON outlets (outlet, story);
CREATE VIRTUAL TABLE search USING fts5 (title, entries, sentences, tokenize = "unicode61 remove_diacritics 2");
"""
CONTENT = ("positions", "versions", "stories", "articles", "stale", "entries", "outlets", "search")


class TooSlowError(Exception):
    """A query was ended because it ran longer than it may."""


class Database:
    """The file at `path`. `writer` is for the one process that holds the lock; `reading` for any thread."""

    def __init__(self, path: Path, query_timeout_seconds: float = 2.0) -> None:
        self.path = path
        self._timeout = query_timeout_seconds
        self._lock: int | None = None
        self._readers = threading.local()
        self._opened: list[sqlite3.Connection] = []

    def close(self) -> None:
        """Close every connection, of all threads, and give the lock back. Nobody may be at one.

        A process that ends need not: the file is whole at any moment.
        """
        self._readers = threading.local()
        while self._opened:
            self._opened.pop().close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def lock(self) -> bool:
        """Become the one process that writes, until this one ends; whether nobody else is it.

        Raises UsageError for a place that cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(f"{self.path}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise UsageError(f"read_database_file = {str(self.path)!r}: {error.strerror}") from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._lock = descriptor
        return True

    def size_bytes(self) -> int:
        """What the file takes on disk, the log of its last writes included."""
        paths = (Path(f"{self.path}{suffix}") for suffix in ("", "-wal"))
        return sum(path.stat().st_size for path in paths if path.exists())

    def writer(self, source: str) -> sqlite3.Connection:
        """A connection to write with: to the fold of `source` as far as it went, or to an empty one.

        Raises UsageError for a file that is no database of ours.
        """
        identity = _identity(source)
        connection = self._open()
        try:
            found = self._identity_of(connection)
            if found not in (None, identity):
                connection.close()
                self._remove()
                connection, found = self._open(), None
            if found is None:
                connection.executescript(f"BEGIN; {TABLES} PRAGMA application_id = {APPLICATION_ID};")
                # The words of many stories are sorted in memory before they are merged into the index.
                connection.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (_SORTED_BYTES,))
                connection.execute("INSERT INTO meta VALUES ('identity', ?)", (identity,))
                connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            connection.close()
            raise UsageError(f"read_database_file = {str(self.path)!r}: {error}") from None
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection of this thread that sees one state of the file until the block ends.

        Raises TooSlowError when what is asked takes longer than the query timeout.
        """
        connection: sqlite3.Connection | None = getattr(self._readers, "connection", None)
        if connection is None:
            connection = self._readers.connection = self._connect("ro")
            connection.execute("PRAGMA query_only = 1")
        deadline = time.monotonic() + self._timeout
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _PROGRESS_EVERY)
        connection.execute("BEGIN")
        try:
            yield connection
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TooSlowError(f"the query took longer than {self._timeout:g} s") from None
            raise
        finally:
            connection.set_progress_handler(None, 0)
            connection.execute("ROLLBACK")

    def _open(self) -> sqlite3.Connection:
        connection = self._connect("rwc")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.DatabaseError as error:
            connection.close()
            raise UsageError(f"read_database_file = {str(self.path)!r}: {error}") from None
        # A commit need not survive the machine, only the process: what is lost is read from the topics again, and WAL
        # keeps the file whole either way.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        return connection

    def _connect(self, mode: str) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                timeout=BUSY_TIMEOUT_SECONDS,
                check_same_thread=False,
            )
        except sqlite3.OperationalError as error:
            raise UsageError(f"read_database_file = {str(self.path)!r}: {error}") from None
        self._opened.append(connection)
        connection.execute("PRAGMA mmap_size = 1073741824")
        return connection

    def _identity_of(self, connection: sqlite3.Connection) -> str | None:
        """What the file is a fold of; None for an empty one. Raises UsageError for a database of somebody else."""
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application != APPLICATION_ID:
            if tables:
                raise UsageError(f"read_database_file = {str(self.path)!r} is a database of another program")
            return None
        found = connection.execute("SELECT value FROM meta WHERE name = 'identity'").fetchone()
        return str(found[0]) if found else ""

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)


def database_path(settings: Settings) -> Path:
    """Where the settings put the file."""
    if settings.read_database_file:
        return Path(settings.read_database_file)
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "storyfold" / "read.sqlite"


def _identity(source: str) -> str:
    tables = hashlib.blake2b(TABLES.encode(), digest_size=8).hexdigest()
    return f"tables {tables}, derivation {DERIVATION}, {source}"
