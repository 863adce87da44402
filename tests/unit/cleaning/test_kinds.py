"""Kinds of pages that other readers were reported to read wrongly: what comes out of each."""

from datetime import date

import pytest

from service.cleaning import Cleaned, Cleaner
from service.cleaning.notes import Note
from service.mentions.tagger import tag
from service.records import RawArticle
from service.settings import Settings

CLEANER = Cleaner(Settings())
FETCHED = "2024-03-07T09:00:00Z"
ONE = "The harbour council of Elmstrand voted on Tuesday to close the old fish market for good."
TWO = "Mayor Ilse Brandvold said the hall would be fenced off from Friday and the traders moved to a tent on the quay."
JAPANESE = "エルム市議会は火曜日、屋根にひび割れが見つかったため、古い魚市場を閉鎖することを決めた。"


def clean(html: str, *, fast: bool = False, url: str | None = None) -> Cleaned:
    """The page as an article."""
    cleaned = CLEANER.clean(RawArticle(id="1", html=html, url=url, fetched_at=FETCHED), None, fast=fast)
    assert isinstance(cleaned, Cleaned)
    return cleaned


def page(body: str, head: str = "", language: str = "en") -> str:
    return f"<!doctype html><html lang='{language}'><head><title>Fish market</title>{head}</head><body>{body}</body>"


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("line", [ONE, JAPANESE])
@pytest.mark.parametrize(
    "body",
    [
        "<main><div>{0}</div></main>",
        "<article><article><p>{0}</p></article></article>",
        "<article><p>{0}</p><noscript><p>{0}</p></noscript></article>",
        "<div class='large'><p>{0}</p><p>{1}</p></div><div class='small'><p>{0}</p><p>{1}</p></div>",
        "<article><p class='lead'>{0}</p><div><p>{0}</p><p>{1}</p></div></article>",
        "<main><ul><li>{0}</li></ul></main>",
    ],
)
def test_a_small_article_comes_out_once(body, line, fast):
    assert clean(page(body.format(line, TWO)), fast=fast).article.text.count(line) == 1


@pytest.mark.parametrize(
    ("language", "stamp", "day"),
    [
        ("en", "Updated 3 hours ago", "2024-03-07"),
        ("de", "vor 3 Tagen", "2024-03-04"),
        ("ja", "3時間前", "2024-03-07"),
        ("fr", "hier à 18h05", "2024-03-06"),
        ("ja", "令和6年3月6日", "2024-03-06"),
        ("th", "6 มีนาคม 2567", "2024-03-06"),
    ],
)
def test_a_stamp_in_a_line_of_its_own_dates_the_page(language, stamp, day):
    other = "<div class='mostread'><a href='/t'>Storm sinks trawler</a><span class='date'>2 November 2021</span></div>"
    body = f"<article><h1>Fish market</h1><p>{stamp}</p><p>{ONE}</p><p>{TWO}</p></article>{other}"
    assert clean(page(body, language=language)).article.published_day == day


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("2024-03-06T00:00:00+01:00", "2024-03-06T00:00:00Z"),
        ("2024-03-06T08:15:00+01:00[Europe/Berlin]", "2024-03-06T07:15:00Z"),
        ("Wed, 06 Mar 2024 08:15:00 CET", "2024-03-06T07:15:00Z"),
        ("2024-066", "2024-03-06T00:00:00Z"),
    ],
)
def test_what_a_page_states_in_its_head(stamp, at):
    head = f"<meta property='article:published_time' content='{stamp}'>"
    found = clean(page(f"<p>{ONE}</p><p>{TWO}</p>", head)).article
    assert (found.published_at, found.published_day) == (at, "2024-03-06")


def test_a_month_in_the_address_may_be_a_word():
    found = clean(page(f"<p>{ONE}</p>"), url="https://elmstrand.example/2024/mar/06/fish")
    assert (found.article.published_day, found.article.published_basis) == ("2024-03-06", "url")


def test_a_live_blog_in_microdata_is_dated_entry_by_entry():
    entries = "".join(
        f"<div itemprop=liveBlogUpdate itemscope><time itemprop=datePublished datetime='{stamp}'>x</time>"
        f"<h2 itemprop=headline>News</h2><p>{text}</p></div>"
        for stamp, text in (("2024-03-07T08:00:00+01:00", ONE), ("2024-03-06T18:00:00+01:00", TWO))
    )
    found = clean(page(f"<main itemscope itemtype='https://schema.org/LiveBlogPosting'>{entries}</main>")).article
    assert found.text.split("\n") == ["News", "2024-03-07T08:00", ONE, "News", "2024-03-06T18:00", TWO]


def test_the_title_is_read_in_the_charset_of_the_text():
    def misread(text: str) -> str:
        return text.encode().decode("cp1251")

    text = "Der Stadtrat schließt die Märkte. Die Bürgermeisterin begrüßte das."
    found = CLEANER.clean(RawArticle(id="1", text=misread(text), title=misread("Märkte")), None)
    assert isinstance(found, Cleaned)
    assert (found.article.text, found.article.title) == (text, "Märkte")


@pytest.mark.parametrize(
    ("language", "url", "region"),
    [
        ("en-GB", "https://a.example/1", "gb"),
        ("en", "https://a.co.uk/1", "uk"),
        ("zh-Hans-CN", "https://a.example/1", "cn"),
        ("en", "https://a.example/1", ""),
    ],
)
def test_the_region_of_an_article(language, url, region):
    found = CLEANER.clean(RawArticle(id="1", text=ONE, language=language, url=url), None)
    assert isinstance(found, Cleaned)
    assert found.region == region


@pytest.mark.parametrize(
    ("region", "text", "day"),
    [
        ("gb", "It opened on 03/04/2024.", "2024-04-03"),
        ("in", "It opened on 03-04-2024.", "2024-04-03"),
        ("us", "It opened on 03/04/2024.", "2024-03-04"),
        ("", "It opened on 03/04/2024.", "2024-03-04"),
        ("gb", "It opened on 03/04/2024 and closed on 04/13/2024.", "2024-03-04"),
        ("", "It opened on 2024/04/03.", "2024-04-03"),
    ],
)
def test_the_region_tells_which_number_is_the_day(region, text, day):
    assert tag(text, date(2024, 4, 20), "en", region)[0].value == day


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "Prices fell in 2024 week 9.", "2024-W09"),
        ("en", "It recovers from CW 13.", "2024-W13"),
        ("en", "W09/2024 was the worst.", "2024-W09"),
        ("en", "The strike of 2024-W10-3 went on.", "2024-03-06"),
        ("pl", "Dostawy ustały w 10. tygodniu 2024 roku.", "2024-W10"),
        ("ru", "Поставки прекратились на 10-й неделе 2024 года.", "2024-W10"),
        ("ja", "2024年第10週に出荷を止めた。", "2024-W10"),
        ("zh", "2024年第10周停止发货。", "2024-W10"),
    ],
)
def test_numbered_weeks(language, text, value):
    assert value in [timex.value for timex in tag(text, date(2024, 3, 12), language)]


@pytest.mark.parametrize(
    "text",
    [
        "[2015] Police confirm a death.\n[1945] Power is back.\n[1905] The bridge is closed.",
        "2015 | Police confirm a death.\n1945 | Power is back.\n1905 | The bridge is closed.",
        "2015\nPolice confirm a death.\n1945\nPower is back.",
        "UPDATE 2015: Police confirm a death.",
        "Thursday, 1707: The storm reached the coast.\nThursday, 1812: A man died.",
        "The man died at 2015 on Thursday. Crews left at 2045 hours.",
    ],
)
def test_the_clock_of_a_live_blog_is_no_year(text):
    assert not [timex for timex in tag(text, date(2024, 3, 7), "en") if len(timex.value) == 4]


@pytest.mark.parametrize("text", ["1912: It is built.\n1945: It burns down.\n1987: It is listed.", "Built in 1905."])
def test_years_stay_years(text):
    assert [timex for timex in tag(text, date(2024, 3, 7), "en") if len(timex.value) == 4]


@pytest.mark.parametrize(
    "text",
    [
        "Die B\ufffdrgermeisterin von M\ufffdhlbach begr\ufffd\ufffdte den Beschluss des Rates.",
        "La d\ufffdcision a \ufffdt\ufffd prise mardi soir par le conseil municipal.",
        "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd\ufffd.",
    ],
)
def test_what_is_lost_for_good_is_left_and_counted(text):
    found = CLEANER.clean(RawArticle(id="1", text=text), None)
    assert isinstance(found, Cleaned)
    assert Note.GARBLED in found.notes


@pytest.mark.parametrize(
    "text", [ONE, JAPANESE, "The sign \ufffd stands for a lost byte.", "SÃO PAULO: O prefeito saiu."]
)
def test_what_is_not_lost_is_not_counted(text):
    found = CLEANER.clean(RawArticle(id="1", text=text), None)
    assert isinstance(found, Cleaned)
    assert Note.GARBLED not in found.notes
    assert found.article.text == text
