from service.timeline.chapters import Cache, read
from service.timeline.choosing.pool import pool
from service.timeline.sources import sources
from tests.unit.timeline.fiction import article

LEAD = "Director Jon Maas of Calder Lines opened the new quay of Marlow Bay on Wednesday."


def dates(*articles):
    """The dates of the events that somebody dates outright, and that say what happened."""
    cache = Cache()
    found = pool("s-test", read(articles, cache), sources(articles), cache)
    return [c.entry.date for c in found if not c.loose and not c.offered]


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


def test_a_year_that_is_not_over_takes_two_sources():
    now = "The flood of the Holm valley killed 12 farmers in 2026, and Lindau is counting the damage."
    other = "The flood of the Holm valley killed 12 farmers in 2026, Olaf Berg told villagers."
    assert "2026" not in dates(article("a", now))
    assert "2025" in dates(article("a", now.replace("2026", "2025")))
    assert "2026" in dates(article("a", now), article("b", other))
