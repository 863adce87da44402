"""What a partition answers: revisions, retractions, repeats, copies, late and wrong dates, forgetting."""

import gc
import weakref

import pytest
from msgspec import structs

from service import codec
from service.lane.log.pending import Forgotten
from service.lane.log.record import LogRecord
from service.lane.partition import PartitionLanes
from service.records import Reason, Retraction
from tests.unit.lane.feeds import SETTINGS, article, folded, run, text

ONE, TWO = text("flood", 1), text("strike", 1)


class Lanes(PartitionLanes):
    """Lanes that count positions by themselves."""

    def __init__(self, settings=SETTINGS):
        super().__init__(settings)
        self.offset = 0

    def answer(self, record):
        self.offset += 1
        return self.resolve(record, self.offset - 1).resolved


@pytest.fixture
def partition():
    return Lanes()


def filler(partition, first, last, step=0.1):
    """Move the clock: unrelated articles from one day to another."""
    day = first
    while day < last:
        partition.answer(article(f"filler{partition.offset}", text(f"filler{partition.offset}", 0), day))
        day += step


def test_first_article_opens_a_story(partition):
    answer = partition.answer(article("a1", ONE, 0))
    assert (answer.verdict, answer.text, answer.source_group) == ("new", ONE, "a1")
    assert answer.duplicate_of is answer.similarity is answer.excerpt_of is None


def test_article_on_the_same_matter_joins(partition):
    opened = partition.answer(article("a1", ONE, 0))
    partition.answer(article("a2", TWO, 0))
    joined = partition.answer(article("a3", text("flood", 2), 0.5))
    assert (joined.verdict, joined.story_id) == ("joined", opened.story_id)


def test_copy_joins_the_story_of_its_original_and_names_it(partition):
    opened = partition.answer(article("a1", ONE, 0))
    copy = partition.answer(article("b1", ONE, 0.2, outlet="herald.example", title="Quite another headline"))
    assert (copy.verdict, copy.duplicate_of, copy.story_id) == ("duplicate", "a1", opened.story_id)
    assert (copy.source_group, copy.similarity) == ("a1", 1.0)


def test_earlier_copy_that_comes_late_is_of_the_same_group(partition):
    partition.answer(article("a1", ONE, 1))
    earlier = partition.answer(article("b1", ONE, 0, outlet="herald.example"))
    later = partition.answer(article("c1", ONE, 2, outlet="echo.example"))
    assert (earlier.verdict, earlier.source_group, later.source_group) == ("duplicate", "a1", "a1")
    assert later.duplicate_of == "b1"


def test_the_same_record_again_gives_the_same_bytes_and_no_log(partition):
    first = article("a1", ONE, 0)
    answer = codec.encode(partition.answer(first))
    partition.answer(article("b1", ONE, 0.1))
    digest = partition.state_digest()
    again = partition.resolve(first, partition.offset)
    assert codec.encode(again.resolved) == answer
    assert again.log == ()
    assert partition.state_digest() == digest


def test_revision_stays_in_its_story_whatever_it_says(partition):
    opened = partition.answer(article("a1", ONE, 0))
    partition.answer(article("b1", TWO, 0))
    revised = partition.answer(article("a1", text("strike", 5), 0.1))
    assert (revised.verdict, revised.story_id) == ("revision", opened.story_id)


def test_text_of_an_old_revision_counts_no_more(partition):
    partition.answer(article("a1", ONE, 0))
    partition.answer(article("a1", TWO, 0))
    assert partition.answer(article("b1", ONE, 0)).verdict != "duplicate"
    assert partition.answer(article("c1", TWO, 0)).duplicate_of == "a1"


def test_small_correction_stays_in_its_group_of_copies(partition):
    partition.answer(article("a1", ONE, 0))
    partition.answer(article("b1", ONE, 0))
    corrected = partition.answer(article("b1", ONE + " Corrected.", 0))
    assert (corrected.verdict, corrected.duplicate_of, corrected.source_group) == ("revision", "a1", "a1")


def test_revision_with_another_text_is_a_source_of_its_own(partition):
    partition.answer(article("a1", ONE, 0))
    copy = partition.answer(article("b1", ONE, 0))
    revised = partition.answer(article("a1", text("flood", 9), 0))
    assert copy.source_group == "a1"
    assert revised.source_group not in {"a1", "b1"}


def test_old_revision_again_gives_its_answer_again(partition):
    one, two = article("a1", ONE, 0), article("a1", ONE + " More.", 0)
    answers = [partition.answer(a) for a in (one, two, one)]
    assert structs.replace(answers[2], decisions=1) == answers[0]
    assert answers[1].verdict == "revision"


def test_every_record_says_how_many_decisions_its_article_has_seen(partition):
    one, two = article("a1", ONE, 0), article("a1", ONE + " More.", 0)
    feed = [one, one, two, Retraction("a1"), Retraction("a1"), one, article("a1", TWO, 0), article("b1", ONE, 0)]
    answers = [partition.resolve(record, position) for position, record in enumerate(feed)]
    counts = [answer.resolved.decisions for answer in answers]
    assert counts == [1, 1, 2, 3, 3, 3, 4, 1]
    again = [partition.resolve(record, position) for position, record in enumerate(feed)]
    assert [codec.encode(a.resolved) for a in again] == [codec.encode(a.resolved) for a in answers]


def test_retraction_of_a_known_article_names_its_story(partition):
    opened = partition.answer(article("a1", ONE, 0))
    gone = partition.answer(Retraction("a1"))
    assert (gone.verdict, gone.id, gone.story_id, gone.language) == ("retracted", "a1", opened.story_id, "en")
    assert partition.answer(article("b1", ONE, 0)).verdict != "duplicate"


def test_retraction_of_an_unknown_article_is_no_decision(partition):
    answer = partition.resolve(Retraction("nobody"), 0)
    assert (answer.resolved, answer.log, answer.also) == (None, (), ())


def test_retraction_again_is_answered_but_not_logged(partition):
    partition.answer(article("a1", ONE, 0))
    first = partition.resolve(Retraction("a1"), 1)
    second = partition.resolve(Retraction("a1"), 2)
    assert first.resolved == second.resolved
    assert (len(first.log), len(second.log)) == (1, 0)


def test_retraction_reaches_every_lane_of_the_partition(partition):
    partition.answer(article("a1", ONE, 0))
    partition.answer(article("a1", TWO, 0, language="de"))
    answer = partition.resolve(Retraction("a1"), 2)
    assert [answer.resolved.language, *(r.language for r in answer.also)] == ["de", "en"]


def test_lanes_know_nothing_of_each_other(partition):
    partition.answer(article("a1", ONE, 0))
    assert partition.answer(article("b1", ONE, 0, language="fr")).verdict == "new"
    assert partition.answer(article("c1", ONE, 0, collection="other")).verdict == "new"


def test_late_article_finds_its_story(partition):
    filler(partition, 0, 1)
    opened = partition.answer(article("a1", ONE, 1))
    filler(partition, 1, 2.5)
    assert partition.answer(article("a2", text("flood", 2), 0.8)).story_id == opened.story_id


def test_wrong_dates_close_no_story(partition):
    opened = partition.answer(article("a1", ONE, 0))
    filler(partition, 0, 1)
    for i, wrong in enumerate((5000, -5000, 9000, -9000)):
        partition.answer(article(f"w{i}", text("wrong", i), wrong))
    joined = partition.answer(article("a2", text("flood", 2), 0.5))
    assert (joined.verdict, joined.story_id) == ("joined", opened.story_id)
    assert partition.resolve(article("a1", ONE, 0), 99).log == ()


def test_copies_with_wrong_dates_do_not_move_the_clock(partition):
    opened = partition.answer(article("a1", ONE, 0))
    filler(partition, 0, 1)
    for i in range(30):
        partition.answer(article(f"w{i}", ONE, 5000, outlet=f"o{i}.example"))
    joined = partition.answer(article("a2", text("flood", 2), 0.5))
    assert joined.story_id == opened.story_id


def test_first_articles_after_a_silence_are_not_forgotten_by_it(partition):
    filler(partition, 0, 2)
    opened = partition.answer(article("a1", ONE, 50))
    filler(partition, 50, 52)
    joined = partition.answer(article("a2", text("flood", 2), 50.5))
    assert (joined.verdict, joined.story_id) == ("joined", opened.story_id)


def test_story_closes_and_is_forgotten_whole(partition):
    partition.answer(article("a1", ONE, 0))
    partition.answer(article("a2", text("flood", 2), 0))
    partition.answer(article("b1", ONE, 0))
    filler(partition, 0, 2.7)
    assert partition.answer(article("a3", text("flood", 3), 2.0)).verdict == "new"  # closed after two days
    assert partition.answer(article("a1", ONE, 0)).verdict == "new"  # remembered for one day more
    filler(partition, 2.7, 9)
    again = partition.resolve(article("a2", text("flood", 2), 0), partition.offset)
    assert (again.resolved.verdict, len(again.log)) == ("new", 1)


def test_forgetting_gives_everything_back(partition):
    filler(partition, 0, 10)
    size = partition.bytes
    filler(partition, 10, 30)
    assert partition.articles < 45
    assert partition.stories < 45
    assert partition.bytes < 1.5 * size


@pytest.mark.parametrize("theirs", ["theirs", "Default", "default/a1", "de", "default "])
def test_an_id_belongs_to_its_collection(partition, theirs):
    """Whatever a producer of another collection sends, under whatever name, mine is as it was."""
    mine = partition.answer(article("a1", ONE, 0))
    assert partition.answer(article("a1", TWO, 0.1, collection=theirs)).verdict == "new"
    assert partition.resolve(Retraction("a1", "nobody's"), 2).resolved is None
    gone = partition.resolve(Retraction("a1", theirs), 3)
    assert (gone.resolved.collection, gone.also) == (theirs, ())
    again = partition.answer(article("a1", ONE, 0))
    assert (again.verdict, again.story_id) == (mine.verdict, mine.story_id)


def test_lanes_are_limited_and_those_that_are_there_go_on():
    lanes = Lanes(structs.replace(SETTINGS, lanes_max=2))
    for number, name in enumerate(("one", "two", "three", "four", "one")):
        answer = lanes.resolve(article(f"a{number}", text("flood", number), number, collection=name), number)
        assert bool(answer.refused) == (name in ("three", "four"))
        assert (answer.resolved is None, answer.log == ()) == (bool(answer.refused),) * 2
    again = lanes.resolve(article("a9", ONE, 9, collection="one", language="de"), 9)
    assert again.refused
    assert again.refused.reason is Reason.TOO_MANY_LANES
    known = lanes.resolve(article("a1", text("flood", 1), 1, collection="two"), 10).resolved
    assert known
    assert known.verdict == "new"


def test_a_fold_has_the_same_lanes_and_refuses_the_same():
    settings = structs.replace(SETTINGS, lanes_max=3)
    sent = [article(f"a{i}", text("flood", i), i / 10, collection=f"c{i * 7 % 10}") for i in range(40)]
    _, log = run(PartitionLanes(settings), sent[:20])
    folded_ = PartitionLanes.fold(settings, log, 20)
    live = PartitionLanes(settings)
    want = [live.resolve(record, position).refused for position, record in enumerate(sent)]
    assert [folded_.resolve(record, 20 + i).refused for i, record in enumerate(sent[20:])] == want[20:]


class TestTombstones:
    def test_wait_for_the_commit_and_for_an_hour_of_the_broker(self):
        partition = Lanes(structs.replace(SETTINGS, tombstone_delay_hours=1))
        filler(partition, 0, 8)
        assert partition.forgotten(committed=0, older_than_ms=10**15) == Forgotten()
        assert partition.forgotten(committed=10**6, older_than_ms=5000) == Forgotten()
        assert partition.forgotten(committed=10**6, older_than_ms=5000 + 3_599_999) == Forgotten()
        assert len(partition.forgotten(committed=10**6, older_than_ms=5000 + 3_600_000).lanes) > 20

    def test_are_asked_for_until_they_are_confirmed(self, partition):
        filler(partition, 0, 8)
        first = partition.forgotten(committed=10**6, older_than_ms=0, limit=10)
        assert partition.forgotten(committed=10**6, older_than_ms=0, limit=10) == first
        partition.confirm(first)
        second = partition.forgotten(committed=10**6, older_than_ms=0, limit=10)
        assert len(first.lanes) == 10
        assert not set(first.lanes) & set(second.lanes)

    def test_name_the_article_in_its_story(self, partition):
        answer = partition.answer(article("a1", ONE, 0))
        filler(partition, 0, 8)
        found = partition.forgotten(committed=10**6, older_than_ms=0)
        assert ("default", "a1", answer.story_id) in found.resolved

    def test_spare_what_came_back(self, partition):
        first = article("a1", ONE, 0)
        partition.answer(first)
        filler(partition, 0, 8)
        partition.answer(first)
        found = partition.forgotten(committed=10**6, older_than_ms=0)
        assert [key for key in found.lanes if key.startswith(b"a1@")] == [f"a1@{first.revision}@0".encode()]
        assert "a1" not in {article_id for _, article_id, _ in found.resolved}

    def test_use_the_time_of_the_broker_where_it_is_known(self, partition):
        records = [article(f"f{i}", text(f"f{i}", 0), i / 10) for i in range(80)]
        _, log = run(partition, records)
        written = [LogRecord(r.key, r.value, 1000 + r.timestamp_ms) for r in log]
        restored = folded(written, 80)
        assert restored.forgotten(committed=80, older_than_ms=999).lanes == ()
        assert len(restored.forgotten(committed=80, older_than_ms=1009).lanes) == 10


def test_dropped_lanes_are_freed_at_once():
    """Not whenever the garbage collector comes by: a partition that goes elsewhere leaves a gigabyte."""
    records = [article(f"a{i}", text("flood", i % 3), i / 10) for i in range(30)]
    live = PartitionLanes(SETTINGS)
    _, log = run(live, records)
    both = [live, folded(log, len(records))]
    states = [lane.state for lanes in both for lane in lanes._lanes.values()]
    parts = [weakref.ref(part) for s in states for part in (s, s.articles, s.stories, s.duplicates, s.lines)]
    gc.disable()
    try:
        del live, both, states
        assert [ref() for ref in parts] == [None] * 10
    finally:
        gc.enable()
