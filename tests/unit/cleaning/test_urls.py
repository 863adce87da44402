"""One address for one article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning import urls

SAME = [
    ("https://news.example/a", "https://news.example/a"),
    ("http://news.example/a", "https://news.example/a"),
    ("HTTP://NEWS.Example/a", "https://news.example/a"),
    ("https://www.news.example/a/", "https://news.example/a"),
    ("https://www2.news.example/a", "https://news.example/a"),
    ("https://m.news.example/a", "https://news.example/a"),
    ("https://mobile.news.example/a", "https://news.example/a"),
    ("https://amp.news.example/a", "https://news.example/a"),
    ("https://www.m.news.example/a", "https://news.example/a"),
    ("https://m.example/a", "https://m.example/a"),
    ("https://news.example:443/a", "https://news.example/a"),
    ("https://news.example:8443/a", "https://news.example:8443/a"),
    ("https://user:secret@news.example/a", "https://news.example/a"),
    ("https://news.example./a", "https://news.example/a"),
    ("https://news.example", "https://news.example/"),
    ("https://news.example/a#comments", "https://news.example/a"),
    ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
    ("https://news.example/a?fbclid=1&id=7", "https://news.example/a?id=7"),
    ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
    ("https://news.example/a?id=7&gclid=q&ref=home", "https://news.example/a?id=7"),
    ("https://news.example/a?q=", "https://news.example/a"),
    ("https://news.example/a/amp", "https://news.example/a"),
    ("https://news.example/a/amp/", "https://news.example/a"),
    ("https://news.example/a.amp.html", "https://news.example/a"),
    ("https://news.example/amp/a", "https://news.example/a"),
    ("https://news.example/a?amp=1", "https://news.example/a"),
    ("https://news.example/a?outputType=amp", "https://news.example/a"),
    ("https://www.google.com/amp/s/news.example/a", "https://news.example/a"),
    ("https://news-example.cdn.ampproject.org/c/s/news.example/a", "https://news.example/a"),
    ("https://news.example/a/index.html", "https://news.example/a"),
    ("https://news.example//a///b", "https://news.example/a/b"),
    ("https://news.example/%7Ejane/caf%C3%A9", "https://news.example/~jane/caf%C3%A9"),
    ("https://news.example/café", "https://news.example/caf%C3%A9"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("//news.example/a", "https://news.example/a"),
    ("  https://news.example/a  ", "https://news.example/a"),
]
OTHER = [
    ("https://news.example/a", "https://news.example/b"),
    ("https://news.example/a?id=1", "https://news.example/a?id=2"),
    ("https://news.example/A", "https://news.example/a"),
    ("https://sport.news.example/a", "https://news.example/a"),
    ("https://news.example/camp/a", "https://news.example/a"),
    ("https://news.example/example-stamp", "https://news.example/example-st"),
    ("https://news.example/a?page=2", "https://news.example/a"),
    ("https://news.example/article.php?sid=12", "https://news.example/article.php?sid=13"),
    ("https://news.example/story?ref=4711", "https://news.example/story?ref=4712"),
]
NOT_AN_ADDRESS = [
    "",
    "news.example/a",
    "/a/b",
    "mailto:a@b.example",
    "ftp://a.example/",
    "https://",
    "https:///a",
    "https://a b/",
    "https://a.example:99999/",
    "https://a.example:0/",
    "https://[::1",
    "https://a..example/",
    "javascript:alert(1)",
    "https://" + "a" * 3000 + ".example/",
    "https://a.example/with space",
]


@pytest.mark.parametrize(("given_url", "wanted"), SAME)
def test_variants_of_an_address_get_one_form(given_url, wanted):
    assert urls.canonical(given_url) == wanted


@pytest.mark.parametrize(("one", "another"), OTHER)
def test_different_articles_keep_different_addresses(one, another):
    assert urls.canonical(one) != urls.canonical(another)


@pytest.mark.parametrize("given_url", NOT_AN_ADDRESS)
def test_what_is_no_web_address_has_no_form(given_url):
    assert urls.canonical(given_url) is None
    assert urls.domain(given_url) is None


@pytest.mark.parametrize(
    ("given_url", "wanted"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://edition.news.example.com/a", "example.com"),
        ("https://localhost/a", "localhost"),
        ("https://10.0.0.7/a", "10.0.0.7"),
    ],
)
def test_the_outlet_is_the_registered_domain(given_url, wanted):
    assert urls.domain(given_url) == wanted


@given(
    st.text(max_size=60).map("https://news.example/".__add__)
    | st.text(max_size=60)
    | st.text("aw.mp/?&=#%25:é [。", max_size=40).map("https://".__add__)
)
def test_the_form_is_its_own_form_and_nothing_raises(given_url):
    form = urls.canonical(given_url)
    urls.domain(given_url)
    assert form is None or urls.canonical(form) == form
