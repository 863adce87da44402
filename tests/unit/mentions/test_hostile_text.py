"""Texts that no editor would print: an answer all the same, with offsets inside the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mentions import find
from service.mentions.find import MAX_MENTIONS

PUBLISHED = "2025-08-21T08:00:00Z"
TEXTS = {
    "no period": "the mayor of Lindau met Petra Dolenz on Monday and " * 8000,
    "many dates": "On Monday, August 18, 2025 Petra Dolenz met Berg. " * 8000,
    "dates only": "2025-08-18 " * 36_000,
    "capitals": "PETRA DOLENZ MET BERG IN LINDAU ON MONDAY. " * 2000,
    "no spaces": "PetraDolenzmetBergonMonday" * 4000,
    "commas": "on Monday, " * 10_000,
    "brackets": "(" * 50_000 + "Monday",
    "pipes": "|" * 50_000,
    "table": "| Monday | Petra Dolenz met Berg in Lindau |\n" * 5000,
    "newlines": "\n" * 100_000,
    "quotes": '"' * 50_001,
    "right to left": "التقى رئيس البلدية يوم الاثنين 18 أغسطس 2025 في المدينة. " * 500,
    "wrong dates": "On February 30, 2025 and 2025-13-45 and 99/99/9999 Petra Dolenz met Berg in Lindau. " * 100,
    "surrogate": "Petra \ud800 Dolenz met Berg in Lindau on Monday.",
    "nul": "Petra\x00Dolenz met Berg on Monday in Lindau.",
    "numbers": "9" * 100_000,
    "empty": "",
}


@pytest.mark.parametrize("language", ["en", "de", "xx"])
@pytest.mark.parametrize("name", list(TEXTS))
def test_any_text_gives_bounded_mentions_inside_it(name, language):
    text = TEXTS[name]
    found = find(text, "", PUBLISHED, language)
    assert len(found) <= MAX_MENTIONS
    assert_inside(text, found)


WORDS = [
    "Petra Dolenz",
    "met",
    "on Monday",
    "which",
    "after",
    "August 18",
    "40 minutes",
    "will",
    "did not",
    "and",
    "17:42",
]
MARKS = ["2024", "U.S.", "he", "within two weeks", ",", ". ", "\n", "|", "-", '"', "“", "(", "\u200f", "'s"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=60))
def test_any_mixture_of_marks_and_words(pieces):
    text = " ".join(pieces)
    assert_inside(text, find(text, "", PUBLISHED, "en"))


def assert_inside(text, found):
    starts = [m.start for m in found]
    assert starts == sorted(starts)
    for m in found:
        assert 0 <= m.sentence_start <= m.start < m.end <= m.sentence_end <= len(text)
        assert m.anchors == tuple(sorted(set(m.anchors)))
        if m.timex is not None:
            assert 0 <= m.timex.start <= m.timex.end <= len(text)
            assert m.timex.low <= m.timex.high
