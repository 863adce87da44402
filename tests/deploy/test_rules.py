"""The alert rules, by Prometheus' own tool; and what a person finds who is called by one."""

import shutil
import subprocess
from typing import Any

import promql_parser
import pytest
import yaml

from deploy.generate.dashboards import ALL
from tests.deploy.manifests import PROMETHEUS, ROOT

promtool = pytest.mark.skipif(
    not shutil.which("promtool"), reason="promtool (Debian package prometheus) is not installed"
)


def run(*arguments: str) -> str:
    done = subprocess.run(["promtool", *arguments], cwd=PROMETHEUS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((PROMETHEUS / "rules.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def alerts() -> list[dict[str, Any]]:
    return [rule for rule in rules() if "alert" in rule]


@promtool
def test_the_rules_and_the_configuration_are_valid():
    assert "SUCCESS" in run("check", "rules", "rules.yml")
    assert "SUCCESS" in run("check", "config", "prometheus.yml")


@promtool
def test_every_case_of_the_rule_tests_holds():
    assert "SUCCESS" in run("test", "rules", "rules.test.yml")


EXPRESSIONS = {
    **{rule.get("alert") or rule["record"]: rule["expr"] for rule in rules()},
    **{
        f"{board.uid}: {panel.title} {number}": query.expression.replace("$__rate_interval", "1m")
        for board in ALL
        for row in board.rows
        for panel in row
        for number, query in enumerate(panel.queries)
    },
}


@pytest.mark.parametrize("expression", EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_every_expression_is_promql(expression):
    assert promql_parser.parse(expression)


def test_a_wrong_expression_would_be_found():
    with pytest.raises(ValueError, match="invalid promql"):
        promql_parser.parse("sum by job (rate(x[5m]))")


def test_every_alert_is_tested_firing_and_silent():
    tests = yaml.safe_load((PROMETHEUS / "rules.test.yml").read_text())["tests"]
    cases = [case for test in tests for case in test["alert_rule_test"]]
    for alert in alerts():
        mine = [case for case in cases if case["alertname"] == alert["alert"]]
        assert any(case["exp_alerts"] for case in mine), f"{alert['alert']} is never seen firing"
        assert any(not case["exp_alerts"] for case in mine), f"{alert['alert']} is never seen silent"


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_every_alert_has_a_runbook(alert):
    page = (ROOT / alert["annotations"]["runbook"]).read_text()
    assert alert["alert"] in page
    for heading in ("## What it means", "## Look", "## Do"):
        assert heading in page
    assert alert["labels"]["severity"] in {"page", "ticket"}
