"""Which days and sentences a summary takes."""

from dataclasses import dataclass
from datetime import date
from random import Random

import pytest

from service.timeline.presenting.summary import summarize


@dataclass(frozen=True)
class Article:
    id: str
    published_at: str
    text: str
    language: str = "en"
    published_day: str | None = None


BRIDGE = [
    Article(
        "a1",
        "2024-03-05",
        "The old bridge at Harlow collapsed on Monday and cut the town of Harlow in two.\n"
        "Nobody was hurt when the bridge collapsed, the mayor of the town said.\n"
        "The town had voted in January 2023 to close the bridge to heavy lorries.\n",
    ),
    Article(
        "a2",
        "2024-03-06",
        "Divers searched the river below the collapsed bridge for a lorry and its driver.\n"
        "The bridge collapsed on 4 March, a day after an inspection of its pillars.\n",
    ),
    Article(
        "a3",
        "2024-03-12T09:00:00Z",
        "The mayor of Harlow has resigned over the bridge that collapsed on 4 March.\n"
        "A ferry will take people across the river from Thursday until a new bridge stands.\n",
    ),
    Article("a4", "2024-03-12", "A new bridge costs twenty million, an engineer of the county said in Harlow.\n"),
]


def test_the_day_that_later_articles_still_tell_of_comes_first():
    assert list(summarize(BRIDGE, 1, 1)) == ["2024-03-04"]


def test_days_are_sorted_and_hold_no_more_sentences_than_asked_for():
    summary = summarize(BRIDGE, 3, 2)
    assert list(summary) == sorted(summary)
    assert len(summary) == 3
    assert all(1 <= len(sentences) <= 2 for sentences in summary.values())


def test_sentences_are_as_in_the_texts_and_stand_for_one_day():
    sentences = [s for chosen in summarize(BRIDGE, 10, 10).values() for s in chosen]
    assert all(any(s in article.text for article in BRIDGE) for s in sentences)
    assert len(sentences) == len(set(sentences))


def test_a_sentence_that_names_a_day_tells_of_that_day():
    summary = summarize(BRIDGE, 10, 10)
    assert all("4 March" not in s for day, chosen in summary.items() if day != "2024-03-04" for s in chosen)


def test_what_is_said_twice_is_told_once():
    twins = [
        Article("t1", "2024-03-05", "The old bridge at Harlow collapsed on Monday with a great noise.\n"),
        Article("t2", "2024-03-05", "The old bridge at Harlow collapsed on Monday with a terrible noise.\n"),
    ]
    assert summarize(twins, 1, 2) == {
        "2024-03-04": ["The old bridge at Harlow collapsed on Monday with a great noise."]
    }


def test_the_order_of_the_articles_does_not_matter():
    expected = summarize(BRIDGE, 4, 3)
    for seed in range(10):
        shuffled = BRIDGE.copy()
        Random(seed).shuffle(shuffled)
        assert summarize(shuffled, 4, 3) == expected


def test_only_days_and_articles_of_the_time_asked_for_count():
    summary = summarize(BRIDGE, 10, 1, date(2024, 3, 5), date(2024, 3, 6))
    assert set(summary) <= {"2024-03-05", "2024-03-06"}
    later = "The mayor of Harlow has resigned"
    assert not any(s.startswith(later) for chosen in summary.values() for s in chosen)


def test_months_and_years_are_no_days():
    assert not any(day.startswith("2023") for day in summarize(BRIDGE, 10, 1))


@pytest.mark.parametrize(
    "scrap",
    [
        "| Monday | the old bridge at Harlow collapsed into the river |",
        "March 4, 2024 at 2:28 pm I always said that the old bridge would not last.",
        "Why did nobody close the old bridge at Harlow when the cracks were seen on Monday?",
        "On Monday.",
    ],
)
def test_scraps_are_not_chosen(scrap):
    assert summarize([Article("s1", "2024-03-05", scrap)], 5, 5) == {}


def test_nothing_gives_nothing():
    assert summarize([], 5, 5) == {}
