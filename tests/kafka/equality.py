"""The invariant: whatever happened, the topics hold what `storyfold replay` makes of their input."""

import subprocess
import sys
from collections import Counter

from service.topics import CLEAN, DEAD_LETTER, RESOLVED, TIMELINES
from tests.kafka.harness import Harness, changed


async def assert_equal_to_replay_from_clean(kafka: Harness, partitions: int) -> None:
    """Byte for byte, the newest records of both output topics are what replay makes of the dumped articles.clean."""
    dump = kafka.directory / "clean.jsonl"
    storyfold(kafka, "dump", CLEAN.name, dump)
    await assert_equal_to_replay(kafka, dump, "--from", "clean", "--partitions", partitions)


async def assert_equal_to_replay(kafka: Harness, *arguments: object) -> None:
    articles, timelines = kafka.directory / "articles.jsonl", kafka.directory / "timelines.jsonl"
    storyfold(kafka, "replay", *arguments, "--articles", articles, "--timelines", timelines)
    for topic, path in ((RESOLVED, articles), (TIMELINES, timelines)):
        wanted = Counter(path.read_bytes().splitlines())
        found = Counter((await kafka.newest(topic)).values())
        assert found, f"{topic.name} is empty"
        missing, extra = wanted - found, found - wanted
        shown = "\n".join(
            f"{kind}: {line[:300]!r}"
            for kind, lines in (("missing", missing), ("other", extra))
            for line in list(lines)[:3]
        )
        counts = f"{missing.total()} of {wanted.total()} missing, {extra.total()} others instead"
        assert (missing, extra) == (Counter(), Counter()), f"{topic.name}: {counts}\n{shown}"


async def assert_nothing_lost(kafka: Harness, ids: set[str], poison: list[bytes | None]) -> None:
    """Every article went through the clean stage, and exactly the poison is in the dead-letter topic, unchanged."""
    clean = {(record.key or b"").decode() for record in await kafka.records(CLEAN)}
    assert ids - clean == set()
    letters = await kafka.records(DEAD_LETTER)
    assert {letter.value for letter in letters} == set(poison)
    for letter in letters:
        headers = dict(letter.headers)
        assert (letter.key or b"").startswith(b"poison-")
        assert (headers["traceparent"] or b"").startswith(b"00-")
        assert headers["storyfold.reason"]


def storyfold(kafka: Harness, *arguments: object) -> str:
    """Run the command line against the test's topics; it must succeed."""
    flags = [part for name, value in changed(kafka.settings).items() for part in ("--set", f"{name}={value}")]
    command, *rest = map(str, arguments)
    done = subprocess.run(
        [sys.executable, "-m", "service", command, *rest, *flags],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
