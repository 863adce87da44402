"""A file with the sample feed in it, and a client of the application over it."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient

from service.read.application import Parts, application
from service.read.database import Database
from service.read.events import Events
from service.read.hub import Hub
from service.read.metrics import ReadMetrics
from service.settings import Settings
from service.web.health import Answer
from tests.unit.read.records import TIMELINES, File, feed

Client = TestClient[Any]


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every database of a test is closed at its end."""
    made, make = list[Database](), Database.__init__

    def noting(self: Database, *arguments: Any, **named: Any) -> None:
        make(self, *arguments, **named)
        made.append(self)

    monkeypatch.setattr(Database, "__init__", noting)
    yield
    for database in made:
        database.close()


@pytest.fixture
def file(tmp_path) -> File:
    return File(tmp_path / "read.sqlite")


@pytest.fixture
def told(file: File) -> File:
    file.tell(*feed())
    return file


@pytest.fixture
def client(told: File) -> Iterator[Client]:
    with client_of(told) as found:
        yield found


def client_of(file: File, **settings: Any) -> Client:
    parts = Parts(file.database, Events(file.database, Hub(), TIMELINES), ReadMetrics(), lambda: Answer(True, "ready"))
    return TestClient(application(Settings(**settings), parts), raise_server_exceptions=False)
