"""All lanes of one partition of `articles.clean`: the state machine that the dedup agent and replay drive."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b

import msgspec
from msgspec import Struct

from service.lane.boilerplate.lines import LEARNED_LINE
from service.lane.lane import Lane
from service.lane.log.fold import Fold
from service.lane.log.pending import Forgotten, Pending
from service.lane.log.record import Decision, LaneRecord, LogRecord, encode, key
from service.lane.log.remembered import Remembered
from service.records import CleanArticle, Reason, Rejected, Removed, ResolvedArticle, Retraction, lane_key
from service.settings import Settings
from service.spans import Shift, Span, cut

HOUR_MS = 3_600_000
"""Milliseconds."""


class Resolution(Struct, frozen=True):
    """What one record of `articles.clean` leads to.

    `resolved` is the record for `articles.resolved`, None for the retraction of an unknown article and for what is
    `refused`, which changes nothing; `also` holds
    further ones: the same retraction in other lanes of the collection that know the id. `log` are the (key, value)
    records to append to `lanes`, in order; empty for a record that was seen before.
    """

    resolved: ResolvedArticle | None
    log: tuple[tuple[bytes, bytes], ...] = ()
    also: tuple[ResolvedArticle, ...] = ()
    refused: Rejected | None = None


class PartitionLanes:
    """The lanes of one partition. Same records in the same order: same resolutions, whatever ran before.

    The state is what `Fold` makes of the unexpired records of `lanes`; a crash loses nothing that was acknowledged.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lanes: dict[str, Lane] = {}
        self._seq = 0
        self._position = -1
        self._pending = Pending(round(settings.tombstone_delay_hours * HOUR_MS))

    @staticmethod
    def fold(settings: Settings, records: Iterable[LogRecord], committed: int) -> "PartitionLanes":
        """The lanes as the log has them: see `Fold`, which does the same in steps. Raises FoldError."""
        fold = Fold(PartitionLanes(settings), committed)
        fold.add(records)
        return fold.finish()

    # --- resolving ---------------------------------------------------------------------------------------------------

    def resolve(self, record: CleanArticle | Retraction, position: int) -> Resolution:
        """The decision on a record of `articles.clean` at offset `position`.

        A revision that is known gives its stored decision again and changes nothing; so does any record that is
        delivered again after a crash, even if its story is forgotten by now.
        """
        if isinstance(record, Retraction):
            return self._retract(record, position)
        if refused := self._full(record):
            return Resolution(None, refused=refused)
        lane = self._lane(record.collection, record.language)
        remembered = self._remembered(lane, record.id, position)
        known = remembered and remembered.decisions.get(record.revision)
        if remembered and known:
            return Resolution(_resolved(record, known, remembered.count(position)))
        resolved = lane.resolve(record, self._seq + 1, position)
        self._pending.add(lane.state.key, resolved.gone, _unknown)
        now = lane.state.articles.get(record.id)  # not what was remembered before: its story may just be forgotten
        count = now.count(position) if now else 0
        return Resolution(_resolved(record, resolved.decision, count), self._log(resolved.records))

    @property
    def position(self) -> int:
        """The last offset of `articles.clean` that led to a decision, -1 before the first."""
        return self._position

    def knows(self, article: CleanArticle) -> bool:
        """Whether this revision was decided on and is remembered."""
        lane = self._lanes.get(lane_key(article.collection, article.language))
        remembered = lane.state.articles.get(article.id) if lane else None
        return remembered is not None and article.revision in remembered.decisions

    def _remembered(self, lane: Lane, article_id: str, position: int) -> Remembered | None:
        """What the lane knew of an article right after `position`, which may be delivered again."""
        articles = lane.state.articles
        now = articles.get(article_id)
        if position > self._position:
            return now
        before = self._pending.at(lane.state.key, article_id, position) or articles.before(article_id, position)
        return before or (now if now and now.since <= position else None)

    def _retract(self, retraction: Retraction, position: int) -> Resolution:
        known = []
        for lane in (self._lanes[name] for name in sorted(self._lanes)):
            remembered = self._remembered(lane, retraction.id, position) if _has(lane, retraction) else None
            if remembered:
                known.append((lane, remembered))
        if not known:
            return Resolution(None)
        fresh = position > self._position
        live = [(lane, r.story_id) for lane, r in known if r.live] if fresh else []
        records = [
            lane.retract(retraction.id, story, seq=self._seq + i, position=position, rest=len(live) - i)
            for i, (lane, story) in enumerate(live, 1)
        ]
        counts = [r.count(position) + (fresh and r.live) for _, r in known]
        resolved = [
            _retracted(retraction.id, r.story_id, lane, count) for (lane, r), count in zip(known, counts, strict=True)
        ]
        return Resolution(resolved[0], self._log(records), tuple(resolved[1:]))

    def _log(self, records: Sequence[LaneRecord]) -> tuple[tuple[bytes, bytes], ...]:
        for record in records:
            self._take(record)
        return tuple((key(record), encode(record)) for record in records)

    def _take(self, record: LaneRecord) -> None:
        self._seq, self._position = record.seq, max(self._position, record.position)

    # --- forgetting --------------------------------------------------------------------------------------------------

    def forgotten(self, committed: int, older_than_ms: int, limit: int = 1000) -> Forgotten:
        """At most `limit` keys whose tombstones may be sent.

        Those are keys of forgotten stories whose forgetting is decided below the offset `committed` of
        `articles.clean` and which were written to `lanes` at `older_than_ms` (broker time) or before. The caller sees
        to it that the timeline stage has read the story's records, resolves nothing meanwhile, and calls `confirm` when
        the tombstones are sent.
        """
        return self._pending.due(committed, older_than_ms, self._knows, limit)

    def confirm(self, forgotten: Forgotten) -> None:
        """The tombstones of `forgotten` are on the broker."""
        self._pending.confirm(forgotten)

    def _full(self, article: CleanArticle) -> Rejected | None:
        """Why the article's lane cannot be opened. An empty lane takes memory too, and there may be any number."""
        name = lane_key(article.collection, article.language)
        if name in self._lanes or len(self._lanes) < self._settings.lanes_max:
            return None
        return Rejected(Reason.TOO_MANY_LANES, f"{name!r}: the partition has {len(self._lanes)} lanes (lanes_max)")

    def _lane(self, collection: str, language: str) -> Lane:
        """A lane, made on first use."""
        name = lane_key(collection, language)
        lane = self._lanes.get(name)
        if lane is None:
            lane = self._lanes[name] = Lane(collection, name.rpartition("/")[2], self._settings)
        return lane

    def _knows(self, collection: str, article_id: str) -> bool:
        lanes = (lane.state for lane in self._lanes.values() if lane.state.collection == collection)
        return any(article_id in state.articles for state in lanes)

    # --- for the fold, metrics and tests -----------------------------------------------------------------------------

    def replay(self, record: LaneRecord, written_ms: Callable[[bytes], int | None]) -> None:
        """Take a record of the log in; only the fold does this. Records come in order of `seq`."""
        state = self._lane(record.collection, record.language).state
        gone = state.apply(record)
        self._pending.add(state.key, gone, written_ms)
        self._take(record)

    def catch_up(self) -> Iterator[None]:
        """After the last record of the log: do in steps what the next articles would have to wait for."""
        for lane in self._lanes.values():
            yield from lane.state.catch_up()

    @property
    def articles(self) -> int:
        """Articles remembered."""
        return sum(len(lane.state.articles) for lane in self._lanes.values())

    @property
    def stories(self) -> int:
        """Stories remembered."""
        return sum(len(lane.state.stories) for lane in self._lanes.values())

    @property
    def bytes(self) -> int:
        """Bytes of packed state."""
        return sum(lane.state.nbytes for lane in self._lanes.values())

    def state_digest(self) -> str:
        """A hash of all state: equal for lanes that will decide alike and have the same tombstones to send."""
        state = (
            self._seq,
            [self._lanes[name].state.digest() for name in sorted(self._lanes)],
            self._pending.digest(),
        )
        return blake2b(msgspec.msgpack.encode(state), digest_size=16).hexdigest()


def _has(lane: Lane, retraction: Retraction) -> bool:
    """Whether the lane is one of the retraction's collection: an id belongs to its collection."""
    return lane.state.collection == retraction.collection


def _unknown(_: bytes) -> None:
    return None


def _resolved(article: CleanArticle, decision: Decision, count: int) -> ResolvedArticle:
    text, removed, mentions = article.text, article.removed, article.mentions
    if decision.cuts:
        text = cut(text, decision.cuts)
        removed = removed + tuple(_removed(article.text, span) for span in decision.cuts)
        mentions = Shift(decision.cuts).mentions(mentions)
    return ResolvedArticle(
        id=article.id,
        revision=article.revision,
        outlet=article.outlet,
        title=article.title,
        text=text,
        language=article.language,
        collection=article.collection,
        published_at=article.published_at,
        published_basis=article.published_basis,
        published_day=article.published_day,
        extractor=article.extractor,
        verdict=decision.verdict,
        story_id=decision.story_id,
        url=article.url,
        fetched_at=article.fetched_at,
        removed=removed,
        mentions=mentions,
        meta=article.meta,
        family=article.family,
        origin=article.origin,
        duplicate_of=decision.duplicate_of,
        excerpt_of=decision.excerpt_of,
        similarity=decision.similarity,
        source_group=decision.source_group,
        decisions=count,
    )


def _removed(text: str, span: Span) -> Removed:
    start, end = span
    return Removed(LEARNED_LINE, start, end, text[start:end])


def _retracted(article_id: str, story_id: str, lane: Lane, count: int) -> ResolvedArticle:
    return ResolvedArticle(
        id=article_id,
        revision="",
        outlet="",
        title="",
        text="",
        language=lane.state.language,
        collection=lane.state.collection,
        published_at="",
        published_basis="given",
        extractor="",
        verdict="retracted",
        story_id=story_id,
        decisions=count,
    )
