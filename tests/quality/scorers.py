"""The scorers that lie beside the development data, run as a user would run them."""

import json
import subprocess
import sys

import pytest

from tests.shared import SHARED


def score(script: str, *arguments: object) -> dict[str, float]:
    """The figures that a scorer prints; skips the test, saying why, when it is not there."""
    path = SHARED.parent / "eval" / script
    if not path.exists():
        pytest.skip(f"scorer not found: ../shared/eval/{script}")
    command = [sys.executable, str(path), *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(run.stdout)
    return figures
