from service.timeline.derive import derive
from tests.unit.timeline.fiction import article

LIMIT = 900_000
LEAD = "Director Jon Maas of Calder Lines opened the new quay of Marlow Bay on Wednesday."


def dates(*articles):
    timeline = derive("s-test", articles, LIMIT)
    assert timeline is not None
    return [e.date for e in timeline.entries]


def test_a_year_to_come_takes_two_sources():
    plan = "Calder Lines will open the second quay of Marlow Bay in 2028."
    assert dates(article("a", f"{LEAD}\n{plan}")) == ["2026-03-04"]
    assert "2028" in dates(article("a", f"{LEAD}\n{plan}"), article("b", plan.replace("will open", "wants to open")))


def test_a_year_of_the_past_takes_one():
    assert dates(article("a", f"{LEAD}\nCalder Lines opened the first quay of Marlow Bay in 1998.")) == [
        "1998",
        "2026-03-04",
    ]


def test_what_somebody_said_is_no_event_of_its_own():
    said = "“We are proud. Calder Lines bought three ferries from Brandt & Hale on Monday,” Maas told reporters."
    assert dates(article("a", f"{LEAD}\n{said}")) == ["2026-03-04"]


def test_a_sentence_that_breaks_off_is_no_entry():
    cut = "On Monday Calder Lines bought three ferries from Brandt & Hale, who had built them for the islanders of In"
    assert dates(article("a", f"{LEAD}\n{cut}")) == ["2026-03-04"]
    assert dates(article("a", f"{LEAD}\n{cut}chrey.")) == ["2026-03-02", "2026-03-04"]


def test_a_lead_that_only_quotes_is_not_reported():
    quotation = "“Nobody in Marlow Bay asked Calder Lines for a new ferry to Inchrey,” Mayor Elspeth Rowan said."
    assert dates(article("a", quotation)) == []
    assert dates(article("a", "Mayor Elspeth Rowan refuses to meet Calder Lines over a new ferry to Inchrey.")) == [
        "2026-03-05"
    ]
