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
    """The tables to ask, the column that is a story's place, the condition, and the values for its question marks."""

    source: str
    place: str
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
        """The filter over `stories`, `search` or both; None when nothing can pass it."""
        columns, rows = (
            list(self._of_the_story()),
            list(self._of_its_rows("stories.row" if self.q is None else "search.rowid")),
        )
        condition = " AND ".join(sql for sql, _ in columns + rows) or "1"
        values = [value for _, some in columns + rows for value in some]
        if self.q is None:
            return Where("stories", "stories.row", condition, values, None)
        matched = expression(self.q)
        if matched is None:
            return None
        # The index gives its matches in the order of their places, so a list ends as soon as it is full.
        source = "search CROSS JOIN stories ON stories.row = search.rowid" if columns else "search"
        return Where(source, "search.rowid", f"search MATCH ? AND {condition}", [matched, *values], matched)

    def may_have_passed(self, story_id: str, language: str, collection: str) -> bool:
        """Whether a story of which nothing else is known any more can have passed: nothing that it told is asked."""
        asked = (self.story_id, story_id), (self.language, language), (self.collection, collection)
        return all(wanted in (None, found) for wanted, found in asked)

    def _of_the_story(self) -> Iterator[tuple[str, list[object]]]:
        for column in ("language", "collection", "story_id"):
            if (value := getattr(self, column)) is not None:
                yield f"stories.{column} = ?", [value]
        if self.min_sources is not None:
            yield "independent_sources >= ?", [min(self.min_sources, _LARGEST)]

    def _of_its_rows(self, place: str) -> Iterator[tuple[str, list[object]]]:
        if self.conflict is not None:
            # Few stories have one: they are found once, not looked up for each match. The plus keeps SQLite from asking
            # the index for each of them instead.
            few = place if self.q is None else f"+{place}"
            level = CONFLICTS.index(self.conflict)
            yield f"{few} IN (SELECT row FROM stories WHERE conflict > 0 AND conflict >= ?)", [level]  # noqa: S608
        if self.outlet is not None:
            yield f"EXISTS (SELECT 1 FROM outlets WHERE outlet = ? AND story = {place})", [self.outlet]  # noqa: S608
        if asked := list(self._of_one_entry()):
            sql = " AND ".join(sql for sql, _ in asked)
            yield f"EXISTS (SELECT 1 FROM entries WHERE story = {place} AND {sql})", [value for _, value in asked]  # noqa: S608 - values are bound

    def _of_one_entry(self) -> Iterator[tuple[str, object]]:
        if self.since is not None:
            yield "high >= ?", self.since
        if self.until is not None:
            yield "low <= ?", self.until
        if self.status is not None:
            yield "projected = ?", _STATUSES[self.status]
