"""A number in a module has its reason or its unit beside it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.manifests import ROOT

FILES = sorted((ROOT / "service").rglob("*.py"))


def bare(path: Path) -> Iterator[str]:
    """Constants with a number in them and neither a docstring below nor a comment above or behind."""
    source = path.read_text()
    body, lines = ast.parse(source).body, source.splitlines()
    for place, node in enumerate(body):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None or not _has_number(node.value):
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        names = [n.id for n in ast.walk(target) if isinstance(n, ast.Name)]
        beside = lines[node.lineno - 2].startswith("#") or any(
            "  # " in line for line in lines[node.lineno - 1 : node.end_lineno]
        )
        if not beside and all(name.isupper() for name in names) and not _explained(body, place):
            yield f"{path.name}:{node.lineno} {', '.join(names)}"


def _has_number(value: ast.expr) -> bool:
    return any(isinstance(n, ast.Constant) and type(n.value) in (int, float) for n in ast.walk(value))


def _explained(body: list[ast.stmt], place: int) -> bool:
    """A docstring may speak of several numbers that stand right above it."""
    following = place + 1
    while following < len(body) and isinstance(node := body[following], ast.Assign | ast.AnnAssign):
        adjacent = node.lineno == (body[following - 1].end_lineno or 0) + 1
        if not adjacent or node.value is None or not _has_number(node.value):
            return False
        following += 1
    return following < len(body) and isinstance(body[following], ast.Expr)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "service")))
def test_numbers_have_reasons(path):
    assert list(bare(path)) == []
