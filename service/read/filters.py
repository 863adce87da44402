"""What a list of timelines, a feed or a stream of events is narrowed to, as SQL."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from service.read.views import CONFLICTS
from service.read.words import expression

_STATUSES = {"occurred": 0, "projected": 1}
_LARGEST = (1 << 63) - 1
"""The largest number that SQLite can compare with."""


class Where(Struct, frozen=True):
    """The tables to ask, the condition, and the values for its question marks."""

    source: str
    condition: str
    values: list[object]
    matched: str | None
    """The expression that `search` is matched against, if it is."""


class Filter(Struct, frozen=True):
    """None asks for nothing.

    `since`, `until` (ISO days, inclusive) and `status` must hold for one and the same entry; `conflict` asks for at
    least that grave a one.
    """

    q: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    language: str | None = None
    collection: str | None = None
    min_sources: int | None = None
    conflict: Literal["soft", "hard"] | None = None
    status: Literal["occurred", "projected"] | None = None
    story_id: str | None = None

    def where(self) -> Where | None:
        """The filter over `stories` joined with the newest `versions`; None when nothing can pass it."""
        asked = list(self._conditions())
        source, matched = "stories JOIN versions USING (seq)", None
        if self.q is not None:
            matched = expression(self.q)
            if matched is None:
                return None
            source = "search CROSS JOIN stories ON stories.row = search.rowid JOIN versions USING (seq)"
            asked.insert(0, ("search MATCH ?", [matched]))
        condition = " AND ".join(sql for sql, _ in asked) or "1"
        return Where(source, condition, [value for _, values in asked for value in values], matched)

    def may_have_passed(self, story_id: str, language: str, collection: str) -> bool:
        """Whether a story of which nothing else is known any more can have passed: nothing that it told is asked."""
        asked = (self.story_id, story_id), (self.language, language), (self.collection, collection)
        return all(wanted in (None, found) for wanted, found in asked)

    def _conditions(self) -> Iterator[tuple[str, list[object]]]:
        for column in ("language", "collection", "story_id"):
            if (value := getattr(self, column)) is not None:
                yield f"stories.{column} = ?", [value]
        if self.min_sources is not None:
            yield "independent_sources >= ?", [min(self.min_sources, _LARGEST)]
        if self.conflict is not None:
            yield "stories.conflict >= ?", [CONFLICTS.index(self.conflict)]
        if self.outlet is not None:
            yield "EXISTS (SELECT 1 FROM outlets WHERE outlet = ? AND story = stories.row)", [self.outlet]
        if asked := list(self._of_one_entry()):
            sql = " AND ".join(sql for sql, _ in asked)
            yield f"EXISTS (SELECT 1 FROM entries WHERE story = stories.row AND {sql})", [value for _, value in asked]  # noqa: S608 - values are bound

    def _of_one_entry(self) -> Iterator[tuple[str, object]]:
        if self.since is not None:
            yield "high >= ?", self.since
        if self.until is not None:
            yield "low <= ?", self.until
        if self.status is not None:
            yield "projected = ?", _STATUSES[self.status]
