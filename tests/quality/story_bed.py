"""The labelled development stream of stories, what else can be made of it, and how well a lane tells its stories."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from service.cleaning import Cleaned, Cleaner, parse
from service.lane.clock import DAY, epoch_seconds, rfc3339
from service.lane.partition import PartitionLanes
from service.records import CleanArticle, Rejected
from service.settings import Settings

Stories = Mapping[str, str]
"""Article id to story."""


def cleaned(path: Path) -> list[CleanArticle]:
    """The articles of a raw file, cleaned as the service cleans."""
    cleaner = Cleaner(Settings())
    articles = []
    with gzip.open(path, "rb") as lines:
        for line in lines:
            parsed = parse(None, line)
            assert not isinstance(parsed, Rejected)
            result = cleaner.clean(parsed.article, None)
            assert isinstance(result, Cleaned)
            articles.append(result.article)
    return articles


def labels(path: Path) -> Stories:
    """The story of each article, as editors told them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row["story"] for row in map(json.loads, lines)}


def told(articles: Sequence[CleanArticle]) -> Stories:
    """The story of each article, as the lanes tell them in this order."""
    lanes = PartitionLanes(Settings())
    resolved = [lanes.resolve(article, position).resolved for position, article in enumerate(articles)]
    return {r.id: r.story_id for r in resolved if r is not None}


def headlines(articles: Sequence[CleanArticle], share: float, seed: int = 1) -> list[CleanArticle]:
    """The stream where this share of the articles, by chance, has no body: its text is its title again."""
    chance = random.Random(seed)
    return [replace(a, text=a.title) if chance.random() < share else a for a in articles]


def crowded(articles: Sequence[CleanArticle], gold: Stories) -> list[CleanArticle]:
    """All years laid over three months: eighteen times as many articles a day, none of them with a new story."""
    first: dict[str, int] = {}
    for a in articles:
        first.setdefault(gold[a.id], epoch_seconds(a.published_at))
    start, quarter = min(first.values()), 91 * DAY
    moved = []
    for a in articles:
        day = (epoch_seconds(a.published_at) - (first[gold[a.id]] - start) // quarter * quarter) // DAY
        moved.append((day, a.title, replace(a, published_at=rfc3339(day * DAY))))
    moved.sort(key=lambda row: row[:2])
    return [a for _, _, a in moved]


def bcubed_f1(gold: Stories, found: Stories, ids: Collection[str]) -> float:
    """BCubed F1 (Bagga and Baldwin 1998) over these articles."""
    of_gold, of_found = Counter(gold[i] for i in ids), Counter(found[i] for i in ids)
    both = Counter((gold[i], found[i]) for i in ids)
    precision = sum(both[gold[i], found[i]] / of_found[found[i]] for i in ids) / len(ids)
    recall = sum(both[gold[i], found[i]] / of_gold[gold[i]] for i in ids) / len(ids)
    return 2 * precision * recall / (precision + recall)


def pair_f1(gold: Stories, found: Stories, ids: Collection[str]) -> float:
    """F1 over the pairs of articles of one story, among these articles."""

    def pairs(groups: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(groups).values())

    right = pairs((gold[i], found[i]) for i in ids)
    return 2 * right / (pairs(gold[i] for i in ids) + pairs(found[i] for i in ids))
