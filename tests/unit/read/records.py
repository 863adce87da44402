"""Fictional records as they stand in the two topics, and a file folded from them."""

import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from service import codec, sample
from service.read.database import Database
from service.read.fold import Fold
from service.records import ResolvedArticle, Timeline

TIMELINES, RESOLVED = "timelines", "articles.resolved"


class Told(Struct, frozen=True):
    """A record as a consumer gives it."""

    topic: str
    offset: int
    key: bytes | None
    value: bytes | None
    partition: int = 0
    timestamp: int = 1_760_000_000_000
    headers: tuple[tuple[str, bytes | None], ...] = ()


@cache
def feed() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The timelines by story and the resolved articles by id that replay makes of the sample feed."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as home:
        timelines, articles = Path(home, "timelines"), Path(home, "articles")
        subprocess.run(
            [sys.executable, "-m", "service", "replay", sample.PATH, "--timelines", timelines, "--articles", articles],
            check=True,
            capture_output=True,
        )
        return (
            {codec.decode(line, Timeline).story_id: line for line in timelines.read_bytes().splitlines()},
            {codec.decode(line, ResolvedArticle).id: line for line in articles.read_bytes().splitlines()},
        )


class File:
    """A database that records are told to."""

    def __init__(self, path: Path, **kept: float) -> None:
        self.database = Database(path)
        assert self.database.lock()
        self.fold = Fold(
            self.database.writer("test"),
            TIMELINES,
            RESOLVED,
            versions_kept=int(kept.get("versions_kept", 20)),
            versions_days=kept.get("versions_days", 1e6),
        )
        self.offsets: dict[tuple[str, int], int] = {}

    def record(self, topic: str, key: str, value: bytes | None, partition: int = 0) -> Told:
        offset = self.offsets.get((topic, partition), 0)
        self.offsets[topic, partition] = offset + 1
        return Told(topic, offset, key.encode(), value, partition)

    def take(self, records: Iterable[Told], *, index_now: bool = True) -> int:
        by_place: dict[tuple[str, int], list[Any]] = {}
        for record in records:
            by_place.setdefault((record.topic, record.partition), []).append(record)
        return self.fold.take(by_place, index_now=index_now)

    def tell(self, timelines: Mapping[str, bytes | None], articles: Mapping[str, bytes | None] | None = None) -> int:
        return self.take(
            [
                *(self.record(RESOLVED, key, value) for key, value in (articles or {}).items()),
                *(self.record(TIMELINES, key, value) for key, value in timelines.items()),
            ]
        )
