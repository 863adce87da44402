"""Whether a date without a year, or a weekday, lies ahead or behind."""

from datetime import date

import pytest

from service.mentions.tagger import tag

THURSDAY = date(2025, 8, 21)


def values(text):
    return [timex.value for timex in tag(text, THURSDAY, "en")]


def test_a_range_of_weekdays_runs_forward():
    assert values("It closed from Thursday to Tuesday.") == ["2025-08-21", "2025-08-26"]


def test_a_deadline_after_a_future_cue_lies_ahead():
    assert values("The county hopes to finish it by February.") == ["2026-02"]
    assert values("He should have done it by February.") == ["2025-02"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Schools will stay shut on Monday.", 25),
        ("He is expected to be freed on Monday.", 25),
        ("She vowed to march on Monday.", 25),
        ("On Monday she vowed to march.", 18),
        ("The funeral is on Monday.", 25),
        ("The two rivals debate on Monday.", 25),
        ("Talks resume Monday.", 25),
        ("She heads to Lisbon on Monday.", 25),
        ("He could not be reached on Monday.", 18),
        ("The mayor, host of the show on Monday, fell.", 18),
        ("A rig that sank on Monday will be raised.", 18),
        ("After Monday's call the two will meet again.", 18),
        ("After a call on Monday, the two will meet again.", 18),
        ("Following Monday's call, the two will meet again.", 18),
        ("The two will meet again after Monday's call.", 18),
        ("The two will meet after Monday's vote.", 25),
        ("Monday's landslide will cost millions.", 18),
        ("Monday's vote will decide it.", 25),
        ("They were invited to talks on Monday.", 25),
        ("They agreed to meet on Monday.", 25),
        ("It had been put off to Monday.", 25),
    ],
)
def test_which_way_a_cue_looks(text, day):
    assert values(text) == [f"2025-08-{day}"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Der Rat tagt am Montag.", 25),
        ("Am Montag entscheidet der Rat.", 25),
        ("Für Montag sind Proteste geplant.", 25),
        ("Er könnte am Montag freikommen.", 25),
        ("Die Bahn streikt ab Montag.", 25),
        ("Der Prozess läuft seit Montag.", 18),
        ("Am Montag stürzte die Brücke ein.", 18),
        ("Das teilte der Rat am Montag mit.", 18),
        ("Nach dem Telefonat vom Montag werden sich beide treffen.", 18),
        ("Nach dem Telefonat am Montag werden sich beide treffen.", 18),
        ("Der Erdrutsch vom Montag wird Millionen kosten.", 18),
        ("Die Wahl vom Montag wird es entscheiden.", 25),
        ("Der am Montag unterzeichnete Vertrag wird gelten.", 18),
        ("Das Spiel wurde auf Montag verlegt.", 25),
    ],
)
def test_which_way_a_german_cue_looks(text, day):
    assert [timex.value for timex in tag(text, THURSDAY, "de")] == [f"2025-08-{day}"]
