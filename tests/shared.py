"""The labelled development data, which lies beside the checkout and is not part of it."""

from pathlib import Path

import pytest

SHARED: Path = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """The path of a data file; skips the test, saying why, when it is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"development data not found: ../shared/data/{name}")
    return path
