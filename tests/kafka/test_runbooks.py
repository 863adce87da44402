"""What the how-to pages say, done to the letter on real Kafka: their commands are taken from the pages."""

import asyncio
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from service.kafka import client
from service.topics import CLEAN, RAW, RESOLVED, TIMELINES
from tests.kafka.broker import JARS
from tests.kafka.equality import assert_equal_to_replay_from_clean
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, wait_for
from tests.kafka.test_cli import storyfold

pytestmark = pytest.mark.kafka
HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
PARTITIONS = 2
TOOLS = {"kafka-consumer-groups.sh": "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"}


def commands(page: str, program: str) -> list[list[str]]:
    """The indented commands of a page that begin with this program, as words."""
    text = (HOW_TO / page).read_text().replace("\\\n", " ")
    return [line.split() for line in re.findall(rf"^ +({program} .*)$", text, re.MULTILINE)]


def set_offsets(kafka: Harness, topic: str, *changes: str) -> None:
    """Kafka's own tool, called as the page calls it, for this group, topic and broker."""
    (words,) = commands("recover.md", "kafka-consumer-groups.sh")
    program, *arguments = words
    given = {"--bootstrap-server": kafka.settings.bootstrap_servers, "--group": kafka.settings.app_id, "--topic": topic}
    for name, value in given.items():
        arguments[arguments.index(name) + 1] = value
    if changes:
        place = arguments.index("--to-earliest")
        arguments[place : place + 1] = changes
    command = ["java", "-cp", f"{JARS}/*", TOOLS[program], *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Error" not in done.stdout, done.stdout


async def end_for_good(kafka: Harness) -> None:
    """End the workers and wait until the group knows."""
    for worker in kafka.workers:
        worker.end()
    await asyncio.sleep(kafka.settings.session_timeout_seconds + 1)


async def delete(kafka: Harness, *topics: str) -> None:
    async with client.admin(kafka.settings) as admin:
        await admin.delete_topics(list(topics))
    await asyncio.sleep(1)


RECORDS = list(Feed(seed=5, partitions=PARTITIONS, poison_share=0).records(240))
FIRST, MORE = RECORDS[:160], RECORDS[160:]


@pytest.fixture
async def fed(kafka: Harness) -> Harness:
    await kafka.create_topics(PARTITIONS)
    await kafka.produce(FIRST)
    kafka.start()
    await kafka.drain(120)
    return kafka


async def test_recover_when_what_came_out_was_deleted(fed: Harness):
    await end_for_good(fed)
    await delete(fed, fed.name(RESOLVED), fed.name(TIMELINES))
    await fed.create_topics(PARTITIONS)
    for topic in (CLEAN, RESOLVED):
        set_offsets(fed, fed.name(topic))
    fed.start()
    await fed.drain(120)
    await assert_equal_to_replay_from_clean(fed, PARTITIONS)


async def test_an_offset_set_ahead_is_refused_and_the_line_says_how_far_to_go_back(fed: Harness):
    fed.workers[0].end()
    await fed.produce(MORE)
    cleaner = fed.start(agents="clean")
    await fed.drain(120, sources=[RAW])
    cleaner.end()
    await end_for_good(fed)
    set_offsets(fed, fed.name(CLEAN), "--to-latest")
    refusing = fed.start()
    await wait_for(lambda: refusing.code is not None, 90, "the worker ends")
    assert refusing.code == 78
    assert "does not tell of it; set the offset back to " in refusing.log().splitlines()[-1]
    await asyncio.sleep(fed.settings.session_timeout_seconds + 1)
    for partition in range(PARTITIONS):  # at least as far as any line would say
        set_offsets(fed, f"{fed.name(CLEAN)}:{partition}", "--to-earliest")
    fed.start()
    await fed.drain(120)
    await assert_equal_to_replay_from_clean(fed, PARTITIONS)


async def test_stories_behind_an_offset_that_was_set_ahead_are_published_all_the_same(fed: Harness):
    fed.workers[0].end()
    await fed.produce(MORE)
    others = fed.start(agents="clean,dedup")
    await fed.drain(120, sources=[RAW, CLEAN])
    others.end()
    await end_for_good(fed)
    set_offsets(fed, fed.name(RESOLVED), "--to-latest")
    mending = fed.start()
    told = "the offset was not committed by a worker: all its stories are published again"
    await wait_for(lambda: mending.log().count(told) == PARTITIONS, 90, "the worker says that it mends")
    await fed.drain(120)
    await assert_equal_to_replay_from_clean(fed, PARTITIONS)
    mending.end()
    again = fed.start()
    await wait_for(lambda: again.log().count("partition taken") == 3 * PARTITIONS, 90, "the partitions are taken again")
    again.end()
    assert told not in again.log()


@pytest.fixture
def second(kafka: Harness, tmp_path: Path) -> Iterator[Harness]:
    """A second set of topics on the same broker."""
    harness = Harness(kafka.settings.bootstrap_servers, kafka.settings.topic_prefix + "v2.", tmp_path)
    yield harness
    harness.close()


async def test_re_partitioning_keeps_keys_headers_and_timestamps(fed: Harness, second: Harness, tmp_path: Path):
    trace = (("traceparent", b"00-%032x-%016x-01" % (1, 1)),)
    await fed.produce([replace(record, headers=trace) for record in MORE])
    await fed.drain(120)
    page = {words[1]: words for words in commands("re-partition.md", "storyfold")}
    create = re.search(r"`storyfold (topics create [^`]+)`", (HOW_TO / "re-partition.md").read_text())
    assert create
    for words in (create[1].split(), page["dump"][1:], page["produce"][1:]):
        changes = {
            "raw.jsonl": str(tmp_path / "raw.jsonl"),
            "topic_prefix=v2.": f"topic_prefix={second.settings.topic_prefix}",
            "24": "3",
        }
        storyfold(fed, *[changes.get(word, word) for word in words])
    before, after = await fed.records(RAW), await second.records(RAW)
    told = [[(r.key, r.value, r.headers, r.timestamp) for r in records] for records in (before, after)]
    assert sorted(told[0], key=repr) == sorted(told[1], key=repr)
    assert len({r.partition for r in after}) == 3
    second.start()
    await second.drain(120)
    await assert_equal_to_replay_from_clean(second, 3)
