"""One lane: the articles of one language in one collection, in their one order, each with its decision.

What happens to an article is planned (`plan.Planner`, which changes nothing) and then applied (`LaneState.apply`, which
decides nothing and is all that the fold of the log does).
"""

from typing import NamedTuple

import msgspec

from service.lane.log.leaving import Gone
from service.lane.log.record import Decision, LaneRecord, RetractionRecord
from service.lane.plan import Planner
from service.lane.state import LaneState
from service.records import CleanArticle
from service.settings import Settings


class Resolved(NamedTuple):
    """A decision, the records that tell it, and what left the lane on the way."""

    decision: Decision
    records: list[LaneRecord]
    gone: list[Gone]


class Lane:
    """The state machine of one lane. Deterministic: same state and article, same decision."""

    def __init__(self, collection: str, language: str, settings: Settings) -> None:
        self.state = LaneState(collection, language, settings)
        self._planner = Planner(self.state)

    def resolve(self, article: CleanArticle, seq: int, position: int) -> Resolved:
        """Plan the records of a revision that the lane does not know, and apply each of them."""
        state, planner = self.state, self._planner
        passage = planner.passage()
        gone = state.forget(passage, position)
        earlier = state.withdraw(article.id)
        record = planner.article(article, earlier, passage, seq=seq, position=position)
        gone += state.apply(record)
        lines = planner.lines(record)
        for line in lines:
            state.apply(line)
        return Resolved(record.decision, [msgspec.structs.replace(record, rest=len(lines)), *lines], gone)

    def retract(self, article_id: str, story: str, *, seq: int, position: int, rest: int) -> RetractionRecord:
        """Plan and apply the withdrawal of an article: see `Planner.retraction`."""
        record = self._planner.retraction(article_id, story, seq=seq, position=position, rest=rest)
        self.state.apply(record)
        return record
