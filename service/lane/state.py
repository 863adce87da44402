"""What a lane knows, as a fold of its records.

`apply` computes no decision: everything it needs is in the record. So the state after any run of records is the same
whether they were decided here or read from the log, and whether the records of forgotten stories are among them or not.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from service.errors import FoldError
from service.lane import clock
from service.lane.articles import Articles
from service.lane.boilerplate.lines import LearnedLines, Sealed
from service.lane.log.leaving import Gone
from service.lane.log.record import (
    ArticleRecord,
    ClockState,
    LaneRecord,
    LineRecord,
    RetractionRecord,
    article_key,
    retraction_key,
)
from service.lane.log.remembered import Remembered
from service.lane.near.duplicates import Duplicates
from service.lane.near.fingerprint import Fingerprint
from service.lane.story.stories import Stories, Vector
from service.records import lane_key
from service.settings import Settings

FRESH = ("new", "joined")
"""Verdicts of articles that bring something new: they move the lane clock and the time span of their story."""


class LaneState:
    """Articles, stories, same-text groups, learned lines and the clock of one lane."""

    def __init__(self, collection: str, language: str, settings: Settings) -> None:
        self.collection, self.language = collection, language
        self.key = lane_key(collection, language)
        self.window = round(settings.story_window_days * clock.DAY)
        self.life = self.window + round(settings.story_grace_days * clock.DAY)
        self.clock = ClockState()
        self.articles = Articles()
        self.stories = Stories()
        self.duplicates = Duplicates(settings.duplicates_within_outlet)
        # Sightings are gone before the records that hold them: see LearnedLines.
        self.lines = LearnedLines(max(1, self.life // clock.DAY - 1))

    @property
    def nbytes(self) -> int:
        """Bytes of what grows with the articles remembered; learned lines, which do not, left out."""
        return self.articles.nbytes + self.stories.nbytes + self.duplicates.nbytes

    def apply(self, record: LaneRecord) -> list[Gone]:
        """Take a record in. Returns what left the lane with it.

        Raises FoldError for an article that is in another story already, which no run of the lane writes.
        """
        if isinstance(record, LineRecord):
            self.lines.seal(Sealed(record.outlet, record.line, record.day))
            return []
        gone = self.forget(record.clock, record.position)
        former = self.articles.leaving_slot(record.id)
        if former is not None:
            gone += self._drop([former], record.position)
        if isinstance(record, ArticleRecord):
            self._place(record)
        else:
            self._retract(record)
        self.clock = record.clock
        return gone

    def catch_up(self) -> Iterator[None]:
        """After many records without a decision between them: do in steps what the next one would have to wait for."""
        yield from self.duplicates.post()
        yield from self.lines.catch_up()

    def forget(self, until: ClockState, position: int) -> list[Gone]:
        """Forget the stories that the record at `position`, which has this clock, found to be over.

        Nothing finds them from now on. Their articles leave until as many are left as the clock says: exactly, as if
        they had never been there.
        """
        if until.forgotten is not None and until.forgotten != self.clock.forgotten:
            for slots in self.stories.forget(until.forgotten):
                self.articles.leaving.add(slots, position)
                self.duplicates.hide(slots)
        leaving = self.articles.leaving
        too_many = len(leaving) - until.leaving
        return self._drop(list(islice(leaving, too_many)), position) if too_many > 0 else []

    def withdraw(self, article_id: str) -> Remembered | None:
        """The text of an article no longer counts, its decisions stay. Returns what was remembered before."""
        remembered = self.articles.get(article_id)
        if remembered and remembered.live:
            self.stories.withdraw(remembered.story_id, _vector(remembered))
            remembered.live, remembered.terms, remembered.weights = False, b"", b""
            slot = self.articles.put(article_id, remembered)
            self.duplicates.forget([slot])
        return remembered

    def _drop(self, slots: Sequence[int], position: int) -> list[Gone]:
        gone = []
        for slot in slots:
            article_id, remembered, story = self.articles.drop(slot, position)
            gone.append(Gone(article_id, remembered, self._keys(article_id, remembered), story))
        self.stories.uncount([article.remembered.terms for article in gone])
        self.duplicates.forget(slots)
        return gone

    def _place(self, record: ArticleRecord) -> None:
        """An article takes its place; an earlier revision of it was withdrawn or is now."""
        decision = record.decision
        remembered = self.withdraw(record.id)
        known = remembered is not None
        if remembered is None:
            remembered = Remembered(decision.story_id)
        self._check(record.id, remembered, decision.story_id)
        remembered.decisions[record.revision] = decision
        remembered.positions += (record.position,)
        remembered.live, remembered.terms, remembered.weights = True, record.terms, record.weights
        slot = self.articles.put(record.id, remembered)
        fresh = decision.verdict in FRESH
        event_time = clock.epoch_seconds(record.published_at)
        touched = clock.touched(record.clock, event_time, fresh=fresh)
        self.stories.touch(
            decision.story_id, None if known else slot, record.seq, touched, event_time if fresh else None
        )
        self.stories.add(decision.story_id, _vector(remembered))
        self.duplicates.add(
            slot,
            Fingerprint.from_bytes(record.fingerprint),
            published_at=record.published_at,
            article_id=record.id,
            outlet=record.outlet,
            same_as=None if decision.duplicate_of is None else self.articles.slot(decision.duplicate_of),
            indexed=record.indexed,
            also=[other for other in map(self.articles.slot, record.also) if other is not None],
        )
        self.lines.show(record.outlet, record.lines, record.group, record.day)

    def _retract(self, record: RetractionRecord) -> None:
        remembered = self.withdraw(record.id)
        known = remembered is not None
        if remembered is None:
            remembered = Remembered(record.story_id)
        self._check(record.id, remembered, record.story_id)
        remembered.live = False
        remembered.retractions += (record.position,)
        slot = self.articles.put(record.id, remembered)
        touched = 0 if record.clock.now is None else record.clock.now
        self.stories.touch(record.story_id, None if known else slot, record.seq, touched, None)

    def _check(self, article_id: str, remembered: Remembered, story_id: str) -> None:
        if remembered.story_id != story_id:
            raise FoldError(f"lanes: article {article_id!r} is in story {remembered.story_id} and in {story_id}")

    def _keys(self, article_id: str, remembered: Remembered) -> tuple[bytes, ...]:
        revisions = zip(remembered.decisions, remembered.positions, strict=True)
        decisions = [article_key(article_id, revision, at) for revision, at in revisions]
        return (*decisions, *[retraction_key(article_id, self.key, at) for at in remembered.retractions])

    def digest(self) -> tuple[object, ...]:
        """All state in a canonical form, for comparing."""
        articles = [(i, self.articles.get(i)) for i in self.articles]
        groups = [self._group(article_id) for article_id, remembered in articles if remembered and remembered.live]
        leaving = [self.articles.id(slot) for slot in self.articles.leaving]
        return self.key, self.clock, articles, leaving, groups, self.stories.digest(self.articles.id)

    def _group(self, article_id: str) -> tuple[str, list[str]]:
        slot = self.articles.slot(article_id)
        if slot is None:
            raise KeyError(article_id)
        members = [self.articles.id(member) for member in self.duplicates.members(slot)]
        return self.articles.id(self.duplicates.leader(slot)), members


def _vector(remembered: Remembered) -> Vector:
    # Copies, since the compiled code is for arrays that can be written.
    terms, weights = np.frombuffer(remembered.terms, "<u4"), np.frombuffer(remembered.weights, "<u2")
    return Vector(terms.astype(np.uint32), weights.astype(np.int64))
