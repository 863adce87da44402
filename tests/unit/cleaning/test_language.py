"""Which language, or that nobody can tell."""

import pytest

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
