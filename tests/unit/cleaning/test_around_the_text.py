"""Lines right above and below an article: who wrote it and when, and the names that it is filed under."""

import pytest

from service.cleaning import Cleaned, Cleaner
from service.cleaning.boilerplate import strip
from service.records import RawArticle
from service.settings import Settings
from tests.unit.cleaning.golden import ONE, THREE, TWO

BODY = "\n".join((ONE, TWO, THREE))


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Tags", "harbour bridge, port ansel, ferry companies, spring meeting"),
        ("- Tags:", "harbour, bridge, ferry"),
        ("Schlagwörter", "Hafen, Brücke, Fähre"),
        ("Mots-clés :", "pont du port, bac, conseil municipal"),
        ("Etiquetas", "puerto, puente, transbordador"),
    ],
)
def test_the_list_below_a_label_goes_with_it(label, names):
    stripped = strip(f"{BODY}\n{label}\n{names}")
    assert (stripped.text, {r.rule for r in stripped.removed}) == (BODY, {"meta"})


@pytest.mark.parametrize(
    "lines",
    [
        "Topics\nThe council spoke of the bridge, the ferries, and who is to pay for both.",
        "The bridge\nbeams, bolts, two cranes",
        "Tags\nSold at the fair",
    ],
)
def test_other_lists_stay(lines):
    text = f"{ONE}\n{lines}\n{THREE}"
    assert strip(text).text == text


@pytest.mark.parametrize(
    "stamp",
    [
        "segunda-feira, 22 de janeiro de 2018 às 0:13",
        "Понедельник, 22 января 2018, 10:13",
        "2018年1月22日 10:13",
        "maandag 22 januari 2018 10:13",
    ],
)
def test_a_stamp_above_the_text_goes_in_any_language(stamp):
    assert strip(f"{stamp}\n{BODY}").text == BODY


def test_an_author_and_whom_she_writes_for_go():
    stripped = strip(f"Ada Lund\n| Harbour Gazette\n{BODY}")
    assert (stripped.text, stripped.meta.author) == (BODY, "Ada Lund")


def test_a_name_that_heads_a_part_of_a_page_is_not_taken_for_its_author():
    paragraphs = "".join(f"<p>{text}</p>" for text in (ONE, TWO, THREE))
    source = f"<html lang=en><body><article><h1>Who built it</h1><h2>Ada Lund</h2>{paragraphs}</article></body></html>"
    found = Cleaner(Settings()).clean(RawArticle(id="1", html=source), None)
    assert isinstance(found, Cleaned)
    assert "Ada Lund" in found.article.text
    assert found.article.meta.author is None
