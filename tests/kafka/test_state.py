"""Taking a partition: the state comes from the log alone, however late, doubled or half-sent its records are."""

import asyncio
import random
from typing import Any

import orjson
import pytest

from service import codec
from service.agents.dedup import DedupAgent
from service.agents.timeline import TimelineAgent
from service.cleaning import Cleaner
from service.lane.log.record import LogRecord
from service.lane.partition import PartitionLanes
from service.metrics import Metrics
from service.records import CleanArticle, Rejected, ResolvedArticle, Retraction
from service.settings import Settings
from service.stages import Incoming, clean
from service.topics import CLEAN, LANES, RAW, RESOLVED, TIMELINES
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, Sent

pytestmark = pytest.mark.kafka
NO_APP: Any = None
COUNTS = dict.fromkeys((RAW.name, CLEAN.name, RESOLVED.name, TIMELINES.name), 1)


def live_lanes(settings: Settings, count: int) -> list[tuple[int, tuple[bytes, bytes]]]:
    """(position, record of `lanes`) as a worker would have sent them for a feed."""
    lanes, cleaner = PartitionLanes(settings), Cleaner(settings)
    sent: list[tuple[int, tuple[bytes, bytes]]] = []
    for record in Feed(3, 1, lanes=2, poison_share=0).records(count):
        ready = clean(Incoming(record.key, record.value), cleaner).result
        assert not isinstance(ready, Rejected)
        position = len(sent)
        resolution = lanes.resolve(codec.decode(ready.value, CleanArticle | Retraction), position)
        sent += [(position, entry) for entry in resolution.log]
    return sent


async def test_lanes_are_folded_by_seq_and_only_up_to_a_hole(kafka: Harness):
    await kafka.create_topics(1)
    sent = live_lanes(kafka.settings, 120)
    committed = sent[70][0]
    done = [entry for position, entry in sent if position < committed]
    ahead = [entry for position, entry in sent if position >= committed]
    hole = len(ahead) // 2
    random.Random(5).shuffle(done)  # late copies and compaction: the order of the log tells nothing
    log = [*done, *ahead[:hole], *ahead[hole + 1 :], *done[:10]]
    await kafka.produce([Sent(value, key, partition=0) for key, value in log], LANES)

    agent = DedupAgent(kafka.settings, COUNTS, Metrics(), NO_APP)
    state = await agent.take(0, committed, lambda: True, lambda share: None)
    wanted = PartitionLanes.fold(
        kafka.settings, [LogRecord(key, value, 0) for key, value in done + ahead[:hole]], committed
    )
    assert state.lanes.state_digest() == wanted.state_digest()
    assert agent.size(state).articles == wanted.articles > 0


async def test_the_shelf_holds_what_is_below_the_committed_offset(kafka: Harness):
    await kafka.create_topics(1)
    records = [resolved("a1", "s-1", "old"), resolved("a2", "s-1", "gone"), resolved("a1", "s-1", "new")]
    tombstone, later = Sent(None, b"a2", partition=0), resolved("a3", "s-1", "later")
    await kafka.produce([*records, tombstone, later], RESOLVED)
    agent = TimelineAgent(kafka.settings, COUNTS, Metrics(), NO_APP)
    stories = await agent.take(0, 4, lambda: True, lambda share: None)
    assert [(article.id, article.title) for article in stories.shelf.articles("s-1")] == [("a1", "new")]
    nothing = await agent.take(0, None, lambda: True, lambda share: None)
    assert len(nothing.shelf) == 0


def resolved(article_id: str, story_id: str, title: str) -> Sent:
    article = ResolvedArticle(
        id=article_id,
        revision="0",
        outlet="o",
        title=title,
        text="x",
        language="en",
        collection="c",
        published_at="2025-01-01T00:00:00Z",
        published_basis="given",
        extractor="text",
        verdict="new",
        story_id=story_id,
    )
    return Sent(codec.encode(article), article_id.encode(), partition=0)


async def test_records_of_forgotten_stories_are_deleted_and_their_timelines_stay(kafka: Harness):
    changes: dict[str, Any] = {
        "story_window_days": 1.0,
        "story_grace_days": 1.0,
        "tombstone_delay_hours": 0.0,
        "tombstone_interval_seconds": 0.5,
    }
    await kafka.create_topics(2)
    old = [told(f"old{n}", "ferry glacier Velmora", 1, n) for n in range(3)]
    await kafka.produce(old)
    worker = kafka.start(**changes)
    await kafka.drain(120)
    stories = {orjson.loads(value)["story_id"] for value in (await kafka.newest(RESOLVED)).values()}
    await kafka.produce([told(f"new{n}", f"topic{n} matter{n} Quillon{n}", 20, n) for n in range(12)])
    await kafka.drain(120)

    async def left() -> set[str]:
        keys = [key.decode() for _, key in [*(await kafka.newest(RESOLVED)), *(await kafka.newest(LANES))]]
        return {key for key in keys if key.startswith("old")}

    for _ in range(80):
        if not await left():
            break
        await asyncio.sleep(0.5)
    assert await left() == set(), worker.log()
    assert stories <= {key.decode() for _, key in await kafka.newest(TIMELINES)}

    worker.end()
    kafka.start(**changes)  # what is left folds, and the deleted articles may come again
    await kafka.produce(old[:1])
    await kafka.drain(120)
    assert "old0" in {key.decode() for _, key in await kafka.newest(RESOLVED)}


def told(article_id: str, words: str, day: int, number: int) -> Sent:
    fields = {
        "id": article_id,
        "outlet": "outlet.example",
        "title": f"{words} {number}",
        "text": f"The {words} council met on {day} March 2025 and spoke of {words} for {number + 2} hours in the hall.",
        "published_at": f"2025-03-{day:02d}T08:00:00Z",
        "language": "en",
    }
    return Sent(orjson.dumps(fields), key=b"outlet.example")
