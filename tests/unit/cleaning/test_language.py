"""Which language, or that nobody can tell."""

import pytest

from service.cleaning import language
from service.cleaning.language import identify, primary


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("de_CH", "de"),
        ("zh-Hant-TW", "zh"),
        ("deu", "de"),
        ("eng", "en"),
        ("no", "no"),
        ("nb-NO", "no"),
        ("iw", "he"),
        (" fr ", "fr"),
        ("und", None),
        ("mul", None),
        ("english", None),
        ("xx", None),
        ("", None),
        ("e", None),
        ("en/../", None),
        ("e n", None),
    ],
)
def test_a_tag_is_reduced_to_its_primary_subtag_or_refused(tag, wanted):
    assert primary(tag) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The city council said on Monday that the bridge would open in March.", "en"),
        ("Der Stadtrat sagte am Montag, die Brücke werde im März eröffnet.", "de"),
        ("Le conseil municipal a annoncé lundi que le pont ouvrirait en mars.", "fr"),
        ("Городской совет сообщил в понедельник, что мост откроют в марте.", "ru"),
        ("市議会は月曜日、橋が三月に開通すると発表した。", "ja"),
        ("", "und"),
        ("Lodva", "und"),
        ("12:30 - 14:45, 3:1 (1:1)", "und"),
        ("https://o.example/a/b/c", "und"),
    ],
)
def test_languages_of_short_texts(text, wanted):
    assert identify(text) == wanted


def test_a_text_in_two_languages_is_undetermined():
    english = "The ferry will leave the harbour at seven and will return before the night. "
    german = "Die Fähre verlässt den Hafen um sieben und kehrt vor der Nacht zurück. "
    assert identify(english * 3 + german * 3) == "und"
    assert identify(german * 3 + english * 3) == "und"
    assert identify(english * 6 + german) == "en"


ENGLISH = "The ferry will leave the harbour at seven, and the council said that it will return before the night. "
GERMAN = "Die Fähre wird den Hafen um sieben verlassen, und der Rat sagte, dass sie vor der Nacht zurückkehrt. "


@pytest.mark.parametrize(("text", "wanted"), [(ENGLISH * 6, "en"), (GERMAN * 6, "de"), (ENGLISH.upper() * 6, "en")])
def test_plain_function_words_decide_without_the_model(text, wanted, monkeypatch):
    monkeypatch.setattr(language, "_guess", None)
    assert identify(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH * 3 + GERMAN * 3,
        ENGLISH * 3 + "市議会は月曜日、橋が三月に開通すると発表した。" * 5,
        "De veerboot zal de haven om zeven uur verlaten en voor de nacht terugkeren, zei de raad van de stad. " * 6,
        "Velmora 12 Lodva 14 Karst 3 Holm 5 Lindau 9 " * 12,
        ENGLISH,
    ],
    ids=["halves", "scripts", "Dutch", "a table", "short"],
)
def test_what_they_do_not_decide_is_the_models(text, monkeypatch):
    monkeypatch.setattr(language, "_guess", lambda _sample: ("xx", 0.9))
    assert identify(text) == "xx"
