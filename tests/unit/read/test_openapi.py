"""The application keeps what its OpenAPI document says, for input that fits the document and input that does not."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from litestar.types import ASGIApp
from schemathesis.generation.modes import GenerationMode

from service.read import api
from service.read.application import Parts, application
from service.read.events import Events
from service.read.hub import Hub
from service.read.metrics import ReadMetrics
from service.settings import Settings
from service.web.health import Answer
from tests.unit.read.records import TIMELINES, File, feed


@pytest.fixture
def app(tmp_path) -> ASGIApp:
    file = File(tmp_path / "read.sqlite")
    file.tell(*feed())
    hub = Hub()
    hub.close()  # streams of events end at once
    parts = Parts(file.database, Events(file.database, hub, TIMELINES), ReadMetrics(), lambda: Answer(True, "ready"))
    return application(Settings(), parts)


@pytest.mark.parametrize("mode", GenerationMode)
def test_answers_are_those_of_the_document(app, mode):
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    paths = [path for path in schema if "GET" in schema[path]]
    assert len(paths) == len(api.HANDLERS)
    for path in paths:

        @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
        def ask(case):
            if mode is GenerationMode.POSITIVE:  # opaque marks: that one is ours, no schema can say
                case.query.pop("cursor", None)
                case.headers.pop("Last-Event-ID", None)
            case.call_and_validate()

        ask()
