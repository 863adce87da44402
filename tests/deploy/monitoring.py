"""A real Prometheus with our rules that scrapes one worker."""

import re
import shutil
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import orjson
import yaml

from tests.deploy.manifests import PROMETHEUS
from tests.kafka.broker import free_port

START_TIMEOUT_SECONDS = 30


def unavailable() -> str | None:
    """Why no Prometheus can be started here, or None."""
    return None if shutil.which("prometheus") else "Prometheus (Debian package prometheus) is not installed"


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as response:
        body: bytes = response.read()
        return body


class PrometheusServer:
    """Our configuration and rules, with targets of the test's and quicker intervals.

    `minute_seconds` is how long a minute of the rules takes: ranges and `for` shrink, every other number stays.
    """

    def __init__(self, directory: Path, *targets: str, minute_seconds: int = 60) -> None:
        config = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())
        config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
        for name in config["rule_files"]:
            rules = (PROMETHEUS / name).read_text()
            (directory / name).write_text(
                re.sub(r"\b(\d+)m\b", lambda found: f"{int(found[1]) * minute_seconds}s", rules)
            )
        scrape = next(job for job in config["scrape_configs"] if job["job_name"] == "storyfold")
        config["scrape_configs"] = [scrape]
        del scrape["dns_sd_configs"]
        scrape["static_configs"] = [{"targets": list(targets)}]
        (directory / "prometheus.yml").write_text(yaml.safe_dump(config))
        self.address = f"127.0.0.1:{free_port()}"
        with (directory / "prometheus.log").open("wb") as log:
            self._process = subprocess.Popen(
                [
                    "prometheus",
                    f"--config.file={directory}/prometheus.yml",
                    f"--storage.tsdb.path={directory}/data",
                    f"--web.listen-address={self.address}",
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while not self._ready():
            assert self._process.poll() is None, (directory / "prometheus.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.2)

    def _ready(self) -> bool:
        try:
            return bool(fetch(f"http://{self.address}/-/ready"))
        except OSError:
            return False

    def query(self, expression: str, at: float | None = None) -> list[dict[str, Any]]:
        """The instant vector of an expression, now or at a Unix time. Fails on an invalid one."""
        parameters = urllib.parse.urlencode({"query": expression} | ({"time": at} if at else {}))
        answer = orjson.loads(fetch(f"http://{self.address}/api/v1/query?{parameters}"))
        assert answer["status"] == "success", answer
        result: list[dict[str, Any]] = answer["data"]["result"]
        return result

    def firing(self) -> set[tuple[str, str]]:
        """Name and topic ("" for none) of every alert that fires now."""
        alerts = [sample["metric"] for sample in self.query('ALERTS{alertstate="firing"}')]
        return {(alert["alertname"], alert.get("topic", "")) for alert in alerts}

    def rules(self) -> list[dict[str, Any]]:
        answer = orjson.loads(fetch(f"http://{self.address}/api/v1/rules"))
        return [rule for group in answer["data"]["groups"] for rule in group["rules"]]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(20)


def as_grafana_asks(expression: str) -> str:
    """A dashboard's expression with its variables replaced as Grafana replaces them."""
    return expression.replace("$job", ".+").replace("$__rate_interval", "30s")


def selectors(expression: str) -> set[str]:
    """The vector selectors in an expression, without ranges."""
    found = re.findall(r"\b((?:storyfold|process)[_:][a-z0-9_:]+(?:\{[^}]*\})?)", expression)
    return {selector for selector in found if not re.fullmatch(r"storyfold:\w+:\w+", selector)}
