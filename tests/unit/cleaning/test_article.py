"""One raw article to one clean article."""

import unicodedata
from html import escape

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cleaning import Cleaned, Cleaner, Note, dates
from service.cleaning.article import revised
from service.cleaning.characters import normalise
from service.records import CleanArticle, RawArticle, Reason, Rejected, Retraction
from service.settings import Settings
from tests.unit.cleaning import golden
from tests.unit.cleaning.golden import FOUR, ONE, THREE, TWO

TEXT = "\n\n".join([ONE, TWO, THREE])
CLEANER = Cleaner(Settings())


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


PAGE = f"""<html lang="en"><head><title>Mayor steps back | Gazette</title>
<meta property="article:published_time" content="2025-08-21T10:00:00Z">
<meta name="author" content="Mira Sandholt"></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Mayor steps back</h1>{paragraphs(ONE, TWO, THREE, FOUR)}</article>
<footer><p>About us</p></footer></body></html>"""


def clean(arrived_at: str | None = None, fast: bool = False, **fields) -> Cleaned:
    result = CLEANER.clean(RawArticle(**({"id": "a"} | fields)), arrived_at, fast=fast)
    assert isinstance(result, Cleaned), result
    return result


def article(**fields) -> CleanArticle:
    return clean(**fields).article


def refused(**fields) -> Rejected:
    result = CLEANER.clean(RawArticle(**fields), None)
    assert isinstance(result, Rejected)
    return result


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("wrap", [lambda page: f"\n<![CDATA[{page}]]>\n", escape], ids=["cdata", "escaped"])
def test_markup_comes_out_of_the_wrapping_of_a_feed(wrap, fast):
    fragment = paragraphs(ONE, TWO)
    assert article(html=wrap(fragment), fast=fast).text == article(html=fragment, fast=fast).text


def test_the_id_is_the_producers_or_made_of_the_address():
    assert article(text=TEXT, url="https://gazette.example/1").id == "a"
    made = article(id=None, text=TEXT, url="https://www.gazette.example/1?utm_source=x")
    assert made.id == article(id=None, text=TEXT, url="http://gazette.example/1/").id
    assert made.id.startswith("u-")
    assert len(made.id) == 18
    assert made.url == "https://www.gazette.example/1?utm_source=x"


def test_defaults():
    found = article(text=TEXT)
    assert (found.outlet, found.collection, found.language, found.extractor) == ("unknown", "default", "en", "text")
    assert (found.published_at, found.published_basis, found.mentions) == (dates.UNDATED, "fetched", ())
    assert found.title.startswith("The council of Port Ansel")
    assert found.title.endswith("…")
    assert article(text=TEXT, url="https://www.gazette.co.uk/1").outlet == "gazette.co.uk"
    assert article(text=TEXT, url="https://gazette.example/1", outlet=" The Gazette ").outlet == "The Gazette"


def test_the_revision_is_a_hash_of_what_the_reader_sees():
    one = article(text=TEXT, published_at="2025-08-21")
    assert len(one.revision) == 16
    assert one.revision == article(text=TEXT, published_at="2025-08-21T00:00:00Z", fetched_at="2025-08-22").revision
    assert one.revision == article(text=TEXT + " ", published_at="2025-08-21", arrived_at="2025-09-01").revision
    assert one.revision == revised(one).revision
    others = [
        article(text=TEXT),
        article(text=TEXT + " More.", published_at="2025-08-21"),
        article(text=TEXT, published_at="2025-08-22"),
        article(id="b", text=TEXT, published_at="2025-08-21"),
        article(text=TEXT, title="T", published_at="2025-08-21"),
    ]
    assert len({one.revision, *(other.revision for other in others)}) == 6


def test_a_date_that_only_tells_when_it_was_fetched_makes_no_revision():
    assert article(text=TEXT, arrived_at="2025-08-21").revision == article(text=TEXT, arrived_at="2025-08-22").revision


ARRIVED = "2025-08-22T00:00:00Z"
DATED = "https://gazette.example/2025/08/20/mayor"
REFUSED = (Note.DATE_REFUSED,)


@pytest.mark.parametrize(
    ("fields", "date", "basis", "notes"),
    [
        ({"text": TEXT, "published_at": "2025-08-21T12:00:00+02:00"}, "2025-08-21T10:00:00Z", "given", ()),
        ({"text": TEXT, "published_at": "2031-01-01", "arrived_at": ARRIVED}, ARRIVED, "fetched", REFUSED),
        ({"text": TEXT, "published_at": "1970-01-01", "url": DATED}, "2025-08-20T00:00:00Z", "url", REFUSED),
        ({"text": TEXT, "fetched_at": "2025-08-23", "arrived_at": "2025-09-01"}, "2025-08-23T00:00:00Z", "fetched", ()),
        ({"html": PAGE, "published_at": "1970-01-01"}, "2025-08-21T10:00:00Z", "page", REFUSED),
        ({"html": PAGE, "arrived_at": "2025-08-19", "url": DATED}, "2025-08-20T00:00:00Z", "url", REFUSED),
        ({"text": TEXT}, dates.UNDATED, "fetched", (Note.DATE_MISSING,)),
    ],
)  # fmt: skip
def test_dates_and_their_basis(fields, date, basis, notes):
    found = clean(**fields)
    assert (found.article.published_at, found.article.published_basis, found.notes) == (date, basis, notes)


def test_arrival_is_the_fetch_time_else_the_time_of_the_record():
    both = article(text=TEXT, fetched_at="2025-08-21T10:00:00+02:00", arrived_at="2025-09-01")
    assert (both.fetched_at, both.arrived_at) == ("2025-08-21T08:00:00Z", "2025-08-21T08:00:00Z")
    one = article(text=TEXT, arrived_at="2025-09-01T00:00:00Z")
    assert (one.fetched_at, one.arrived_at) == (None, "2025-09-01T00:00:00Z")


@pytest.mark.parametrize(
    ("tag", "language", "note"),
    [
        (None, "en", None),
        ("en-GB", "en", None),
        ("de", "de", Note.LANGUAGE_DISAGREES),
        ("english", "en", Note.LANGUAGE_INVALID),
    ],
)
def test_a_valid_tag_of_the_producer_wins(tag, language, note):
    found = clean(text=TEXT, language=tag, published_at="2025-08-21")
    assert (found.article.language, found.notes) == (language, (note,) if note else ())


def test_retractions():
    wanted = Retraction(id="a", arrived_at="2025-08-21T00:00:00Z")
    assert CLEANER.clean(RawArticle(id="a", retracted=True), "2025-08-21") == wanted
    made = CLEANER.clean(RawArticle(url="https://g.example/1", retracted=True), None)
    assert isinstance(made, Retraction)
    assert made.id == article(id=None, url="https://www.g.example/1", text=TEXT).id


def test_pages():
    found = article(html=PAGE)
    assert found.text == "\n".join([ONE, TWO, THREE, FOUR])
    assert (found.title, found.meta.author, found.extractor.split("@")[0]) == (
        "Mayor steps back",
        "Mira Sandholt",
        "trafilatura",
    )
    quick = article(html=PAGE, fast=True)
    assert quick.extractor.split("@")[0] == "resiliparse"
    assert normalise(quick.text).replace("\n\n", "\n") == found.text


def test_a_page_that_hides_its_text_gives_the_body_of_its_linked_data():
    body = " ".join([ONE, TWO, THREE, FOUR])
    linked = orjson.dumps({"@type": "NewsArticle", "articleBody": body}).decode()
    source = f'<script type="application/ld+json">{linked}</script><body><p>{ONE[:80]}</p></body>'
    found = clean(html=source, published_at="2025-08-21", fast=True)
    assert (found.article.text, found.article.extractor, found.notes) == (body, "json-ld", (Note.BODY_FROM_JSON_LD,))


def test_a_body_in_several_containers_is_taken_whole():
    chunk = "<div class='chunk body-inner'>{}</div>"
    advert = "<div class='ad'><span>Advertisement</span></div>"
    chunks = advert.join(chunk.format(paragraphs(*pair)) for pair in ((ONE, TWO), (THREE, FOUR)))
    source = f"<html><body><article><h1>Mayor</h1>{chunks}</article></body></html>"
    assert [p for p in (ONE, TWO, THREE, FOUR) if p in article(html=source).text] == [ONE, TWO, THREE, FOUR]


def story(title, *paragraphs):
    return f"<article><h1>{title}</h1>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article>"


@pytest.mark.parametrize("fast", [False, True], ids=["accurate", "overload"])
def test_the_next_article_that_scrolling_opens_is_not_read(fast):
    page = f"<html><body>{story('Bridge', ONE, TWO, THREE)}{story('Seal', FOUR, ONE + ' Again.')}</body></html>"
    found = article(html=page, published_at="2025-08-21", fast=fast).text
    assert THREE in found
    assert "Again" not in found
    assert FOUR not in found


def test_the_overload_extractor_does_not_read_comments():
    paragraphs = "".join(f"<p>{p}</p>" for p in (ONE, TWO, THREE))
    comments = "".join(f"<div><b>Ada</b><div><p>{FOUR} I was there, {i} times.</p></div></div>" for i in range(6))
    page = f"<html><body><div><h1>Bridge</h1>{paragraphs}</div><div><h3>6 Comments</h3>{comments}</div></body></html>"
    found = article(html=page, published_at="2025-08-21", fast=True).text
    assert THREE in found
    assert "I was there" not in found


def test_the_producers_text_helps_where_a_page_has_none():
    found = clean(html="<html><body></body></html>", text=TEXT, published_at="2025-08-21")
    assert (found.article.text, found.notes) == (TEXT, (Note.BODY_FROM_PRODUCER,))


SMALL = Settings(page_max_bytes=50_000, text_max_characters=1000)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": "x" * 400_001}, Reason.TEXT_TOO_LONG),
        ({"text": "\u200b \n"}, Reason.NO_CONTENT),
        ({"html": "<script>only()</script>"}, Reason.NO_CONTENT),
        ({"html": "<p>ä</p>" * 250_000}, Reason.PAGE_TOO_LARGE),
        ({"html": "<p>x" * 20_001}, Reason.PAGE_TOO_MANY_TAGS),
        ({"html": "<p " + "a=1 " * 60_000 + ">x"}, Reason.PAGE_TOO_MANY_TAGS),
        ({"html": "<p " + "a " * 5_001 + ">x"}, Reason.PAGE_TOO_MANY_TAGS),
        ({"html": "<div><img " + "a='b c'" * 10_000}, Reason.PAGE_TOO_MANY_TAGS),
        ({"text": TEXT, "published_at": "0000-00-00"}, Reason.BAD_DATE),
        ({"text": TEXT, "fetched_at": "x"}, Reason.BAD_DATE),
    ],
)
def test_what_is_refused(fields, reason):
    assert refused(id="a", **fields).reason is reason


def test_an_article_without_id_needs_an_address():
    assert refused(url="nowhere", text=TEXT).reason is Reason.BAD_URL
    found = clean(url="nowhere", text=TEXT, published_at="2025-08-21")
    assert (found.article.url, found.notes) == (None, (Note.URL_REFUSED,))


def test_a_file_of_extra_rules_is_used(tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "club"\nwhy = "club"\npattern = "^Join the club"\n', encoding="utf-8")
    cleaner = Cleaner(Settings(text_rules_file=str(rules)))
    result = cleaner.clean(RawArticle(id="a", text=f"{TEXT}\n\nJoin the club today"), None)
    assert isinstance(result, Cleaned)
    assert result.article.text == TEXT
    assert [r.rule for r in result.article.removed] == ["club"]


PIECES = st.sampled_from(
    [ONE, TWO, *(line for case in golden.ALL for line in case.text.split("\n")), "&amp;lt;", "caf\u00c3\u00a9"]
)
ANY_TEXT = st.text(max_size=60) | st.lists(PIECES | st.text(max_size=12), max_size=12).map("\n".join)


@settings(max_examples=200)
@given(ANY_TEXT, st.none() | st.text(max_size=30), st.sampled_from([None, "de", "x"]))
def test_cleaning_a_clean_article_again_changes_nothing(text, title, language):
    """The documented exception: one level of entities is undone each time."""
    once = CLEANER.clean(RawArticle(id="a", text=text, title=title, language=language), None)
    if isinstance(once, Rejected):
        return
    assert isinstance(once, Cleaned)
    assert len(once.article.text) <= len(unicodedata.normalize("NFC", text))
    if "&" not in once.article.text:
        again = CLEANER.clean(RawArticle(id="a", text=once.article.text, title=title, language=language), None)
        assert isinstance(again, Cleaned)
        assert (again.article.text, again.article.removed) == (once.article.text, ())


SHORT = st.text(max_size=12)
ARTICLES = st.builds(
    RawArticle,
    id=SHORT,
    url=st.none() | SHORT,
    outlet=SHORT,
    title=ANY_TEXT,
    text=ANY_TEXT,
    published_at=st.none() | SHORT,
    language=SHORT,
    collection=SHORT,
)


@given(ARTICLES)
def test_no_article_raises(raw):
    assert isinstance(CLEANER.clean(raw, None), Cleaned | Rejected)


MARKUP = ["<p>", "</p>", "<div>", "<table><tr><td>", "<article>", "<h1>", "<!--", "-->", "<script>", "<", "&#xd800;"]
ODD_MARKUP = ["<meta charset=x>", "<a href='", "]]>", "<![CDATA[", "<?xml", "<svg>", "<template>", "<title>"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*MARKUP, *ODD_MARKUP, ONE, TWO]), max_size=20).map("".join), st.booleans())
def test_no_page_raises(source, fast):
    assert isinstance(CLEANER.clean(RawArticle(id="a", html=source), None, fast=fast), Cleaned | Rejected)
