"""The web application: which handlers there are, and what surrounds all of them."""

import hmac
from collections.abc import Callable
from typing import Any

from litestar import Litestar, Request, Response, asgi, get
from litestar.config.compression import CompressionConfig
from litestar.config.cors import CORSConfig
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template.config import TemplateConfig
from litestar.types import ASGIApp, Guard, Receive, Scope, Send
from mcp.server.mcpserver import MCPServer
from msgspec import Struct
from prometheus_client.exposition import choose_encoder

from service import __version__
from service.read import api, assistant, feeds, pages, parameters, problems
from service.read.asgi import Surroundings
from service.read.database import Database
from service.read.events import Events
from service.read.metrics import ReadMetrics
from service.settings import Settings
from service.web.health import Answer

GZIP_LEVEL = 4
"""Of zlib, between the fastest (1) and the smallest (9)."""
OPEN = "open"
"""Marks a route that needs no token: the probes and the metrics, which tell nothing of any article."""


class Parts(Struct, frozen=True):
    """What handlers are given. `ready` answers the readiness probe."""

    database: Database
    events: Events
    metrics: ReadMetrics
    ready: Callable[[], Answer]

    def assistant(self) -> MCPServer[None]:
        """The MCP server over the same file."""
        return assistant.server(self.database, lambda: self.ready().ok)


def application(settings: Settings, parts: Parts) -> ASGIApp:
    """The ASGI application of `storyfold serve`."""
    origins = [origin.strip() for origin in settings.read_cors_origins.split(",") if origin.strip()]
    per_minute = settings.read_requests_per_minute
    limit = RateLimitConfig(("minute", per_minute), exclude_opt_key=OPEN) if per_minute else None
    tools = parts.assistant()
    tools.streamable_http_app(stateless_http=True, host=settings.read_host)  # makes the session manager

    @asgi(assistant.PATH, copy_scope=True)
    async def mcp(scope: Scope, receive: Receive, send: Send) -> None:
        await tools.session_manager.handle_request(scope, receive, send)  # type: ignore[arg-type]

    app = Litestar(
        [mcp, *api.HANDLERS, *feeds.HANDLERS, *pages.routers(), *_probes(parts)],
        dependencies={
            "database": Provide(lambda: parts.database, sync_to_thread=False),
            "events": Provide(lambda: parts.events, sync_to_thread=False),
            "wanted": Provide(parameters.wanted, sync_to_thread=False),
        },
        guards=[_guard(settings.read_token)] if settings.read_token else [],
        middleware=[limit.middleware] if limit else [],
        lifespan=[lambda _: tools.session_manager.run()],
        cors_config=CORSConfig(allow_origins=origins, allow_methods=["GET", "HEAD"]) if origins else None,
        compression_config=CompressionConfig("gzip", gzip_compress_level=GZIP_LEVEL, exclude_opt_key="no_compression"),
        plugins=[problems.plugin()],
        template_config=TemplateConfig(engine=JinjaTemplateEngine.from_environment(pages.environment())),
        exception_handlers={Exception: problems.unexpected},
        openapi_config=_openapi(),
        logging_config=None,
    )
    return Surroundings(app, parts.metrics.requests)


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="storyfold",
        version=__version__,
        summary="Timelines of stories, with their sources and contradictions.",
        path="/openapi.json",
        render_plugins=[JsonRenderPlugin(path="/")],
        use_handler_docstrings=True,
    )


def _guard(token: str) -> Guard:
    wanted = f"Bearer {token}".encode()

    def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
        given = connection.headers.get("authorization", "").encode("utf-8", "replace")
        if not handler.opt.get(OPEN) and not hmac.compare_digest(given, wanted):
            raise NotAuthorizedException("a bearer token is needed", headers={"WWW-Authenticate": "Bearer"})

    return guard


def _probes(parts: Parts) -> list[BaseRouteHandler]:
    text = "text/plain"

    @get("/livez", include_in_schema=False, sync_to_thread=False, media_type=text, opt={OPEN: True})
    def live() -> str:
        return "live\n"

    @get("/readyz", include_in_schema=False, sync_to_thread=False, opt={OPEN: True})
    def ready() -> Response[str]:
        answer = parts.ready()
        return Response(answer.text + "\n", status_code=200 if answer.ok else 503, media_type=text)

    @get("/metrics", include_in_schema=False, sync_to_thread=True, opt={OPEN: True})
    def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
        encode, media_type = choose_encoder(request.headers.get("accept", ""))
        page: bytes = encode(parts.metrics.registry)
        # Litestar names the character set of a text by itself.
        return Response(page, media_type=media_type.removesuffix("; charset=utf-8"))

    return [live, ready, metrics]
