"""Generated files are up to date, and what they name exists."""

import json

import pytest
import yaml

from deploy.generate.__main__ import files, outdated
from deploy.generate.dashboards import ALL
from deploy.generate.grafana import render
from service.metrics import Metrics
from service.read.metrics import ReadMetrics
from service.topics import ALL as TOPICS
from tests.deploy.manifests import PROMETHEUS, ROOT, exposed_series, metrics_in


def test_generated_files_are_up_to_date():
    assert not outdated(files()), "run `python -m deploy.generate`"


def test_every_dashboard_is_generated():
    boards = {path.name for path in (ROOT / "deploy/grafana/dashboards").iterdir()}
    assert boards == {f"{board.uid}.json" for board in ALL}


@pytest.mark.parametrize("board", ALL, ids=lambda board: board.uid)
def test_panels_fill_their_rows_and_do_not_overlap(board):
    panels = json.loads(render(board))["panels"]
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24
    assert len({panel["title"] for panel in panels}) == len(panels)


def test_dashboards_ask_only_for_metrics_that_exist():
    known = exposed_series() | recorded()
    for board in ALL:
        for panel in (panel for row in board.rows for panel in row):
            for query in panel.queries:
                asked = metrics_in(query.expression)
                assert asked <= known
                assert asked or "ALERTS" in query.expression


def test_rules_ask_only_for_metrics_that_exist():
    for rule in rules():
        asked = metrics_in(rule["expr"])
        assert asked
        assert asked <= exposed_series() | recorded()


def test_every_metric_is_shown_or_alerted_on():
    shown = {m for b in ALL for row in b.rows for p in row for q in p.queries for m in metrics_in(q.expression)}
    shown |= {m for rule in rules() for m in metrics_in(rule["expr"])}
    unused = {
        m.name for m in [*Metrics().described, *ReadMetrics().described] if not any(s.startswith(m.name) for s in shown)
    }
    assert unused == {"storyfold_sent_records_total"}  # there to be compared with the topics themselves


def test_the_generated_kubernetes_rules_are_the_tested_ones():
    rule = yaml.safe_load((ROOT / "deploy/k8s/components/prometheus-operator/rules.yaml").read_text())
    assert rule["spec"] == yaml.safe_load((PROMETHEUS / "rules.yml").read_text())


def test_the_topic_page_names_every_topic():
    page = (ROOT / "docs/reference/topics.md").read_text()
    assert all(f"| `{topic.name}` |" in page for topic in TOPICS)


def rules():
    return [
        rule for group in yaml.safe_load((PROMETHEUS / "rules.yml").read_text())["groups"] for rule in group["rules"]
    ]


def recorded():
    return {rule["record"] for rule in rules() if "record" in rule}
