"""The topics, declared once: the worker, `storyfold topics`, AsyncAPI and the Strimzi manifests all read this file."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

DAY_MS = 86_400_000
"""Milliseconds of a day, the unit of topic settings."""


class Topic(Struct, frozen=True):
    """A Kafka topic as storyfold needs it. `name` is without the configurable prefix."""

    name: str
    cleanup: Literal["compact", "delete"]
    key: str
    value: str
    writer: str
    about: str
    config: dict[str, str]
    partitioned: bool = True

    def full_name(self, prefix: str) -> str:
        """The name on the broker."""
        return prefix + self.name


_DELETE = {"cleanup.policy": "delete", "retention.ms": str(7 * DAY_MS), "max.message.bytes": "8388608"}
"""A week to replay from, and to mend what was refused; values as large as a producer may send."""
# Compacted topics stay small by being cleaned daily; tombstones live for two days so that slow readers see them.
_COMPACT = {
    "cleanup.policy": "compact",
    "min.cleanable.dirty.ratio": "0.3",
    "segment.ms": str(DAY_MS),
    "delete.retention.ms": str(2 * DAY_MS),
    "max.compaction.lag.ms": str(7 * DAY_MS),
    "max.message.bytes": "8388608",
}

RAW = Topic(
    "articles.raw",
    "delete",
    "recommended: outlet",
    "RawArticle",
    "producers",
    "articles as producers push them",
    _DELETE,
)
CLEAN = Topic(
    "articles.clean",
    "delete",
    "article id",
    "CleanArticle",
    "clean agent",
    "cleaned articles, one lane in one partition: the total order",
    _DELETE,
)
RESOLVED = Topic(
    "articles.resolved",
    "compact",
    "collection/article id",
    "ResolvedArticle",
    "dedup agent",
    "articles with verdict and story, partitioned by story",
    _COMPACT,
)
TIMELINES = Topic(
    "timelines", "compact", "story id", "Timeline", "timeline agent", "the newest timeline of every story", _COMPACT
)
DEAD_LETTER = Topic(
    "articles.dead-letter",
    "delete",
    "as received",
    "the original bytes",
    "any agent",
    "records that a stage refused, unchanged",
    # Larger than the others: a record that just fitted must still fit with the headers that say why it was refused.
    {**_DELETE, "retention.ms": str(30 * DAY_MS), "max.message.bytes": "9437184"},
)
LANES = Topic(
    "lanes",
    "compact",
    "id@revision@position",
    "LaneRecord (binary)",
    "dedup agent",
    "the decisions of each lane: internal",
    _COMPACT,
)

ALL: tuple[Topic, ...] = (RAW, CLEAN, RESOLVED, TIMELINES, DEAD_LETTER, LANES)
SAME_PARTITIONS: tuple[Topic, ...] = (CLEAN, LANES)
"""Topics whose partition numbers correspond one to one."""
INPUTS: Mapping[str, Topic] = {"clean": RAW, "dedup": CLEAN, "timeline": RESOLVED}
"""What each stage consumes."""
STATEFUL: tuple[Topic, ...] = (CLEAN, RESOLVED)
"""Consumed topics in which a record's partition decides what it meets there: their counts must never change."""
