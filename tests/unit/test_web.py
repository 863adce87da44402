import asyncio
import socket
import threading
import time
import urllib.error
import urllib.request

import pytest

from service.errors import UsageError
from service.metrics import Metrics
from service.web import Health, WebServer


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def health(clock):
    return Health(heartbeat_limit_seconds=30, broker_limit_seconds=60, clock=clock)


@pytest.fixture
def server(health):
    with WebServer("127.0.0.1", 0, Metrics(), health) as running:
        yield running


def get(server, path, method="GET"):
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", method=method)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_ready_follows_the_life_of_a_worker(health):
    assert health.ready().text == "waiting for partitions"
    health.assigned(
        [("articles.clean", 0), ("articles.clean", 1), ("articles.raw", 0)], to_fold=[("articles.clean", 0)]
    )
    assert health.ready().text == "folding, 1 of 3 partitions left"
    health.folded(("articles.clean", 0))
    assert health.ready().ok
    health.revoked()
    assert not health.ready().ok
    health.assigned([])
    assert health.ready().text == "ready, 0 partitions"
    health.drain()
    assert health.ready().text == "draining"
    assert health.live().ok


def test_a_silent_broker_makes_not_ready_but_stays_live(health, clock):
    health.assigned([])
    clock.now = 61
    health.beat()
    assert health.live().ok
    assert health.ready().text == "no answer from the broker for 61 s"
    health.broker_answered()
    assert health.ready().ok


def test_a_blocked_loop_is_neither_live_nor_ready(health, clock):
    health.assigned([])
    clock.now = 31
    assert health.live().text == "event loop blocked for 31 s"
    assert not health.ready().ok
    health.beat()
    assert health.live().ok


def test_probes_answer_over_http(server, health):
    assert get(server, "/livez") == (200, "live\n")
    assert get(server, "/readyz") == (503, "waiting for partitions\n")
    health.assigned([("articles.raw", 0)])
    assert get(server, "/readyz?verbose") == (200, "ready, 1 partitions\n")
    assert get(server, "/readyz", "HEAD") == (200, "")


def test_metrics_tell_readiness_and_the_heartbeat(server, health, clock):
    clock.now = 12
    status, text = get(server, "/metrics")
    assert status == 200
    assert "storyfold_worker_ready 0.0" in text
    assert "storyfold_loop_heartbeat_age_seconds 12.0" in text


@pytest.mark.parametrize("path", ["/", "/metrics/", "/config", "/livez/x"])
def test_nothing_else_is_shown(server, path):
    assert get(server, path) == (404, "not found\n")


def test_nothing_can_be_changed(server):
    assert get(server, "/livez", "POST")[0] == 501


def test_it_answers_while_the_event_loop_is_blocked(server):
    answers = []

    async def block():
        asker = threading.Thread(target=lambda: answers.append(get(server, "/livez")))
        asker.start()
        while asker.is_alive():
            time.sleep(0.01)  # noqa: ASYNC251 - blocking the loop is the point

    asyncio.run(asyncio.wait_for(block(), timeout=10))
    assert answers == [(200, "live\n")]


def test_a_taken_port_is_one_clear_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"cannot listen on 127.0.0.1:{port} .*: Address already in use"):
            WebServer("127.0.0.1", port, Metrics(), Health())


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "text/plain; version="),
        ("*/*", "text/plain; version="),
        ("application/openmetrics-text; version=1.0.0", "application/openmetrics-text; version="),
        (
            "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.5,*/*;q=0.1",
            "application/openmetrics-text",
        ),
        ("text/plain;version=0.0.4;charset=utf-8;q=0.9", "text/plain; version="),
        (
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
            "text/plain; vers",
        ),
        ("no such thing at all", "text/plain; version="),
    ],
)
def test_a_scrape_gets_a_content_type_that_prometheus_3_takes(server, accept, kind):
    headers = {} if accept is None else {"Accept": accept}
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}/metrics", headers=headers)
    with urllib.request.urlopen(request, timeout=5) as response:
        told, body = response.headers["Content-Type"], response.read().decode()
    assert told.startswith(kind)
    assert "charset=utf-8" in told
    assert body.endswith("# EOF\n") is ("openmetrics" in told)
