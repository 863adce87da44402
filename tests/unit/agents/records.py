"""Records of the three agents' topics, as a consumer gives them."""

from types import SimpleNamespace
from typing import Any

from service import codec
from service.records import CleanArticle, ResolvedArticle, Retraction
from service.topics import CLEAN, DEAD_LETTER, LANES, RAW, RESOLVED, TIMELINES

PARTITIONS = {topic.name: 4 for topic in (RAW, CLEAN, RESOLVED, TIMELINES, LANES, DEAD_LETTER)}
TEXT = "The bridge of {} was opened on Monday by mayor Alma Reed. About 4,000 people came to see it, the council said."


def clean(article_id: str, place: str = "Velmora", **fields: Any) -> CleanArticle:
    """An article."""
    known: dict[str, Any] = {
        "revision": "1",
        "outlet": f"{article_id}.example",
        "title": f"The bridge of {place}",
        "text": TEXT.format(place),
        "language": "en",
        "collection": "default",
        "published_at": "2026-03-03T09:00:00Z",
        "published_basis": "given",
        "extractor": "text",
    } | fields
    return CleanArticle(id=article_id, **known)


def resolved(article_id: str, story_id: str, **fields: Any) -> ResolvedArticle:
    """The same as a member of a story."""
    article = clean(article_id)
    known: dict[str, Any] = {
        name: getattr(article, name)
        for name in ("revision", "outlet", "title", "text", "language", "collection", "published_at", "published_basis")
    }
    return ResolvedArticle(
        id=article_id, story_id=story_id, **known | {"extractor": "text", "verdict": "joined"} | fields
    )


def message(
    record: CleanArticle | Retraction | ResolvedArticle | bytes | None,
    *,
    key: str | None = None,
    partition: int = 0,
    offset: int = 0,
    headers: Any = (),
) -> Any:
    """A consumed record, with its id as the key if none is given."""
    value = record if record is None or isinstance(record, bytes) else codec.encode(record)
    found = key if key is not None else getattr(record, "id", None)
    return SimpleNamespace(
        partition=partition,
        offset=offset,
        timestamp=1_772_600_000.999,
        key=None if found is None else found.encode(),
        value=value,
        headers=headers,
    )
