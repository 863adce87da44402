"""Mentions of languages that are read by their tables. Published on Wednesday 18 March 2026."""

import pytest

from service.mentions import find
from service.mentions.tagger import tag

WEDNESDAY = "2026-03-18T09:00:00Z"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Tras la llamada del martes, Marek Holm y Ana Ruiz se reunirán el 24 de marzo en Lindau."),
        ("nl", "Na het gesprek van dinsdag zullen Marek Holm en Ana Ruiz elkaar op 24 maart in Lindau ontmoeten."),
        ("fi", "Tiistain puhelun jälkeen Marek Holm ja Ana Ruiz tapaavat 24. maaliskuuta Lindaussa."),
        ("tr", "Salı günkü görüşmenin ardından Marek Holm ile Ana Ruiz 24 Mart'ta Lindau'da buluşacak."),
        ("ja", "火曜日の電話会談を受け、ホルム大統領とルイス大統領は3月24日にリンダウで会談する予定だ。"),
        ("zh", "继周二的通话之后，霍尔姆总统和鲁伊斯总统将于3月24日在林道会面。"),
    ],
)
def test_a_clause_has_its_own_date_and_not_that_of_what_it_comes_after(language, text):
    (mention,) = find(text, "", WEDNESDAY, language)
    assert mention.timex is not None
    assert (mention.timex.value, mention.modality) == ("2026-03-24", "projected")


def test_words_of_a_date_are_no_names():
    (mention,) = find("Marek Holm ile Ana Ruiz 24 Mart'ta Lindau'da buluşacak.", "", WEDNESDAY, "tr")
    assert set(mention.anchors) == {"n:marek holm", "n:ana ruiz", "n:lindau"}


def test_a_lone_first_word_is_no_name():
    (mention,) = find("Война началась 18 января 2026 года в Орлане.", "", WEDNESDAY, "ru")
    assert mention.anchors == ("n:орлане",)
    (mention,) = find("Хольм и Руис поговорили во вторник.", "", WEDNESDAY, "ru")
    assert set(mention.anchors) == {"n:хольм", "n:руис"}


def test_a_japanese_era_may_be_a_letter():
    text = "R8.3.12、H31.4.30、H2ロケット、v8.3.12"
    assert [text[t.start : t.end] for t in tag(text, None, "ja")] == ["R8.3.12", "H31.4.30"]
