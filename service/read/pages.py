"""The page: rendered here, readable without a script, and with nothing of an article ever taken for markup."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Request, Response, Router, get
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, ValidationException
from litestar.response import Template
from litestar.static_files import create_static_files_router
from msgspec import Meta, Struct

from service.read import evidence, feeds, parameters, present, queries, stored
from service.read.changes import changes
from service.read.cursor import BadMarkError
from service.read.database import Database, TooSlowError
from service.read.filters import Filter
from service.read.parameters import plain
from service.read.problems import unknown
from service.records import Timeline
from service.timeline.presenting.headline import headline

PAGE = 20
"""Timelines of a page."""
SEEN_DAYS = 90
"""How long a browser remembers what its reader has seen."""
_SEEN = "seen"
_SHOWN_ERRORS: tuple[type[Exception], ...] = (HTTPException, BadMarkError, TooSlowError)
_NAME = Annotated[str, Meta(max_length=parameters.MAX_NAME)]


class Question(Struct, frozen=True, omit_defaults=True):
    """The search form: as the API's parameters, but a field that was left empty asks for nothing."""

    q: Annotated[str, Meta(max_length=parameters.MAX_QUESTION)] | None = None
    since: date | None = None
    until: date | None = None
    outlet: _NAME | None = None
    language: _NAME | None = None
    collection: _NAME | None = None
    min_sources: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    conflict: Literal["soft", "hard"] | None = None
    status: Literal["occurred", "projected"] | None = None
    sort: Literal["newest", "best"] | None = None
    cursor: Annotated[str, Meta(max_length=parameters.MAX_ID)] | None = None

    def filter(self) -> Filter:
        """What passes."""
        asked = msgspec.to_builtins(self)
        return Filter(**{name: value for name, value in asked.items() if name not in ("sort", "cursor")})


def _question(request: Request[Any, Any, Any]) -> Question:
    given = {name: present.unsteered(values[-1]) for name, values in request.query_params.dict().items()}
    try:
        return msgspec.convert({name: value for name, value in given.items() if value}, Question, strict=False)
    except msgspec.ValidationError as error:
        raise ValidationException(str(error)) from None


@get("/", sync_to_thread=True, include_in_schema=False)
def home(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """The list of stories, searched and filtered."""
    question = _question(request)
    order = question.sort or ("best" if question.q else "newest")
    with database.reading() as connection:
        page = queries.timelines(connection, question.filter(), order, PAGE, question.cursor)
    asked = {name: value for name, value in msgspec.to_builtins(question).items() if name != "cursor"}
    following = f"/?{urlencode({**asked, 'cursor': page.cursor})}" if page.cursor else None
    events = {name: value for name, value in asked.items() if name != "sort"}
    return Template(
        "stories.html",
        context={
            "asked": question,
            "narrowed": bool(asked.keys() - {"q"}),
            "page": page,
            "following": following,
            "most": f"{queries.MAX_RANKED:,}",
            "by_time": f"/?{urlencode({**asked, 'sort': 'newest'})}",
            "first": question.cursor is None,
            "events": f"/events?{urlencode(events)}",
            "feed": f"/feeds/timelines.atom?{urlencode(events)}",
        },
    )


@get("/stories/{story_id:str}", sync_to_thread=True, include_in_schema=False)
def story(
    request: Request[Any, Any, Any], database: NamedDependency[Database], story_id: parameters.Identifier
) -> Template:
    """A story: its timeline, who says what, and what changed since the reader last looked."""
    seen = request.cookies.get(_SEEN)
    with database.reading() as connection:
        timeline = _timeline(connection, story_id)
        before = stored.at_version(connection, timeline.story_id, seen) if seen else None
        entries = list(timeline.entries)
        if request.query_params.get("show") != "all":
            entries = list(headline(entries, present.STRONGEST))
        passages = {
            entry.id: list(evidence.passages(connection, timeline, entry))
            for entry in entries
            if entry.conflict != "none"
        }
    changed = changes(before, timeline) if before else ()
    path = f"/stories/{quote(timeline.story_id, safe='')}"
    return Template(
        "story.html",
        context={
            "timeline": timeline,
            "path": path,
            "shown": list(present.shown(timeline, entries, passages, changed)),
            "left": len(timeline.entries) - len(entries),
            "changed": changed,
            "events": f"/events?{urlencode({'story_id': timeline.story_id})}",
            "feed": f"/feeds/{quote(timeline.story_id, safe='')}.atom",
            "linked_data": present.linked_data(timeline, entries),
        },
        cookies=[
            Cookie(
                key=_SEEN,
                value=timeline.version,
                path=path,
                max_age=SEEN_DAYS * 86_400,
                httponly=True,
                samesite="strict",
            )
        ],
        headers={"Cache-Control": "no-store"},
    )


@get("/stories/{story_id:str}/sources/{article_id:str}", sync_to_thread=True, include_in_schema=False)
def source(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    story_id: parameters.Identifier,
    article_id: parameters.Identifier,
) -> Template:
    """An article's text with one sentence highlighted."""
    with database.reading() as connection:
        timeline = _timeline(connection, story_id)
        article = evidence.article(connection, timeline.collection, plain(article_id))
    if article is None or article.story_id != timeline.story_id:
        raise unknown("article in this story")
    start, end = _place(request.query_params.get("at", ""), len(article.text))
    return Template(
        "source.html",
        context={
            "timeline": timeline,
            "path": f"/stories/{quote(timeline.story_id, safe='')}",
            "article": article,
            "parts": (article.text[:start], article.text[start:end], article.text[end:]),
        },
    )


def _timeline(connection: Any, story_id: str) -> Timeline:
    found = stored.timeline(connection, plain(story_id))
    if found is None:
        raise unknown("story")
    return found


def _place(at: str, length: int) -> tuple[int, int]:
    """The offsets of `start-end`; nothing is highlighted for any other text."""
    start, _, end = at.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(at) < 30):
        return 0, 0
    low = min(int(start), length)
    return low, max(low, min(int(end), length))


def _error(_: Request[Any, Any, Any], error: Any) -> Response[Any]:
    status, detail = 500, "unexpected"
    match error:
        case HTTPException():
            status, detail = error.status_code, error.detail
        case BadMarkError():
            status, detail = 400, str(error)
        case TooSlowError():
            status, detail = 503, str(error)
    return Template("problem.html", context={"status": status, "detail": detail}, status_code=status)


def environment() -> Environment:
    """Jinja with escaping always on: a template has no way to forget it."""
    found = Environment(
        loader=PackageLoader("service.read"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    found.filters |= {
        "visible": present.visible,
        "human": present.human,
        "xml": feeds.xml,
        "web_address": present.web_address,
        "segment": lambda text: quote(text, safe=""),
        "count": lambda number, noun: f"{number} {noun}{'' if number == 1 else 's'}",
        "parts": lambda text: [part.partition(queries.CLOSE) for part in text.split(queries.OPEN)],
    }
    return found


def routers() -> list[Router]:
    """The pages and the files that they refer to."""
    return [
        Router("/", route_handlers=[home, story, source], exception_handlers=dict.fromkeys(_SHOWN_ERRORS, _error)),
        create_static_files_router("/static", [Path(__file__).parent / "static"], include_in_schema=False),
    ]
