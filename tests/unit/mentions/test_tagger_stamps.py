"""Numbers that are no years, weeks by their number, and the order of day and month."""

from datetime import date

import pytest

from service.mentions.tagger import tag

PUBLISHED = date(2024, 3, 12)


def values(text: str, language: str = "en") -> dict[str, str]:
    return {text[t.start : t.end]: t.value for t in tag(text, PUBLISHED, language)}


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Deliveries stopped in 2024-W10.", "en", {"2024-W10": "2024-W10"}),
        ("They had fallen in week 9 of 2024.", "en", {"week 9 of 2024": "2024-W09"}),
        ("In calendar week 52 it was low.", "en", {"calendar week 52": "2023-W52"}),
        ("Die Lieferungen endeten in KW 10.", "de", {"KW 10": "2024-W10"}),
        ("In der Kalenderwoche 9 sanken sie.", "de", {"Kalenderwoche 9": "2024-W09"}),
        ("Ab der 8. KW 2024 stiegen sie.", "de", {"8. KW 2024": "2024-W08"}),
        ("Zuletzt in KW 52 und KW 7/2023.", "de", {"KW 52": "2023-W52", "KW 7/2023": "2023-W07"}),
    ],
)
def test_calendar_weeks(text, language, wanted):
    assert values(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Heard on 03/04/2023, seen on 13/04/2023.", ["2023-04-03", "2023-04-13"]),
        ("Heard on 03/04/2023, seen on 04/13/2023.", ["2023-03-04", "2023-04-13"]),
        ("Heard on 03/04/2023.", ["2023-03-04"]),
        ("Due 05/06/23, after 31/05/23.", ["2023-06-05", "2023-05-31"]),
    ],
)
def test_one_text_is_read_in_one_order(text, wanted):
    assert list(values(text).values()) == wanted


@pytest.mark.parametrize(
    "stamps",
    [("2015:", "1945:", "1905:", "1340:"), ("2110 -", "2015 -", "1850 -"), ("0905:", "1815:", "1905:"),
     ("1945 GMT:", "1905 GMT:", "1820 GMT:")],
    ids=["with one that is no year", "backwards", "forwards", "zone"],
)  # fmt: skip
def test_the_clock_of_a_live_blog_is_no_year(stamps):
    text = "Storm: live\n" + "\n".join(f"{stamp} The bridge at Kesten is closed." for stamp in stamps)
    assert not [value for value in values(text).values() if not value.startswith("2024-03-12")]


def test_the_years_of_a_chronology_are_years():
    text = "History\n1905: The bridge is built.\n1912: It opens.\n1945: It is blown up."
    assert list(values(text).values()) == ["1905", "1912", "1945"]


def test_hours_are_no_years():
    assert values("At 1915hrs the crew left.") == {}
    assert values("Bis 2015 Uhr war es gelöscht.", "de") == {"2015 Uhr": "2024-03-12T20:15"}
