"""The compiled loops against the same reading written in plain Python."""

import unicodedata
from collections.abc import Iterator

import numpy as np
import pytest

from service.language.hashing import code_points, fold_table, runs, tokens
from tests.unit.language.texts import random_texts


def plain_tokens(text: str, alike: bool) -> Iterator[tuple[int, str]]:
    """Start and folded text of each token, one character at a time."""
    word, start, previous = "", 0, ""
    for i, character in enumerate(text):
        code = ord(character)
        folded = unicodedata.normalize("NFKC", character)
        folded = (folded if len(folded) == 1 else character).lower()[0]
        category = unicodedata.category(character)
        alone = unicodedata.name(character, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI")) or code >= 0x20000
        inside = category[0] in "LNM" and code < 0x40000
        if alike and category == "Nd":
            folded = "0"
        if word and (not inside or alone):
            yield start, word
            word = ""
        if inside and not (alike and folded == "0" and previous == "0"):
            if alone:
                yield i, folded
            else:
                start = start if word else i
                word += folded
        previous = folded if inside else ""
    if word:
        yield start, word


@pytest.mark.parametrize("alike", [False, True])
def test_tokens_are_those_that_a_plain_reading_finds(alike: bool):
    hash_of: dict[str, int] = {}
    for text, _ in random_texts(2_000):
        hashes, starts = tokens(code_points(text), fold_table(alike), alike)
        plain = list(plain_tokens(text, alike))
        assert starts.tolist() == [start for start, _ in plain], text
        for (_, word), found in zip(plain, hashes.tolist(), strict=True):
            assert hash_of.setdefault(word, found) == found, word
    assert len(set(hash_of.values())) == len(hash_of) > 1000


def test_a_run_has_the_same_hash_wherever_it_stands_and_depends_on_the_order():
    hashes, _ = tokens(code_points("one two three one two two one"), fold_table(), False)
    first, _, again, turned = runs(hashes, np.array([0, 2, 3, 5, 7])).tolist()
    assert first == again != turned
    assert runs(hashes, np.array([3, 3, 5])).tolist()[0] == 0
