"""What the newest record of a timeline tells a reader who knew the one before: for people, two lines a piece."""

from collections.abc import Iterator, Mapping, Sequence

from service.cli.words import printable
from service.records import Entry, Timeline

_LONGEST = 110
"""Characters of an entry, so that it takes one line."""


def changes(before: Timeline | None, after: Timeline) -> Iterator[str]:
    """Entries that appear, are confirmed by a further source or contradicted; what of them is taken back."""
    outlets = {article.id: article.outlet for article in (*(before.articles if before else ()), *after.articles)}
    known = list(before.entries) if before else []
    for entry in after.entries:
        former = _former(entry, known)
        if former is None:
            yield _line("+", entry, f"says {_names(entry.sources, outlets)}")
            continue
        known.remove(former)
        yield from _grown(former, entry, outlets)
    present = {article.id for article in after.articles}
    for entry in known:  # others became part of an entry that has more to tell
        if present.isdisjoint(entry.sources):
            yield _line("-", entry, f"taken back by {_names(entry.sources, outlets)}")


def _grown(former: Entry, entry: Entry, outlets: Mapping[str, str]) -> Iterator[str]:
    before, now = _told(former), _told(entry)
    for date, ids in before.items():
        if date not in now:
            yield _line("-", entry, f"{_names(ids, outlets)} no longer says {date}")
    if entry.independent_sources > former.independent_sources:
        more = [source for source in entry.sources if source not in former.sources]
        yield _line("=", entry, f"confirmed by {_names(more or entry.sources, outlets)}")
    if entry.conflict != "none" and now.keys() - before.keys():
        others = "; ".join(f"{_names(ids, outlets)} says {date}" for date, ids in now.items() if date != entry.date)
        yield _line("!", entry, f"contradicted: {others}")


def _former(entry: Entry, known: list[Entry]) -> Entry | None:
    """The same entry as it was: by its id, else by its date and words."""
    same = [old for old in known if old.id == entry.id]
    same += [old for old in known if (old.date, old.text) == (entry.date, entry.text)]
    return same[0] if same else None


def _told(entry: Entry) -> dict[str, list[str]]:
    """Each claimed date, the preferred one first, with the articles that claim it."""
    dates: dict[str, list[str]] = {}
    for claim in entry.claims:
        dates.setdefault(claim.date, []).extend(evidence.article_id for evidence in claim.evidence)
    return dates


def _names(ids: Sequence[str], outlets: Mapping[str, str]) -> str:
    return printable(", ".join(dict.fromkeys(outlets.get(article_id, article_id) for article_id in ids)))


def _line(sign: str, entry: Entry, what: str) -> str:
    text = printable(entry.text)
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f"  {sign} {entry.date:<10} {short}\n    {'':<10} {what}"
