"""What the page shows of a timeline: which entries, in which words, marked how. Pure; the templates lay it out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from service.read.views import Change, Passage
from service.records import Entry, Timeline, TimelineArticle

STRONGEST = 30
"""Entries of a long story that are shown at first."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_CALENDAR_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f-\u009f]")
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


class Source(Struct, frozen=True):
    """An article behind an entry. `at` is where its sentence stands, as the source page takes it."""

    article: TimelineArticle
    at: str


class Told(Struct, frozen=True):
    """The words of one outlet for a date."""

    outlet: str
    sentence: str
    source: Source


class Disputed(Struct, frozen=True):
    """One date of a conflict and who says so, in their own words."""

    date: str
    told: Sequence[Told]


class Shown(Struct, frozen=True):
    """An entry as the page shows it. `again`: where it is told again, in other words or with another date."""

    entry: Entry
    date: str
    machine_date: str | None
    sources: Sequence[Source]
    again: Sequence[Source]
    disputed: Sequence[Disputed]
    changes: Sequence[Change]


def shown(
    timeline: Timeline,
    entries: Sequence[Entry],
    passages: Mapping[str, Sequence[Passage]],
    changes: Sequence[Change],
) -> Iterator[Shown]:
    """Entries with their sources, their conflicts (from the `passages` of each) and what changed about them."""
    articles = {article.id: article for article in timeline.articles}
    for entry in entries:
        places = {p.article_id: f"{p.start}-{p.end}" for claim in entry.claims for p in reversed(claim.evidence)}
        sources = {name: Source(articles[name], places.get(name, "")) for name in entry.sources if name in articles}
        yield Shown(
            entry,
            human(entry.date),
            machine(entry.date),
            list(sources.values()),
            [Source(articles[p.article_id], f"{p.start}-{p.end}") for p in entry.also if p.article_id in articles],
            list(_disputed(passages.get(entry.id, ()), articles)),
            [change for change in changes if change.entry_id == entry.id and change.kind != "withdrawn"],
        )


def _disputed(passages: Sequence[Passage], articles: Mapping[str, TimelineArticle]) -> Iterator[Disputed]:
    for date in dict.fromkeys(passage.claims for passage in passages):
        told = {
            (passage.outlet, passage.sentence): Told(
                passage.outlet,
                passage.sentence,
                Source(articles[passage.article_id], f"{passage.start}-{passage.end}"),
            )
            for passage in passages
            if passage.claims == date and passage.article_id in articles and not passage.duplicate_of
        }
        if told:
            yield Disputed(human(date), list(told.values()))


def human(date: str) -> str:
    """An EDTF date for people.

    >>> human("2026-03-05"), human("2026-03"), human("199X"), human("2026-03-05/2026-03-09")
    ('5 March 2026', 'March 2026', '1990s', '5 March 2026 – 9 March 2026')
    """
    first, interval, last = date.partition("/")
    if interval:
        return f"{human(first)} – {human(last)}"
    if date.endswith("X"):
        return date.replace("X", "0") + "s"
    found = _CALENDAR_DATE.fullmatch(date)
    if not found or not found[2] or not 1 <= int(found[2]) <= len(MONTHS):
        return date
    day = f"{int(found[3])} " if found[3] else ""
    return f"{day}{MONTHS[int(found[2]) - 1]} {found[1]}"


def machine(date: str) -> str | None:
    """The date as HTML's `datetime` takes it, where it can."""
    return date if _CALENDAR_DATE.fullmatch(date) else None


def visible(text: str) -> str:
    """The text with the characters that steer a display (direction overrides, controls) named instead of obeyed."""
    return _STEERING.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def unsteered(text: str) -> str:
    """The text without these characters."""
    return _STEERING.sub("", text)


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there: never `javascript:` or any other scheme."""
    return url if url and _WEB.match(url) else None


def linked_data(timeline: Timeline, entries: Sequence[Entry]) -> dict[str, object]:
    """The timeline as schema.org has it (JSON-LD)."""
    addresses = {article.id: web_address(article.url) for article in timeline.articles}
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": timeline.title,
        "inLanguage": timeline.language,
        "numberOfItems": len(entries),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "item": {
                    "@type": "Event",
                    "name": entry.text,
                    "startDate": entry.date.partition("/")[0],
                    "citation": [addresses[name] for name in entry.sources if addresses.get(name)],
                },
            }
            for number, entry in enumerate(entries, 1)
        ],
    }
