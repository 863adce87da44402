"""Rendered manifests and the metric names inside PromQL, for the tests of deploy/."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from service.metrics import Metrics
from service.read.metrics import ReadMetrics

ROOT = Path(__file__).resolve().parents[2]
K8S = ROOT / "deploy" / "k8s"
PROMETHEUS = ROOT / "deploy" / "prometheus"
RENDERABLE = [f"overlays/{name}" for name in ("dev", "prod")]
COMPONENTS = sorted(path.name for path in (K8S / "components").iterdir())

Manifest = dict[str, Any]


def kubectl() -> str:
    return shutil.which("kubectl") or str(ROOT / ".venv" / "bin" / "kubectl")


@cache
def render(directory: Path) -> list[Manifest]:
    """Everything that `kubectl kustomize` makes of a directory."""
    done = subprocess.run([kubectl(), "kustomize", directory], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [manifest for manifest in yaml.safe_load_all(done.stdout) if manifest]


def of_kind(manifests: list[Manifest], *kinds: str) -> list[Manifest]:
    return [manifest for manifest in manifests if manifest["kind"] in kinds]


def workloads(manifests: list[Manifest]) -> list[Manifest]:
    return of_kind(manifests, "Deployment", "StatefulSet", "Job")


def pod(workload: Manifest) -> Manifest:
    spec: Manifest = workload["spec"]["template"]["spec"]
    return spec


def exposed_series() -> set[str]:
    """Every name under which we expose samples, and the ones that every Prometheus client adds."""
    names = {"process_start_time_seconds", "process_resident_memory_bytes", "process_cpu_seconds_total"}
    for metric in [*Metrics().described, *ReadMetrics().described]:
        names.add(metric.name)
        if metric.kind == "histogram":
            names |= {metric.name + suffix for suffix in ("_bucket", "_sum", "_count")}
    return names


def metrics_in(expression: str) -> set[str]:
    """Names of metrics in a PromQL expression."""
    bare = re.sub(r'"[^"]*"', '""', expression)
    return set(re.findall(r"\b((?:storyfold|process)[_:][a-z0-9_:]+)", bare))
