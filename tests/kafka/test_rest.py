"""A large story that rests between derivations: fewer records, the same last one, and a kill loses nothing of it."""

import asyncio
import gzip
import signal

import orjson
import pytest
from msgspec.structs import replace

from service import codec
from service.cleaning import Cleaner
from service.records import CleanArticle, ResolvedArticle, article_key
from service.settings import Settings
from service.stages import Incoming, Ready, clean
from service.timeline.derive import derive
from service.topics import RESOLVED, TIMELINES
from tests.kafka.harness import Harness, Sent, Standstill
from tests.shared import shared

pytestmark = [pytest.mark.kafka, pytest.mark.data]
ARTICLES = 120


async def test_a_kill_while_a_story_rests_loses_nothing(kafka: Harness):
    story = one_story()
    records = list(map(sent, story))
    await kafka.create_topics(1)
    worker = kafka.start(agents="timeline")
    for i in range(0, ARTICLES, 2):
        await kafka.produce(records[i : i + 2], RESOLVED)
        await asyncio.sleep(0.02)
        if i == ARTICLES // 2:
            worker.end(signal.SIGKILL)
            worker = kafka.start(agents="timeline")
    await kafka.drain(200, sources=[RESOLVED])
    wanted = codec.encode(derive("s-1", story, kafka.settings.timeline_max_bytes))
    assert list((await kafka.newest(TIMELINES)).values()) == [wanted]
    assert len(await kafka.records(TIMELINES)) < ARTICLES // 2
    assert worker.end() == 0


async def test_a_kill_loses_nothing_of_a_story_that_rests_while_others_are_told(kafka: Harness):
    """What waits is not committed, although a later article of another story is published and done."""
    *story, other = one_story()
    other = replace(other, story_id="s-2")
    await kafka.create_topics(1)
    worker = kafka.start(agents="timeline")
    await kafka.produce(map(sent, story[:-10]), RESOLVED)
    await kafka.drain(60, sources=[RESOLVED])
    await kafka.produce(map(sent, [*story[-10:], other]), RESOLVED)
    await told(kafka, "s-2")
    await asyncio.sleep(4 * kafka.settings.commit_interval_seconds)
    worker.end(signal.SIGKILL)
    kafka.start(agents="timeline")
    await kafka.drain(60, sources=[RESOLVED])
    largest = kafka.settings.timeline_max_bytes
    wanted = [codec.encode(derive(name, of, largest)) for name, of in (("s-1", story), ("s-2", [other]))]
    assert sorted((await kafka.newest(TIMELINES)).values()) == sorted(wanted)


async def told(kafka: Harness, story_id: str) -> None:
    """Return when the story has a timeline."""
    standing = Standstill(60)
    while (0, story_id.encode()) not in (found := await kafka.newest(TIMELINES)):
        assert not standing.over(sorted(found)), f"no timeline of {story_id}"
        await asyncio.sleep(0.1)


def sent(article: ResolvedArticle) -> Sent:
    return Sent(codec.encode(article), article_key(article.collection, article.id).encode(), partition=0)


def one_story() -> list[ResolvedArticle]:
    """Real articles of one topic as members of one story, each id once."""
    cleaner, known = Cleaner(Settings()), set(ResolvedArticle.__struct_fields__)
    found: dict[str, ResolvedArticle] = {}
    with gzip.open(shared("timelines-dev/haiti.jsonl.gz")) as file:
        for line in file:
            result = clean(Incoming(b"k", orjson.dumps(orjson.loads(line))), cleaner).result
            if isinstance(result, Ready):
                article = codec.decode(result.value, CleanArticle)
                fields = {name: getattr(article, name) for name in article.__struct_fields__ if name in known}
                found[article.id] = ResolvedArticle(**fields, verdict="joined", story_id="s-1")
            if len(found) == ARTICLES:
                break
    return list(found.values())
