"""Pages whose tags were never closed."""

import pytest

from service.cleaning import extract, markup
from tests.unit.cleaning.golden import ONE

PARAGRAPHS = 30


@pytest.mark.parametrize("depth", [300, 900, 6000])
@pytest.mark.parametrize("tag", ["div", "span", "font", "b", "section", "blockquote", "center", "h2"])
def test_every_paragraph_below_tags_that_never_close_is_read(tag, depth):
    body = "".join(f"<{tag}>" * (depth // PARAGRAPHS) + f"<p>{ONE} {i}.</p>" for i in range(PARAGRAPHS))
    html = markup.mended(f"<html><body><article><h1>Bridge</h1>{body}</article></body></html>")
    for text in (extract.accurate(html), extract.overload(markup.parse(html))):
        assert isinstance(text, str)
        assert text.count(ONE[:40]) == PARAGRAPHS


def test_an_ordinary_page_stays_as_it_is():
    html = "<html><body>" + f"<div><p>{ONE}</p></div>" * 300 + "</body></html>"
    assert markup.mended(html) is html


def test_what_is_written_anew_keeps_attributes_texts_and_linked_data():
    html = "<div>" * 300 + '<p class="a&quot;b">1 &lt; 2<br><script type="application/ld+json">{"a": "<b>"}</script>'
    flat = markup.mended(html)
    assert flat.count("<div>") < 300
    tree = markup.parse(flat)
    assert tree.body is not None
    (paragraph,) = markup.all_of(tree.body, "p")
    assert paragraph.getattr("class") == 'a"b'
    assert (paragraph.text or "").startswith("1 < 2")
    assert markup.named(tree, "script")[0].text == '{"a": "<b>"}'
