"""Every metric of `storyfold serve`, in one object: named and described as those of the worker."""

from collections.abc import Sequence
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, GCCollector, Histogram, ProcessCollector

from service.metrics import Described

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
"""From an answer out of memory to one that a person waits for."""
Topic = Literal["timelines", "articles.resolved"]
TOPICS: tuple[Topic, ...] = ("timelines", "articles.resolved")


class ReadMetrics:
    """Registered in one registry, a fresh one when none is given."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self.described: list[Described] = []
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self.records = self._counter("storyfold_read_records", "Records folded into the file.", "topic")
        self.unreadable = self._counter(
            "storyfold_read_unreadable_records", "Records that could not be read and changed nothing.", "topic"
        )
        self.versions = self._counter("storyfold_read_versions", "Versions of timelines that the fold made.")
        self.behind = self._gauge(
            "storyfold_read_behind_records",
            "Records between what has been folded and the ends of the topics; NaN while the broker does not answer.",
        )
        self.ready = self._gauge("storyfold_read_ready", "1 once everything that the topics held has been folded.")
        self.database_bytes = self._gauge("storyfold_read_database_bytes", "Size of the SQLite file.")
        self.streams = self._gauge("storyfold_read_event_streams", "Clients that listen to events now.")
        self.requests = self._histogram(
            "storyfold_read_request_seconds",
            "Time until an answer began, by route and class of the status code.",
            SECONDS,
            "route",
            "status",
        )
        for topic in TOPICS:
            self.records.labels(topic)
            self.unreadable.labels(topic)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        self.described.append(Described(name + "_total", "counter", labels, about))
        return Counter(name, about, labels, registry=self.registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        self.described.append(Described(name, "gauge", labels, about))
        return Gauge(name, about, labels, registry=self.registry)

    def _histogram(self, name: str, about: str, buckets: Sequence[float], *labels: str) -> Histogram:
        self.described.append(Described(name, "histogram", labels, about))
        return Histogram(name, about, labels, buckets=buckets, registry=self.registry)
