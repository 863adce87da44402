"""The four articles on one story that came with the development data: cleaned as the service cleans, then derived."""

import gzip
import itertools

import pytest

from service import codec
from service.cleaning import Cleaner
from service.records import CleanArticle, Entry, ResolvedArticle, Timeline
from service.settings import Settings
from service.stages import Incoming, Ready, clean
from service.timeline.derive import derive
from tests.shared import shared

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def articles() -> list[ResolvedArticle]:
    cleaner = Cleaner(Settings())
    found = []
    with gzip.open(shared("seeds.jsonl.gz"), "rb") as lines:
        for line in lines:
            outcome = clean(Incoming(None, line), cleaner).result
            assert isinstance(outcome, Ready)
            article = codec.decode(outcome.value, CleanArticle)
            fields = {f: getattr(article, f) for f in ResolvedArticle.__struct_fields__ if hasattr(article, f)}
            found.append(ResolvedArticle(**{**fields, "verdict": "joined", "story_id": "s-seeds"}))
    return found


@pytest.fixture(scope="module")
def timeline(articles) -> Timeline:
    derived = derive("s-seeds", articles, 900_000)
    assert derived is not None
    return derived


EXPECTED = [
    # EDTF, precision, basis, status, conflict, dated by, supported by at least, a word of the sentence
    ("2022-02", "month", "explicit", "occurred", "none", "1", "1", "invasion"),
    ("2024", "year", "explicit", "occurred", "none", "123", "0123", "24 hours"),
    ("2025-07", "month", "explicit", "occurred", "none", "0", "013", "arms deal"),
    ("2025-08-01/2025-08-21", "month", "explicit", "occurred", "none", "2", "2", "deadline"),
    ("2025-08-18", "day", "explicit", "occurred", "none", "012", "0123", "White House"),
    ("2025-08-18", "day", "explicit", "occurred", "hard", "012", "0123", "40"),
    ("2025-08-18", "day", "inferred", "occurred", "hard", "123", "123", "negotiators"),
    ("2025-08-19", "day", "explicit", "occurred", "none", "23", "0123", "interview"),
    ("2025-08-19", "day", "explicit", "occurred", "none", "1", "0123", "troops"),
    ("2025-08-21", "day", "publication", "occurred", "none", "0123", "0123", "direct"),
    ("2025-08-21/2025-09-04", "interval", "explicit", "projected", "none", "02", "023", "two weeks"),
]


def _short(article_ids) -> str:
    return "".join(sorted({article[-1] for article in article_ids}))


def _matches(entry: Entry, expected: tuple[str, ...]) -> bool:
    date, precision, basis, status, conflict, dated, supported, word = expected
    return (
        (entry.date, entry.precision, entry.basis, entry.status, entry.conflict)
        == (date, precision, basis, status, conflict)
        and word in entry.text
        and _short(v.article_id for c in entry.claims for v in c.evidence) == dated
        and set(supported) <= set(_short(entry.sources))
    )


def test_the_timeline_has_exactly_the_expected_entries(timeline):
    for expected in EXPECTED:
        assert sum(_matches(e, expected) for e in timeline.entries) == 1, (expected, timeline.entries)
    assert len(timeline.entries) == len(EXPECTED)


def test_the_two_hard_conflicts_keep_every_date(timeline):
    hard = sorted((e for e in timeline.entries if e.conflict == "hard"), key=lambda e: max(c.date for c in e.claims))
    assert [{c.date for c in e.claims} for e in hard] == [{"2025-08-18", "2025-08-20"}, {"2025-08-18", "2025-08-21"}]
    assert [e.self_inconsistent for e in hard] == [(), ("seed-001",)]


def test_all_orders_and_redeliveries_give_the_same_bytes(articles, timeline):
    for order in itertools.permutations(articles):
        assert codec.encode(derive("s-seeds", [*order, *order[:2]], 900_000)) == codec.encode(timeline)


def test_evidence_points_at_the_text_shown(articles, timeline):
    texts = {a.id: a.text for a in articles}
    for entry in timeline.entries:
        assert entry.text in texts[entry.article_id]
        spans = [texts[v.article_id][v.start : v.end] for c in entry.claims for v in c.evidence]
        assert entry.text in spans


def test_no_entry_comes_from_a_duration_or_from_other_stories(timeline):
    forbidden = ("Nepal", "Lisbon", "Texas", "Beijing", "Article 5", "$90 billion", "Frequently", "three-year")
    assert not [e.text for e in timeline.entries if any(word in e.text for word in forbidden)]
    assert not [c for e in timeline.entries for c in e.claims if c.date in ("2025-08-22", "2025-05", "2005", "1990")]
