"""Parameters of requests, with the bounds that the OpenAPI document states."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import unquote

from litestar.params import HeaderParameter, PathParameter, QueryParameter

from service.read.filters import Filter

MAX_QUESTION = 500
"""Characters; a person types less, and a longer one only costs."""
MAX_NAME = 300
"""Characters of an outlet, a language, a story id, a collection or a version."""
MAX_ID = 2000
"""Characters: an article id may be a long URL."""
MAX_PAGE = 100
"""Items; larger answers go through the cursor."""
_LARGEST_COUNT = 1_000_000
"""More sources than any story has."""

Identifier = Annotated[str, PathParameter(description="percent-encoded; may hold any character", max_length=3 * MAX_ID)]
Collection = Annotated[
    str | None,
    QueryParameter(description="collection of the article, where several have the id", max_length=MAX_NAME),
]
StoryId = Annotated[str | None, QueryParameter(description="only this story", max_length=MAX_NAME)]
Cursor = Annotated[str | None, QueryParameter(description="`cursor` of the page before", max_length=MAX_ID)]
Limit = Annotated[int, QueryParameter(description="items of a page", ge=1, le=MAX_PAGE)]
Order = Annotated[
    Literal["newest", "best"] | None,
    QueryParameter(description="newest article first, or best match first (the default with `q`)"),
]
Since = Annotated[str, QueryParameter(description="a version that was seen before", min_length=1, max_length=MAX_NAME)]
LastEventId = Annotated[
    str | None,
    HeaderParameter(name="Last-Event-ID", description="id of the last event that was seen", max_length=80_000),
]
IfNoneMatch = Annotated[
    str | None, HeaderParameter(name="If-None-Match", description="entity tags that the client holds")
]


def wanted(  # noqa: PLR0917 - Litestar gives them by name
    q: Annotated[
        str | None,
        QueryParameter(description='words that must all occur; "a phrase", -without, begin*', max_length=MAX_QUESTION),
    ] = None,
    since: Annotated[date | None, QueryParameter(description="first day of an entry")] = None,
    until: Annotated[date | None, QueryParameter(description="last day of an entry")] = None,
    outlet: Annotated[str | None, QueryParameter(description="an outlet that reports it", max_length=MAX_NAME)] = None,
    language: Annotated[str | None, QueryParameter(description="language of the story", max_length=MAX_NAME)] = None,
    collection: Annotated[
        str | None, QueryParameter(description="collection of the story", max_length=MAX_NAME)
    ] = None,
    min_sources: Annotated[
        int | None, QueryParameter(description="at least so many independent sources", ge=1, le=_LARGEST_COUNT)
    ] = None,
    conflict: Annotated[
        Literal["soft", "hard"] | None, QueryParameter(description="sources disagree: at least so gravely")
    ] = None,
    status: Annotated[
        Literal["occurred", "projected"] | None, QueryParameter(description="an entry that has happened, or is planned")
    ] = None,
) -> Filter:
    """The filter of a list, a feed or a stream."""
    return Filter(
        q=q,
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        outlet=outlet,
        language=language,
        collection=collection,
        min_sources=min_sources,
        conflict=conflict,
        status=status,
    )


def plain(encoded: str) -> str:
    """A path parameter as it was meant."""
    return unquote(encoded)
