"""Every metric of the worker, in one object.

Names are `storyfold_<noun>_<unit>` in base units (seconds, records, ratio); counters end in `_total`. Labels come from
closed lists (stage, outcome, reason, topic, partition): never an outlet, a story or an article. The reference page
`docs/reference/metrics.md` is generated from this file, and dashboards and alerts are checked against it.
"""

import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Literal

from msgspec import Struct
from prometheus_client import CollectorRegistry, Counter, Gauge, GCCollector, Histogram, ProcessCollector

from service.records import Reason
from service.topics import ALL as ALL_TOPICS

Stage = Literal["clean", "dedup", "timeline"]
STAGES: tuple[Stage, ...] = ("clean", "dedup", "timeline")

OUTCOMES: dict[Stage, tuple[str, ...]] = {
    "clean": ("article", "retraction", "rejected"),
    "dedup": ("new", "joined", "duplicate", "revision", "retracted", "repeated", "ignored", "rejected"),
    "timeline": ("published", "unchanged", "rejected"),
}
"""What can become of an input record. `repeated`: an `id@revision` seen before, its stored verdict is sent again;
`ignored`: a retraction of an id that the lane does not know; `unchanged`: the timeline's bytes stayed the same."""

CONFLICTS = ("none", "soft", "hard")
KILL_CAUSES = ("timeout", "crash")
# fmt: off
LANGUAGES = frozenset((
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko",
    "nl", "no", "pl", "pt", "ro", "ru", "sk", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh",
))
# fmt: on
"""Languages that have a series of their own; the others share `other`."""

SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Seconds of a step that a worker takes: a page, a batch, a commit."""
# fmt: off
LONG = (
    0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90, 105, 120, 150, 180,
    240, 300, 420, 600, 1800, 3600,
)
# fmt: on
"""From a tenth of a second to ten minutes no bound is more than twice, and mostly 1.5 times, the one before it."""
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Records of a batch."""


class Described(Struct, frozen=True):
    """A metric as the reference page shows it. `name` is the exposed one."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    about: str


class Metrics:
    """All metrics, registered in one registry (a fresh one when none is given, so tests and workers never collide).

    Thread-safe, as prometheus_client is. Child processes of the cleaning pool never touch it: the parent counts.
    """

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self.described: list[Described] = []
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._declare_flow()
        self._declare_time()
        self._declare_state()
        self._declare_trouble()
        self._declare_process()
        self._start_at_zero()

    def _declare_flow(self) -> None:
        self.records = self._counter(
            "storyfold_records", "Input records acknowledged, by stage and what became of them.", "stage", "outcome"
        )
        self.sent = self._counter(
            "storyfold_sent_records", "Records that the broker confirmed, tombstones included.", "topic"
        )
        self.dead_letters = self._counter(
            "storyfold_dead_letters", "Records sent to the dead-letter topic.", "stage", "reason"
        )
        self.notes = self._counter(
            "storyfold_notes",
            "Oddities of input that were repaired or ignored, such as unknown fields.",
            "stage",
            "note",
        )
        self.articles = self._counter(
            "storyfold_articles", "Cleaned articles by language; rare languages count as `other`.", "language"
        )
        self.entries = self._counter(
            "storyfold_published_entries",
            "Timeline entries by conflict; an entry counts each time its timeline is published.",
            "conflict",
        )

    def _declare_time(self) -> None:
        self.batch_records = self._histogram("storyfold_batch_records", "Records taken in one batch.", SIZES, "stage")
        self.batch_seconds = self._histogram(
            "storyfold_batch_seconds",
            "Time of one batch: `compute` in the stage itself, `send` until the broker confirmed all outputs.",
            SHORT,
            "stage",
            "step",
        )
        self.stage_latency = self._histogram(
            "storyfold_stage_latency_seconds",
            "From a record's timestamp in the stage's input topic until its outputs were confirmed.",
            LONG,
            "stage",
        )
        self.end_to_end_latency = self._histogram(
            "storyfold_end_to_end_latency_seconds",
            "From the raw record's timestamp until the timeline with the article was confirmed.",
            LONG,
        )

    def _declare_state(self) -> None:
        self.lag = self._gauge(
            "storyfold_lag_records",
            "End offset minus the committed offset of the stage that reads the topic, polled apart from consuming, so "
            "that it grows also when workers are stuck or gone. Every worker reports all stages: take the maximum.",
            "topic",
            "partition",
        )
        self.committed = self._gauge(
            "storyfold_committed_offset",
            "Committed offset of the consumer group of the stage that reads the topic.",
            "topic",
            "partition",
        )
        self.end_offset = self._gauge(
            "storyfold_end_offset",
            "End offset of a partition of `articles.raw`, `articles.clean`, `articles.resolved`, `timelines` and "
            "`articles.dead-letter`: what was ever written to it.",
            "topic",
            "partition",
        )
        self.partition_held = self._gauge(
            "storyfold_partition_held",
            "1 when the group of the stage that reads the topic has given this partition to a live member, else 0.",
            "topic",
            "partition",
        )
        self.fold_progress = self._gauge(
            "storyfold_fold_progress_ratio",
            "Share of its log that a held partition has folded; 1 when it is ready.",
            "stage",
            "partition",
        )
        self.fold_seconds = self._histogram(
            "storyfold_fold_seconds", "Time to fold one partition's log on taking it.", LONG, "stage"
        )
        self.state_articles = self._gauge(
            "storyfold_state_articles", "Articles held in memory, by held partition.", "stage", "partition"
        )
        self.state_stories = self._gauge(
            "storyfold_state_stories", "Live stories held in memory, by held partition.", "stage", "partition"
        )
        self.state_bytes = self._gauge(
            "storyfold_state_bytes",
            "Memory of these articles and stories, with what Python needs around them and what is kept for speed: what "
            "the process has taken since it was empty, shared out among its partitions by packed size.",
            "stage",
            "partition",
        )

    def _declare_trouble(self) -> None:
        self.pool_kills = self._counter(
            "storyfold_pool_kills",
            "Cleaning processes ended: by the time cap, or by themselves (memory cap, crash of a parser). An article "
            "is refused for it only when it happens twice.",
            "cause",
        )
        self.producer_errors = self._counter(
            "storyfold_producer_errors", "Warnings and errors of the Kafka producer, such as sends that it tries again."
        )
        self.rebalances = self._counter("storyfold_rebalances", "Assignments of partitions received.")

    def _declare_process(self) -> None:
        self.ready = self._gauge("storyfold_worker_ready", "1 when the readiness probe would succeed, else 0.")
        self.broker_silence = self._gauge(
            "storyfold_broker_silence_seconds", "Time since the brokers last answered this worker's poll."
        )
        self.heartbeat_age = self._gauge(
            "storyfold_loop_heartbeat_age_seconds", "Time since the event loop last ran: large when it is blocked."
        )
        build = self._gauge("storyfold_build_info", "Always 1; the labels tell what runs.", "version", "python")
        build.labels(version=version("storyfold"), python=platform.python_version()).set(1)

    def _start_at_zero(self) -> None:
        """Counters with a closed list of labels exist from the start, so that rates and ratios are defined."""
        for stage in STAGES:
            for outcome in OUTCOMES[stage]:
                self.records.labels(stage, outcome)
            for step in ("compute", "send"):
                self.batch_seconds.labels(stage, step)
            self.batch_records.labels(stage)
            self.stage_latency.labels(stage)
        for reason in Reason:
            self.dead_letters.labels("clean", reason)
        for topic in ALL_TOPICS[1:]:
            self.sent.labels(topic.name)
        for conflict in CONFLICTS:
            self.entries.labels(conflict)
        for cause in KILL_CAUSES:
            self.pool_kills.labels(cause)

    def count_language(self, language: str, amount: int = 1) -> None:
        """Count cleaned articles of a language under its own name or `other`."""
        self.articles.labels(language if language in LANGUAGES else "other").inc(amount)

    def forget_partitions(self, stage: Stage, partitions: Iterable[int]) -> None:
        """Drop the series of partitions that this worker no longer holds."""
        for partition in partitions:
            for gauge in (self.fold_progress, self.state_articles, self.state_stories, self.state_bytes):
                gauge.remove_by_labels({"stage": stage, "partition": str(partition)})

    def forget_standing(self) -> None:
        """Drop what the brokers told last: it is not known any more."""
        for gauge in (self.lag, self.committed, self.end_offset, self.partition_held):
            gauge.clear()

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        self.described.append(Described(name + "_total", "counter", labels, about))
        return Counter(name, about, labels, registry=self.registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        self.described.append(Described(name, "gauge", labels, about))
        return Gauge(name, about, labels, registry=self.registry)

    def _histogram(self, name: str, about: str, buckets: Sequence[float], *labels: str) -> Histogram:
        self.described.append(Described(name, "histogram", labels, about))
        return Histogram(name, about, labels, buckets=buckets, registry=self.registry)
