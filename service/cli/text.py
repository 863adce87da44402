"""Timelines as text for people: as they are, and while they grow."""

import sys
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from service.cli.growth import changes
from service.cli.words import printable
from service.records import Entry, Timeline
from service.timeline.presenting.headline import HEADLINE, headline

if TYPE_CHECKING:
    from rich.table import Table


def timeline_text(timeline: Timeline, top: int | None = HEADLINE) -> str:
    """The title line and a line for each of the `top` strongest entries (None: all), and how many more there are.

    No control character of the articles is left.
    """
    shown = headline(timeline.entries, top)
    lines = [_head(timeline), *(line for entry in shown for line in _entry(entry)), *left_out(timeline, shown)]
    return "\n".join(lines)


def left_out(timeline: Timeline, shown: Sequence[Entry]) -> list[str]:
    """The line that says how many entries are not among those shown; none when all are."""
    more = len(timeline.entries) - len(shown)
    return [f"  and {more} more"] if more else []


def _head(timeline: Timeline) -> str:
    sources = _count(timeline.independent_sources, "independent source")
    articles = _count(timeline.article_count, "article")
    return f"{printable(timeline.title)}  [{timeline.story_id}, {timeline.language}: {articles}, {sources}]"


def _entry(entry: Entry) -> Iterator[str]:
    sources = _count(entry.independent_sources, "source")
    planned = " (planned)" if entry.status == "projected" else ""
    yield f"  {entry.date:<12}{planned} {printable(entry.text)}  ({sources})"
    if entry.conflict != "none":
        yield f"  {'':<12} ! {entry.conflict} conflict about the date: {printable(_claims(entry))}"


def _claims(entry: Entry) -> str:
    """Each claimed date with the articles that claim it."""
    dates: dict[str, set[str]] = {}
    for claim in entry.claims:
        dates.setdefault(claim.date, set()).update(evidence.article_id for evidence in claim.evidence)
    return "; ".join(f"{date}: {', '.join(sorted(articles))}" for date, articles in dates.items())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class Live:
    """Timelines while they grow: a table that is drawn anew on a terminal, a line for each change elsewhere."""

    def __init__(self) -> None:
        self._timelines: dict[str, Timeline] = {}
        self._view = None
        if sys.stdout.isatty():
            from rich.live import Live as View

            self._view = View(self._table(), transient=True)

    def __enter__(self) -> Self:
        if self._view:
            self._view.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._view:
            self._view.stop()

    def say(self, text: str) -> None:
        """A line above the table."""
        if self._view:
            self._view.console.print(text, markup=False, highlight=False)
        else:
            click.echo(text)

    def show(self, timeline: Timeline) -> None:
        """A timeline that is new or changed: what is new in it, and on a terminal the table."""
        told = list(changes(self._timelines.get(timeline.story_id), timeline))
        self._timelines[timeline.story_id] = timeline
        counts = f"{_count(timeline.article_count, 'article')}, {len(timeline.entries)} entries"
        self.say("\n".join([f"{printable(timeline.title)} ({counts})", *told]))
        if self._view:
            self._view.update(self._table())

    def _table(self) -> "Table":
        from rich.table import Table
        from rich.text import Text

        table = Table("story", "articles", "sources", "entries", "conflicts", "newest entry", expand=True)
        for timeline in sorted(self._timelines.values(), key=lambda t: (t.first_published, t.story_id)):
            entry = max(timeline.entries, key=lambda e: e.date, default=None)
            table.add_row(
                Text(printable(timeline.title), overflow="ellipsis", no_wrap=True),
                str(timeline.article_count),
                str(timeline.independent_sources),
                str(len(timeline.entries)),
                str(sum(entry.conflict != "none" for entry in timeline.entries)),
                Text(f"{entry.date} {printable(entry.text)}" if entry else "", overflow="ellipsis", no_wrap=True),
            )
        return table
