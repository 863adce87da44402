"""The processes of the read side: the follower and what answers, on one event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import FrameType
from typing import Any

import uvicorn

from service.errors import UsageError
from service.read.application import Parts, application
from service.read.database import Database, database_path
from service.read.events import Events
from service.read.fold import Fold
from service.read.follow import Follower, look_up
from service.read.hub import Hub
from service.read.metrics import ReadMetrics
from service.settings import Settings
from service.topics import RESOLVED, TIMELINES
from service.web.health import Answer

DRAIN_SECONDS = 5
"""For answers under way; a stream of events is closed at once."""


def serve(settings: Settings) -> None:
    """Serve pages, API and MCP over HTTP until SIGTERM or SIGINT.

    Raises BrokerError when the topics are not there, UsageError when the address or the file cannot be had.
    """
    asyncio.run(_serve(settings))


def speak(settings: Settings) -> None:
    """Speak MCP on stdin and stdout until stdin ends; the errors of `serve`.

    Where another process writes the file (a server that runs on this machine), it only reads what that one folds.
    """
    asyncio.run(_speak(settings))


async def _serve(settings: Settings) -> None:
    listening = _listen(settings.read_host, settings.read_port)
    hub = Hub()
    async with _followed(settings, hub) as parts:
        if parts is None:
            path = str(database_path(settings))
            raise UsageError(f"read_database_file = {path!r} is being written by another process")
        await _Server(application(settings, parts), hub).serve([listening])


async def _speak(settings: Settings) -> None:
    async with _followed(settings, Hub()) as parts:
        await (parts or _shared(settings)).assistant().run_stdio_async()


@asynccontextmanager
async def _followed(settings: Settings, hub: Hub) -> AsyncIterator[Parts | None]:
    """The file, followed while the block runs; None when another process writes it."""
    topics = await look_up(settings)
    database = Database(database_path(settings), settings.read_query_timeout_seconds)
    if not database.lock():
        yield None
        return
    timelines = TIMELINES.full_name(settings.topic_prefix)
    fold = Fold(
        database.writer(topics.source),
        timelines,
        RESOLVED.full_name(settings.topic_prefix),
        versions_kept=settings.read_versions_kept,
        versions_days=settings.read_versions_days,
    )
    metrics, events = ReadMetrics(), Events(database, hub, timelines)
    metrics.database_bytes.set_function(database.size_bytes)
    metrics.streams.set_function(lambda: events.streams)
    follower = Follower(settings, fold, metrics, hub.notify)
    async with asyncio.TaskGroup() as tasks:
        following = tasks.create_task(follower.run())
        yield Parts(database, events, metrics, follower.ready)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


def _shared(settings: Settings) -> Parts:
    """The file that another process writes."""
    database = Database(database_path(settings), settings.read_query_timeout_seconds)
    events = Events(database, Hub(), TIMELINES.full_name(settings.topic_prefix))
    return Parts(database, events, ReadMetrics(), lambda: Answer(True, "ready"))


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise UsageError(f"cannot listen on {host}:{port} (read_host, read_port): {error.strerror}") from None


class _Server(uvicorn.Server):
    """Ends the streams of events, which would never end by themselves, as soon as it is told to end."""

    def __init__(self, app: Any, hub: Hub) -> None:
        super().__init__(
            uvicorn.Config(
                app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=DRAIN_SECONDS
            )
        )
        self._hub, self._loop = hub, asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as uvicorn calls it
        """A signal is the ordinary end, so the exit code is 0 (uvicorn would end by the signal); a second one is obeyed
        at once.
        """
        self._loop.call_soon_threadsafe(self._hub.close)
        self.force_exit, self.should_exit = self.should_exit, True
