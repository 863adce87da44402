import pytest

from service.mentions.lexicon import lexicon
from service.mentions.sentences import sentences


def split(text, language="en"):
    return [text[a:b] for a, b in sentences(text, 0, len(text), lexicon(language))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One came. Two went.", ["One came.", "Two went."]),
        ("Dr. Ada Berg met Gen. Roe. He left.", ["Dr. Ada Berg met Gen. Roe.", "He left."]),
        ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
        ("He flew to the U.S. on Monday.", ["He flew to the U.S. on Monday."]),
        ("They left the U.S. The talks failed.", ["They left the U.S.", "The talks failed."]),
        ('"Go!" he said. "Why?" Nobody knew.', ['"Go!" he said.', '"Why?"', "Nobody knew."]),
        ("J. R. Berg won. All cheered.", ["J. R. Berg won.", "All cheered."]),
        ("a point of contention.Then came rain.", ["a point of contention.", "Then came rain."]),
        ("no full stop at the end  ", ["no full stop at the end"]),
    ],
)
def test_english(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 18. August fiel Regen. Am Abend nicht.", ["Am 18. August fiel Regen.", "Am Abend nicht."]),
        ("Es kamen z.B. Busse. Dann Bahnen.", ["Es kamen z.B. Busse.", "Dann Bahnen."]),
    ],
)
def test_german(text, expected):
    assert split(text, "de") == expected


def test_spans_hold_no_white_space_around_them():
    text = "  First here.   Second there.  "
    assert [text[a:b] for a, b in sentences(text, 0, len(text), lexicon("en"))] == ["First here.", "Second there."]
