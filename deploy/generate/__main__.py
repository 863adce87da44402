"""`python -m deploy.generate` writes the generated files; with `--check` it only names those that are out of date.

With `--samples` also those that show what the pipeline makes of the sample feed, which takes running it.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from deploy.generate import dashboards, grafana, kubernetes, reference, samples
from service.asyncapi import document
from service.cli.asyncapi import to_yaml
from service.cli.schema import pretty
from service.schema import json_schemas

ROOT = Path(__file__).resolve().parents[2]


def files() -> dict[str, str]:
    """Every generated file: path from the root of the repository -> text."""
    return (
        {f"deploy/grafana/dashboards/{board.uid}.json": grafana.render(board) for board in dashboards.ALL}
        | {
            "deploy/k8s/components/strimzi/topics.yaml": kubernetes.strimzi_topics(),
            "deploy/k8s/components/strimzi/user.yaml": kubernetes.strimzi_user(),
            "deploy/k8s/components/prometheus-operator/rules.yaml": kubernetes.prometheus_rule(
                (ROOT / "deploy/prometheus/rules.yml").read_text(encoding="utf-8")
            ),
        }
        | {f"docs/schema/{name}.json": pretty(schema).decode() for name, schema in json_schemas().items()}
        | {"docs/asyncapi.yaml": to_yaml(document()).decode()}
        | reference.pages()
    )


def sampled() -> dict[str, str]:
    """The files that show what the pipeline makes of the sample feed: path -> text. Runs it: half a minute of CPU."""
    return {
        "service/sample/examples.json": samples.examples(),
        "README.md": samples.readme((ROOT / "README.md").read_text(encoding="utf-8")),
    }


def outdated(wanted: Mapping[str, str]) -> list[str]:
    """Those of these files that differ from what would be written now."""
    return [path for path, text in wanted.items() if not _is(ROOT / path, text)]


def _is(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def main() -> int:
    """Write or check; the exit code is 1 when `--check` found something."""
    found = False
    for made in [sampled, files] if "--samples" in sys.argv else [files]:  # the AsyncAPI document holds the examples
        wanted = made()
        for path in outdated(wanted):
            found = True
            print(path)
            if "--check" not in sys.argv:
                (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
                (ROOT / path).write_text(wanted[path], encoding="utf-8")
    return int(found and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
