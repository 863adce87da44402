"""Lines that pages in many languages set between paragraphs, and such that only resemble them."""

import pytest

from service.language.labels import is_label


@pytest.mark.parametrize(
    "line",
    ["Lees verder", "Leia também:", "LEGGI ANCHE", "Läs också", "Læs også", "Les også", "Lue myös", "Czytaj także:",
     "Čtěte také", "Citește și", "HIRDETÉS", "İlgili haberler", "Читайте также:", "Читайте також", "Διαβάστε επίσης",
     "اقرأ أيضا:", "פרסומת", "همچنین بخوانید", "यह भी पढ़ें:", "Baca juga:", "Xem thêm", "โฆษณา", "関連記事",
     "相关阅读", "관련기사"],
)  # fmt: skip
def test_labels_of_pages(line):
    assert is_label(line.lower())


@pytest.mark.parametrize(
    "line",
    [
        "Läs också vad domaren sade",
        "Реклама подорожала вдвое",
        "Baca juga dilarang di sana",
        "広告費が過去最高",
        "广告收入下降",
    ],
)
def test_what_only_begins_like_a_label(line):
    assert not is_label(line.lower())
