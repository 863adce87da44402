"""The container probe against the worker's own HTTP server."""

import pytest
from click.testing import CliRunner

from service.cli.health import command
from service.metrics import Metrics
from service.web import Health, WebServer


@pytest.fixture
def worker():
    health = Health()
    with WebServer("127.0.0.1", 0, Metrics(), health) as server:
        yield health, server.port


def ask(port, *arguments):
    return CliRunner().invoke(command, ["--set", f"http_port={port}", "--set", "http_host=0.0.0.0", *arguments])


def test_a_live_worker_that_is_not_ready_yet(worker):
    _, port = worker
    assert ask(port).exit_code == 0
    done = ask(port, "--ready")
    assert done.exit_code == 1
    assert f"127.0.0.1:{port}: " in str(done.exception)


def test_a_ready_worker(worker):
    health, port = worker
    health.assigned([("articles.raw", 0)])
    health.broker_answered()
    done = ask(port, "--ready")
    assert done.exit_code == 0
    assert done.output.startswith("ready")


def test_a_worker_without_a_port_cannot_be_asked():
    assert "http_port = 0" in str(ask(0).exception)
