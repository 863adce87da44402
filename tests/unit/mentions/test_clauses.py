from datetime import date
from itertools import pairwise

import pytest

from service.language.lexicon import fold, lexicon
from service.mentions import tagger
from service.mentions.clauses import clauses

PUBLISHED = date(2025, 8, 21)  # a Thursday


def parts(text, language="en"):
    timexes = tagger.tag(text, PUBLISHED, language)
    found = clauses(fold(text), 0, len(text), timexes, lexicon(language))
    return [(c.role, text[c.start : c.end], c.timex and c.timex.low) for c in found]


def test_a_fronted_phrase_keeps_its_date():
    assert parts("Following talks with the mayor in Lindau on Monday, Berg called the minister.") == [
        ("after", "Following talks with the mayor in Lindau on Monday", "2025-08-18"),
        ("main", "Berg called the minister.", None),
    ]


def test_a_subordinate_clause_has_its_own_date():
    assert parts("The strike was called off on Tuesday after the union met Berg on Monday.") == [
        ("main", "The strike was called off on Tuesday", "2025-08-19"),
        ("after", "after the union met Berg on Monday.", "2025-08-18"),
    ]


def test_a_measure_of_time_goes_with_its_after():
    assert parts("All miners came up alive on Monday, eight days after the shaft collapsed.")[0] == (
        "main",
        "All miners came up alive on Monday",
        "2025-08-18",
    )


def test_a_relative_clause_is_cut_out():
    assert parts("The bridge, which opened in May 1931, collapsed on Monday under a truck.") == [
        ("main", "The bridge", None),
        ("relative", "which opened in May 1931", "1931-05-01"),
        ("main", "collapsed on Monday under a truck.", "2025-08-18"),
    ]


def test_during_which_shares_the_time_of_what_stands_before():
    assert [
        role for role, *_ in parts("They spoke for an hour on Monday, during which they agreed to meet again.")
    ] == [
        "main",
        "during",
    ]


def test_coordinated_predicates_with_a_date_each():
    assert [
        (day, part) for _, part, day in parts("The jury convicted Hale on Monday and the judge jailed him on Tuesday.")
    ] == [
        ("2025-08-18", "The jury convicted Hale on Monday"),
        ("2025-08-19", "and the judge jailed him on Tuesday."),
    ]


def test_a_statement_and_what_it_tells_with_a_date_each():
    assert [
        (day, part) for _, part, day in parts("Hale confirmed on Monday that he had called the judge on August 8.")
    ] == [
        ("2025-08-18", "Hale confirmed on Monday"),
        ("2025-08-08", "that he had called the judge on August 8."),
    ]


def test_two_dates_of_one_verb():
    both = parts("Dockers had stopped work on August 8 and again on August 15.")
    assert [day for _, _, day in both] == ["2025-08-08", "2025-08-15"]
    assert both[0][1] == both[1][1]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Police named three victims of Monday's crash near Holm.", "Monday's crash near Holm"),
        (
            "Whether this is part of the arms deal already announced in July remained open.",
            "the arms deal already announced in July",
        ),
    ],
)
def test_a_date_that_belongs_to_a_noun(text, phrase):
    found = parts(text)
    assert [part for role, part, day in found if role == "phrase" and day] == [phrase]
    assert all(day is None for role, _, day in found if role == "main")


@pytest.mark.parametrize(
    "text",
    [
        "It was the worst storm here since 1987.",
        "Profit rose to 4 million, compared with 3 million in 2019.",
        "The 2024 election was dull.",
        "The bill must pass by Friday.",
        "He moved money abroad between 2017 and 2021.",
    ],
)
def test_dates_that_date_nothing(text):
    assert all(day is None for _, _, day in parts(text))


def test_german_clauses():
    assert parts("Nach einem Treffen mit Berg am Montag, telefonierte Roth mit dem Minister.", "de") == [
        ("after", "Nach einem Treffen mit Berg am Montag", "2025-08-18"),
        ("main", "telefonierte Roth mit dem Minister.", None),
    ]


def test_clauses_never_overlap_nor_leave_the_sentence():
    text = "After rain on Monday, the dam, which leaked in July, broke on Tuesday; towns flooded while mayors slept."
    spans = [
        (c.start, c.end) for c in clauses(fold(text), 0, len(text), tagger.tag(text, PUBLISHED, "en"), lexicon("en"))
    ]
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_a_time_that_opens_a_clause_stays_with_it():
    assert [(role, day) for role, _, day in parts("On Monday, the day after the vote, the council met in Lindau.")] == [
        ("main", "2025-08-18")
    ]


def test_a_measure_is_part_of_the_phrase_that_it_measures():
    assert [(role, part) for role, part, _ in parts("Berg resigned on Friday, three days after the talks ended.")] == [
        ("main", "Berg resigned on Friday"),
        ("after", "three days after the talks ended."),
    ]


def test_the_day_after_something_is_one_phrase():
    assert [(role, part) for role, part, _ in parts("Berg signed the contract the day before the talks ended.")] == [
        ("main", "Berg signed the contract"),
        ("before", "the day before the talks ended."),
    ]


def test_a_phrase_before_the_main_clause_may_have_a_relative_clause():
    text = "After the crash near Holm, which killed three people on Monday, the minister resigned on Tuesday."
    assert [(role, day) for role, _, day in parts(text)] == [
        ("after", None),
        ("relative", "2025-08-18"),
        ("main", "2025-08-19"),
    ]


def test_while_with_a_participle_begins_no_clause():
    text = "The battery caught fire while charging, the company said on Monday."
    assert parts(text) == [("main", text, "2025-08-18")]


def test_whose_needs_no_comma():
    assert [(role, day) for role, _, day in parts("Lindau sold the striker whose goal won them the cup in May.")] == [
        ("main", None),
        ("relative", "2025-05-01"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The hearing was originally planned for August 11.", "en"),
        ("The launch, delayed twice, was supposed to happen on Monday.", "en"),
        ("Die Anhörung war ursprünglich für den 11. August geplant.", "de"),
        ("Die Anhörung hätte am Montag stattfinden sollen.", "de"),
    ],
)
def test_what_was_planned_for_a_day_that_is_over_is_not_dated_by_it(text, language):
    assert all(day is None for _, _, day in parts(text, language))


def test_an_explicit_day_goes_before_a_bare_time_of_day():
    text = "Taucher fanden das Wrack am Dienstag im Hafen, teilte die Polizei am Abend mit."
    assert [day for _, _, day in parts(text, "de")] == ["2025-08-19"]


def test_a_german_phrase_ends_at_the_finite_verb():
    assert parts("Nach dem Unfall am Montag hatte die Stadt am Dienstag die Brücke gesperrt.", "de") == [
        ("after", "Nach dem Unfall am Montag", "2025-08-18"),
        ("main", "hatte die Stadt am Dienstag die Brücke gesperrt.", "2025-08-19"),
    ]
    assert [role for role, *_ in parts("Vor drei Tagen hatte die Stadt die Brücke gesperrt.", "de")] == ["main"]


def test_vom_gives_the_date_to_its_noun():
    text = "Der Landkreis hat eine Warnung vom 18. August am nächsten Tag weitergeleitet."
    assert [(role, day) for role, _, day in parts(text, "de")] == [("phrase", "2025-08-18"), ("main", "2025-08-19")]
