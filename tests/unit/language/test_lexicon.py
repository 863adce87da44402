"""What the table of a language must bring, and that a file is all it takes to add a language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.lane.story.terms import Terms
from service.language import lexicon as module
from service.language import registry, tables
from service.language.lexicon import Lexicon, lexicon
from service.language.sentences import sentences
from service.language.words import tokens, vocabulary

STOPS_OF_THEIR_OWN = {"fa", "ja", "ko", "th", "zh"}
"""Languages that end sentences with another sign than abbreviations have, or have no abbreviations."""

ESPERANTO = """
from service.language.lexicon import Lexicon, by_form, pattern, words

LEXICON = Lexicon(
    language="eo",
    stopwords=words("la kaj en de tiu"),
    small_talk=words("la kaj en de diris"),
    abbreviations=words("prof"),
    numbers={"tri": 3},
    units=by_form({"dead": "mortintoj"}),
    trigger_words={"flood": "inundo inundoj"},
    negated=pattern(r"\\bne\\b"),
)
"""


@pytest.fixture
def esperanto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lexicon]:
    (tmp_path / "eo.py").write_text(ESPERANTO)
    monkeypatch.setattr(tables, "__path__", [*tables.__path__, str(tmp_path)])
    monkeypatch.setattr(registry, "FOLDERS", tables.__path__)
    caches = (registry.known, module._lexicon, vocabulary)
    for cache in caches:
        cache.cache_clear()
    yield lexicon("eo")
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize("language", sorted(registry.known()))
def test_a_table_is_of_its_file_and_its_words_are_lower_case_and_whole(language: str):
    table = lexicon(language)
    assert table.language == language
    lists = [table.stopwords, table.small_talk, table.name_stop, table.pronouns, table.abbreviations]
    for word in [word for listed in lists for word in listed] + list(table.numbers) + list(table.units):
        assert word == word.strip().lower(), word
        assert " " not in word, word
    assert not [word for word in table.abbreviations if word.endswith(".")]
    assert table.abbreviations or language in STOPS_OF_THEIR_OWN, "no sentence splitter does without"


@pytest.mark.parametrize("language", sorted(registry.known()))
def test_phrases_are_for_folded_text_and_never_match_nothing(language: str):
    """A look around aside, which may hold the groups that say what was matched."""
    patterns = {name: value for name, value in vars(lexicon(language)).items() if isinstance(value, re.Pattern)}
    for name, phrase in patterns.items():
        literal = re.sub(r"\\.|\(\?P<\w+>", "", phrase.pattern)
        assert literal == literal.lower(), name
        assert phrase.match("") is None, name


def test_an_unknown_language_finds_nothing_and_fails_nowhere():
    table = lexicon("xx")
    assert table.language == ""
    assert table.stem("words") == "words"
    assert not table.negated.search("not never no")
    assert registry.load("../en") is None


def test_a_language_is_added_by_one_file(esperanto: Lexicon):
    text = "Prof. Zamen venis al la urbo. Inundo mortigis tri homojn."
    assert [text[a:b] for a, b in sentences(text, 0, len(text), esperanto)] == [
        "Prof. Zamen venis al la urbo.",
        "Inundo mortigis tri homojn.",
    ]
    found = tokens(text, 0, len(text), vocabulary("eo")).words
    assert [word.event for word in found if word.event] == ["flood"]
    assert [word.value for word in found if word.numeric] == [3]
    assert esperanto.negated.search("li ne venis")
    assert Terms("eo").profile("", "la inundo en urbo") == Terms("eo").profile("", "inundo urbo")
