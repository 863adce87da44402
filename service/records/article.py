"""Articles: clean, with the mentions found in them, and resolved, with the story that they belong to."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from service.records.form import SCHEMA_VERSION, written

DEFAULT_COLLECTION = "default"
"""The collection whose articles have their bare id as key."""

PublishedBasis = Literal["given", "page", "url", "fetched"]
PublishedDay = Annotated[
    str | None,
    Meta(description="day of publication where the outlet is, from which relative dates count; absent: that of UTC"),
]


class Removed(Struct, frozen=True):
    """A span that a rule took out: offsets in the text that the rule's stage was given, and what stood there."""

    rule: str
    start: int
    end: int
    text: str


class ArticleMeta(Struct, frozen=True, omit_defaults=True):
    """What leftovers and page metadata told about the article."""

    author: str | None = None
    categories: tuple[str, ...] = ()
    credit: str | None = None


OriginShare = Literal["whole", "part"]
OriginBasis = Literal["given", "page", "byline", "dateline", "tail"]


class Origin(Struct, frozen=True):
    """The news agency whose text an article prints.

    `agencies` are families (sorted). `whole`: the article is theirs; `part`: the outlet's own reporting stands beside
    it. `basis` says where the credit stands: the producer's word, the page's data, a byline, a dateline or the end of
    the text. `evidence` is the credit as it stands there.
    """

    agencies: tuple[str, ...]
    share: OriginShare
    basis: OriginBasis
    evidence: str


class Timex(Struct, frozen=True, omit_defaults=True, gc=False):
    """A time expression (TIMEX3) with the days that it covers.

    `low` and `high` are inclusive ISO days. They are absent where an expression dates nothing: in a SET, a vague
    reference, and a DURATION, unless it is a term that runs from the day of publication ("within two weeks").
    """

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    precision: Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "century", "none"] = (
        written("none")
    )
    low: str | None = None
    high: str | None = None
    basis: Literal["explicit", "inferred"] = written("explicit")
    direction: Literal["past", "future", "same"] = written("past")


class Mention(Struct, frozen=True, omit_defaults=True, gc=False):
    """A clause of an article that may tell of an event: the atom of every timeline.

    `start:end` is the clause, `sentence_start:sentence_end` the sentence around it, in the text of the record that
    holds it. `anchors` is sorted; each is `n:` name, `q:` quantity with unit, `t:` trigger class or `p:` place.
    `relation` is `of` when only a noun of the clause has the date ("Monday's vote"), `after` when it was inferred from
    what came before, `within` for the time of another clause ("during which") and for a term that still runs.
    `follows` is the start of an earlier mention of the same article whose time this undated one shares
    ("afterwards", "during which").
    """

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    block: Literal["lead", "prose", "list", "table"] = written("prose")
    timex: Timex | None = None
    relation: Literal["on", "after", "before", "within", "of"] = written("on")
    modality: Literal["occurred", "projected", "negated"] = written("occurred")
    anchors: tuple[str, ...] = ()
    quoted: bool = False
    follows: int | None = None


class CleanArticle(Struct, frozen=True, omit_defaults=True, tag_field="kind", tag="article"):
    """An article reduced to itself, with the mentions found in it.

    `revision` is a hash of what the reader sees (id, url, outlet, title, text, language, collection, published_at and
    published_day); `arrived_at` is `fetched_at`, else the Kafka timestamp of the raw record: it only bounds the lane
    clock.
    """

    id: str
    revision: str
    outlet: str
    title: str
    text: str
    language: str
    collection: str
    published_at: str
    published_basis: PublishedBasis
    extractor: str
    published_day: PublishedDay = None
    url: str | None = None
    fetched_at: str | None = None
    arrived_at: str | None = None
    removed: tuple[Removed, ...] = ()
    mentions: tuple[Mention, ...] = ()
    family: Annotated[
        str | None, Meta(description="the publisher family of the outlet: a known one's id, else its domain or name")
    ] = None
    origin: Annotated[
        Origin | None, Meta(description="the news agency that the article credits; null: none is credited")
    ] = None
    meta: ArticleMeta = written(ArticleMeta())
    schema_version: int = written(SCHEMA_VERSION)


def lane_key(collection: str, language: str) -> str:
    """The lane of an article, also its partition key: language (primary subtag, lower case) of a collection."""
    return f"{collection}/{language.partition('-')[0].partition('_')[0].lower()}"


def publication_day(article: "CleanArticle | ResolvedArticle") -> str:
    """The day that "today" means in an article, `YYYY-MM-DD`."""
    return article.published_day or article.published_at[:10]


def article_key(collection: str, article_id: str) -> str:
    """The key of an article on `articles.resolved`: its id; in another collection than `default` `//collection/id`.

    No two articles share one: a collection's `/` is escaped, and an id that begins with `//` is written the long way.
    """
    if collection == DEFAULT_COLLECTION and not article_id.startswith("//"):
        return article_id
    return f"//{collection.replace('%', '%25').replace('/', '%2F')}/{article_id}"


class Retraction(Struct, frozen=True, omit_defaults=True, tag_field="kind", tag="retraction"):
    """The withdrawal of an article of a collection, sent to every partition of `articles.clean`, since its lane is
    unknown. The same id in another collection is another article.
    """

    id: str
    collection: str = written(DEFAULT_COLLECTION)
    arrived_at: str | None = None
    schema_version: int = written(SCHEMA_VERSION)


Verdict = Literal["new", "joined", "duplicate", "revision", "retracted"]


class ResolvedArticle(Struct, frozen=True, omit_defaults=True):
    """A clean article after its lane decided where it belongs.

    `text` lacks the boilerplate lines that the lane has learned; `removed` and `mentions` are adjusted. For
    `retracted` only `id`, `story_id`, `verdict`, `language` and `collection` are meaningful. It carries nothing that
    depends on when a record passed through Kafka.
    """

    id: str
    revision: str
    outlet: str
    title: str
    text: str
    language: str
    collection: str
    published_at: str
    published_basis: PublishedBasis
    extractor: str
    verdict: Verdict
    story_id: str
    published_day: PublishedDay = None
    url: str | None = None
    fetched_at: str | None = None
    removed: tuple[Removed, ...] = ()
    mentions: tuple[Mention, ...] = ()
    family: Annotated[
        str | None, Meta(description="the publisher family of the outlet: a known one's id, else its domain or name")
    ] = None
    origin: Annotated[
        Origin | None, Meta(description="the news agency that the article credits; null: none is credited")
    ] = None
    meta: ArticleMeta = written(ArticleMeta())
    duplicate_of: str | None = None
    excerpt_of: str | None = None
    similarity: float | None = None
    source_group: Annotated[
        str | None, Meta(description="leader of the same-text group; articles that share it count as one source")
    ] = None
    decisions: Annotated[
        int,
        Meta(
            ge=0,
            description="how often the lane has decided on this article up to this record: 1 at first, one more with "
            "each revision and retraction; 0 in records of an older version",
        ),
    ] = written(0)
    schema_version: int = written(SCHEMA_VERSION)
