"""Which date an article gets, and from where."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning import dates
from service.records import PublishedBasis

ARRIVED = datetime(2025, 8, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-08-21", "2025-08-21T00:00:00Z"),
        ("2025-08-21T10:30:00Z", "2025-08-21T10:30:00Z"),
        ("2025-08-21T10:30:00+02:00", "2025-08-21T08:30:00Z"),
        ("2025-08-21 10:30", "2025-08-21T10:30:00Z"),
        ("2025-08-21T10:30:00.123456Z", "2025-08-21T10:30:00Z"),
        ("2025-08-21T10:30:00-0500", "2025-08-21T15:30:00Z"),
        ("Thu, 21 Aug 2025 10:30:00 GMT", "2025-08-21T10:30:00Z"),
        ("Thu, 21 Aug 2025 10:30:00 +0200", "2025-08-21T08:30:00Z"),
        (" 2025-08-21 ", "2025-08-21T00:00:00Z"),
        ("0001-01-01", "0001-01-01T00:00:00Z"),
        ("2199-12-31", "2199-12-31T00:00:00Z"),
    ],
)
def test_dates_are_written_one_way(text, wanted):
    moment = dates.parse(text)
    assert moment is not None
    assert dates.show(moment) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "soon",
        "2025-13-01",
        "2025-02-30",
        "0000-00-00",
        "2200-01-01",
        "9999-12-31",
        "1000000000-01-01",
        "1724230000",
        "0001-01-01T00:00:00+14:00",
        "21.08.2025",
        "2025-08-21T25:00:00Z",
        "Thu, 99 Aug 2025 10:30:00 GMT",
        "x" * 100,
    ],
)
def test_what_is_no_date_is_none(text):
    assert dates.parse(text) is None


@given(st.text(max_size=70) | st.text("0123456789-:TZ+ .", max_size=40))
def test_no_text_raises_and_every_date_survives_writing(text):
    moment = dates.parse(text)
    if moment is not None:
        again = dates.parse(dates.show(moment))
        assert again is not None
        assert dates.show(again) == dates.show(moment)


def at(text: str) -> datetime:
    moment = dates.parse(text)
    assert moment is not None
    return moment


def test_the_first_believable_date_wins():
    given_dates: list[tuple[PublishedBasis, datetime]] = [
        ("given", at("2031-01-01")),
        ("page", at("1970-01-01")),
        ("url", at("2025-08-20")),
        ("url", at("2025-08-19")),
    ]
    assert dates.choose(iter(given_dates), ARRIVED) == dates.Chosen("2025-08-20T00:00:00Z", "2025-08-20", "url", 2)


def test_up_to_a_day_after_arrival_is_believed():
    found = dates.choose(iter([("given", at("2025-08-23T09:00:00Z"))]), ARRIVED)
    assert found == dates.Chosen("2025-08-23T09:00:00Z", "2025-08-23", "given")
    found = dates.choose(iter([("given", at("2025-08-23T09:00:01Z"))]), ARRIVED)
    assert found == dates.Chosen("2025-08-22T09:00:00Z", "2025-08-22", "fetched", 1)


def test_without_arrival_the_future_is_believed():
    assert dates.choose(iter([("given", at("2150-01-01"))]), None).at == "2150-01-01T00:00:00Z"


def test_without_any_date_the_article_is_undated():
    assert dates.choose(iter([]), None) == dates.Chosen(dates.UNDATED, "1970-01-01", "fetched")


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-03-05T07:30:00+09:00", "2024-03-05"),
        ("2024-03-04T20:30:00-05:00", "2024-03-04"),
        ("2024-12-31T23:45:00-03:00", "2024-12-31"),
        ("Fri, 01 Mar 2024 00:10:00 +1300", "2024-03-01"),
        ("2024-03-05T00:00:00+05:45", "2024-03-05"),
        ("2024-03-05T23:59:00", "2024-03-05"),
        ("2024-03-05", "2024-03-05"),
    ],
)
def test_the_offset_of_a_stamp_tells_the_day_of_the_outlet(stamp, day):
    assert dates.choose(iter([("given", at(stamp))]), None).day == day
    assert dates.choose(iter([]), at(stamp)).day == day


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://n.example/2025/08/21/bridge", ["2025-08-21T00:00:00Z"]),
        ("https://n.example/news-20250821-bridge", ["2025-08-21T00:00:00Z"]),
        ("https://n.example/2025-08-21.html", ["2025-08-21T00:00:00Z"]),
        ("https://n.example/2025/02/30/x", []),
        ("https://n.example/id/120250821", []),
        ("https://n.example/2025/08", []),
    ],
)
def test_dates_in_addresses(url, wanted):
    assert [dates.show(moment) for moment in dates.in_url(url)] == wanted
