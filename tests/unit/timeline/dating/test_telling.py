"""Which dates may contradict others: those that are beyond doubt the day of the event."""

import pytest

from service.language.lexicon import lexicon
from service.timeline.clustering.sentences import read
from service.timeline.dating.telling import act
from service.timeline.derive import derive
from tests.unit.timeline.fiction import article

THURSDAY = "2026-03-05"


def firm(text, language="en"):
    (told,) = [p for p in read(article("a", text, THURSDAY, language=language)).mentions if p.testimony]
    return told.firm


@pytest.mark.parametrize(
    "text",
    [
        "Petra Dolenz reopened the line between Karst and Lindau on Monday.",
        "On Monday, Petra Dolenz reopened the line between Karst and Lindau.",
        "The line between Karst and Lindau reopened on Monday, Petra Dolenz said.",
        "Petra Dolenz told the council that the line to Lindau had reopened on Monday.",
        "Petra Dolenz reopened the line between Karst and Lindau last Friday.",
        "Petra Dolenz reopened the line between Karst and Lindau on February 27.",
        "Petra Dolenz reopened the line between Karst and Lindau on Friday of last week.",
        "Petra Dolenz reopened the line between Karst and Lindau on Friday 27 February.",
    ],
)
def test_the_day_of_an_event(text):
    assert firm(text)


@pytest.mark.parametrize(
    "text",
    [
        "Petra Dolenz said on Monday that trains run between Karst and Lindau again.",
        "On Monday, Petra Dolenz told reporters that trains run between Karst and Lindau again.",
        "Petra Dolenz criticised the owners of the Karst line in an interview on Monday.",
        "The head of the Karst railway on Monday said that trains run to Lindau again.",
        "On Monday, the head of the national railway in the capital of Velden, Petra Dolenz, told reporters so.",
    ],
)
def test_the_day_of_a_statement(text):
    assert not firm(text)


def test_the_day_of_a_statement_in_german():
    assert not firm("Petra Dolenz sagte am Montag, dass wieder Züge zwischen Karst und Lindau fahren.", "de")
    assert firm("Petra Dolenz eröffnete am Montag die Strecke zwischen Karst und Lindau.", "de")


@pytest.mark.parametrize("day", ["on Friday", "late Friday", "early Friday morning"])
def test_a_bare_weekday_of_almost_a_week_ago(day):
    assert not firm(f"Petra Dolenz reopened the line between Karst and Lindau {day}.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Petra Dolenz signed the contract on Monday.", "agree"),
        ("On Monday, Petra Dolenz signed the contract.", "agree"),
        ("The dockers of Karst had stopped work on Monday.", "strike"),
        ("Rescuers freed four miners on Monday who were trapped in Karst.", "freed"),
        ("Petra Dolenz held talks with the dockers on Monday.", "meet"),
        ("Petra Dolenz met the owners and resigned on Monday.", "resign"),
        ("On Monday, Petra Dolenz resigned and left the city of Karst.", "resign"),
        ("The meeting with the owners of the line took place on Monday.", "meet"),
        ("Petra Dolenz was in Karst on Monday.", None),
    ],
)
def test_the_word_that_a_date_belongs_to(text, expected):
    (told,) = [p for p in read(article("a", text, THURSDAY)).mentions if p.testimony]
    assert act(text, told.mention, lexicon("en")) == expected


def test_a_number_is_no_repetition():
    (told,) = read(article("a", "Petra Dolenz was sacked in a 40-second phone call on Monday.", THURSDAY)).mentions
    assert not told.again


def conflicts(*articles):
    timeline = derive("s-test", articles, 900_000)
    assert timeline is not None
    return [entry.conflict for entry in timeline.entries]


LINE = "The damaged bridge between Karst and Lindau reopened on March {}{}."
LIMIT = " with a speed limit of 60 km/h"


def test_what_two_outlets_report_as_the_news_of_their_day_is_no_conflict():
    one = article("a", LINE.format(2, ""), "2026-03-03")
    other = LINE.format(4, "")
    assert conflicts(one, article("b", other, "2026-03-05")) == ["none", "none"]
    assert conflicts(one, article("b", other, "2026-03-06")) == ["hard"]


def test_a_quantity_that_both_tell_of_speaks_for_one_event():
    one = article("a", LINE.format(2, LIMIT), "2026-03-03")
    other = article("b", LINE.format(4, LIMIT), "2026-03-05")
    assert conflicts(one, other) == ["hard"]


def test_what_an_outlet_tells_of_the_same_day_comes_first():
    told = "Rescuers brought {} miners out of the flooded mine near Karst on March {}."
    one = article("a", told.format("four more", 3))
    other = told.format("the first four", 2)
    assert conflicts(one, article("b", other)) == ["hard"]
    both = f"{other} On March 3 rescuers brought four more miners out of the flooded mine near Karst."
    assert "hard" not in conflicts(one, article("b", both))


def test_one_outlet_does_not_contradict_itself():
    text = "The damaged bridge between Karst and Lindau reopened on March {}."
    one, other = article("a", text.format(2), outlet="x"), article("b", text.format(4), outlet="x")
    assert conflicts(one, other) == ["none", "none"]


def test_statements_of_two_days_are_no_conflict():
    text = "Petra Dolenz said on March {} that the line between Karst and Lindau had a speed limit of 60 km/h."
    assert conflicts(article("a", text.format(2)), article("b", text.format(4))) == ["none", "none"]


def test_an_age_is_no_quantity_that_two_texts_share():
    shared = "Petra Dolenz, 53, "
    one = article("a", shared + "was confirmed as head of the Karst railway on March 2.")
    other = article("b", shared + "visited the flooded villages of Velden on March 4.")
    assert conflicts(one, other) == ["none", "none"]
