"""Lists: what is found, in which order, page by page."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from service import codec
from service.read import queries
from service.read.cursor import BadMarkError, read_cursor, read_position, write_cursor, write_position
from service.read.days import days
from service.read.filters import Filter
from service.read.place import place
from service.read.views import Summary
from service.read.words import expression, spaced
from service.records import Timeline
from tests.unit.read.records import File, feed


def found(file: File, order: queries.Order = "newest", limit: int = 100, **wanted) -> list[str]:
    with file.database.reading() as connection:
        return [item.story_id for item in queries.timelines(connection, Filter(**wanted), order, limit).items]


def timelines() -> dict[str, Timeline]:
    return {story_id: codec.decode(value, Timeline) for story_id, value in feed()[0].items()}


@pytest.mark.parametrize("order", ["newest", "best"])
@pytest.mark.parametrize("wanted", [Filter(), Filter(q="the")])
def test_pages_follow_each_other_without_gap_or_repeat(told: File, order, wanted):
    with told.database.reading() as connection:
        whole = queries.timelines(connection, wanted, order, 100)
        items: list[Summary] = []
        cursor = None
        while cursor is not None or not items:
            page = queries.timelines(connection, wanted, order, 2, cursor)
            items += page.items
            cursor = page.cursor
    assert items == whole.items
    assert whole.cursor is None
    assert len(items) > 4


def test_newest_is_the_order_of_the_last_article(told: File):
    told_at = timelines()
    published = [told_at[story_id].last_published for story_id in found(told)]
    assert published == sorted(published, reverse=True)


def test_more_matches_than_are_ranked(told: File, monkeypatch):
    everything = found(told, "newest", q="the")
    assert len(everything) > 4
    monkeypatch.setattr(queries, "MAX_RANKED", 3)
    with told.database.reading() as connection:
        page = queries.timelines(connection, Filter(q="the"), "best", 2)
        rest = queries.timelines(connection, Filter(q="the"), "best", 2, page.cursor)
        narrow = queries.timelines(connection, Filter(q="Eskerby chess"), "best", 2)
        newest = queries.timelines(connection, Filter(q="the"), "newest", 2)
    assert {item.story_id for item in page.items + rest.items} == set(everything[:3])
    assert (page.truncated, rest.truncated, rest.cursor) == (True, True, None)
    assert (narrow.truncated, newest.truncated) == (False, False)
    assert found(told, "newest", q="the") == everything


def test_a_list_and_its_cursors_are_the_same_whatever_the_order_of_the_records(told: File, tmp_path):
    other = File(tmp_path / "other.sqlite")
    timelines, articles = feed()
    for story_id, value in sorted(timelines.items(), reverse=True):
        other.tell({story_id: value})
    other.tell({}, articles)
    for order in ("newest", "best"):
        for wanted in (Filter(), Filter(q="the"), Filter(q="ferry aground", min_sources=1)):
            with told.database.reading() as one, other.database.reading() as two:
                assert queries.timelines(one, wanted, order, 2) == queries.timelines(two, wanted, order, 2)


def test_a_story_that_goes_on_moves_up_with_all_that_is_found_by(told: File):
    last = found(told)[-1]
    timeline = timelines()[last]
    told.tell({last: codec.encode(replace(timeline, version="next", last_published="2030-01-01T00:00:00Z"))})
    assert found(told)[0] == last
    word = timeline.title.split()[0]
    outlet = timeline.articles[0].outlet
    assert found(told, q=word).count(last) == found(told, q=word, outlet=outlet).count(last) == 1
    assert found(told, since="1900-01-01").count(last) == 1


@pytest.mark.parametrize("wanted", [Filter(q="ferry"), Filter(q="the", min_sources=2), Filter(status="projected")])
def test_a_single_story_passes_where_the_list_has_it(told: File, wanted):
    with told.database.reading() as connection:
        listed = {item.story_id for item in queries.timelines(connection, wanted, "newest", 100).items}
        assert listed
        passing = {story_id for story_id in timelines() if queries.passing(connection, story_id, wanted)}
    assert passing == listed


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)), st.text(), st.text())
def test_places_are_in_the_order_of_time(one, other, story, another):
    if one.replace(microsecond=0) < other.replace(microsecond=0):
        assert place(one.isoformat(), story) < place(other.isoformat(), another)
    assert abs(place(one.isoformat(), story)) < 1 << 63
    assert place("no time", story) <= place(one.isoformat(), story) | (1 << 24) - 1


def test_filters_keep_what_they_say(told: File):
    everything = timelines()

    def span(entry):
        return days(entry.date) or ("", "")

    def keep(condition):
        return sorted(story_id for story_id, timeline in everything.items() if condition(timeline))

    def kept(**wanted):
        return sorted(found(told, **wanted))

    assert kept(language="de") == keep(lambda t: t.language == "de") != []
    assert kept(collection="nowhere") == []
    assert kept(min_sources=3) == keep(lambda t: t.independent_sources >= 3) != []
    assert kept(min_sources=10**30) == []
    outlet = next(iter(everything.values())).articles[0].outlet
    assert kept(outlet=outlet) == keep(lambda t: outlet in {a.outlet for a in t.articles}) != []
    assert kept(conflict="hard") == keep(lambda t: "hard" in {e.conflict for e in t.entries}) != []
    assert kept(conflict="soft") == keep(lambda t: {e.conflict for e in t.entries} - {"none"})
    assert kept(status="projected") == keep(lambda t: "projected" in {e.status for e in t.entries}) != []
    assert kept(since="2026-03-20") == keep(lambda t: any(span(e)[1] >= "2026-03-20" for e in t.entries)) != []
    assert kept(since="2026-03-05", until="2026-03-05", status="projected") == keep(
        lambda t: any(e.status == "projected" and span(e)[0] <= "2026-03-05" <= span(e)[1] for e in t.entries)
    )


@pytest.mark.parametrize("days_asked", [0, 1, 62, 63, 400])
def test_a_word_and_days_find_what_both_find(asked_file: File, days_asked):
    """Whatever the length of the range and of the entries."""
    everything = timelines()
    spans = sorted({span for t in everything.values() for e in t.entries if (span := days(e.date))})
    assert any(low[:7] != high[:7] for low, high in spans), "a long entry is needed"
    word = set(found(asked_file, q="the"))
    for low, high in spans:
        for since in {date.fromisoformat(low), date.fromisoformat(high)}:
            until = since + timedelta(days=days_asked)
            wanted = {
                story_id
                for story_id, t in everything.items()
                if any((s := days(e.date)) and s[0] <= str(until) and s[1] >= str(since) for e in t.entries)
            }
            assert set(found(asked_file, q="the", since=str(since), until=str(until))) == wanted & word


@pytest.mark.parametrize(
    "edges", [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31"), ("2026-03-05", "2026-03-01")]
)
def test_the_first_and_the_last_of_all_days_can_be_asked_for(asked_file: File, edges):
    assert found(asked_file, q="the", since=edges[0], until=edges[1]) == []


def test_an_entry_of_no_day_is_kept(file: File):
    story_id, timeline = next(iter(timelines().items()))
    odd = replace(timeline, entries=(replace(timeline.entries[0], date="2026-02-31"),))
    file.tell({story_id: codec.encode(odd)})
    assert found(file, q="the", since="2026-02-20", until="2026-03-20") == [story_id]


def test_words_are_found_in_titles_entries_and_evidence_and_titles_count_most(told: File):
    ferry = found(told, "best", q="ferry aground")
    assert timelines()[ferry[0]].title == "Ferry with 312 people on board runs aground off Skerry Point"
    assert ferry[0] not in found(told, "best", q="ferry -aground")
    assert found(told, "best", q='"people on board"') == ferry[:1]
    assert found(told, "best", q='"board on people"') == []
    assert found(told, "best", q="agrou*") == found(told, "best", q="aground")
    assert found(told, q="DAMM rotach") == found(told, q="damm ROTACH") != []
    with told.database.reading() as connection:
        (item,) = queries.timelines(connection, Filter(q="Eskerby chess"), "best", 1).items
    assert f"{queries.OPEN}chess{queries.CLOSE}" in (item.found or "")


def test_scripts_without_spaces_are_found_by_any_run_of_characters(file: File):
    story_id, timeline = next(iter(timelines().items()))
    file.tell({story_id: codec.encode(replace(timeline, title="东京地铁因地震停运"))})
    assert found(file, q="地震") == [story_id] == found(file, q="东京")
    assert found(file, q="震地") == []
    assert spaced("a地震b") == "a 地  震 b"


@given(st.text(max_size=80))
def test_no_question_is_a_syntax_error(asked_file, question):
    with asked_file.database.reading() as connection:
        page = queries.timelines(connection, Filter(q=question), "best", 1)
    assert expression(question) is not None or page.items == []


@pytest.fixture(scope="module")
def asked_file(tmp_path_factory) -> Iterator[File]:
    file = File(tmp_path_factory.mktemp("read") / "read.sqlite")
    file.tell(*feed())
    yield file
    file.database.close()


@pytest.mark.parametrize(
    "question",
    [
        '"',
        "AND",
        "NOT",
        "a NEAR(b",
        "title:x",
        "^a",
        "(a",
        "a AND",
        "*",
        "-",
        '-"a',
        "{a b}:c",
        "a\0b",
        "'; DROP",
        "💥",
    ],
)
def test_the_syntax_of_the_engine_means_nothing(told: File, question):
    found(told, "best", q=question)


@pytest.mark.parametrize(
    ("date", "span"),
    [
        ("2025-08-21", ("2025-08-21", "2025-08-21")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025", ("2025-01-01", "2025-12-31")),
        ("20XX", ("2000-01-01", "2099-12-31")),
        ("2025-08-01/2025-09", ("2025-08-01", "2025-09-30")),
        ("2025-08-21T10:00", ("2025-08-21", "2025-08-21")),
        ("2025-21", None),
        ("0000", None),
        ("soon", None),
        ("/", None),
    ],
)
def test_the_days_of_a_date(date, span):
    assert days(date) == span


def test_marks_come_back_as_they_were_given():
    assert read_cursor(write_cursor("best", -1.25, 7), "best") == (-1.25, 7)
    assert read_position(write_position([3, 0, 12])) == [3, 0, 12]
    assert read_position("") == []


@pytest.mark.parametrize("mark", ["abc", "é", "", "W10", "WyJiZXN0IiwieCIsMV0", write_cursor("newest", (1 << 64) - 1)])
def test_a_cursor_of_nobody_is_refused(mark):
    with pytest.raises(BadMarkError):
        read_cursor(mark, "newest")


@pytest.mark.parametrize("mark", ["x", "-1", "1-", "1--2", "9" * 30, "٣", "1-" * 5000 + "1"])
def test_a_position_of_nobody_is_refused(mark):
    with pytest.raises(BadMarkError):
        read_position(mark)
