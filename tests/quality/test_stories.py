"""Stories on the labelled development set: the constants hold, and the order of arrival matters little."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pytest
from msgspec.structs import replace

from service.cleaning import Cleaned, Cleaner, parse
from service.lane import PartitionLanes
from service.lane.clock import DAY, epoch_seconds, rfc3339
from service.records import CleanArticle, Rejected
from service.settings import Settings
from tests.shared import shared

pytestmark = pytest.mark.data

Stories = Mapping[str, str]
"""Article id to story."""


def cleaned(name: str) -> list[CleanArticle]:
    cleaner = Cleaner(Settings())
    articles = []
    with gzip.open(shared(f"{name}.jsonl.gz"), "rb") as lines:
        for line in lines:
            parsed = parse(None, line)
            assert not isinstance(parsed, Rejected)
            result = cleaner.clean(parsed.article, None)
            assert isinstance(result, Cleaned)
            articles.append(result.article)
    return articles


def told(articles: Sequence[CleanArticle]) -> Stories:
    lanes = PartitionLanes(Settings())
    resolved = [lanes.resolve(article, position).resolved for position, article in enumerate(articles)]
    return {r.id: r.story_id for r in resolved if r is not None}


def bcubed_f1(gold: Stories, found: Stories, ids: Iterable[str]) -> float:
    """BCubed F1 (Bagga and Baldwin 1998) over these articles."""
    ids = list(ids)
    of_gold, of_found = Counter(gold[i] for i in ids), Counter(found[i] for i in ids)
    both = Counter((gold[i], found[i]) for i in ids)
    precision = sum(both[gold[i], found[i]] / of_found[found[i]] for i in ids) / len(ids)
    recall = sum(both[gold[i], found[i]] / of_gold[gold[i]] for i in ids) / len(ids)
    return 2 * precision * recall / (precision + recall)


def pair_f1(gold: Stories, found: Stories) -> float:
    """F1 over the pairs of articles of one story."""

    def pairs(groups: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(groups).values())

    right = pairs((gold[i], found[i]) for i in gold)
    return 2 * right / (pairs(gold.values()) + pairs(found[i] for i in gold))


@pytest.fixture(scope="module")
def articles():
    return cleaned("stories-dev")


@pytest.fixture(scope="module")
def gold():
    with gzip.open(shared("stories-dev.gold.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: row["story"] for row in rows}


def test_stories_of_the_development_set(articles, gold):
    found = told(articles)
    sizes = Counter(gold.values())
    together = [i for i in gold if sizes[gold[i]] > 1]
    assert bcubed_f1(gold, found, gold) >= 0.907
    assert bcubed_f1(gold, found, together) >= 0.892
    assert pair_f1(gold, found) >= 0.74


@pytest.mark.parametrize("seed", range(3))
def test_articles_up_to_two_days_late_cost_little(articles, gold, seed):
    rng = random.Random(seed)
    arrival = {a.id: epoch_seconds(a.published_at) + rng.uniform(0, 2 * DAY) for a in articles}
    late = sorted(articles, key=lambda a: arrival[a.id])
    in_order = bcubed_f1(gold, told(articles), gold)
    assert bcubed_f1(gold, told(late), gold) >= in_order - 0.005


def test_a_crowded_stream_keeps_stories_apart(articles, gold):
    """All years laid over three months: eighteen times as many articles a day, none of them with a new story."""
    first: dict[str, int] = {}
    for a in articles:
        first.setdefault(gold[a.id], epoch_seconds(a.published_at))
    start, quarter = min(first.values()), 91 * DAY
    crowded = []
    for a in articles:
        moved = epoch_seconds(a.published_at) - (first[gold[a.id]] - start) // quarter * quarter
        crowded.append((moved // DAY, a.title, a))
    crowded.sort(key=lambda row: row[:2])
    lanes = PartitionLanes(Settings())
    found = {}
    for position, (day, _, a) in enumerate(crowded):
        resolved = lanes.resolve(_dated(a, day), position).resolved
        found[a.id] = resolved.story_id if resolved else ""
    assert bcubed_f1(gold, found, gold) >= 0.895
    assert pair_f1(gold, found) >= 0.68


def _dated(article: CleanArticle, day: int) -> CleanArticle:
    return replace(article, published_at=rfc3339(day * DAY))


def test_the_four_seeds_are_one_story_of_four_texts():
    lanes = PartitionLanes(Settings())
    resolved = [lanes.resolve(a, i).resolved for i, a in enumerate(cleaned("seeds"))]
    assert len({r.story_id for r in resolved if r}) == 1
    assert len({r.source_group for r in resolved if r}) == 4
    assert [r.verdict for r in resolved if r] == ["new", "joined", "joined", "joined"]
