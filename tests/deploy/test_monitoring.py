"""A worker under load, real Kafka, real Prometheus: dashboards and alerts see data, and the data are true."""

import asyncio
import re
import time
from collections import Counter

import pytest
import yaml

from deploy.generate.dashboards import ALL
from service import deadletter
from service.topics import ALL as TOPICS
from service.topics import CLEAN, DEAD_LETTER, RAW, RESOLVED
from tests.deploy.manifests import PROMETHEUS
from tests.deploy.monitoring import PrometheusServer, as_grafana_asks, fetch, selectors, unavailable
from tests.kafka.broker import free_port
from tests.kafka.feed import Feed
from tests.kafka.harness import Harness, Sent

pytestmark = pytest.mark.kafka
PARTITIONS, RECORDS = 2, 600
ODD = Sent(b'{"id":"odd","text":"The bridge of Velmora opened on 3 May 2025.","colour":"red"}', partition=0)
SHOWN = [(board, panel, query) for board in ALL for row in board.rows for panel in row for query in panel.queries]
QUERIES = [shown for shown in SHOWN if "storyfold_read_" not in shown[2].expression]
READ = [query for _, _, query in SHOWN if "storyfold_read_" in query.expression]
"""Panels of another process than the worker that this run starts."""
RULES = [rule for group in yaml.safe_load((PROMETHEUS / "rules.yml").read_text())["groups"] for rule in group["rules"]]


@pytest.fixture(scope="module")
def run(broker, tmp_path_factory):
    """A finished run: (harness, Prometheus or None, Unix time of its end, the worker's last exposition by series)."""
    directory = tmp_path_factory.mktemp("monitoring")
    harness, port = Harness(broker.address, "monitoring-", directory), free_port()
    server = None if unavailable() else PrometheusServer(directory, f"127.0.0.1:{port}")
    try:
        ended_at = asyncio.run(work(harness, port))
        yield harness, server, ended_at, exposition(port)
    finally:
        if server:
            server.close()
        harness.close()


@pytest.fixture
def prometheus(run):
    """The Prometheus that watched the run, and the time of its end."""
    if run[1] is None:
        pytest.skip(unavailable() or "no Prometheus")
    return run[1], run[2]


async def work(harness: Harness, port: int) -> float:
    await harness.create_topics(PARTITIONS)
    harness.start(http_port=port)
    records = [ODD, *Feed(seed=7, partitions=PARTITIONS, poison_share=0.03).records(RECORDS - 1)]
    began = time.monotonic()
    for start in range(0, RECORDS, 50):  # spread over scrapes, so that rates are rates
        await harness.produce(records[start : start + 50])
        await asyncio.sleep(0.5)
    await harness.drain(60)
    # The lag is polled every five seconds, and a rate needs two scrapes of what the poll saw.
    while time.monotonic() - began < 14 or not counted(exposition(port), "storyfold_committed_offset", "topic"):
        assert time.monotonic() - began < 90
        await asyncio.sleep(0.5)
    return time.time()


def exposition(port: int) -> dict[str, float]:
    lines = fetch(f"http://127.0.0.1:{port}/metrics").decode().splitlines()
    return {series: float(value) for series, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def counted(metrics: dict[str, float], name: str, label: str) -> dict[str, float]:
    """Sums of a counter by one label, without zeros."""
    sums: Counter[str] = Counter()
    for series, value in metrics.items():
        if series.startswith(name + "{") and value:
            sums[series.split(f'{label}="')[1].split('"')[0]] += int(value)
    return dict(sums)


@pytest.mark.parametrize(("board", "panel", "query"), QUERIES, ids=[f"{b.uid}: {p.title}" for b, p, _ in QUERIES])
def test_a_dashboard_query_returns_data(prometheus, board, panel, query):
    server, ended_at = prometheus
    expression = as_grafana_asks(query.expression)
    if not panel.empty_when:
        assert any(sample["value"][1] != "NaN" for sample in server.query(expression, ended_at)), expression
    for selector in selectors(expression):  # an empty answer is silence, not a misspelt label
        assert server.query(selector, ended_at), selector


@pytest.mark.parametrize("query", READ, ids=lambda query: query.expression[:60])
def test_a_panel_of_the_read_side_asks_for_metrics_that_it_has(query):
    reference = (PROMETHEUS.parents[1] / "docs" / "reference" / "metrics.md").read_text()
    for name in re.findall(r"storyfold_read_\w+", query.expression):
        assert f"`{re.sub('_(bucket|count|sum)$', '', name)}`" in reference


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.get("alert") or rule["record"])
def test_a_rule_sees_data(prometheus, rule):
    server, ended_at = prometheus
    server.query(rule["expr"], ended_at)
    for selector in selectors(rule["expr"]):
        assert server.query(selector, ended_at), selector
    (state,) = [found for found in server.rules() if found["name"] == (rule.get("alert") or rule["record"])]
    assert state["health"] == "ok", state
    assert "alert" in rule or server.query(rule["record"], ended_at)


def test_no_alert_fires_on_a_healthy_worker(prometheus):
    server, ended_at = prometheus
    firing = {s["metric"]["alertname"] for s in server.query('ALERTS{alertstate="firing"}', ended_at)}
    assert firing <= {"StoryfoldLatencyBudgetBurnsFast"}  # a cold start may be late


async def test_what_was_sent_is_what_the_topics_hold(run):
    harness, _, _, metrics = run
    held = {topic.name: len(await harness.records(topic)) for topic in TOPICS if topic is not RAW}
    assert counted(metrics, "storyfold_sent_records_total", "topic") == held


async def test_every_raw_record_is_counted_once(run):
    harness, _, _, metrics = run
    outcomes = counted({s: v for s, v in metrics.items() if 'stage="clean"' in s}, "storyfold_records_total", "outcome")
    clean = Counter(b'"kind":"retraction"' in (r.value or b"") for r in await harness.records(CLEAN))
    assert sum(outcomes.values()) == RECORDS
    assert outcomes["article"] == clean[False]
    assert outcomes["retraction"] * PARTITIONS == clean[True]
    assert outcomes["rejected"] == len(await harness.records(DEAD_LETTER)) > 0


async def test_dead_letters_are_counted_by_the_reason_that_they_carry(run):
    harness, _, _, metrics = run
    reasons = Counter(dict(r.headers)[deadletter.REASON].decode() for r in await harness.records(DEAD_LETTER))
    assert counted(metrics, "storyfold_dead_letters_total", "reason") == dict(reasons)


async def test_every_clean_record_has_one_verdict(run):
    harness, _, _, metrics = run
    outcomes = counted({s: v for s, v in metrics.items() if 'stage="dedup"' in s}, "storyfold_records_total", "outcome")
    assert sum(outcomes.values()) == len(await harness.records(CLEAN))
    assert {"new", "joined", "duplicate", "revision", "retracted", "repeated", "ignored"} >= outcomes.keys()
    assert metrics['storyfold_batch_records_sum{stage="dedup"}'] == sum(outcomes.values())


async def test_latency_is_measured_for_every_resolved_record(run):
    harness, _, _, metrics = run
    resolved = len(await harness.records(RESOLVED))
    assert metrics["storyfold_end_to_end_latency_seconds_count"] == resolved
    assert metrics['storyfold_stage_latency_seconds_count{stage="timeline"}'] == resolved


def test_nothing_is_left_to_do(run, prometheus):
    (harness, *_), (server, _) = run, prometheus
    deadline = time.monotonic() + 20
    while (lag := server.query("sum(storyfold_lag_records)")[0]["value"][1]) != "0":
        assert time.monotonic() < deadline, lag
        time.sleep(0.5)
    ends = {topic.name: asyncio.run(harness.records(topic)) for topic in (RAW, CLEAN, RESOLVED)}
    committed = server.query("sum by (topic) (storyfold_committed_offset)")
    assert {s["metric"]["topic"]: int(s["value"][1]) for s in committed} == {n: len(r) for n, r in ends.items()}
