"""Near-duplicates as the whole pipeline links them, on labelled data: what `storyfold replay --articles` gives."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import comb

import pytest

from service.lane.partition import PartitionLanes
from service.records import CleanArticle
from service.settings import Settings
from tests.shared import shared

pytestmark = pytest.mark.data


def read(name: str) -> list[dict[str, str]]:
    with gzip.open(shared(name), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def links(name: str) -> dict[str, str | None]:
    """Article -> what it was found to copy, decided online in the order of the file."""
    lanes = PartitionLanes(Settings())
    found = {}
    for position, row in enumerate(read(f"{name}.jsonl.gz")):
        article = CleanArticle(
            id=row["id"],
            revision=row["id"],
            outlet=row["outlet"],
            title=row.get("title", ""),
            text=row["text"],
            language=row["language"],
            collection="default",
            published_at=row["published_at"],
            published_basis="given",
            extractor="text",
        )
        resolved = lanes.resolve(article, position).resolved
        assert resolved is not None
        found[resolved.id] = resolved.duplicate_of
    return found


def groups(found: dict[str, str | None]) -> dict[str, str]:
    """Article -> one member of its group; links are followed."""

    def root(article: str) -> str:
        leader = found[article]
        return article if leader is None else root(leader)

    return {article: root(article) for article in found}


def pairs(counts: Iterable[int]) -> int:
    return sum(comb(n, 2) for n in counts)


@pytest.mark.parametrize(
    ("name", "least_f1", "least_cut30"),
    [("near-dup-dev-dirty", 0.955, 0.80), ("near-dup-dev-clean", 0.964, 0.80)],
)
def test_copies_are_found_and_nothing_else(name, least_f1, least_cut30):
    group = groups(links(name))
    gold = read(f"{name}.gold.jsonl.gz")
    base = {row["group"]: group[row["id"]] for row in gold if row["edit"] == "base"}
    kept = [row for row in gold if row["edit"] != "quote25"]
    together: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in kept:
        together[group[row["id"]]][row["group"]] += 1
    predicted = pairs(sum(inside.values()) for inside in together.values())
    right = sum(pairs(inside.values()) for inside in together.values())
    true = pairs(Counter(row["group"] for row in kept).values())
    assert predicted - right <= 4
    assert 2 * right / (predicted + true) >= least_f1
    cut30 = [group[row["id"]] == base[row["group"]] for row in kept if row["edit"] == "cut30"]
    assert sum(cut30) / len(cut30) >= least_cut30
    quotes = [group[row["id"]] == base[row["group"]] for row in gold if row["edit"] == "quote25"]
    assert sum(quotes) / len(quotes) <= 0.02
