"""How well dates are found in each language, as `benchmarks.languages` last measured and wrote it."""

from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("measured.json")


def figures() -> dict[str, dict[str, float]]:
    """Language -> name of a figure -> its value, of those that were measured."""
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, dict[str, float]])
