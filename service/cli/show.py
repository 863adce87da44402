"""A timeline as text for people."""

from collections.abc import Iterator

from service.records import Entry, Timeline


def timeline_text(timeline: Timeline) -> str:
    """The title line and one line for each entry, without any control character of the articles."""
    return "\n".join([_head(timeline), *(line for entry in timeline.entries for line in _entry(entry))])


def _head(timeline: Timeline) -> str:
    sources = _count(timeline.independent_sources, "independent source")
    articles = _count(timeline.article_count, "article")
    return f"{printable(timeline.title)}  [{timeline.story_id}, {timeline.language}: {articles}, {sources}]"


def _entry(entry: Entry) -> Iterator[str]:
    sources = _count(entry.independent_sources, "source")
    planned = " (planned)" if entry.status == "projected" else ""
    yield f"  {entry.date:<12}{planned} {printable(entry.text)}  ({sources})"
    if entry.conflict != "none":
        dates = "; ".join(
            f"{claim.date}: {', '.join(sorted({e.article_id for e in claim.evidence}))}" for claim in entry.claims
        )
        yield f"  {'':<12} ! {entry.conflict} conflict about the date: {printable(dates)}"


def printable(text: str) -> str:
    """The text on one line; control characters, which could steer a terminal, are left out."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
