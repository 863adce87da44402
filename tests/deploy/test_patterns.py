"""Patterns that every supported Python reads alike."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.deploy.manifests import ROOT

PARSER: Any = import_module("re._parser")
GROUPS_BACKTRACKED_WRONGLY = {"ATOMIC_GROUP", "POSSESSIVE_REPEAT"}
ONE_CHARACTER = {"LITERAL", "NOT_LITERAL", "IN", "ANY"}


def patterns() -> Iterator[tuple[str, str, int]]:
    """Every pattern that a module of the service holds: its place, itself, its flags."""
    for path in sorted((ROOT / "service").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.name != "__main__.py":
            for attribute, value in vars(import_module(name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{Path(name).name}.{attribute}", value.pattern, value.flags & ~re.UNICODE


def wrong(parsed: Any) -> bool:
    """Whether a group repeats possessively, or is atomic: Python 3.11.0 to 3.11.4 lose its place in the text."""
    for operation, argument in parsed:
        name = str(operation)
        if name in GROUPS_BACKTRACKED_WRONGLY and not (
            name == "POSSESSIVE_REPEAT" and len(argument[2]) == 1 and str(argument[2][0][0]) in ONE_CHARACTER
        ):
            return True
        parts = argument if isinstance(argument, list | tuple) else [argument]
        branches = [b for part in parts for b in (part if isinstance(part, list) else [part])]
        if any(wrong(branch) for branch in branches if isinstance(branch, PARSER.SubPattern)):
            return True
    return False


def test_no_group_repeats_possessively():
    found = list(patterns())
    assert len(found) > 100
    assert [place for place, pattern, flags in found if wrong(PARSER.parse(pattern, flags))] == []


def test_such_a_group_would_be_found():
    assert wrong(PARSER.parse("a(?:x(?:ab|c)*+)?", 0))
    assert wrong(PARSER.parse("(?>ab)", 0))
    assert not wrong(PARSER.parse("[ab]*+(?:c++d)*", 0))
