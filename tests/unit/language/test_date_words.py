"""A language gets its dates by one file: here Slovak, which is not among those that come with the product."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from service.language import dictionary, registry, tables
from service.language import lexicon as module
from service.language.date_words import date_words, forms, pairs
from service.language.words import vocabulary
from service.mentions import tagger

SLOVAK = '''
"""Slovak."""
from service.language.date_words import DateWords
from service.language.lexicon import Lexicon, words

LEXICON = Lexicon(language="sk", abbreviations=words("napr tzv ul"))
DATES = DateWords(
    licences="v vo od do roku",
    last="minulý minulom",
    next="budúci budúcom",
    week="týždeň týždni",
    year="rok roku",
    months=", , , , , , , , , , , decembri",
    weekdays="pondelka, utorka, strednu, , piatku, ,",
    future="bude budú začne",
)
'''
THURSDAY = date(2024, 3, 14)


@pytest.fixture
def slovak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    assert "sk" not in registry.known()
    (tmp_path / "sk.py").write_text(SLOVAK, encoding="utf-8")
    monkeypatch.setattr(tables, "__path__", [*tables.__path__, str(tmp_path)])
    monkeypatch.setattr(registry, "FOLDERS", tables.__path__)
    caches = (registry.known, module._lexicon, vocabulary, date_words, tagger._compiled)
    for cache in caches:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def values(text: str) -> list[str]:
    return [timex.value for timex in tagger.tag(text, THURSDAY, "sk")]


def test_a_language_without_a_file_has_its_dates_in_figures_only():
    assert values("Most spadol v utorok 12. marca 2024, teda 12.03.2024.") == ["2024-03-12"]


@pytest.mark.usefixtures("slovak")
def test_a_language_is_one_file():
    assert values("Most spadol v utorok. Rada bude rokovať 24. marca.") == ["2024-03-12", "2024-03-24"]
    assert values("Prší od 18. januára 2024, v decembri aj včera; minulý týždeň menej.") == [
        "2024-01-18",
        "2023-12",
        "2024-03-13",
        "2024-W10",
    ]
    assert values("Most postavili v roku 1931 za 1694 korún.") == ["1931"]


def test_every_line_of_the_dictionary_is_found_by_its_language():
    assert len(dictionary.known()) > 80
    for language in dictionary.known():
        assert dictionary.words(language).language == language
        assert len(set(dictionary.words(language).months.values())) == 12
    assert dictionary.words("xx").months == {}


def test_fields_are_read_in_lower_case_with_blanks_for_underscores():
    assert forms("Au_Mois_de en") == ["au mois de", "en"]
    assert pairs("l'an_dernier=year:-1") == [("l'an dernier", "year:-1")]
