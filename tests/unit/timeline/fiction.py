"""Small fictional articles for the tests of this room."""

from service.mentions import find
from service.records import ResolvedArticle


def article(article_id, text, published="2026-03-05", outlet=None, *, language="en", **fields) -> ResolvedArticle:
    """A resolved article with its mentions found."""
    title = fields.pop("title", "")
    published_at = published if "T" in published else published + "T08:00:00Z"
    return ResolvedArticle(
        id=article_id,
        revision=fields.pop("revision", "1"),
        outlet=outlet or f"{article_id}.example",
        title=title,
        text=text,
        language=language,
        collection="default",
        published_at=published_at,
        published_basis="given",
        extractor="text",
        verdict=fields.pop("verdict", "joined"),
        story_id="s-test",
        mentions=find(text, title, published_at, language),
        **fields,
    )
