"""A server of the pages on a socket, and Debian's Chromium."""

import asyncio
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from service.read.application import Parts, application
from service.read.events import Events
from service.read.hub import Hub
from service.read.metrics import ReadMetrics
from service.settings import Settings
from service.web.health import Answer
from tests.unit.read.records import TIMELINES, File, feed


class Site:
    """The application on a free port of this machine, in a thread; `tell` puts records into its file."""

    def __init__(self, file: File) -> None:
        self.file, self._hub = file, Hub()
        listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        parts = Parts(
            file.database, Events(file.database, self._hub, TIMELINES), ReadMetrics(), lambda: Answer(True, "ready")
        )
        self._server = uvicorn.Server(
            uvicorn.Config(application(Settings(), parts), log_config=None, timeout_graceful_shutdown=1)
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(listening,), daemon=True)
        self._thread.start()

    def _run(self, listening: socket.socket) -> None:
        with listening, asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._server.serve([listening]))

    def tell(self, timelines: dict[str, bytes | None], articles: dict[str, bytes | None] | None = None) -> None:
        self.file.tell(timelines, articles)
        self._loop.call_soon_threadsafe(self._hub.notify)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._hub.close)
        self._server.should_exit = True
        self._thread.join(20)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    file = File(tmp_path / "read.sqlite")
    file.tell(*feed())
    found = Site(file)
    yield found
    found.close()
    file.database.close()


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium, driven by Playwright; skips, with the reason, where either is missing.

    For one module: while Playwright runs, no other event loop can be in this thread.
    """
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        found = driver.chromium.launch(executable_path=chromium, args=arguments)
        yield found
        found.close()
