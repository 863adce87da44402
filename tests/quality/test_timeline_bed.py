"""Quality of timelines on fictional stories: the bed, the planted conflicts, and a story of the shape of the seeds."""

import itertools

import pytest

from service.codec import encode
from service.records import Timeline
from service.timeline.derive import derive
from tests.quality import planted_conflicts
from tests.quality.timeline_bed import BED, FOLDERS, Score, Story, score, story

SUMMIT = story(BED / "summit.toml")


FLOORS = {
    "tuned": (0.9, 0.8, 0.95, 0.9, 0.85),
    "held_out": (0.9, 0.8, 0.95, 0.9, 0.85),
    "held_out_2": (0.9, 0.8, 0.95, 0.9, 0.85),
    "held_out_3": (0.7, 0.85, 0.95, 0.95, 0.7),
}
"""Least precision and recall of entries, date accuracy, precision and recall of sources."""


@pytest.mark.parametrize("folder", FOLDERS)
def test_entries_are_right_complete_rightly_dated_and_sourced(folder):
    result = score(folder)
    print("\n".join(result.misses))
    names = ("entry precision", "entry recall", "date accuracy", "source precision", "source recall")
    for name, floor in zip(names, FLOORS[folder], strict=True):
        assert result.figures[name] >= floor, name


@pytest.mark.parametrize(
    ("folder", "precision", "recall"),
    [("tuned", 0.9, 0.8), ("held_out", 0.9, 0.8), ("held_out_2", 0.8, 0.6), ("held_out_3", 0.7, 0.45)],
)
def test_conflicts_are_real(folder, precision, recall):
    result = score(folder)
    print("\n".join(result.misses))
    assert result.figures["conflict precision"] >= precision
    assert result.figures["conflict recall"] >= recall


@pytest.mark.parametrize(("folders", "count", "recall"), [(FOLDERS[:2], 200, 0.8), (FOLDERS[:3], 400, 0.77)])
def test_planted_conflicts_are_found_and_no_others(folders, count, recall):
    result = planted_conflicts.run(folders, count)
    print("\n".join(sorted(set(result.misses))))
    assert result.planted == count
    assert result.precision >= 0.9
    assert result.recall >= recall


def timeline(told: Story) -> Timeline:
    derived = derive("s-summit", told.articles, 900_000)
    assert derived is not None
    return derived


def test_the_summit_has_its_eleven_entries_and_two_hard_conflicts():
    result = Score()
    derived = timeline(SUMMIT)
    result.add(SUMMIT, derived)
    print("\n".join(result.misses))
    assert len(derived.entries) == 11
    assert result.counts["right"] == 11
    assert result.counts["wrong date"] == result.counts["wrong status"] == 0
    assert [e.conflict for e in derived.entries].count("hard") == 2


def test_the_summit_says_what_each_side_of_a_conflict_rests_on():
    call, delegates = (e for e in timeline(SUMMIT).entries if e.conflict == "hard")
    assert [(c.date, c.basis, {v.article_id for v in c.evidence}) for c in call.claims] == [
        ("2026-08-17", "explicit", {"paper"}),
        ("2026-08-17", "inferred", {"digest"}),
        ("2026-08-19", "explicit", {"analysis"}),
    ]
    assert [(c.date, c.basis, {v.article_id for v in c.evidence}) for c in delegates.claims] == [
        ("2026-08-17", "inferred", {"aggregator", "analysis", "paper"}),
        ("2026-08-20", "explicit", {"analysis"}),
    ]
    assert delegates.self_inconsistent == ("analysis",)


def test_every_order_redelivery_and_split_of_the_summit_gives_the_same_bytes():
    expected = encode(timeline(SUMMIT))
    for order in itertools.permutations(SUMMIT.articles):
        again = [*order, order[0], order[2], *order[1:3]]
        assert encode(timeline(SUMMIT._replace(articles=again))) == expected
