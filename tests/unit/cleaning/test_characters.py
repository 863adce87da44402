"""One spelling of a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning.characters import (
    C1_CONTROLS,
    INVISIBLE,
    JOINERS,
    LINE_ENDS,
    OBJECT_REPLACEMENT,
    SPACES,
    mended,
    normalise,
    one_line,
    reread,
)

UNUSUAL = (
    "aÃ©Â«â€™Ð¡Ñ\u0081 \t\n\r\u0085\u00a0\u00ad\u200b\u200c\u200d\u200e\u202e\u2028\ufeff\u0301\u0303"
    "\U0001f468\u0628&;ampltgt#123\u0958\x00\ud800"
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain text", "plain text"),
        ("Cafe\u0301", "Café"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202eevil\u202c", "evil"),
        ("right\u200e-to\u200f-left", "right-to-left"),
        ("bell\u0007 and\x00 nul", "bell and nul"),
        ("half\ud83d", "half"),
        ("no\u00a0break  and\t\ttab", "no break and tab"),
        ("line\r\nend\rold\u2028sep\u2029par", "line\nend\nold\nsep\npar"),
        ("  edges \n\n\n\n  kept  apart \n", "edges\n\nkept apart"),
        ("Fish &amp; chips &lt;b&gt; &#8217; &#x2019;", "Fish & chips <b> ’ ’"),
        ("once &amp;amp; only", "once &amp; only"),
        ("AT&T R&D &c.", "AT&T R&D &c."),
        ("cafÃ© and donâ€™t", "café and don’t"),
        ("MÃ¼nchen grÃ¼ÃŸt", "München grüßt"),
        ("Ð\u009fÑ\u0080Ð¸Ð²ÐµÑ\u0082", "Привет"),
        ("São Paulo, Ângela, Ñandú", "São Paulo, Ângela, Ñandú"),
        ("SÃO PAULO", "SÃO PAULO"),
        ("\u00a0Â¡", "¡"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("wo\u200dr\u200cd", "word"),
        ("lost \ufffd sign", "lost \ufffd sign"),
    ],
)
def test_spelling(text, wanted):
    assert normalise(text) == wanted


def test_no_character_that_is_replaced_counts_as_printable_but_one():
    replaced = INVISIBLE | C1_CONTROLS | JOINERS | LINE_ENDS | SPACES
    assert {character for character in replaced if character.isprintable()} == {OBJECT_REPLACEMENT}
    assert normalise(f"a{OBJECT_REPLACEMENT}b") == "ab"


def test_what_a_parser_has_unescaped_is_left_alone():
    assert normalise("write &amp;lt; for &lt;", entities=False) == "write &amp;lt; for &lt;"


def test_one_line():
    assert one_line(" A\ntitle &amp; more ", 9) == "A title &"


@given(st.text(max_size=80) | st.text(UNUSUAL, max_size=40))
def test_normalising_again_changes_nothing_and_never_lengthens(text):
    once = normalise(text, entities=False)
    assert normalise(once, entities=False) == once
    assert len(once) <= len(unicodedata.normalize("NFC", text))
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(UNUSUAL, max_size=40))
def test_entities_are_undone_at_most_once(text):
    assert len(normalise(text)) <= len(unicodedata.normalize("NFC", text))


MISREAD = {
    "Markthalle schließt für immer, sagte die Bürgermeisterin.": (
        "latin-1",
        "sloppy-windows-1251",
        "sloppy-windows-1250",
        "koi8-r",
        "cp437",
    ),
    "“We can’t,” said Zoë — the mayor’s aide.": ("sloppy-windows-1252", "sloppy-windows-1257", "cp866", "mac-cyrillic"),
    "Рынок закроют во вторник.": ("latin-1", "iso-8859-5", "sloppy-windows-1254", "koi8-u"),
    "古い魚市場を閉鎖することを決めた。": ("latin-1", "iso-8859-9", "cp850"),
}


@pytest.mark.parametrize(("text", "charset"), [(text, charset) for text, many in MISREAD.items() for charset in many])
def test_utf8_that_was_read_in_another_charset_is_read_again(text, charset):
    assert reread(text.encode().decode(charset)) == text


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1251", "Городской совет во вторник проголосовал за закрытие старого рынка после проверки."),
        ("koi8-r", "Городской совет во вторник проголосовал за закрытие старого рынка после проверки."),
        ("cp1253", "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει την παλιά ψαραγορά."),
        ("gb18030", "榆岸市议会星期二投票决定，在检查人员发现屋顶出现裂缝后，关闭古老的鱼市场。"),
    ],
)
def test_another_script_that_was_read_as_latin_is_read_again(charset, text):
    assert reread(text.encode(charset).decode("latin-1")) == text


@pytest.mark.parametrize(
    "text",
    [
        "Élysée, Noël, cœur et «garçon» à Besançon",
        "\u00a0\u00a0\u00a0\u00a0" * 9,
        "ÄÄÄÄ ÖÖÖÖ ÜÜÜÜ ßßßß ÄÄÄÄ",
        "½¼¾ °°°° ····",
    ],
)
def test_what_was_read_rightly_stays(text):
    assert reread(text) == mended(text) == text


def test_a_page_of_which_only_some_texts_were_misread_is_mended():
    misread = "Der Rat schließt die Halle.".encode().decode("latin-1")
    assert mended(f"<p>{misread}</p><p>日本 – €</p>") == "<p>Der Rat schließt die Halle.</p><p>日本 – €</p>"
