"""A small language for Grafana dashboards, and its translation to Grafana's JSON.

A dashboard is a list of rows, a row a list of panels of equal width, a panel a list of PromQL queries with a legend.
Every query may use `$job` and `$__rate_interval`; where no data are expected on a healthy day, `empty_when` says why.
"""

import json
from typing import Any, Literal

from msgspec import Struct

DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}
WIDTH = 24
HEIGHT = {"stat": 4, "timeseries": 8}


class Query(Struct, frozen=True):
    """One PromQL expression and the legend of its series."""

    expression: str
    legend: str = ""


class Panel(Struct, frozen=True):
    """A panel. `unit` is Grafana's id of a unit; `limits` colour the value from that bound on."""

    title: str
    about: str
    queries: tuple[Query, ...]
    unit: str = "short"
    kind: Literal["timeseries", "stat"] = "timeseries"
    limits: tuple[tuple[str, float | None], ...] = (("green", None),)
    stacked: bool = False
    empty_when: str = ""


class Dashboard(Struct, frozen=True):
    """A dashboard: rows of panels from top to bottom."""

    uid: str
    title: str
    about: str
    rows: tuple[tuple[Panel, ...], ...]


def render(board: Dashboard) -> str:
    """The JSON file that Grafana's provisioning reads."""
    panels: list[dict[str, Any]] = []
    y = 0
    for row in board.rows:
        width = WIDTH // len(row)
        for i, panel in enumerate(row):
            place = {"x": i * width, "y": y, "w": width, "h": HEIGHT[row[0].kind]}
            panels.append({"id": len(panels) + 1, "gridPos": place, **_panel(panel)})
        y += HEIGHT[row[0].kind]
    return json.dumps({**_frame(board), "panels": panels}, indent=1) + "\n"


def _frame(board: Dashboard) -> dict[str, Any]:
    return {
        "uid": board.uid,
        "title": board.title,
        "description": board.about,
        "tags": ["storyfold"],
        "schemaVersion": 39,
        "editable": False,
        "graphTooltip": 1,
        "refresh": "15s",
        "time": {"from": "now-1h", "to": "now"},
        "timezone": "utc",
        "links": [{"type": "dashboards", "tags": ["storyfold"], "title": "storyfold", "asDropdown": True}],
        "templating": {
            "list": [
                {"name": "datasource", "type": "datasource", "query": "prometheus", "label": "Data source"},
                {
                    "name": "job",
                    "type": "query",
                    "label": "Job",
                    "datasource": DATASOURCE,
                    "query": "label_values(storyfold_build_info, job)",
                    "refresh": 2,
                    "includeAll": True,
                    "allValue": ".+",
                    "current": {"text": "All", "value": "$__all"},
                },
            ]
        },
    }


def _panel(panel: Panel) -> dict[str, Any]:
    custom = {"fillOpacity": 10, "showPoints": "never", "stacking": {"mode": "normal" if panel.stacked else "none"}}
    steps = [{"color": color, "value": value} for color, value in panel.limits]
    return {
        "type": panel.kind,
        "title": panel.title,
        "description": panel.about,
        "datasource": DATASOURCE,
        "targets": [
            {
                "refId": chr(ord("A") + i),
                "datasource": DATASOURCE,
                "expr": query.expression,
                "legendFormat": query.legend or "__auto",
                "instant": panel.kind == "stat",
                "range": panel.kind != "stat",
            }
            for i, query in enumerate(panel.queries)
        ],
        "fieldConfig": {
            "defaults": {
                "unit": panel.unit,
                "min": 0,
                "thresholds": {"mode": "absolute", "steps": steps},
                **({"custom": custom} if panel.kind == "timeseries" else {}),
            },
            "overrides": [],
        },
        "options": {"legend": {"displayMode": "list"}} if panel.kind == "timeseries" else {"colorMode": "background"},
    }
