from service.timeline.derive import derive
from tests.unit.timeline.fiction import article

LIMIT = 900_000
CRASH = "An express derailed near Holm Junction on Wednesday, killing three passengers, police said."
REPLY = (
    "Transrail suspended the driver of the express on Thursday after the derailment, its chairman Olaf Berg announced."
)


def timeline(*articles):
    found = derive("s-test", articles, LIMIT)
    assert found is not None
    return found


def test_what_is_left_out_of_the_entries_of_one_event_stands_under_it():
    told = timeline(
        article(
            "a", f"{CRASH}\nThe derailment of the express near Holm Junction on Wednesday killed three passengers."
        ),
        article("b", f"{CRASH}\n{REPLY}"),
        article("c", f"{CRASH}\nThe express derailed near Holm Junction on Wednesday."),
    )
    shown = [(e.article_id, e.text) for e in told.entries]
    assert len(shown) == len(set(shown))
    for entry in told.entries:
        assert 0 <= entry.salience <= 1000
        evidence = {(v.article_id, v.start) for claim in entry.claims for v in claim.evidence}
        assert evidence.isdisjoint((v.article_id, v.start) for v in entry.also)


def test_places_of_further_tellings_are_sentences_of_their_articles():
    said = [
        "Nobody was to blame for the derailment near Holm Junction, Olaf Berg said on Friday.",
        "The express had derailed near Holm Junction.",
        "Three passengers were killed near Holm Junction.",
    ]
    articles = [
        article(name, "\n".join([CRASH, *said, REPLY]), f"2026-03-0{day}") for name, day in (("a", 5), ("b", 6))
    ]
    texts = {a.id: a.text for a in articles}
    places = [v for e in timeline(*articles).entries for v in e.also]
    assert places
    assert all(texts[v.article_id][v.start : v.end] in (CRASH, *said, REPLY) for v in places)


def test_an_event_that_two_outlets_tell_without_a_date_is_told_and_dated():
    told = "Mayor Elspeth Rowan resigned after the flood of the Holm valley, the council of Lindau announced."
    again = "The council of Lindau announced that Mayor Elspeth Rowan resigned after the flood of the Holm valley."
    found = timeline(article("a", told), article("b", again))
    assert [(e.date, e.basis, e.sources) for e in found.entries] == [("2026-03-05", "publication", ("a", "b"))]
