"""What a page says about itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning import Cleaned, Cleaner, markup
from service.cleaning import page as pages
from service.cleaning.notes import Note
from service.cleaning.page import Page
from service.records import RawArticle, Reason, Rejected
from service.settings import Settings


def read(source: str) -> Page:
    return pages.read(markup.parse(source))


HEAD = """<!doctype html><html lang="en-GB"><head>
<title>Mayor steps back | Harbour Gazette</title>
<meta property="og:title" content="Mayor steps back from talks">
<meta content='2025-08-21T10:00:00+02:00' property='article:published_time'/>
<meta name=author content="Mira Sandholt">
<link rel="canonical" href="https://gazette.example/mayor">
"""


def test_meta_tags():
    found = read(HEAD + "</head><body><h1>Mayor <em>steps</em> back &amp; waits</h1></body></html>")
    assert found.title == "Mayor steps back from talks"
    assert found.titles == (
        "Mayor steps back from talks",
        "Mayor steps back & waits",
        "Mayor steps back",
        "Mayor steps back | Harbour Gazette",
    )
    assert found.author == "Mira Sandholt"
    assert found.url == "https://gazette.example/mayor"
    assert found.language == "en-GB"
    assert [moment.isoformat() for moment in found.published] == ["2025-08-21T10:00:00+02:00"]


LINKED = """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mayor waits",
 "datePublished": "2025-08-20", "author": [{"@type": "Person", "name": "Ada Lund"}, "Per Holm"],
 "articleBody": "One.\\n\\nTwo &amp; three."}"""


@pytest.mark.parametrize(
    "data",
    [
        LINKED,
        "[" + LINKED + "]",
        '{"@graph": [{"@type": "WebSite", "headline": "Gazette"}, ' + LINKED + "]}",
        LINKED.replace('"NewsArticle"', '["WebPage", "ReportageNewsArticle"]'),
    ],
    ids=["object", "list", "graph", "two types"],
)
def test_linked_data(data):
    found = read(HEAD + f'<script type="application/ld+json">{data}</script></head><body></body></html>')
    assert found.title == "Mayor waits"
    assert found.author == "Ada Lund, Per Holm"
    assert found.published[0].isoformat() == "2025-08-20T00:00:00+00:00"
    assert found.body == "One.\n\nTwo & three."


@pytest.mark.parametrize(
    "data", ["{not json", "[[[[{}]]]]", '{"@type": 7}', '{"@type": "NewsArticle", "author": 3, "headline": []}', "7"]
)
def test_broken_linked_data_is_ignored(data):
    found = read(HEAD + f'<script type="application/ld+json">{data}</script></head>')
    assert (found.title, found.author, found.body) == ("Mayor steps back from talks", "Mira Sandholt", "")


def test_an_address_is_no_author():
    assert read('<meta name="author" content="https://facebook.example/gazette">').author == ""


@given(st.text("<>/=\"' metanichl:og{}[]\\u0", max_size=120) | st.text(max_size=60))
def test_no_source_raises(text):
    read(text)
    read(HEAD + "<script type='application/ld+json'>" + text + "</script>" + text)


def test_a_dated_page_whose_text_a_script_draws_gives_its_description():
    told = "The harbour bridge of Port Ansel stays closed until the summer, the council decided on Monday."
    head = (
        '<meta property="article:published_time" content="2024-03-06T08:15:00+01:00">'
        f'<meta property="og:description" content="{told}">'
    )
    source = f"<html lang=en><head><title>Bridge closed</title>{head}</head><body><div id=app></div></body></html>"
    found = Cleaner(Settings()).clean(RawArticle(id="1", html=source), None)
    assert isinstance(found, Cleaned)
    assert (found.article.text, found.notes) == (told, (Note.BODY_FROM_DESCRIPTION,))
    undated = Cleaner(Settings()).clean(RawArticle(id="1", html=source.replace("published_time", "tag")), None)
    assert undated == Rejected(Reason.NO_CONTENT, "no article text found")
