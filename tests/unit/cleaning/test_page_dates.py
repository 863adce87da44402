"""When a page says that it was published."""

import pytest

from service.cleaning import Cleaned, Cleaner
from service.records import CleanArticle, RawArticle
from service.settings import Settings
from tests.unit.cleaning.golden import FOUR, ONE, THREE, TWO

CLEANER = Cleaner(Settings())
TEXT = "".join(f"<p>{text}</p>" for text in (ONE, TWO, THREE, FOUR))
ASIDE = """<aside><h3>Most read</h3><ul><li><a href="/x">Trawler sinks in the storm of the year</a>
<time datetime="2021-11-02">2 Nov 2021</time></li></ul></aside>"""


def page(head: str = "", stamp: str = "", language: str = "en", after: str = "") -> str:
    return (
        f"<html lang={language}><head><title>Bridge closes</title>{head}</head>"
        f"<body><article><h1>Bridge closes</h1>{stamp}{TEXT}</article>{after}</body></html>"
    )


def clean(html: str, url: str = "https://post.example/bridge", **fields) -> CleanArticle:
    raw = RawArticle(**({"html": html, "url": url, "fetched_at": "2024-03-07T09:00:00Z"} | fields))
    found = CLEANER.clean(raw, None)
    assert isinstance(found, Cleaned), found
    return found.article


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("date", "March 6, 2024"),
        ("pubdate", "Wed, 06 Mar 2024 08:15:00 +0100"),
        ("article:published_time", "2024-03-06T08:15"),
        ("DC.date.issued", "20240306"),
        ("publish-date", "1709712900"),
        ("datePublished", "1709712900000"),
        ("date", "06.03.2024 08:15"),
        ("date", "2024/03/06 08:15"),
    ],
)
def test_the_head_may_write_it_in_any_notation(name, content):
    found = clean(page(f'<meta name="{name}" content="{content}">'), fetched_at="2025-01-20T12:00:00Z")
    assert (found.published_day, found.published_basis) == ("2024-03-06", "page")


@pytest.mark.parametrize(
    ("stamp", "language"),
    [
        ("<span class=stamp>Updated 3 hours ago</span>", "en"),
        ("<p class=meta>Vor 3 Stunden aktualisiert</p>", "de"),
        ("<div class=post-date>il y a 3 heures</div>", "fr"),
        ("<span class=timestamp>3時間前</span>", "ja"),
        ("<time>hace 3 horas</time>", "es"),
    ],
)
def test_a_relative_stamp_counts_back_from_the_fetch_and_other_articles_are_no_evidence(stamp, language):
    found = clean(page(stamp=stamp, language=language, after=ASIDE))
    assert found.published_at == "2024-03-07T06:00:00Z"


def test_the_date_of_another_article_is_not_that_of_this_one():
    assert clean(page(after=ASIDE)).published_basis == "fetched"
    assert clean(page(after=ASIDE, stamp="<p>6 March 2024</p>")).published_day == "2024-03-06"


@pytest.mark.parametrize(
    ("stamp", "language"),
    [
        ("<div class=date>06.03.2024</div>", "de"),
        ("<h5>Datum:</h5>06.03.2024", "de"),
        ("<div><svg></svg> 6. März 2024</div>", "de"),
        ("<p>Written: 2024-03-06 15:03:30 / Updated: 2024-03-06 15:30:46</p>", "en"),
        ("<ul class=infoline><li>By Mira</li><li class=date><time>06/03/2024, 12:01</time></li></ul>", "en-GB"),
        ("<time datetime=2024-03-06T12:00>this week</time>", "en"),
        ("<span class=when data-timestamp=1709712900>…</span>", "en"),
    ],
)
def test_a_stamp_below_the_heading(stamp, language):
    found = clean(page(stamp=stamp, language=language), fetched_at="2024-06-01T09:00:00Z")
    assert (found.published_day, found.published_basis) == ("2024-03-06", "page")


def test_today_in_the_head_of_the_site_is_no_date_of_the_article():
    source = page(stamp="<p class=date>5 March 2024</p>")
    source = source.replace("<article>", '<div class="current-date">7 March 2024</div><article>')
    assert clean(source).published_day == "2024-03-05"


@pytest.mark.parametrize(
    ("language", "url", "wanted"),
    [
        ("en", "https://post.example/x", "2024-03-06"),
        ("en-GB", "https://post.example/x", "2024-06-03"),
        ("en", "https://post.co.uk/x", "2024-06-03"),
        ("fr", "https://post.example/x", "2024-06-03"),
        ("en", "https://post.example/2024/06/03/x", "2024-06-03"),
    ],
)
def test_day_or_month_first(language, url, wanted):
    source = page('<meta name="date" content="03/06/2024">', language=language)
    assert clean(source, url, fetched_at="2024-09-01T00:00:00Z").published_day == wanted


@pytest.mark.parametrize(
    ("published_at", "url", "head", "day"),
    [
        ("2024-03-04T22:30:00Z", "https://asahi.jp/x", "", "2024-03-05"),
        ("2024-03-04T23:00:00Z", "https://bote.at/x", "", "2024-03-05"),
        ("2024-03-05T02:30:00Z", "https://verrane.example/x", "2024-03-04T21:30:00-05:00", "2024-03-04"),
        ("2024-03-05T02:30:00Z", "https://verrane.example/x", "", "2024-03-05"),
        ("2024-03-05T02:30:00", "https://asahi.jp/x", "", "2024-03-05"),
        ("2024-03-05", "https://post.nz/x", "", "2024-03-05"),
    ],
)
def test_the_outlet_is_where_its_page_or_country_says(published_at, url, head, day):
    meta = f'<meta property="article:published_time" content="{head}">' if head else ""
    found = clean(page(meta), url, published_at=published_at)
    assert (found.published_day, found.published_basis) == (day, "given")


def test_the_address_tells_the_day_of_a_stamp_in_utc():
    meta = '<meta property="article:published_time" content="2024-03-06T02:10:00Z">'
    found = clean(page(meta), "https://verrane.example/2024/03/05/x")
    assert (found.published_at, found.published_day) == ("2024-03-05T00:00:00Z", "2024-03-05")


@pytest.mark.parametrize(
    ("stamp", "at", "day"),
    [
        ("2024-03-06T00:40:00+01:00", "2024-03-06T00:00:00Z", "2024-03-06"),
        ("Tue, 05 Mar 2024 21:30:00 -0500", "2024-03-05T00:00:00Z", "2024-03-05"),
        ("2024-03-06T08:15:00+01:00", "2024-03-06T07:15:00Z", "2024-03-06"),
    ],
)
def test_a_page_gives_the_day_of_its_readers_and_the_instant_where_it_is_on_that_day(stamp, at, day):
    found = clean(page(f'<meta property="article:published_time" content="{stamp}">'))
    assert (found.published_at, found.published_day) == (at, day)


@pytest.mark.parametrize(
    ("head", "stamp", "after"),
    [
        (
            '<meta name="date" content="2024-01-21T15:38:44+01:00">',
            "<p><time itemprop=datePublished datetime=2024-03-06>x</time>",
            "",
        ),
        (
            '<meta name="dcterms.date" content="2024-03-07">',
            "<ul><li class=Date><time>06.03.2024, 12:01 Uhr</time></li></ul>",
            "",
        ),
        ('<meta name="date" content="06/03/2024 12:43:42">', "", "<p>Erstellt am: 06.03.2024</p>"),
        ("", "<div><h5>Datum: </h5>06.03.2024</div>", ""),
        ("", "", "<p>Fecha: 06-03-2024</p>"),
        ("", "", "<div>发布时间：2024年3月6日</div>"),
        (
            "",
            "",
            "<p><small>This entry was posted on Wednesday, March 6th, 2024 at 10:02, filed under Bridges.</small>",
        ),
        ("", "", "<p class=meta>Dieser Beitrag wurde am Mittwoch, 6. März 2024 veröffentlicht und abgelegt.</p>"),
    ],
)
def test_what_says_that_it_dates_the_article_is_believed_before_what_may_date_anything(head, stamp, after):
    assert clean(page(head, stamp, "de", after), fetched_at="2024-06-01T09:00:00Z").published_day == "2024-03-06"


def test_lines_that_date_several_things_date_none():
    events = "<p>Datum: 06.03.2024</p><p>Datum: 09.03.2024</p>"
    assert clean(page(after=events), fetched_at="2024-06-01T09:00:00Z").published_day not in ("2024-03-09",)


def test_when_a_writer_joined_is_no_date_of_the_article():
    source = page(stamp="<dl><dt>Mira</dt><dd>Registriert: 18.09.2008, 05:56</dd></dl><p>Beitrag 06.03.2024, 05:42</p>")
    assert clean(source).published_day == "2024-03-06"


@pytest.mark.parametrize(
    "after",
    [
        '<p><a href="/law/2021-08-17.pdf" title="Gazette of 17.08.2021">The gazette no. 53 of 17.08.2021</a></p>',
        "<footer><p>&copy; 2010 <a href=/x>Imprint</a></p></footer>",
    ],
)
def test_what_a_page_links_to_does_not_date_it(after):
    assert clean(page(after=after), "https://post.example/2024/03/bridge").published_basis == "fetched"


ENTRY = '{"@type": "BlogPosting", "headline": "%s", "datePublished": "%s", "articleBody": "%s"}'


def test_each_entry_of_a_live_blog_is_dated_by_itself():
    entries = ", ".join(
        ENTRY % entry
        for entry in (
            ("Barrier holds", "2024-03-07T18:40:00+01:00", "The barrier at Kesten held through the evening tide."),
            ("Night in a hall", "2024-03-06T21:10:00+01:00", "About 200 people of Weidenau slept in a sports hall."),
        )
    )
    linked = f'{{"@type": "LiveBlogPosting", "headline": "Flood: live", "liveBlogUpdate": [{entries}]}}'
    source = (
        f'<html lang="en"><head><title>Flood: live</title><script type="application/ld+json">{linked}</script></head>'
        "<body><h1>Flood: live</h1><p>Follow the latest on the flood.</p></body></html>"
    )
    found = clean(source, fetched_at="2024-03-07T21:00:00Z")
    assert found.published_at == "2024-03-06T20:10:00Z"
    lines = found.text.split("\n")
    assert lines[lines.index("2024-03-07T18:40") + 1].startswith("The barrier at Kesten")
    assert lines[lines.index("2024-03-06T21:10") + 1].startswith("About 200 people")
