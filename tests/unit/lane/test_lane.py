"""Lanes under feeds that are odd, hostile or mixed."""

from itertools import pairwise

import pytest

from service.lane.log.record import decode
from service.lane.partition import PartitionLanes
from service.lane.plan import FORGET_AT_ONCE
from service.records import CleanArticle
from tests.unit.lane.feeds import SETTINGS, article, feed, run, text, words


def test_many_copies_are_one_story_and_one_source():
    body = text("flood", 1)
    copies = [article(f"c{i}", body, i / 1000, outlet=f"o{i % 70}.example") for i in range(600)]
    lanes = PartitionLanes(SETTINGS)
    answers = [r.resolved for r in run(lanes, copies)[0] if r.resolved]
    assert [a.verdict for a in answers] == ["new"] + ["duplicate"] * 599
    assert {a.duplicate_of for a in answers[1:]} == {"c0"}
    assert len({a.source_group for a in answers}) == 1
    assert lanes.stories == 1


def test_a_quote_that_everybody_repeats_makes_no_copies():
    quote = " ".join(words("quote", 25))
    quoting = [article(f"q{i}", f"{text(i, i, 120)}\n{quote}", i / 50) for i in range(80)]
    answers = [r.resolved for r in run(PartitionLanes(SETTINGS), quoting)[0] if r.resolved]
    assert {a.verdict for a in answers} <= {"new", "joined"}


@pytest.mark.parametrize("body", ["", "harbour", "\n\n", "...", "港"])
def test_texts_that_say_nothing_are_no_copies_of_each_other(body):
    empty = [article(f"e{i}", body, i / 100, title="") for i in range(30)]
    answers = [r.resolved for r in run(PartitionLanes(SETTINGS), empty)[0] if r.resolved]
    assert all(a.duplicate_of is None for a in answers)
    assert answers[0].verdict == "new"


def test_an_outlet_that_repeats_three_lines_is_cut_to_its_news():
    promo = "\n".join(" ".join(words(("promo", i), 8)) for i in range(3))
    only = [article(f"p{i}", promo, i / 20, title="") for i in range(40)]
    news = [article(f"n{i}", text(f"news{i}", 0) + "\n" + promo, i / 20) for i in range(40)]
    mixed = [a for pair in zip(only, news, strict=True) for a in pair]
    answers = [r.resolved for r in run(PartitionLanes(SETTINGS), mixed)[0] if r.resolved]
    last = answers[-1]
    assert last.text.strip() == text("news39", 0)
    assert last.verdict == "new"


def test_what_else_the_partition_carries_changes_no_lane():
    records = [r for r in feed(11, 200) if isinstance(r, CleanArticle)]
    english = [r for r in records if r.language == "en"]
    together = [
        r.resolved for r in run(PartitionLanes(SETTINGS), records)[0] if r.resolved and r.resolved.language == "en"
    ]
    assert together == [r.resolved for r in run(PartitionLanes(SETTINGS), english)[0]]


def test_a_jump_of_the_clock_forgets_a_little_at_a_time():
    before = [article(f"b{i}", text(f"b{i}", 0), i / 100) for i in range(120)]
    after = [article(f"a{i}", text(f"a{i}", 0), 40 + i / 100) for i in range(60)]
    lanes = PartitionLanes(SETTINGS)
    run(lanes, before)
    sizes = [lanes.stories]
    for position, record in enumerate(after, len(before)):
        lanes.resolve(record, position)
        sizes.append(lanes.stories)
    assert all(later >= earlier + 1 - FORGET_AT_ONCE for earlier, later in pairwise(sizes))
    assert lanes.articles == len(after)


def test_the_clock_in_the_record_restores_the_lane():
    _, log = run(PartitionLanes(SETTINGS), [article(f"a{i}", text(f"a{i}", 0), i / 10) for i in range(12)])
    states = [getattr(decode(value), "clock").now for _, value, _ in log if value]  # noqa: B009
    assert states[3] is None
    assert states[4:] == sorted(states[4:])


def test_another_spelling_of_the_language_is_the_same_lane():
    one = article("a1", text("flood", 1), 0)
    other = article("b1", text("flood", 1), 0, language="en-GB")
    answers = [r.resolved for r in run(PartitionLanes(SETTINGS), [one, other])[0] if r.resolved]
    assert answers[1].duplicate_of == "a1"
