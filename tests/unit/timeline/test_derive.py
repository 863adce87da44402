from service.codec import encode
from service.records import Evidence
from service.timeline.dating.claims import MAX_EVIDENCE
from service.timeline.derive import derive
from tests.unit.timeline.fiction import article

CRASH = "An express derailed near Holm Junction on Wednesday, killing three passengers, police said."
LATER = "A cracked rail derailed the express near Holm Junction on March 4, the Rail Safety Board found on Monday."
LIMIT = 900_000


def entries(*articles):
    timeline = derive("s-test", articles, LIMIT)
    assert timeline is not None
    return timeline.entries


def test_two_tellings_of_one_event_are_one_entry():
    found = [e for e in entries(article("a", CRASH), article("b", LATER, "2026-03-17")) if e.date == "2026-03-04"]
    assert [(e.sources, e.independent_sources, e.basis, e.precision) for e in found] == [
        (("a", "b"), 2, "explicit", "day")
    ]


def test_copies_add_a_source_but_no_independent_one():
    timeline = derive("s-test", [article("a", CRASH), article("b", CRASH, duplicate_of="a")], LIMIT)
    assert timeline is not None
    assert timeline.independent_sources == 1
    assert [a.duplicate_of for a in timeline.articles] == [None, "a"]
    assert [(e.sources, e.independent_sources) for e in timeline.entries] == [(("a", "b"), 1)]


def test_a_lead_without_date_is_reported_on_its_day():
    (entry,) = entries(
        article("a", "Trains are running again through Holm Junction, the operator Transrail told Lindau radio.")
    )
    assert (entry.date, entry.basis, entry.conflict) == ("2026-03-05", "publication", "none")


def test_one_publication_entry_for_each_day():
    one = "Trains are running again through Holm Junction, the operator Transrail told Lindau radio."
    other = "Minister Petra Lund is under pressure to explain the closure of three coal mines in Karst valley."
    assert [e.basis for e in entries(article("a", one), article("b", other), article("c", one))] == ["publication"]


def test_other_dates_for_one_event_are_a_conflict_not_two_entries():
    sunday = "The line between Karst and Lindau reopened on March 1 with a speed limit of 60 km/h."
    friday = "The line between Karst and Lindau reopened on February 27 under a speed limit of 60 km/h."
    (entry,) = entries(article("a", sunday), article("b", friday))
    assert (entry.conflict, {c.date for c in entry.claims}) == ("hard", {"2026-03-01", "2026-02-27"})


def test_days_that_one_article_tells_apart_are_two_events_and_no_conflict():
    sunday = "The line between Karst and Lindau reopened on March 1 with a speed limit of 60 km/h."
    friday = "The line between Karst and Lindau reopened on February 27 under a speed limit of 60 km/h."
    both = article("c", f"{friday}\n{sunday}")
    assert {e.conflict for e in entries(article("a", sunday), article("b", friday))} == {"hard"}
    assert {e.conflict for e in entries(article("a", sunday), article("b", friday), both)} == {"none"}


def test_the_same_kind_of_event_on_two_days_is_no_conflict():
    first = "Dockers in Velden walked out on Monday over shifts, the Dock Workers' Union said."
    second = "Dockers in Velden walked out for the second time on Wednesday over shifts, the union said."
    found = entries(article("a", first, "2026-03-03"), article("b", second))
    assert [(e.date, e.conflict) for e in found] == [("2026-03-02", "none"), ("2026-03-04", "none")]


def test_a_plan_and_what_came_of_it_are_one_entry_that_occurred():
    plan = "Parliament in Lindau will vote on the Holm rail bill on Monday, speaker Olaf Berg said."
    vote = "Parliament in Lindau voted for the Holm rail bill on Monday, by 60 votes to 12."
    (entry,) = entries(article("a", plan, "2026-03-05"), article("b", vote, "2026-03-10"))
    assert (entry.date, entry.status, entry.article_id) == ("2026-03-09", "occurred", "b")


def test_a_plan_alone_is_projected():
    (entry,) = entries(
        article("a", "Parliament in Lindau will vote on the Holm rail bill on Monday, speaker Olaf Berg said.")
    )
    assert (entry.date, entry.status) == ("2026-03-09", "projected")


def test_retracted_articles_count_as_absent():
    gone = article("b", LATER, "2026-03-17", verdict="retracted")
    assert encode(derive("s-test", [article("a", CRASH), gone], LIMIT)) == encode(
        derive("s-test", [article("a", CRASH)], LIMIT)
    )
    assert derive("s-test", [gone], LIMIT) is None
    assert derive("s-test", [], LIMIT) is None


def test_the_newest_revision_given_is_the_one_that_counts():
    old, new = article("a", CRASH), article("a", CRASH.replace("three", "four"), revision="2")
    assert "four" in entries(new)[0].text
    assert encode(derive("s-test", [new], LIMIT)) != encode(derive("s-test", [old], LIMIT))


def test_head_of_the_record():
    timeline = derive(
        "s-test",
        [article("b", LATER, "2026-03-17", title="Board blames rail"), article("a", CRASH, title="x" * 999)],
        LIMIT,
    )
    assert timeline is not None
    assert (timeline.story_id, timeline.title, timeline.article_count) == ("s-test", "x" * 300, 2)
    assert (timeline.first_published, timeline.last_published) == ("2026-03-05T08:00:00Z", "2026-03-17T08:00:00Z")
    assert [a.id for a in timeline.articles] == ["a", "b"]


def test_entry_ids_are_stable_when_later_articles_join():
    before = {e.id for e in entries(article("a", CRASH))}
    after = {e.id for e in entries(article("a", CRASH), article("b", LATER, "2026-03-17"))}
    assert before <= after


def test_a_date_that_only_follows_from_another_event_is_shown_with_a_sentence_that_has_it():
    guest = "{} ruled out a deployment of troops {}, during which they met Dolenz again."
    three = "\n".join(
        (guest.format("Petra Dolenz", "in February"), guest.format("Yusuf Karimov", "in February"),
         guest.format("Petra Dolenz", "on Monday"))
    )  # fmt: skip
    alone = "Petra Dolenz ruled out a deployment of troops on Monday."
    articles = [article("a", alone, "2026-03-01"), article("b", alone, "2026-03-01"), article("c", three, "2026-03-02")]
    texts = {a.id: a.text for a in articles}
    for entry in entries(*articles):
        evidence = {texts[v.article_id][v.start : v.end] for claim in entry.claims for v in claim.evidence}
        assert entry.text in evidence


def test_the_sentence_shown_is_among_the_evidence_however_much_there_is():
    plan = "Parliament in Lindau will vote on the Holm rail bill on Monday, speaker Olaf Berg said in part {}."
    vote = "Parliament in Lindau voted for the Holm rail bill on Monday, by 60 votes to 12."
    plans = [article(f"p{i:02}", plan.format(i)) for i in range(MAX_EVIDENCE + 5)]
    found = [e for e in entries(*plans, article("z", vote, "2026-03-10")) if e.date == "2026-03-09"]
    assert [(e.status, e.text, e.article_id) for e in found] == [("occurred", vote, "z")]
    evidence = found[0].claims[0].evidence
    assert len(evidence) == MAX_EVIDENCE
    assert (evidence[0].article_id, evidence[-1]) == ("p00", Evidence("z", 0, len(vote)))


def test_the_sequence_counts_every_decision_on_the_story_and_orders_its_versions():
    first, second = article("a", CRASH, decisions=1), article("b", LATER, "2026-03-17", decisions=1)
    revised = article("a", CRASH + " More.", revision="2", decisions=2)
    gone = article("b", "", verdict="retracted", revision="", decisions=2)
    states = [[first], [first, second], [revised, second], [revised, gone]]
    timelines = [derive("s-test", state, LIMIT) for state in states]
    assert [timeline.sequence for timeline in timelines if timeline] == [1, 2, 3, 4]


def test_the_id_of_an_entry_stays_while_its_date_and_words_do():
    before = {(e.date, e.text): e.id for e in entries(article("b", LATER, "2026-03-17"))}
    after = {(e.date, e.text): e.id for e in entries(article("b", LATER, "2026-03-17"), article("a", CRASH))}
    assert all(after[told] == name for told, name in before.items() if told in after)
    twice = entries(article("a", CRASH), article("b", LATER, "2026-03-17"), article("c", CRASH, "2026-03-12"))
    assert len({entry.id for entry in twice}) == len(twice)
