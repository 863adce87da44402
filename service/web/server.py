"""Metrics and health over HTTP, in threads of their own: they answer also while the event loop is blocked.

`/metrics` is the Prometheus (or OpenMetrics) exposition; `/livez` and `/readyz` answer 200 or 503 with a line of text.
Nothing of an article or a story is ever shown, and nothing can be changed: only GET and HEAD are known.
"""

import logging
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import ClassVar, Self

from prometheus_client.exposition import choose_encoder

from service.errors import UsageError
from service.metrics import Metrics
from service.web.health import Answer, Health

log = logging.getLogger(__name__)

TEXT = "text/plain; charset=utf-8"


class WebServer:
    """The HTTP server of one worker: a context manager that listens from `__enter__` to `__exit__`.

    Port 0 takes any free port; `port` tells which. Raises UsageError when the address cannot be bound.
    """

    def __init__(self, host: str, port: int, metrics: Metrics, health: Health) -> None:
        metrics.ready.set_function(lambda: float(health.ready().ok))
        metrics.broker_silence.set_function(health.broker_silence_seconds)
        metrics.heartbeat_age.set_function(health.heartbeat_age_seconds)
        handler = type("Handler", (_Handler,), {"metrics": metrics, "health": health})
        try:
            self._server = _Server((host, port), handler)
        except OSError as error:
            raise UsageError(f"cannot listen on {host}:{port} (http_host, http_port): {error.strerror}") from None
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, name="web", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a client that dawdles must not hold up the worker's end

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        log.debug("web request failed", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    metrics: ClassVar[Metrics]
    health: ClassVar[Health]
    timeout = 5  # seconds a client may dawdle
    server_version = "storyfold"
    sys_version = ""

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/metrics":
                encode, content_type = choose_encoder(self.headers.get("Accept", ""))
                self._reply(HTTPStatus.OK, content_type, encode(self.metrics.registry))
            case "/livez":
                self._probe(self.health.live())
            case "/readyz":
                self._probe(self.health.ready())
            case _:
                self._reply(HTTPStatus.NOT_FOUND, TEXT, b"not found\n")

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def _probe(self, answer: Answer) -> None:
        status = HTTPStatus.OK if answer.ok else HTTPStatus.SERVICE_UNAVAILABLE
        self._reply(status, TEXT, answer.text.encode() + b"\n")

    def _reply(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        log.debug(format, *args)
