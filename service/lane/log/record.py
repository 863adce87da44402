"""The records of the topic `lanes`: every decision of a lane, with all that the fold needs to restore its state.

Compact msgpack arrays. A record is complete in itself: nothing in it is computed again when it is folded, so a later
version of the scoring code folds an older log to the same state.
"""

from hashlib import blake2b
from typing import NamedTuple

import msgspec
from msgspec import Struct

from service.errors import FoldError
from service.records import Verdict, lane_key
from service.spans import Span


class LogRecord(NamedTuple):
    """A record of `lanes` as the broker gives it; `value` is None for a tombstone."""

    key: bytes
    value: bytes | None
    timestamp_ms: int


class ClockState(Struct, frozen=True, array_like=True):
    """The lane clock after a record (see `clock.py`); the newest record of a lane restores it.

    `now` is in epoch seconds, None before enough articles support a date. `recent` are the newest event times in
    order of arrival. Stories whose (touched, last seq) is at or below `forgotten` are gone, but for `leaving` of their
    articles, which still take memory (see `leaving.py`).
    """

    now: int | None = None
    recent: tuple[int, ...] = ()
    forgotten: tuple[int, int] | None = None
    leaving: int = 0


class Decision(Struct, frozen=True, array_like=True):
    """What a resolved article says beyond its clean form: enough to publish the same bytes again."""

    verdict: Verdict
    story_id: str
    duplicate_of: str | None = None
    excerpt_of: str | None = None
    similarity: float | None = None
    source_group: str | None = None
    cuts: tuple[Span, ...] = ()


class Grounds(Struct, frozen=True, array_like=True):
    """Why it was decided so, for `storyfold explain`. Scores are cosine times time decay, 0 to 1.

    `threshold` is the score that was enough to join `story`.
    """

    story: str | None = None
    score: float = 0.0
    runner_up: str | None = None
    runner_up_score: float = 0.0
    candidates: int = 0
    threshold: float = 0.0


class ArticleRecord(Struct, frozen=True, array_like=True, tag=1):
    """The decision on a revision of an article.

    `terms` are the uint32 hashes of its story profile, little endian, and `weights` the uint16 weights of the first of
    them: its story vector. Both are empty for duplicates, which count neither in stories nor in document frequencies.
    `fingerprint` is that of the text after the cut, `indexed` whether the entry must be found by itself, `also` the
    leaders of further groups that it shows to be the same as that of `duplicate_of`, `lines` the
    uint32 hashes of the lines that the lane learned from, `group` the number under which it counted them.
    """

    seq: int
    position: int
    rest: int
    collection: str
    language: str
    clock: ClockState
    id: str
    revision: str
    outlet: str
    published_at: str
    decision: Decision
    grounds: Grounds
    terms: bytes
    weights: bytes
    fingerprint: bytes
    indexed: bool
    also: tuple[str, ...]
    lines: bytes
    group: int
    day: int


class RetractionRecord(Struct, frozen=True, array_like=True, tag=2):
    """The withdrawal of a known article."""

    seq: int
    position: int
    rest: int
    collection: str
    language: str
    clock: ClockState
    id: str
    story_id: str


class LineRecord(Struct, frozen=True, array_like=True, tag=3):
    """A learned boilerplate line: it outlives the articles that taught it (see `lines.Sealed`)."""

    seq: int
    position: int
    rest: int
    collection: str
    language: str
    outlet: str
    line: int
    day: int


class Head(Struct, frozen=True, array_like=True):
    """What all kinds of records begin with.

    `seq` counts the records of the partition without gaps. `position` is the offset in `articles.clean` that led to
    the record, `rest` how many records of the same position follow: they count together or not at all.
    """

    kind: int
    seq: int
    position: int
    rest: int


LaneRecord = ArticleRecord | RetractionRecord | LineRecord

_encoder = msgspec.msgpack.Encoder()
_head_decoder = msgspec.msgpack.Decoder(Head)
_decoder: msgspec.msgpack.Decoder[LaneRecord] = msgspec.msgpack.Decoder(LaneRecord)


def encode(record: LaneRecord) -> bytes:
    """The value bytes of a record. Equal records give equal bytes."""
    return _encoder.encode(record)


def decode(value: bytes) -> LaneRecord:
    """The record. Raises FoldError for bytes that `encode` did not write."""
    try:
        return _decoder.decode(value)
    except msgspec.DecodeError as error:
        raise FoldError(f"lanes: a record of {len(value)} bytes cannot be read: {error}") from None


def head(value: bytes) -> Head:
    """The beginning of a record, without reading the remainder. Raises FoldError."""
    try:
        return _head_decoder.decode(value)
    except msgspec.DecodeError as error:
        raise FoldError(f"lanes: a record of {len(value)} bytes cannot be read: {error}") from None


def key(record: LaneRecord) -> bytes:
    """The record key. No two decisions share one, so nothing that may be asked for again is ever overwritten.

    Only a line is: a newer proof of it says all that the older one said. Retractions and lines, which lanes of one
    partition may share, name their lane.
    """
    match record:
        case ArticleRecord():
            return article_key(record.id, record.revision, record.position)
        case RetractionRecord():
            lane = lane_key(record.collection, record.language)
            return retraction_key(record.id, lane, record.position)
        case LineRecord():
            return f"line@{record.outlet}@{record.line}@{lane_key(record.collection, record.language)}".encode()


def article_key(article_id: str, revision: str, position: int) -> bytes:
    """The key of the decision on a revision; the same revision is decided anew when its story is forgotten."""
    return f"{article_id}@{revision}@{position}".encode()


def retraction_key(article_id: str, lane: str, position: int) -> bytes:
    """The key of a withdrawal of an article in a lane."""
    return f"{article_id}@retracted@{lane}@{position}".encode()


def story_id(lane: str, article_id: str, revision: str) -> str:
    """The id of the story that this revision opens."""
    return "s-" + blake2b("\x1f".join((lane, article_id, revision)).encode(), digest_size=8).hexdigest()
