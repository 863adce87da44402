"""The HTTP API: JSON out, problems as RFC 9457, nothing that changes anything."""

from typing import Any

from litestar import Response, get
from litestar.datastructures import ETag
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.response import ServerSentEvent
from msgspec.structs import replace

from service import codec
from service.read import evidence, parameters, queries, stored
from service.read.changes import changes
from service.read.cursor import read_position
from service.read.database import Database
from service.read.events import Events
from service.read.filters import Filter
from service.read.parameters import plain
from service.read.problems import conflict, gone, unknown
from service.read.views import Changes, Evidence, Page, Problem
from service.records import ResolvedArticle, Timeline


def _problem(about: str) -> ResponseSpec:
    return ResponseSpec(Problem, media_type="application/problem+json", description=about, generate_examples=False)


def _record(kind: type) -> ResponseSpec:
    return ResponseSpec(kind, media_type="application/json", description="the record", generate_examples=False)


BAD = _problem("a parameter that cannot be")
MISSING = _problem("there is no such thing")
SLOW = _problem("the query took too long")
UNCHANGED = ResponseSpec(None, description="the client holds this version")


@get("/timelines", sync_to_thread=True, responses={400: BAD, 503: SLOW}, tags=["timelines"])
def list_timelines(
    database: NamedDependency[Database],
    wanted: NamedDependency[Filter],
    sort: parameters.Order = None,
    limit: parameters.Limit = 20,
    cursor: parameters.Cursor = None,
) -> Page:
    """Timelines that pass a filter, a page at a time: `cursor` asks for the next one."""
    with database.reading() as connection:
        return queries.timelines(connection, wanted, sort or ("best" if wanted.q else "newest"), limit, cursor)


@get(
    "/timelines/{story_id:str}",
    sync_to_thread=True,
    responses={200: _record(Timeline), 304: UNCHANGED, 400: BAD, 404: MISSING},
    tags=["timelines"],
)
def get_timeline(
    database: NamedDependency[Database], story_id: parameters.Identifier, if_none_match: parameters.IfNoneMatch = None
) -> Response[bytes]:
    """The newest record of the story as the topic has it, byte for byte. The entity tag is its version."""
    with database.reading() as connection:
        found = stored.newest(connection, plain(story_id))
    if found is None:
        raise unknown("story")
    version, record = found
    return _tagged(record, version, if_none_match)


@get(
    "/timelines/{story_id:str}/changes",
    sync_to_thread=True,
    responses={400: BAD, 404: MISSING, 410: _problem("that version is not kept (any more)")},
    tags=["timelines"],
)
def get_changes(
    database: NamedDependency[Database], story_id: parameters.Identifier, since: parameters.Since
) -> Changes:
    """What happened to a timeline since a version that the client saw, in the order of the entries' dates."""
    with database.reading() as connection:
        now = stored.timeline(connection, plain(story_id))
        if now is None:
            raise unknown("story")
        before = stored.at_version(connection, now.story_id, since)
    if before is None:
        raise gone("that version is not kept (any more): take the timeline itself")
    return Changes(now.story_id, since, now.version, changes(before, now))


@get(
    "/evidence/{story_id:str}/{entry_id:str}",
    sync_to_thread=True,
    responses={400: BAD, 404: MISSING},
    tags=["evidence"],
)
def get_evidence(
    database: NamedDependency[Database], story_id: parameters.Identifier, entry_id: parameters.Identifier
) -> Evidence:
    """Every passage that supports an entry, with what stands around it in the article's text."""
    with database.reading() as connection:
        timeline = stored.timeline(connection, plain(story_id))
        if timeline is None:
            raise unknown("story")
        entry = next((entry for entry in timeline.entries if entry.id == plain(entry_id)), None)
        if entry is None:
            raise unknown("entry")
        passages = tuple(evidence.passages(connection, timeline, entry))
    return Evidence(timeline.story_id, timeline.version, entry, passages)


@get(
    "/articles/{article_id:str}",
    sync_to_thread=True,
    responses={
        200: _record(ResolvedArticle),
        304: UNCHANGED,
        400: BAD,
        404: MISSING,
        409: _problem("several collections have an article with this id"),
    },
    tags=["evidence"],
)
def get_article(
    database: NamedDependency[Database],
    article_id: parameters.Identifier,
    collection: parameters.Collection = None,
    if_none_match: parameters.IfNoneMatch = None,
) -> Response[bytes]:
    """The newest record of an article as the topic has it, byte for byte. The entity tag is its revision."""
    with database.reading() as connection:
        found = stored.articles(connection, plain(article_id), collection)
    articles = [(record, codec.decode(record, ResolvedArticle)) for record in found.values()]
    told = [(record, article) for record, article in articles if article.verdict != "retracted"]
    if not told:
        raise unknown("article")
    if len(told) > 1:
        names = ", ".join(article.collection for _, article in told)
        raise conflict(f"several collections have an article with this id, say which: {names}")
    ((record, article),) = told
    return _tagged(record, article.revision, if_none_match)


@get("/events", media_type="text/event-stream", responses={400: BAD}, tags=["timelines"], no_compression=True)
async def get_events(
    events: NamedDependency[Events],
    wanted: NamedDependency[Filter],
    story_id: parameters.StoryId = None,
    last_event_id: parameters.LastEventId = None,
) -> ServerSentEvent:
    """Changes of timelines as server-sent events, from the last one that the client saw or from now on.

    `timeline` has the timeline as a list shows it and what changed since its version before; `withdrawn` says that all
    articles of a story are gone: of the filter it obeys `story_id`, `language` and `collection`, since what the story
    told is not kept.
    """
    position = read_position(last_event_id) if last_event_id else None
    return ServerSentEvent(events.stream(replace(wanted, story_id=story_id), position))


def _tagged(record: bytes, version: str, if_none_match: str | None) -> Response[Any]:
    """A record, or 304 for a client that holds this version. The tag is weak: a compressed answer has it, too."""
    tag = ETag(value=version, weak=True)
    headers = {"ETag": tag.to_header(), "Cache-Control": "no-cache"}
    held = [part.strip().removeprefix("W/") for part in (if_none_match or "").split(",")]
    if f'"{version}"' in held or held == ["*"]:
        return Response(None, status_code=304, headers=headers)
    return Response(record, media_type="application/json", headers=headers)


HANDLERS = (list_timelines, get_timeline, get_changes, get_evidence, get_article, get_events)
