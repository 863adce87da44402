"""The tokens of a text are found once, and those of its parts are cut out of them."""

import gzip
import re
from itertools import islice

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.language.words import Reading, tokens, vocabulary
from tests.shared import shared

MARKS = st.sampled_from(
    ["'", "’", "&", ".", ",", "$", "€", "%", "_", "-", " ", "\n", "U.S.", "2,000.5", "it’s", "Ab", "\u02bc"]
)
ANYTHING = st.lists(st.characters(codec="utf-8") | MARKS, max_size=60).map("".join)


@given(ANYTHING, st.data())
def test_tokens_cut_out_of_one_pass_are_those_of_the_part_alone(text, data):
    known = vocabulary("en")
    read = Reading(text, known)
    for _ in range(3):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        cut, alone = read.within(start, end), tokens(text, start, end, known)
        assert cut.starts == alone.starts
        assert [word.word for word in cut.words] == [word.word for word in alone.words]


@pytest.mark.data
def test_the_same_holds_for_every_sentence_and_line_of_real_articles():
    known = vocabulary("en")
    with gzip.open(shared("stories-dev.jsonl.gz")) as file:
        texts = [orjson.loads(line)["text"] for line in islice(file, 200)]
    for text in texts:
        read = Reading(text, known)
        for part in re.finditer(r"[^\n]+|[^.\n]+\.?|[^ ]{3,40} [^ ]+", text):
            assert read.within(*part.span()).starts == tokens(text, *part.span(), known).starts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("हिन्दी में समाचार", ["हिन्दी", "में", "समाचार"]),
        ("cafe\u0301 ouvert", ["cafe\u0301", "ouvert"]),
        ("مُحَمَّد قال", ["مُحَمَّد", "قال"]),
    ],
)
def test_combining_marks_are_part_of_their_word(text, words):
    assert [word.word for word in tokens(text, 0, len(text), vocabulary("en")).words] == words
