"""What surrounds the application for every request, whoever answers it: paths as they were sent, and safe headers."""

import time
from collections.abc import Mapping

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import Histogram

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[bytes, bytes] = {
    b"content-security-policy": CONTENT_SECURITY_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
}


class Surroundings:
    """An ASGI application around another one.

    Routing goes by the path as it was sent, percent-encoded: ids may hold any character, a slash too. Handlers get
    path parameters in that form and decode them. Every answer gets the same security headers, and is timed until it
    begins.
    """

    def __init__(self, app: ASGIApp, seconds: Histogram) -> None:
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        path = scope["raw_path"].partition(b"?")[0].decode("latin-1")
        scope["path"] = path
        began = time.perf_counter()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS.items()]
                route = scope.get("path_template") or "none"
                status = f"{message['status'] // 100}xx"
                self._seconds.labels(route, status).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, send_with_headers)
