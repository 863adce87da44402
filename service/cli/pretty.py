"""A timeline on paper: dates, sentences, who says so, and where the sources disagree."""

import io
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.cli.text import left_out
from service.cli.words import printable
from service.records import Entry, OriginShare, Timeline, TimelineArticle
from service.timeline.presenting.headline import headline

_WIDTH = 100
"""Columns where the output is no terminal."""
_SHOWN_OUTLETS = 6
"""More make a line that nobody reads."""
_CREDITED: Mapping[OriginShare, str] = {"whole": "by", "part": "with"}


def render(
    timeline: Timeline, summary: Mapping[str, Sequence[str]] | None, *, terminal: bool, top: int | None = None
) -> bytes:
    """The `top` strongest entries of a timeline (None: all) and the summary if there is one, as UTF-8 text.

    It has the width and the colours of a `terminal`.
    """
    page = io.StringIO()
    console = Console(file=page, force_terminal=terminal, width=None if terminal else _WIDTH, highlight=False)
    outlets = {article.id: _speaker(article) for article in timeline.articles}
    console.print(Text(printable(timeline.title), style="bold"))
    console.print(Text(_scope(timeline), style="dim"))
    shown = headline(timeline.entries, top)
    console.print(_grid((_date(entry), _told(entry, outlets)) for entry in shown))
    for line in left_out(timeline, shown):
        console.print(Text(line, style="dim"))
    if summary is not None:
        console.print(Text("\nThe days that matter most", style="bold"))
        console.print(_grid((Text(day, style="cyan"), _sentences(told)) for day, told in summary.items()))
    return "".join(line.rstrip() + "\n" for line in page.getvalue().splitlines()).encode()


def _speaker(article: TimelineArticle) -> str:
    """The outlet, and the agency whose text it prints or that helped it."""
    if article.origin is None:
        return article.outlet
    return f"{article.outlet} ({_CREDITED[article.origin.share]} {', '.join(article.origin.agencies)})"


def _scope(timeline: Timeline) -> str:
    return (
        f"{timeline.article_count} articles, {timeline.independent_sources} independent sources, "
        f"{timeline.first_published[:10]} to {timeline.last_published[:10]}\n"
    )


def _grid(lines: Iterator[tuple[Text, Text]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for date, told in lines:
        grid.add_row(date, Padding(told, (0, 0, 1, 0)))
    return grid


def _date(entry: Entry) -> Text:
    planned = "\nplanned" if entry.status == "projected" else ""
    return Text(entry.date, style="cyan").append(planned, style="dim")


def _told(entry: Entry, outlets: Mapping[str, str]) -> Text:
    told = Text(printable(entry.text))
    told.append("\n" + _names(entry.sources, outlets), style="dim")
    if entry.basis != "explicit":
        told.append(f" (date {'of publication' if entry.basis == 'publication' else 'inferred'})", style="dim")
    if entry.conflict != "none":
        style = "bold red" if entry.conflict == "hard" else "yellow"
        told.append(f"\n⚠ the sources disagree on the date: {_claims(entry, outlets)}", style=style)
    for article in entry.self_inconsistent:
        told.append(f"\n⚠ {printable(outlets.get(article, article))} contradicts itself", style="yellow")
    return told


def _claims(entry: Entry, outlets: Mapping[str, str]) -> str:
    claimed: dict[str, list[str]] = {}
    for claim in entry.claims:
        claimed.setdefault(claim.date, []).extend(evidence.article_id for evidence in claim.evidence)
    return "; ".join(f"{date} ({_names(sorted(articles), outlets)})" for date, articles in claimed.items())


def _names(sources: Sequence[str], outlets: Mapping[str, str]) -> str:
    names = list(dict.fromkeys(printable(outlets.get(source, source)) for source in sources))
    more = f" and {len(names) - _SHOWN_OUTLETS} more" if len(names) > _SHOWN_OUTLETS else ""
    return ", ".join(names[:_SHOWN_OUTLETS]) + more


def _sentences(told: Sequence[str]) -> Text:
    return Text("\n".join(printable(sentence) for sentence in told))
