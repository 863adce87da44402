from service.language.lexicon import lexicon
from service.language.scripts import pairs
from service.language.stopwords import common
from service.language.words import tokens, vocabulary


def spelled(text, language):
    return [word.word for word in tokens(text, 0, len(text), vocabulary(language)).words]


def test_combining_marks_belong_to_their_words():
    assert spelled("बैठक मंगलवार को हुई।", "hi") == ["बैठक", "मंगलवार", "को", "हुई"]


def test_words_without_blanks_are_read_in_pairs_and_foreign_words_whole():
    assert [piece for _, piece in pairs("ホルム大統領は")] == ["ホルム", "大統", "統領", "領は"]
    assert spelled("总统周二 iPhone", "zh") == ["总统", "统周", "周二", "iPhone"]


def test_tokens_stand_where_they_say():
    text = "Holm氏と「ルイス大統領」が3月24日に会談した。"
    found = tokens(text, 0, len(text), vocabulary("ja"))
    assert [text[at : at + word.length] for at, word in zip(found.starts, found.words, strict=True)] == [
        word.word for word in found.words
    ]


def test_stop_words_come_from_the_list_where_a_table_has_none():
    assert {"los", "después", "martes", "enero"} <= lexicon("es").stopwords
    assert lexicon("de").stopwords != common("de")
    assert common("xx") == frozenset()
