"""The file is a function of the newest records, whatever came before and in which order."""

import random
import sqlite3
from contextlib import closing

import pytest
from msgspec.structs import replace

from service import codec
from service.errors import UsageError
from service.read import queries, stored
from service.read.database import Database, TooSlowError
from service.read.filters import Filter
from service.records import Timeline
from tests.unit.read.records import RESOLVED, TIMELINES, File, feed

EVERYTHING = (
    "SELECT story_id, title, last_published, entry_count, conflict FROM stories ORDER BY 1",
    "SELECT story_id, number, low, high, projected FROM entries JOIN stories ON row = story ORDER BY 1, 2",
    "SELECT story_id, outlet FROM outlets JOIN stories ON row = story ORDER BY 1, 2",
    "SELECT story_id, s.title, s.entries, sentences FROM search s JOIN stories ON row = s.rowid ORDER BY 1",
    "SELECT key, record FROM articles ORDER BY 1",
    "SELECT * FROM stale",
)


def content(file: File) -> list[list[tuple[object, ...]]]:
    with file.database.reading() as connection:
        return [connection.execute(query).fetchall() for query in EVERYTHING]


def test_rows_and_answers_are_those_of_the_newest_records(told: File):
    timelines, articles = feed()
    with told.database.reading() as connection:
        listed = queries.timelines(connection, Filter(), "newest", 100)
        assert {item.story_id for item in listed.items} == set(timelines)
        for story_id, value in timelines.items():
            assert stored.newest(connection, story_id) == (codec.decode(value, Timeline).version, value)
        for article_id, value in articles.items():
            assert stored.articles(connection, article_id, None) == {"default": value}
    assert told.fold.positions() == {(TIMELINES, 0): len(timelines), (RESOLVED, 0): len(articles)}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_topics_batches_and_repeats_does_not_matter(told: File, tmp_path, seed):
    rng, other = random.Random(seed), File(tmp_path / "other.sqlite")
    timelines, articles = feed()
    records = [(TIMELINES, key, value) for key, value in timelines.items()]
    records += [(RESOLVED, key, value) for key, value in articles.items()]
    records += rng.choices(records, k=10)
    rng.shuffle(records)
    while records:
        some, records = records[:7], records[7:]
        other.take([other.record(*record) for record in some], index_now=rng.random() < 0.3)
    while other.fold.index(3):
        pass
    assert content(other) == content(told)


def test_a_record_sent_again_is_no_version(told: File):
    timelines, articles = feed()
    assert told.tell(timelines, articles) == 0


def test_a_deleted_story_leaves_nothing_but_the_word_that_it_is_gone(told: File):
    timelines, articles = feed()
    assert told.tell(dict.fromkeys(timelines), dict.fromkeys(articles)) == len(timelines)
    assert content(told) == [[] for _ in EVERYTHING]
    with told.database.reading() as connection:
        assert connection.execute("SELECT DISTINCT record, version FROM versions").fetchall() == [(None, "")]
    assert told.tell(dict.fromkeys(timelines)) == 0


def test_a_batch_that_fails_changes_nothing(told: File, monkeypatch):
    before, positions = content(told), told.fold.positions()
    monkeypatch.setattr("service.read.fold.index", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        told.tell(dict.fromkeys(feed()[0]))
    assert (content(told), told.fold.positions()) == (before, positions)


def test_records_that_cannot_be_read_change_nothing_and_are_counted(told: File):
    before = content(told)
    key = next(iter(feed()[0]))
    for value in (b"", b"\xff", b"{}", b"[]", b'{"version": 7}'):
        told.tell({key: value}, {"x": value})
    assert content(told) == before
    assert told.fold.unreadable == {TIMELINES: 5, RESOLVED: 5}


def test_versions_are_kept_by_number_and_by_age(tmp_path):
    file = File(tmp_path / "read.sqlite", versions_kept=3, versions_days=1.0)
    story_id, value = next(iter(feed()[0].items()))
    timeline = codec.decode(value, Timeline)
    for number in range(5):
        file.tell({story_id: codec.encode(replace(timeline, version=str(number)))})
    with file.database.reading() as connection:
        kept = [stored.at_version(connection, story_id, str(number)) is not None for number in range(5)]
    assert kept == [False, False, True, True, True]
    assert file.fold.prune() == 2
    with file.database.reading() as connection:
        assert stored.newest(connection, story_id)


def test_the_file_of_something_else_is_begun_anew_and_one_of_somebody_else_is_refused(told: File, tmp_path):
    path = told.database.path
    assert not Database(path).lock()
    again = Database(path).writer("test")
    assert again.execute("SELECT count(*) FROM stories").fetchone() == (len(feed()[0]),)
    again.close()
    other = Database(path).writer("another cluster")
    assert other.execute("SELECT count(*) FROM stories").fetchone() == (0,)

    foreign = tmp_path / "foreign.sqlite"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE precious (x)")
    noise = tmp_path / "noise"
    noise.write_bytes(b"no database at all" * 100)
    for wrong in (foreign, noise, tmp_path):
        with pytest.raises(UsageError, match="read_database_file"):
            Database(wrong).writer("test")
    assert noise.read_bytes() == b"no database at all" * 100


def test_a_query_that_takes_too_long_is_ended(told: File):
    slow = Database(told.database.path, query_timeout_seconds=0.05)
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    with pytest.raises(TooSlowError), slow.reading() as connection:
        connection.execute(endless)
    with slow.reading() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
