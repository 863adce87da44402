"""The commands that look into topics and feed them, on real Kafka."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import orjson
import pytest

from service import deadletter, sample
from service.records import Reason, Rejected, Timeline
from service.topics import CLEAN, DEAD_LETTER
from tests.kafka.harness import Harness, Sent, environment

pytestmark = pytest.mark.kafka


def storyfold(kafka: Harness, *arguments: object, code: int = 0) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "service", *map(str, arguments)]
    done = subprocess.run(
        command, env={**os.environ, **environment(kafka.settings)}, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == code, done.stderr.decode()
    assert b"asynchronous generator" not in done.stderr, done.stderr.decode()  # one that was left before its end
    return done


def dump(kafka: Harness, *arguments: object) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in storyfold(kafka, "dump", *arguments).stdout.splitlines()]


def lines(path: Path) -> set[str]:
    return set(path.read_text().splitlines())


@pytest.fixture
async def fed(kafka: Harness):
    """The sample feed, sent by `produce` and worked off by one worker."""
    await kafka.create_topics(partitions=3, raw=1)
    done = storyfold(kafka, "produce", "--sample")
    assert b"sent %d records" % len(sample.PATH.read_bytes().splitlines()) in done.stderr
    kafka.start()
    await kafka.drain(120)
    return kafka


async def test_what_goes_in_and_what_comes_out(fed: Harness, tmp_path: Path):
    feed = [line for line in sample.PATH.read_bytes().splitlines() if b'"value"' not in line]
    values = [row["value"] for row in dump(fed, "articles.raw")]
    assert [line.decode() for line in feed] == [value for value in values if value and value.encode() in feed]

    clean = tmp_path / "clean.jsonl.gz"
    storyfold(fed, "dump", "articles.clean", clean)
    for origin, path in (("clean", clean), ("raw", sample.PATH)):
        outs = {name: tmp_path / f"{origin}-{name}" for name in ("timelines", "articles")}
        storyfold(fed, "replay", path, "--from", origin, *(f"--{name}={out}" for name, out in outs.items()))
        assert lines(outs["timelines"]) == {row["value"] for row in dump(fed, "timelines", "--latest")}
        assert lines(outs["articles"]) == {row["value"] for row in dump(fed, "articles.resolved", "--latest")}


async def test_the_sample_gives_the_same_stories_in_topics_of_several_partitions(kafka: Harness, tmp_path: Path):
    await kafka.create_topics(partitions=3)
    storyfold(kafka, "produce", "--sample")
    kafka.start()
    await kafka.drain(120)
    storyfold(kafka, "replay", sample.PATH, "--timelines", tmp_path / "timelines")
    assert {row["value"] for row in dump(kafka, "timelines", "--latest")} == lines(tmp_path / "timelines")


async def test_a_story_is_shown_by_any_of_its_names_with_what_its_sources_say(fed: Harness):
    url = "http://www.northwire.example/ferry-01?utm_source=x#top"
    (by_article,) = shown(fed, "ferry-01", "--json")
    story = by_article["story_id"]
    assert shown(fed, story, "--json") == shown(fed, url, "--json") == [by_article]
    assert [row["value"] for row in dump(fed, "timelines", "--latest") if row["key"] == story] == [
        storyfold(fed, "show", story, "--json").stdout.decode().strip()
    ]
    (told,) = shown(fed, story, "--json", "--evidence")
    newest = {row["key"]: orjson.loads(row["value"]) for row in dump(fed, "articles.resolved", "--latest")}
    articles = {article["id"]: article for article in newest.values()}
    places = [place for entry in told["entries"] for claim in entry["claims"] for place in claim["evidence"]]
    assert len(places) > 10
    for place in places:
        article = articles[place["article_id"]]
        assert place["revision"] == article["revision"]
        assert place["quote"] == article["text"][place["start"] : place["end"]]
    page = storyfold(fed, "show", story, "--evidence").stdout.decode()
    assert told["title"] in page
    assert f"of revision {articles['ferry-01']['revision']}" in page
    assert len(shown(fed, "--latest", 2, "--json")) == 2
    assert b"no timeline of 'nobody'" in storyfold(fed, "show", "nobody", code=2).stderr
    assert storyfold(fed, "explain", url).stdout == storyfold(fed, "explain", "ferry-01").stdout


def shown(kafka: Harness, *arguments: object) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in storyfold(kafka, "show", *arguments).stdout.splitlines()]


async def test_rows_of_the_internal_log_hold_binary_values(fed: Harness):
    assert {type(row["value"]) for row in dump(fed, "lanes")} == {dict}


async def test_dead_letters_are_listed_and_sent_again_once(fed: Harness):
    listed = storyfold(fed, "dlq", "list").stdout.decode().splitlines()
    assert sorted(line.split()[1] for line in listed) == ["bad-date", "no-id-or-url", "not-json"]
    assert all(f"  {fed.settings.topic_prefix}articles.raw[0]@" in line for line in listed)
    assert b"bad-date" in storyfold(fed, "dlq", "list", "--reason", "bad-date").stdout
    before = {row["value"] for row in dump(fed, "articles.dead-letter")}

    assert storyfold(fed, "dlq", "replay").stderr == b"sent 3 records again\n"
    await fed.drain(120)
    again = dump(fed, "articles.dead-letter", "--headers")
    assert len(again) == 6
    assert {row["value"] for row in again} == before
    attempts = [[value for name, value in row["headers"] if name == "storyfold.attempts"][-1] for row in again]
    assert sorted(attempts) == ["1"] * 3 + ["2"] * 3

    once_more = storyfold(fed, "dlq", "replay", "--max-attempts", 2)
    assert once_more.stderr == b"sent 0 records again; left out 3 refused 2 times\n"
    assert storyfold(fed, "dlq", "replay", "--all", "--reason", "not-json").stderr == b"sent 2 records again\n"


async def test_a_dead_letter_of_a_lane_goes_back_to_the_partition_of_its_lane(kafka: Harness):
    await kafka.create_topics(4)
    why = Rejected(Reason.RECORD_TOO_LARGE)
    records = [
        Sent(
            b"{}", b"a-1", tuple(deadletter.headers(why, topic=kafka.name(CLEAN), partition=p, offset=0, stage="dedup"))
        )
        for p in (3, 1, 2, 0)
    ]
    await kafka.produce(records, DEAD_LETTER)
    assert storyfold(kafka, "dlq", "replay").stderr == b"sent 4 records again\n"
    assert [record.partition for record in await kafka.records(CLEAN)] == [0, 1, 2, 3]


def test_a_reader_of_a_dump_that_goes_away_is_no_error(fed: Harness):
    command = f"set -o pipefail; {sys.executable} -m service dump lanes | head -c 1"
    environ = {**os.environ, **environment(fed.settings)}
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, timeout=60, env=environ)
    assert (len(done.stdout), done.stderr) == (1, b"")
    assert done.returncode in (0, 141)  # what fits into the pipe is written in any case


def test_watch_follows_the_timelines(fed: Harness):
    command = [sys.executable, "-c", INTERRUPTIBLE, "watch", "--from-start", "--json"]
    with subprocess.Popen(
        command, env={**os.environ, **environment(fed.settings)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as watching:
        given_up = threading.Timer(180, watching.kill)
        given_up.start()
        assert watching.stdout is not None
        first = orjson.loads(watching.stdout.readline())
        watching.send_signal(signal.SIGINT)
        _, errors = watching.communicate()
        given_up.cancel()
    assert first.keys() == set(Timeline.__struct_fields__)
    assert (watching.returncode, errors.strip()) == (130, b"")


INTERRUPTIBLE = """
import signal, runpy
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("service", run_name="__main__")
"""
"""A shell starts what runs in its background with SIGINT ignored, and so would everything below be."""


@pytest.mark.parametrize(
    "arguments", [["produce", "--sample"], ["watch"], ["dump", "timelines"], ["dlq", "replay"], ["dlq", "list"]]
)
def test_commands_name_a_topic_that_is_missing(kafka: Harness, arguments):
    done = storyfold(kafka, *arguments, code=69)
    assert done.stderr.count(b"\n") == 1
    assert b"no topic" in done.stderr
