"""English time expressions: what is found, and which days it means."""

from datetime import date

import pytest

from service.mentions.tagger import tag

THURSDAY = date(2025, 8, 21)


def found(text, published=THURSDAY, language="en"):
    return [(text[t.start : t.end], t.value) for t in tag(text, published, language)]


def values(text, published=THURSDAY):
    return [t.value for t in tag(text, published, "en")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 18 August 2025.", ("18 August 2025", "2025-08-18")),
        ("They met on August 18, 2025.", ("August 18, 2025", "2025-08-18")),
        ("They met on Monday, Aug. 18.", ("Monday, Aug. 18", "2025-08-18")),
        ("They met on the 18th of August.", ("the 18th of August", "2025-08-18")),
        ("They met on 8/18/2025.", ("8/18/2025", "2025-08-18")),
        ("They met on 18/08/2025.", ("18/08/2025", "2025-08-18")),
        ("They met on 18.08.2025.", ("18.08.2025", "2025-08-18")),
        ("Updated 2025-08-18T10:30:00Z", ("2025-08-18T10:30:00Z", "2025-08-18T10:30:00Z")),
        ("It began in August 2024.", ("August 2024", "2024-08")),
        ("It began in early 2024.", ("early 2024", "2024")),
        ("It began in nineteen ninety-six.", ("nineteen ninety-six", "1996")),
        ("It began in the mid-1980s.", ("the mid-1980s", "198")),
        ("It began in the late 19th century.", ("the late 19th century", "18")),
        ("It began in the summer of 2012.", ("the summer of 2012", "2012-SU")),
        ("Sales fell in the third quarter of 2024.", ("the third quarter of 2024", "2024-Q3")),
        ("Sales fell in the first half of 2024.", ("the first half of 2024", "2024-H1")),
        ("They met on January 25 , 2011 .", ("January 25 , 2011", "2011-01-25")),
        ("They met on Friday, Aug. 15, 2025, at 5 p.m.", ("Friday, Aug. 15, 2025, at 5 p.m.", "2025-08-15T17:00")),
        ("It fell at 0830 GMT on Aug. 15, 2025.", ("0830 GMT on Aug. 15, 2025", "2025-08-15T08:30")),
        ("It began late in 2019.", ("late in 2019", "2019")),
        ("It began in the mid-90s.", ("the mid-90s", "199")),
        ("It began in the 1800s.", ("the 1800s", "18")),
        ("They met on Good Friday 2025.", ("Good Friday 2025", "2025-04-18")),
        ("They met on Labor Day 2024.", ("Labor Day 2024", "2024-09-02")),
        ("They met on Memorial Day 2021.", ("Memorial Day 2021", "2021-05-31")),
        ("They met on the last Friday of February 2024.", ("the last Friday of February 2024", "2024-02-23")),
        ("They met on Christmas Eve 2024.", ("Christmas Eve 2024", "2024-12-24")),
    ],
)
def test_dates_that_say_all(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He met her on Monday.", "2025-08-18"),
        ("He met her on Thursday.", "2025-08-21"),
        ("He will meet her on Monday.", "2025-08-25"),
        ("The vote is scheduled for Thursday.", "2025-08-21"),
        ("On Monday, he will meet her.", "2025-08-25"),
        ("The bill will be sent to her on Monday.", "2025-08-25"),
        ("He will shut the mine on Monday.", "2025-08-25"),
        ("He is headed to Lindau on Monday.", "2025-08-25"),
        ("She wants to leave in November.", "2025-11"),
        ("He met her last Thursday.", "2025-08-14"),
        ("See you next Thursday.", "2025-08-28"),
        ("He left late Tuesday night.", "2025-08-19TNI"),
        ("He left today.", "2025-08-21"),
        ("He left yesterday morning.", "2025-08-20TMO"),
        ("He left last night.", "2025-08-20TNI"),
        ("He left at 5 p.m. on Monday.", "2025-08-18T17:00"),
        ("He left at 14:30 GMT.", "2025-08-21T14:30"),
        ("He left three days ago.", "2025-08-18"),
        ("He left two weeks ago.", "2025-W32"),
        ("He left last year.", "2024"),
        ("He left last week.", "2025-W33"),
        ("He left over the weekend.", "2025-W33-WE"),
        ("He left last fall.", "2024-FA"),
    ],
)
def test_days_seen_from_the_publication(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("He was elected in July.", THURSDAY, "2025-07"),
        ("He was elected in October.", THURSDAY, "2024-10"),
        ("He will be elected in October.", THURSDAY, "2025-10"),
        ("He was elected on 3 October.", THURSDAY, "2024-10-03"),
        ("The dividend is payable Jan. 2.", date(2025, 11, 2), "2026-01-02"),
        ("It was founded on 29 February.", THURSDAY, "2024-02-29"),
        ("It happened last May.", THURSDAY, "2025-05"),
        ("It happened last September.", THURSDAY, "2024-09"),
    ],
)
def test_the_year_that_is_not_written(text, published, value):
    assert values(text, published) == [value]


def test_an_acronym_like_a_month():
    assert values("The Disasters Emergency Committee (DEC) and the MAR party met. In Dec it rained.") == ["2024-12"]
    assert values("LINDAU, DEC 5") == ["2024-12-05"]
    assert values("CALM AFTER DEC") == ["2024-12"]


def test_a_person_named_like_a_month():
    assert values("Brussels was calm after May; by March it was not.") == ["2025-05", "2025-03"]
    assert values("Theresa May spoke. Brussels was calm after May; by March it was not. She left in May.") == [
        "2025-03",
        "2025-05",
    ]


def test_a_range_shares_its_year():
    assert values("The siege lasted from 3 May to 7 June 1940.") == ["1940-05-03", "1940-06-07"]


def test_dates_counted_from_the_date_last_told_of():
    text = (
        "The fire broke out on 3 March. The next day it rained. Two weeks later the mill was rebuilt. A year earlier..."
    )
    assert found(text) == [
        ("3 March", "2025-03-03"),
        ("The next day", "2025-03-04"),
        ("Two weeks later", "2025-W12"),
        ("A year earlier", "2024"),
    ]
    assert [t.basis for t in tag(text, THURSDAY, "en")] == ["explicit", "inferred", "inferred", "inferred"]


def test_after_the_months_reported_a_year_earlier_is_the_year():
    text = "It lost 3 million in the third quarter. For the nine months it earned 2, against 1 a year earlier."
    assert [value for _, value in found(text)] == ["2025-Q3", "P9M", "2024"]


def test_a_clock_time_has_the_day_of_its_sentence():
    text = "On Monday the river rose, and at 3 p.m. the bridge fell. It was cleared at 9 p.m."
    assert [value for _, value in found(text)] == ["2025-08-18", "2025-08-18T15:00", "2025-08-21T21:00"]


@pytest.mark.parametrize(
    "text",
    [
        "The Sunday Courier moved to the town of Friday Harbor.",
        "He told HARLOW TODAY and Harlow Today, and spoke on Ostrey Tonight.",
        'He said so on "This Week" and was Person of the Year.',
    ],
)
def test_words_of_time_in_names_tell_no_day(text):
    assert found(text) == []


def test_a_headline_may_tell_a_day():
    assert values("Ferry Sinks This Week") == ["2025-W34"]


def test_a_company_looks_back_from_the_quarter_it_reports():
    text = "Profit rose in the second quarter. It was 3 million a year earlier. Sales in the quarter fell."
    assert [value for _, value in found(text)] == ["2025-Q2", "2024-Q2", "2025-Q2"]


def test_a_text_about_the_past_keeps_to_its_own_years():
    text = (
        "The canal opened on 4 May 1871. In June the first barge came. A flood broke it in December 1872; in January "
        "it was closed. It reopened on 2 March 1875, was widened in 1880 and filled in 1901."
    )
    assert values(text, date(2009, 7, 1)) == [
        "1871-05-04",
        "1871-06",
        "1872-12",
        "1873-01",
        "1875-03-02",
        "1880",
        "1901",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It may be some way off.",
        "Flight 2013 left from gate 9 for nearly 2000 Harbor Street.",
        "It was Bloody Sunday.",
        "Theresa May met April Jones; May said August Busch had left.",
        "We march for peace.",
        "A 24/7 service.",
        "He paid $90 billion under Article 5 to 2,000 people.",
        "The 52-year-old is 52 years old.",
        "The 2000 people in 1600 rooms.",
        "On 31 February 2010 and 30/02/2011 and 2011-02-30, on 13/45/2010.",
        "A second group held a quarter of the shares.",
        "It earned 5 million a year from four flights a week.",
    ],
)
def test_what_is_no_date(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The call took 40 minutes.", "DURATION", "PT40M"),
        ("He will do it within 24 hours.", "DURATION", "PT24H"),
        ("It took more than three years.", "DURATION", "P3Y"),
        ("It rose in the past two weeks.", "DURATION", "P2W"),
        ("It rose over the past year.", "DATE", "2024"),
        ("It took several months.", "DURATION", "PXM"),
        ("It took a year and a half.", "DURATION", "P1Y6M"),
        ("It took a decade.", "DURATION", "P10Y"),
        ("They meet every Monday.", "SET", "XXXX-WXX-1"),
        ("They meet on Tuesday nights.", "SET", "XXXX-WXX-2TNI"),
        ("They meet twice a week.", "SET", "P1W"),
        ("They met recently.", "DATE", "PAST_REF"),
        ("They met years ago.", "DATE", "PAST_REF"),
        ("He enlisted after 9/11.", "DATE", "2001-09-11"),
        ("The siege lasted three and a half years.", "DURATION", "P3Y6M"),
        ("They met for half an hour.", "DURATION", "PT30M"),
        ("The year-long siege failed.", "DURATION", "P1Y"),
        ("After months of talks they met.", "DURATION", "PXM"),
        ("A few days later they met.", "DURATION", "PXD"),
        ("They met hours before the vote.", "DURATION", "PTXH"),
        ("They met every few weeks.", "SET", "PXW"),
        ("They met every other week.", "SET", "P2W"),
        ("They met every night.", "SET", "XXXX-XX-XXTNI"),
        ("They met every summer.", "SET", "XXXX-SU"),
    ],
)
def test_what_is_recognised_but_never_dates(text, kind, value):
    (timex,) = tag(text, THURSDAY, "en")
    assert (timex.type, timex.value) == (kind, value)
    assert (timex.precision, timex.low, timex.high) == ("none", None, None)


@pytest.mark.parametrize(
    ("text", "precision", "low", "high", "direction"),
    [
        ("earlier this month", "month", "2025-08-01", "2025-08-21", "same"),
        ("later this year", "year", "2025-08-21", "2025-12-31", "same"),
        ("last week", "week", "2025-08-11", "2025-08-17", "past"),
        ("next year", "year", "2026-01-01", "2026-12-31", "future"),
        ("in the third quarter of 2024", "quarter", "2024-07-01", "2024-09-30", "past"),
        ("in winter 2024", "season", "2024-12-01", "2025-02-28", "past"),
        ("the 1990s", "decade", "1990-01-01", "1999-12-31", "past"),
        ("the 20th century", "century", "1900-01-01", "1999-12-31", "past"),
        ("yesterday", "day", "2025-08-20", "2025-08-20", "past"),
        ("tomorrow at noon", "time", "2025-08-22", "2025-08-22", "future"),
    ],
)
def test_days_covered(text, precision, low, high, direction):
    (timex,) = tag(text, THURSDAY, "en")
    assert (timex.precision, timex.low, timex.high, timex.direction) == (precision, low, high, direction)


def test_without_a_publication_only_absolute_dates_get_days():
    timexes = tag("On Monday, 18 August, and yesterday; in 2003, on May 5, two days ago.", None, "en")
    assert [(t.value, t.low) for t in timexes] == [
        ("XXXX-08-18", None),
        ("2003", "2003-01-01"),
        ("2003-05-05", "2003-05-05"),
        ("PAST_REF", None),
    ]


def test_the_longer_of_two_readings_wins():
    assert found("In this year's third quarter and the past three years.") == [
        ("this year's third quarter", "2025-Q3"),
        ("the past three years", "P3Y"),
    ]


def test_capitals_do_not_hide_dates():
    assert values("THE PRESIDENT MAY MEET THEM ON MONDAY, AUGUST 25. THEY MET ON MAY 5.") == [
        "2025-08-25",
        "2025-05-05",
    ]


def test_a_language_without_a_table_gets_what_needs_none():
    text = "Le 18/08/2025, 2025-08-19, 08/09/2025, 20.08.2025 et lundi."
    assert found(text, language="la") == [
        ("18/08/2025", "2025-08-18"),
        ("2025-08-19", "2025-08-19"),
        ("20.08.2025", "2025-08-20"),
    ]


@pytest.mark.parametrize(
    ("text", "values_expected"),
    [
        ("They met on Monday of last week.", ["2025-08-11"]),
        ("They met on Tuesday last week.", ["2025-08-12"]),
        ("They will meet next Friday.", ["2025-08-29"]),
        ("They will meet next Monday.", ["2025-08-25"]),
        ("They fought on June 3 and made up on the Friday of that week.", ["2025-06-03", "2025-06-06"]),
        ("They met on the Friday after the vote.", ["XXXX-WXX-5"]),
        ("They met on July 28, a Monday, in Lindau.", ["2025-07-28"]),
        ("They met at a Monday session.", ["2025-08-18"]),
        ("They came on Monday, a week later than planned.", ["2025-08-18", "P1W"]),
    ],
)
def test_weekdays_seen_from_elsewhere(text, values_expected):
    assert values(text) == values_expected


def test_an_analysis_with_years_of_background_is_no_history():
    years = " ".join(f"Work began in {year}." for year in range(2015, 2023))
    assert values(f"{years} It burned on 12 January. On Friday the owner came.")[-2:] == ["2025-01-12", "2025-08-15"]
