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
    normalise,
    one_line,
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
