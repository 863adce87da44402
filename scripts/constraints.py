"""Keeps constraints.txt complete: every package that pyproject.toml leads to has one exact version there.

    python -m scripts.constraints            # says what is not pinned or installed in another version; exit code 1 then
    python -m scripts.constraints --write    # lets pip resolve everything anew and writes the file

Both speak of the Python that runs them; `python -m scripts.pythons` runs the first on every supported one.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "constraints.txt"
HEAD = """\
# Exact versions of everything the project installs, run time and development.
# Used as `pip install -c constraints.txt`; change a line on purpose and run the whole test suite.
# `python -m scripts.constraints` says whether a package is missing, `--write` resolves all of them anew.
"""
ROOTS = ("storyfold[demo]",)


def canonical(name: str) -> str:
    """The one spelling of a package name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    """Package -> version, as the file has them."""
    lines = (line.split("#")[0].strip() for line in FILE.read_text().splitlines())
    return {canonical(name): version for name, _, version in (line.partition("==") for line in lines if line)}


def needed() -> dict[str, str]:
    """Package -> installed version, for all that the project and its development group lead to, themselves included."""
    development = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["dev"]
    todo, found = [Requirement(text) for text in (*ROOTS, *development)], dict[str, str]()
    seen = set[tuple[str, str]]()
    while todo:
        requirement = todo.pop()
        name = canonical(requirement.name)
        for extra in ("", *sorted(requirement.extras)):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            try:
                package = distribution(requirement.name)
            except PackageNotFoundError:
                found[name] = "not installed"
                continue
            found[name] = package.version
            todo += _applying(package.requires or [], extra)
    found.pop("storyfold")
    return found


def _applying(requires: list[str], extra: str) -> Iterator[Requirement]:
    for requirement in map(Requirement, requires):
        if requirement.marker is None:
            if not extra:
                yield requirement
        elif requirement.marker.evaluate({"extra": extra}):
            yield requirement


def differences() -> list[str]:
    """What is wrong, a sentence each."""
    pins = pinned()
    told = []
    for name, version in sorted(needed().items()):
        if name not in pins:
            told.append(f"{name} {version} is not pinned")
        elif pins[name] != version:
            told.append(f"{name} is pinned to {pins[name]}, and {version} is installed")
    return told


def write() -> None:
    """Let pip resolve the project from nothing, and write what it chose."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--report", report.name, "-e", ".[demo]", "--group", "dev"]
        subprocess.run(command, cwd=ROOT, check=True)
        chosen = json.loads(Path(report.name).read_bytes())["install"]
    versions = {canonical(item["metadata"]["name"]): item["metadata"]["version"] for item in chosen}
    versions.pop("storyfold")
    FILE.write_text(HEAD + "".join(f"{name}=={version}\n" for name, version in sorted(versions.items())))


def main() -> int:
    """Check, or write."""
    if sys.argv[1:] == ["--write"]:
        write()
        return 0
    told = differences()
    print("\n".join(told) or f"all {len(needed())} packages are pinned")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
