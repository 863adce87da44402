"""`storyfold serve` as a process, what it answers, and records of the two topics to serve."""

import contextlib
import random
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import orjson

from service import codec
from service.kafka.partitioner import partition_of
from service.records import Claim, Entry, Evidence, ResolvedArticle, Timeline, TimelineArticle
from service.topics import RESOLVED, TIMELINES, Topic
from tests.kafka.harness import Harness, Sent, WorkerProcess, wait_for

WORDS = ["harbour", "ferry", "bridge", "mayor", "council", "vote", "flood", "strike", "court", "school", "tunnel"]


class Stories:
    """Draws versions of fictional timelines and of their articles; some stories and articles are withdrawn."""

    def __init__(self, seed: int, partitions: int, stories: int = 40) -> None:
        self._rng, self._partitions, self._stories = random.Random(seed), partitions, stories
        self._number = 0
        self.versions: dict[str, list[str | None]] = {}
        """Every version of each story in the order in which they were drawn; None for a deletion."""

    def draw(self) -> Iterator[tuple[Topic, Sent]]:
        """The records of one step: an article of a story and the timeline that follows it, or deletions."""
        self._number += 1
        number = self._rng.randrange(self._stories)
        story, partition = f"s-{number}", partition_of(f"s-{number}", self._partitions)
        article_id = f"a/{number}?{self._rng.randrange(4)}"
        key = article_id.encode()
        if self._rng.random() < 0.05:
            yield RESOLVED, Sent(None, key=key, partition=partition)
            yield TIMELINES, Sent(None, key=story.encode(), partition=partition)
            if self.versions.get(story, [None])[-1] is not None:
                self.versions[story].append(None)
            return
        article = self._article(article_id, story)
        timeline = self._timeline(story, article)
        yield RESOLVED, Sent(codec.encode(article), key=key, partition=partition)
        for _ in range(1 + (self._rng.random() < 0.1)):  # now and then sent twice, as after a crash
            yield TIMELINES, Sent(codec.encode(timeline), key=story.encode(), partition=partition)
        self.versions.setdefault(story, []).append(timeline.version)

    def _article(self, article_id: str, story: str) -> ResolvedArticle:
        words = self._rng.choices(WORDS, k=8)
        return ResolvedArticle(
            id=article_id,
            revision=f"{self._number:x}",
            outlet=f"outlet-{self._rng.randrange(4)}.example",
            title=" ".join(words[:3]).title(),
            text=f"The {' '.join(words)} on 3 March 2025. Nothing more was said.",
            language="en",
            collection="default",
            published_at="2025-03-03T10:00:00Z",
            published_basis="given",
            extractor="text",
            verdict="joined",
            story_id=story,
        )

    def _timeline(self, story: str, article: ResolvedArticle) -> Timeline:
        sentence = article.text.partition(". ")[0] + "."
        entry = Entry(
            id=f"e-{self._rng.randrange(3)}",
            date=f"2025-03-{self._rng.randrange(1, 29):02d}",
            precision="day",
            status="occurred",
            text=sentence,
            article_id=article.id,
            basis="explicit",
            sources=(article.id,),
            independent_sources=1,
            claims=(Claim("2025-03-03", "explicit", (Evidence(article.id, 0, len(sentence)),)),),
        )
        return Timeline(
            story_id=story,
            version=f"{self._number:x}",
            title=article.title,
            language="en",
            collection="default",
            first_published=article.published_at,
            last_published=f"2025-03-03T10:00:{self._number % 60:02d}Z",
            article_count=1,
            articles=(TimelineArticle(article.id, article.outlet, article.title, article.published_at),),
            independent_sources=1,
            entries=(entry,),
        )


class Serving:
    """`storyfold serve` with a file and a port of its own; it may be killed and started again."""

    def __init__(self, kafka: Harness, name: str = "read") -> None:
        self._kafka, self.file = kafka, kafka.directory / f"{name}.sqlite"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: WorkerProcess | None = None

    def start(self, **changes: Any) -> WorkerProcess:
        self.process = self._kafka.start(
            ("service", "serve"), read_port=self.port, read_database_file=str(self.file), **changes
        )
        return self.process

    async def ready(self, seconds: float = 60) -> None:
        await wait_for(self._is_ready, seconds, f"ready\n{self._kafka.logs()}")

    def _is_ready(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(self.url + "/readyz").status_code == 200
        return False

    def get(self, path: str, **parameters: Any) -> httpx.Response:
        return httpx.get(self.url + path, params=parameters, timeout=30)

    def listed(self) -> list[str]:
        """The ids of all stories, page after page."""
        found: list[str] = []
        cursor = None
        while True:
            page = self.get("/timelines", limit=7, **({"cursor": cursor} if cursor else {})).json()
            found += [item["story_id"] for item in page["items"]]
            cursor = page["cursor"]
            if cursor is None:
                return found


class Listener:
    """An SSE client that connects again, with the id of the last event, whenever it is cut off."""

    def __init__(self, url: str) -> None:
        self._url, self._ended, self.connections = url, threading.Event(), 0
        self.last_id: str | None = None
        self.seen: list[tuple[str, str | None]] = []
        """Story and version (None: withdrawn) of each event."""
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join(30)

    def _listen(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(httpx.TransportError):
                self._connect()
            time.sleep(0.05)

    def _connect(self) -> None:
        headers = {"Last-Event-ID": self.last_id} if self.last_id is not None else {}
        with httpx.stream("GET", self._url + "/events", headers=headers, timeout=httpx.Timeout(5, read=1)) as response:
            assert response.status_code == 200, response.read()
            self.connections += 1
            fields: dict[str, str] = {}
            for line in response.iter_lines():
                name, _, value = line.partition(": ")
                if name:
                    fields[name] = value
                    continue
                self._dispatch(fields)
                fields = {}
                if self._ended.is_set():
                    return

    def _dispatch(self, fields: dict[str, str]) -> None:
        """As the HTML standard has it: a message without data sets the id alone; one cut off is never dispatched."""
        self.last_id = fields.get("id", self.last_id)
        if "data" in fields:
            data = orjson.loads(fields["data"])
            if fields["event"] == "withdrawn":
                self.seen.append((data["story_id"], None))
            else:
                self.seen.append((data["timeline"]["story_id"], data["timeline"]["version"]))
