"""Stories on the labelled development set: the constants hold, and the order of arrival matters little."""

import random
from collections import Counter

import pytest

from service.lane.clock import DAY, epoch_seconds
from service.lane.partition import PartitionLanes
from service.settings import Settings
from tests.quality.story_bed import bcubed_f1, cleaned, crowded, headlines, labels, pair_f1, told
from tests.shared import shared

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def articles():
    return cleaned(shared("stories-dev.jsonl.gz"))


@pytest.fixture(scope="module")
def gold():
    return labels(shared("stories-dev.gold.jsonl.gz"))


@pytest.fixture(scope="module")
def together(gold):
    """The articles of stories of two or more."""
    sizes = Counter(gold.values())
    return [i for i in gold if sizes[gold[i]] > 1]


@pytest.fixture(scope="module")
def in_order(articles):
    """The stories, told in the order of publication."""
    return told(articles)


def test_stories_of_the_development_set(in_order, gold, together):
    assert bcubed_f1(gold, in_order, gold) >= 0.907
    assert bcubed_f1(gold, in_order, together) >= 0.892
    assert pair_f1(gold, in_order, gold) >= 0.74


@pytest.mark.parametrize(
    ("share", "floors"),
    [(1.0, (0.88, 0.86, 0.67)), (0.3, (0.905, 0.89, 0.73))],
    ids=["titles alone", "three in ten without a body"],
)
def test_articles_without_a_body_find_their_stories(articles, gold, together, share, floors):
    found = told(headlines(articles, share))
    of_all, of_two_or_more, of_pairs = floors
    assert bcubed_f1(gold, found, gold) >= of_all
    assert bcubed_f1(gold, found, together) >= of_two_or_more
    assert pair_f1(gold, found, gold) >= of_pairs


@pytest.mark.parametrize("seed", range(3))
def test_articles_up_to_two_days_late_cost_little(articles, in_order, gold, seed):
    rng = random.Random(seed)
    arrival = {a.id: epoch_seconds(a.published_at) + rng.uniform(0, 2 * DAY) for a in articles}
    late = sorted(articles, key=lambda a: arrival[a.id])
    assert bcubed_f1(gold, told(late), gold) >= bcubed_f1(gold, in_order, gold) - 0.005


def test_a_crowded_stream_keeps_stories_apart(articles, gold):
    found = told(crowded(articles, gold))
    assert bcubed_f1(gold, found, gold) >= 0.895
    assert pair_f1(gold, found, gold) >= 0.68


def test_the_four_seeds_are_one_story_of_four_texts():
    lanes = PartitionLanes(Settings())
    resolved = [lanes.resolve(a, i).resolved for i, a in enumerate(cleaned(shared("seeds.jsonl.gz")))]
    assert len({r.story_id for r in resolved if r}) == 1
    assert len({r.source_group for r in resolved if r}) == 4
    assert [r.verdict for r in resolved if r] == ["new", "joined", "joined", "joined"]
