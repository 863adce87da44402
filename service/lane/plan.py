"""What a lane decides, planned from what it knows: nothing here changes the state.

    article -> cut learned lines -> same text as an earlier one? -> else the nearest story -> record

A plan is a record of `lanes`; taking it in is `LaneState.apply`, to which it makes no difference whether the record was
planned just now or read from the log.
"""

import msgspec
import numpy as np
from xxhash import xxh3_64_intdigest

from service.lane import clock
from service.lane.boilerplate.lines import read_lines
from service.lane.log.record import (
    ArticleRecord,
    ClockState,
    Decision,
    Grounds,
    LineRecord,
    RetractionRecord,
    story_id,
)
from service.lane.log.remembered import Remembered
from service.lane.near.duplicates import SHORT, Match
from service.lane.near.fingerprint import Fingerprint, fingerprint
from service.lane.state import FRESH, LaneState
from service.lane.story.stories import Nearest, Vector
from service.lane.story.terms import Terms
from service.records import CleanArticle, Verdict
from service.spans import Span, cut

FORGET_AT_ONCE = 8
"""Stories forgotten at one record at most, so that a jump of the clock does not stop the lane."""
LEAVE_AT_ONCE = 32
"""Articles of forgotten stories that leave with one record at most, so that a large story does not stop it either."""


UNREACHABLE = 2.0
"""Threshold of a story that an article does not join, however near: a score is 1 at most."""


class Planner:
    """Plans the records of one lane. Deterministic: same state and article, same record."""

    def __init__(self, state: LaneState) -> None:
        self._state = state
        self._terms = Terms(state.language)

    def passage(self) -> ClockState:
        """The clock with the mark up to which stories are forgotten now, and how many of their articles are left."""
        now = self._state.clock
        due = None if now.now is None else self._state.stories.due(now.now - self._state.life, FORGET_AT_ONCE)
        until, articles = due or (now.forgotten, 0)
        leaving = len(self._state.articles.leaving) + articles - LEAVE_AT_ONCE
        return ClockState(now.now, now.recent, until, max(0, leaving))

    def article(
        self, article: CleanArticle, earlier: Remembered | None, passage: ClockState, *, seq: int, position: int
    ) -> ArticleRecord:
        """The decision on a revision that the lane does not know.

        The state is past the `passage` and has withdrawn the `earlier` text of the article, if it remembers one.
        """
        state = self._state
        day = _day(state.clock)
        lines = read_lines(article.text)
        cuts = tuple(state.lines.sealed_spans(article.outlet, lines, day))
        text = cut(article.text, cuts) if cuts else article.text
        print_ = fingerprint(text, article.language)
        match = state.duplicates.match(print_, article.outlet)
        leader, also = self._same_texts(match, earlier)
        event_time = clock.epoch_seconds(article.published_at)
        vector, nearest = Vector.empty(), Nearest()
        if leader is None:
            vector = state.stories.vector(self._terms.profile(article.title, text))
            if earlier is None:
                nearest = self._told_of(match, state.stories.nearest(vector, event_time, self._open_since()))
        decision = self._decision(article, cuts, match, nearest, earlier=earlier, leader=leader)
        return ArticleRecord(
            seq=seq,
            position=position,
            rest=0,
            collection=state.collection,
            language=state.language,
            clock=clock.advance(passage, event_time) if decision.verdict in FRESH else passage,
            id=article.id,
            revision=article.revision,
            outlet=article.outlet,
            published_at=article.published_at,
            decision=decision,
            grounds=_grounds(nearest),
            terms=vector.terms.astype("<u4").tobytes(),
            weights=vector.weights.astype("<u2").tobytes(),
            fingerprint=print_.to_bytes(),
            indexed=match.indexed,
            also=also,
            lines=np.asarray([line.hash for line in lines], "<u4").tobytes(),
            group=_teaching(decision, earlier, print_, text),
            day=day,
        )

    def lines(self, shown: ArticleRecord) -> list[LineRecord]:
        """The lines that an article, just taken in, proves to be boilerplate."""
        sealed = self._state.lines.proven(shown.outlet, shown.lines, shown.day)
        return [
            LineRecord(
                seq=shown.seq + i,
                position=shown.position,
                rest=len(sealed) - i,
                collection=shown.collection,
                language=shown.language,
                outlet=seal.outlet,
                line=seal.line,
                day=seal.day,
            )
            for i, seal in enumerate(sealed, 1)
        ]

    def retraction(self, article_id: str, story: str, *, seq: int, position: int, rest: int) -> RetractionRecord:
        """The withdrawal of an article of a story, which both are remembered.

        `rest`: lanes that will do the same after this one.
        """
        state = self._state
        return RetractionRecord(
            seq=seq,
            position=position,
            rest=rest,
            collection=state.collection,
            language=state.language,
            clock=state.clock,
            id=article_id,
            story_id=story,
        )

    def _open_since(self) -> int | None:
        now = self._state.clock.now
        return None if now is None else now - self._state.window

    def _told_of(self, match: Match, nearest: Nearest) -> Nearest:
        """The nearest story, not joined where what is near is the template of one of its articles."""
        if nearest.joined and any(self._state.articles.at(twin).story_id == nearest.story for twin in match.twins):
            return msgspec.structs.replace(nearest, threshold=UNREACHABLE)
        return nearest

    def _same_texts(self, match: Match, earlier: Remembered | None) -> tuple[str | None, tuple[str, ...]]:
        """The leader of the group that the article joins, and those of the groups that it shows to be the same.

        A group never spans stories, since a story is forgotten whole: only groups of the article's story count, which
        is that of the most similar group, or the one that a revision is in already.
        """
        articles = self._state.articles
        leaders = [] if match.same_as is None else [match.same_as, *match.also]
        stories = [articles.at(slot).story_id for slot in leaders]
        own = earlier.story_id if earlier else stories[0] if stories else None
        ids = [articles.id(slot) for slot, story in zip(leaders, stories, strict=True) if story == own]
        return (ids[0], tuple(ids[1:])) if ids else (None, ())

    def _decision(
        self,
        article: CleanArticle,
        cuts: tuple[Span, ...],
        match: Match,
        nearest: Nearest,
        *,
        earlier: Remembered | None,
        leader: str | None,
    ) -> Decision:
        articles = self._state.articles
        original = None if leader is None else articles.get(leader)
        verdict: Verdict = "new"
        story: str | None = None
        group: str | None = article.id
        if earlier:
            verdict, story = "revision", earlier.story_id
            # Copies of its earlier text may go on under the article's name.
            group = f"{article.id}@{article.revision}"
        elif original:
            verdict, story = "duplicate", original.story_id
        elif nearest.joined:
            verdict, story = "joined", nearest.story
        if original:
            # The name of the group does not change when an older copy turns up.
            group = next(reversed(original.decisions.values())).source_group
        excerpt_of = None if match.excerpt_of is None else articles.id(match.excerpt_of)
        return Decision(
            verdict=verdict,
            story_id=story or story_id(self._state.key, article.id, article.revision),
            duplicate_of=leader,
            excerpt_of=excerpt_of,
            similarity=round(match.similarity, 4) if leader or excerpt_of else None,
            source_group=group,
            cuts=cuts,
        )


def _teaching(decision: Decision, earlier: Remembered | None, print_: Fingerprint, text: str) -> int:
    """The group in which an article shows its lines: however often it is revised, and under however many names it goes,
    it counts once.

    Copies are known by their group of same texts; those too short for that by their very text.
    """
    first = next(iter(earlier.decisions.values())) if earlier else decision
    name = text if earlier is None and print_.shingle_count < SHORT else first.source_group or ""
    return xxh3_64_intdigest(name.encode()) & 0xFFFFFFFF


def _grounds(nearest: Nearest) -> Grounds:
    return Grounds(
        story=nearest.story,
        score=nearest.score,
        runner_up=nearest.runner_up,
        runner_up_score=nearest.runner_up_score,
        candidates=nearest.candidates,
        threshold=nearest.threshold,
    )


def _day(now: ClockState) -> int:
    """The lane clock's day, which never decreases: 0 as long as the clock stands."""
    return 0 if now.now is None else now.now // clock.DAY
