"""Timelines: dated entries with their claims, and the evidence of each."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from service.records.article import Origin
from service.records.form import SCHEMA_VERSION, written


class TimelineArticle(Struct, frozen=True, omit_defaults=True):
    """An article of a story as the timeline lists it."""

    id: str
    outlet: str
    title: str
    published_at: str
    url: str | None = None
    duplicate_of: str | None = None
    family: Annotated[
        str | None, Meta(description="the publisher family of the outlet: a known one's id, else its domain or name")
    ] = None
    origin: Annotated[
        Origin | None, Meta(description="the news agency that the article credits; null: none is credited")
    ] = None


class Evidence(Struct, frozen=True):
    """A place in an article's resolved text that supports a claim."""

    article_id: str
    start: int
    end: int


ClaimBasis = Literal["explicit", "inferred", "publication"]


class Claim(Struct, frozen=True):
    """One date that sources give for an entry. `date` is EDTF."""

    date: str
    basis: ClaimBasis
    evidence: tuple[Evidence, ...]


class Entry(Struct, frozen=True):
    """One dated event of a story. `text` is the sentence of `article_id` that tells it best."""

    id: str
    date: str
    precision: Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "century", "interval"]
    status: Literal["occurred", "projected"]
    text: str
    article_id: str
    basis: ClaimBasis
    sources: tuple[str, ...]
    independent_sources: int
    claims: tuple[Claim, ...]
    conflict: Literal["none", "soft", "hard"] = "none"
    self_inconsistent: tuple[str, ...] = ()
    salience: Annotated[
        int,
        Meta(
            ge=0,
            le=1000,
            description="how far the story is about this entry: the chance, in thousandths, that it is rightly told "
            "and matters to the story, as learned from labelled stories; the headline view ranks by it; "
            "0 in records of an older version",
        ),
    ] = 0
    also: Annotated[
        tuple[Evidence, ...],
        Meta(
            description="sentences that more likely than not tell this event again, in other words or with another "
            "date, in order of publication; neither evidence of a claim nor sources; empty when there is none"
        ),
    ] = ()


class Timeline(Struct, frozen=True):
    """The full state of a story: the newest record of its key replaces every earlier one.

    `version` is a hash of the articles and their mentions, and changes whenever these do; `sequence` puts the versions
    of a story in order. `entries` are sorted by date.
    """

    story_id: str
    version: str
    title: str
    language: str
    collection: str
    first_published: str
    last_published: str
    article_count: int
    articles: tuple[TimelineArticle, ...]
    independent_sources: int
    entries: tuple[Entry, ...]
    sequence: Annotated[
        int,
        Meta(
            ge=0,
            description="how many decisions on its articles the story has seen: one more with each article, revision "
            "and retraction, and never less, unless an article moved to a lane of another language; of two records of "
            "a story the one with more is the newer; 0 in records of an older version",
        ),
    ] = written(0)
    schema_version: int = written(SCHEMA_VERSION)
