"""What one more article costs as a story grows, and as a lane grows, on real articles.

    python -m benchmarks.growth [--lane 20000] [--per-second 20]

Stories: one topic derived anew for each of its articles; then all topics as one story, as the timeline agent does it
(`agents.pace`), with so many articles a second. A lane: real paragraphs dealt anew to articles, so that their words and
lengths are real and hardly any are copies, 10,000 a day. CPU time of this process, mean of the articles up to a mark.
"""

import argparse
import gzip
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import orjson
from msgspec.structs import replace

from service import codec
from service.agents.dedup import warm_up
from service.agents.pace import Pace
from service.cleaning import Cleaner
from service.lane.partition import PartitionLanes
from service.records import CleanArticle, ResolvedArticle
from service.settings import Settings
from service.stages import Incoming, Ready, clean
from service.timeline.chapters import Cache
from service.timeline.derive import derive
from tests.shared import SHARED

TOPIC = "haiti"
STORY_MARKS = (50, 100, 200, 286, 500, 1000)
LANE_MARKS = (1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
LIMIT = 900_000
ARTICLES_A_DAY = 10_000
START = datetime(2020, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lane", type=int, default=20_000, metavar="ARTICLES")
    parser.add_argument("--per-second", type=float, default=20)
    options = parser.parse_args()
    topics = sorted((SHARED / "timelines-dev").glob("*.jsonl.gz"))
    if not topics:
        sys.exit("no figures: development data not found: ../shared/data/timelines-dev")
    told = {path.name.partition(".")[0]: list(cleaned(path)) for path in topics}
    each_derived(one_story(told[TOPIC]))
    paced(one_story([article for articles in told.values() for article in articles]), options.per_second)
    lane(list(cleaned(SHARED / "stories-dev.jsonl.gz")), options.lane)


def cleaned(path: Path) -> Iterator[CleanArticle]:
    """The articles of a file, as `articles.clean` has them."""
    cleaner = Cleaner(Settings())
    with gzip.open(path) as file:
        for line in file:
            result = clean(Incoming(b"k", orjson.dumps(orjson.loads(line))), cleaner).result
            if isinstance(result, Ready):
                yield codec.decode(result.value, CleanArticle)


def one_story(articles: Sequence[CleanArticle]) -> list[ResolvedArticle]:
    """All of them as members of one story, each id once, in the order of publication."""
    known = set(ResolvedArticle.__struct_fields__)
    ordered = sorted({article.id: article for article in articles}.values(), key=lambda a: (a.published_at, a.id))
    shared = [{name: getattr(a, name) for name in a.__struct_fields__ if name in known} for a in ordered]
    return [ResolvedArticle(**fields, verdict="joined", story_id="s-growth") for fields in shared]


class Marks:
    """Means between marks."""

    def __init__(self, marks: Sequence[int]) -> None:
        self._marks, self._spent, self._last = set(marks), 0.0, 0

    def add(self, number: int, seconds: float, more: str = "", *, last: bool = False) -> None:
        """The cost of the number-th article."""
        self._spent += seconds
        if number in self._marks or last:
            mean = self._spent / (number - self._last) * 1e3
            print(f"  articles {self._last + 1:6,} to {number:6,}: {mean:8.2f} ms an article{more}", flush=True)
            self._spent, self._last = 0.0, number


def each_derived(story: Sequence[ResolvedArticle]) -> None:
    """A derivation for each article."""
    print(f"one story ({TOPIC}), derived for each article")
    cache, marks, costs = Cache(), Marks(STORY_MARKS), []
    for number in range(1, len(story) + 1):
        seconds, size = told(story[:number], cache)
        costs.append(seconds)
        marks.add(number, seconds, f", record of {size:,} bytes", last=number == len(story))
    print(f"  last 50 over first 50: {sum(costs[-50:]) / sum(costs[:50]):.2f}")


def paced(story: Sequence[ResolvedArticle], per_second: float) -> None:
    """As the agent does it: a dear story rests."""
    print(f"one story of all topics, {per_second:g} articles a second, resting as the timeline agent lets it")
    now, derivations = 0.0, 0
    pace, cache, marks = Pace(lambda: now), Cache(), Marks(STORY_MARKS)
    for number in range(1, len(story) + 1):
        now = number / per_second
        seconds = 0.0
        if not pace.waits("s-growth", cast(Any, SimpleNamespace(offset=number))) or pace.due():
            seconds, _ = told(story[:number], cache)
            pace.derived("s-growth", seconds)
            derivations += 1
        marks.add(number, seconds, f", {derivations} derivations so far", last=number == len(story))


def told(story: Sequence[ResolvedArticle], cache: Cache) -> tuple[float, int]:
    """CPU seconds of a derivation with its record, and the bytes of this."""
    began = time.process_time()
    size = len(codec.encode(derive("s-growth", story, LIMIT, cache)))
    return time.process_time() - began, size


def lane(articles: Sequence[CleanArticle], count: int) -> None:
    """Resolve so many articles in one lane."""
    print("one lane")
    chance = random.Random(1)
    paragraphs = [part for article in articles for part in article.text.split("\n") if len(part) > 60]
    warm_up(Settings())
    lanes, marks = PartitionLanes(Settings()), Marks(LANE_MARKS)
    for number in range(1, count + 1):
        like = articles[number % len(articles)]
        text = "\n\n".join(chance.sample(paragraphs, max(2, like.text.count("\n\n") + 1)))
        when = START + timedelta(days=number / ARTICLES_A_DAY)
        article = replace(
            like,
            id=f"a{number}",
            revision=str(number),
            text=text,
            title=text[:70],
            published_at=f"{when:%Y-%m-%dT%H:%M:%SZ}",
            mentions=(),
            removed=(),
        )
        began = time.process_time()
        lanes.resolve(article, number)
        held = f", {lanes.stories:,} stories, {lanes.bytes / lanes.articles:,.0f} bytes an article"
        marks.add(number, time.process_time() - began, held, last=number == count)


if __name__ == "__main__":
    main()
