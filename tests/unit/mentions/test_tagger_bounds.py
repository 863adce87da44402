"""No text is too much for the tagger: no exception, no nonsense offsets, work in proportion to the length."""

import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mentions.tagger import tag
from service.mentions.temporal.scan import fold

WORDS = (  # noqa: SIM905  (as a list it is longer and says no more)
    "January May 1 31 1999 2025 0000 99999999 the last next of Monday weeks two a couple of ago later - , . / : '80s "
    "quarter third morning p.m. noon every 12 00 century ninety nine hundred thousand years and half am 3. Woche vor "
    "drei Tagen Uhr 18.30 Ende des Jahres İ ﷺ يوم ’ – year-earlier then overnight 9/11 1/1/ 2025-02-30 "
    "T10:99 \n \t \u00a0 New 's Day Christmas GMT 0830 o'clock before few half in early hours 48-stündiger nächsten"
).split(" ")

texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=60).flatmap(
    lambda words: st.sampled_from((" ", "", "-")).map(lambda glue: glue.join(words))
)
days = st.none() | st.dates()
languages = st.sampled_from(("en", "de", "xx", ""))


@settings(max_examples=300, deadline=None)
@given(texts, days, languages)
def test_any_text_gives_sorted_timexes_inside_it(text, published, language):
    end = 0
    for timex in tag(text, published, language):
        assert end <= timex.start < timex.end <= len(text)
        assert (timex.low is None) == (timex.high is None)
        if timex.low and timex.high:
            assert date.fromisoformat(timex.low) <= date.fromisoformat(timex.high)
        end = timex.end


@given(st.text())
def test_folding_moves_no_character(text):
    assert len(fold(text)) == len(text)


HARD = {
    "one word": "a" * 100_000,
    "one number": "1" * 100_000,
    "no full stop": "the quick brown fox on a day in the late early last " * 2_000,
    "dates": "May 5 " * 16_000,
    "weekdays": "on Monday " * 10_000,
    "starts of dates": "the first second third of the last next two couple of " * 2_000,
    "colons": "12:" * 32_000,
    "points": "1.2." * 25_000,
    "slashes": "1/1/" * 25_000,
    "capitals": "THE PRESIDENT MAY MEET THEM ON MONDAY AUGUST 25 " * 2_000,
    "letters that grow when folded": "İ May 5 " * 12_000,
    "right to left": "في يوم الاثنين 18 أغسطس 2025 " * 3_300,
    "empty lines": "\n" * 100_000,
}


@pytest.mark.parametrize("language", ["en", "de", "xx"])
@pytest.mark.parametrize("name", HARD)
def test_work_grows_with_the_length_only(name, language):
    """Counted, not timed: function calls for twice the text are at most a little more than twice as many."""
    text = HARD[name]
    small, large = (_calls(text[: len(text) // part], language) for part in (20, 10))
    assert large <= 2.2 * small + 100


@pytest.mark.parametrize("name", HARD)
def test_long_texts_have_an_answer(name):
    text = HARD[name]
    assert all(0 <= t.start < t.end <= len(text) for t in tag(text, date(2025, 8, 21), "en"))


def test_a_hundred_thousand_dates():
    text = "May 5. " * 100_000
    timexes = tag(text, date(2025, 8, 21), "en")
    assert len(timexes) == 100_000
    assert {t.value for t in timexes} == {"2025-05-05"}


def test_four_hundred_thousand_characters_without_a_full_stop():
    text = "he met her on Monday and then " * 13_334
    assert len(tag(text, date(2025, 8, 21), "en")) == 13_334


def _calls(text, language):
    """Function calls, of Python and of C, that tagging the text takes."""
    tag("", None, language)  # compiles the grammar
    count = 0

    def counter(frame, event, argument):
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counter)
    try:
        tag(text, date(2025, 8, 21), language)
    finally:
        sys.setprofile(before)
    return count
