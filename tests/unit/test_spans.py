"""Cutting spans out of a text, and what becomes of offsets."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from service.records import Mention, Timex
from service.spans import Shift, Span, cut


@st.composite
def texts_and_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text("abcdefgh", max_size=30))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return text, [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]


@given(texts_and_spans())
def test_cut_leaves_the_characters_outside_the_spans(case):
    text, spans = case
    outside = [c for i, c in enumerate(text) if not any(a <= i < b for a, b in spans)]
    assert cut(text, spans) == "".join(outside)


@given(texts_and_spans())
def test_an_offset_outside_the_spans_points_at_the_same_character(case):
    text, spans = case
    shift, left = Shift(spans), cut(text, spans)
    for i, character in enumerate(text):
        if not any(a <= i < b for a, b in spans):
            assert left[shift.offset(i)] == character
    assert shift.offset(len(text)) == len(left)


@given(texts_and_spans())
def test_offsets_keep_their_order_and_one_inside_a_span_is_where_it_stood(case):
    text, spans = case
    shift = Shift(spans)
    moved = [shift.offset(i) for i in range(len(text) + 1)]
    assert moved == sorted(moved)
    for start, end in spans:
        assert {shift.offset(i) for i in range(start, end + 1)} == {shift.offset(start)}


@given(texts_and_spans(), st.data())
def test_a_mention_moves_with_its_sentence_or_goes_with_it(case, data):
    text, spans = case
    bounds = sorted(data.draw(st.integers(0, len(text))) for _ in range(6))
    sentence_start, start, timex_start, timex_end, end, sentence_end = bounds
    mention = Mention(
        start, end, sentence_start, sentence_end, timex=Timex(timex_start, timex_end, "DATE", "2025"), anchors=("n:a",)
    )
    left = cut(text, spans)
    kept = Shift(spans).mentions([mention])
    touched = any(a < sentence_end and sentence_start < b for a, b in spans)
    assert len(kept) == (0 if touched else 1)
    for moved in kept:
        assert moved.timex is not None
        assert left[moved.start : moved.end] == text[start:end]
        assert left[moved.sentence_start : moved.sentence_end] == text[sentence_start:sentence_end]
        assert left[moved.timex.start : moved.timex.end] == text[timex_start:timex_end]
        assert moved.anchors == ("n:a",)


def test_a_mention_follows_another_that_is_still_there_and_never_one_that_took_its_place():
    """The first sentence is cut, and the second one moves to where it stood."""
    gone, second, third = Mention(0, 9, 0, 10), Mention(10, 19, 10, 20), Mention(20, 29, 20, 30)
    after_gone, after_second = replace(third, follows=gone.start), replace(third, follows=second.start)
    moved = Shift([(0, 10)]).mentions([gone, second, after_gone, after_second])
    assert [(m.start, m.follows) for m in moved] == [(0, None), (10, None), (10, 0)]
