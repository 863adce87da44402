"""`storyfold serve` on real Kafka: killed while it reads, its answers are those of the topics."""

import asyncio
import os
import random
import sqlite3
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from msgspec.structs import replace

from service.topics import RESOLVED, TIMELINES
from tests.kafka.harness import HARD_COMPACTION, Harness, environment, wait_for
from tests.kafka.reading import Listener, Serving, Stories

pytestmark = pytest.mark.kafka
PARTITIONS = 3
KILLS = 50
# Deletions stay readable for longer than the test takes: with less, each start would begin anew, rightly.
COMPACTION = HARD_COMPACTION | {"delete.retention.ms": "3600000"}


async def produce(kafka: Harness, stories: Stories, steps: int) -> None:
    drawn = [record for _ in range(steps) for record in stories.draw()]
    for topic in (RESOLVED, TIMELINES):
        await kafka.produce([record for where, record in drawn if where is topic], topic)


async def assert_answers_are_those_of_the_topics(kafka: Harness, serving: Serving) -> None:
    timelines = {key.decode(): value for (_, key), value in (await kafka.newest(TIMELINES)).items()}
    articles = {key.decode(): value for (_, key), value in (await kafka.newest(RESOLVED)).items()}
    assert timelines
    assert sorted(serving.listed()) == sorted(timelines)
    for path, records in (("/timelines/", timelines), ("/articles/", articles)):
        for name, value in records.items():
            assert serving.get(path + quote(name, safe="")).content == value


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What answers depend on, without numbers that differ from one reading to another."""
    with sqlite3.connect(path) as connection:
        return {
            table: sorted(connection.execute(query))
            for table, query in {
                "stories": "SELECT story_id, title, last_published, entry_count, conflict FROM stories",
                "entries": "SELECT story_id, number, low, high FROM entries JOIN stories ON row = story",
                "outlets": "SELECT story_id, outlet FROM outlets JOIN stories ON row = story",
                "search": "SELECT story_id, search.title, search.entries, sentences FROM search"
                " JOIN stories ON row = search.rowid",
                "articles": "SELECT partition, key, offset FROM articles",
                "stale": "SELECT story_id FROM stale",
            }.items()
        }


def agrees(listener: Listener, stories: Stories) -> bool:
    """Whether the newest version of each story was the last one heard of it."""
    last = dict(listener.seen)
    return all(last.get(story) == versions[-1] for story, versions in stories.versions.items())


@pytest.mark.faults
async def test_killed_while_it_reads_it_answers_what_the_topics_hold(kafka: Harness):
    rng, stories, serving = random.Random(5), Stories(5, PARTITIONS), Serving(kafka)
    await kafka.create_topics(PARTITIONS, compaction=COMPACTION)
    await produce(kafka, stories, 2000)
    listener = Listener(serving.url)
    feeding = True

    async def feed() -> None:
        while feeding:
            await produce(kafka, stories, 20)
            await asyncio.sleep(0.1)

    feeder = asyncio.create_task(feed())
    for kill in range(KILLS):
        process = serving.start()
        if kill % 2:
            await serving.ready()
        await asyncio.sleep(rng.uniform(0, 1.5))
        assert process.code is None, process.log()
        process.process.kill()
        process.process.wait()
    feeding = False
    await feeder
    serving.start()
    await serving.ready()
    await wait_for(lambda: agrees(listener, stories), 60, "the last events")
    listener.close()
    await assert_answers_are_those_of_the_topics(kafka, serving)
    assert listener.connections > KILLS // 4
    for story, versions in stories.versions.items():
        seen = [version for name, version in listener.seen if name == story]
        remaining = iter(versions)
        assert all(version in remaining for version in seen), f"{story}: {seen} is not in the order of {versions}"

    fresh = Serving(kafka, "fresh")
    fresh.start()
    await fresh.ready()
    assert rows(serving.file) == rows(fresh.file)


async def asked_on_stdio(kafka: Harness, file: Path) -> dict[str, str]:
    """Version by story, as a client of the SDK is told that starts `storyfold mcp` itself."""
    settings = replace(kafka.settings, read_database_file=str(file))
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "service", "mcp"], env={**os.environ, **environment(settings)}
    )
    async with Client(stdio_client(command)) as client:
        for _ in range(100):
            answer = await client.call_tool("search_timelines", {"limit": 100})
            if not answer.is_error:
                break
            assert "still being read" in str(answer.content)
            await asyncio.sleep(0.2)
        assert answer.structured_content is not None
        return {item["story_id"]: item["version"] for item in answer.structured_content["items"]}


async def test_an_assistant_on_stdio_alone_and_beside_a_server_that_a_signal_ends(kafka: Harness):
    stories, serving = Stories(7, PARTITIONS), Serving(kafka)
    await kafka.create_topics(PARTITIONS)
    await produce(kafka, stories, 200)
    newest = {story: versions[-1] for story, versions in stories.versions.items() if versions[-1] is not None}
    assert await asked_on_stdio(kafka, kafka.directory / "own.sqlite") == newest
    process = serving.start()
    await serving.ready()
    assert await asked_on_stdio(kafka, serving.file) == newest
    assert process.end() == 0, process.log()
