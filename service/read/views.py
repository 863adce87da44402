"""What the API answers with: records of its own around the published ones (`service.records`)."""

from typing import Literal

from msgspec import Struct

from service.records import Entry, Timeline

Conflict = Literal["none", "soft", "hard"]
CONFLICTS: tuple[Conflict, ...] = ("none", "soft", "hard")
"""From none to the gravest."""


class Summary(Struct, frozen=True, omit_defaults=True):
    """A timeline as a list shows it. `conflict` is the gravest one of its entries.

    `found` is a passage around what was searched for; the words that matched stand between U+2068 and U+2069.
    """

    story_id: str
    version: str
    title: str
    language: str
    collection: str
    first_published: str
    last_published: str
    article_count: int
    independent_sources: int
    entry_count: int
    conflict: Conflict
    found: str | None = None


class Page(Struct, frozen=True):
    """Some timelines of a list, and the cursor of the rest; null when there is none.

    `truncated`: more stories match than are ordered by how well they do. The newest of them are; `sort=newest` lists
    all, a narrower question ranks all.
    """

    items: list[Summary]
    cursor: str | None
    truncated: bool = False


def summarise(timeline: Timeline) -> Summary:
    """A timeline as a list shows it."""
    return Summary(
        story_id=timeline.story_id,
        version=timeline.version,
        title=timeline.title,
        language=timeline.language,
        collection=timeline.collection,
        first_published=timeline.first_published,
        last_published=timeline.last_published,
        article_count=timeline.article_count,
        independent_sources=timeline.independent_sources,
        entry_count=len(timeline.entries),
        conflict=max((entry.conflict for entry in timeline.entries), key=CONFLICTS.index, default="none"),
    )


class Change(Struct, frozen=True, omit_defaults=True):
    """One difference between two versions of a timeline.

    `entry_id` is that of the newer version, unless the entry is withdrawn. `before` and `after` are dates, sentences or
    statuses, as the kind says; `sources` are the articles gained or lost.
    """

    kind: Literal[
        "added", "withdrawn", "dated", "reworded", "status", "conflict opened", "conflict settled", "source gained",
        "source lost",
    ]  # fmt: skip
    entry_id: str
    date: str
    text: str
    before: str | None = None
    after: str | None = None
    sources: tuple[str, ...] = ()


class Changes(Struct, frozen=True):
    """What happened to a timeline between two versions, in the order of the entries' dates."""

    story_id: str
    since: str
    version: str
    changes: tuple[Change, ...]


class Passage(Struct, frozen=True, omit_defaults=True):
    """A place in an article that supports an entry: `sentence` is the article's text from `start` to `end`.

    `before` and `after` are what stands around it in the same text.
    """

    article_id: str
    outlet: str
    title: str
    published_at: str
    claims: str
    start: int
    end: int
    before: str
    sentence: str
    after: str
    url: str | None = None
    duplicate_of: str | None = None


class Evidence(Struct, frozen=True):
    """An entry and every passage that supports it, claim by claim."""

    story_id: str
    version: str
    entry: Entry
    passages: tuple[Passage, ...]


class Event(Struct, frozen=True, omit_defaults=True):
    """The data of a server-sent event: a timeline as it is listed, and what changed since the version before."""

    timeline: Summary
    changes: tuple[Change, ...] | None = None


class Withdrawn(Struct, frozen=True):
    """The data of an event of the type `withdrawn`: all articles of the story are gone, and so is its timeline."""

    story_id: str
    language: str
    collection: str


class Problem(Struct, frozen=True):
    """An error as RFC 9457 has it (`application/problem+json`)."""

    status: int
    title: str
    detail: str
