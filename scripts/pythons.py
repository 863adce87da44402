"""Installs and tests storyfold on every supported Python that is here, and says what ran.

    python -m scripts.pythons [pytest arguments]    # default: tests/unit

Each gets an environment of its own under .cache/pythons. Two patch releases of one version on the search path are two:
what one reads wrongly the other may not. One line a Python: what ran, or why nothing did. The exit code is 1 if what
ran failed.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUPPORTED = ("3.11", "3.12", "3.13")
FEED = "service/sample/feed.jsonl"


def answering(version: str) -> dict[str, str]:
    """The Pythons of this version that start, by patch release; a launcher alone does not count."""
    found: dict[str, str] = {}
    for folder in os.get_exec_path():
        if command := shutil.which(f"python{version}", path=folder):
            asked = [command, "-c", "import platform; print(platform.python_version())"]
            told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
            if told.startswith(f"{version}."):
                found.setdefault(told, command)
    return found


def steps(python: str, folder: Path, tests: list[str]) -> list[tuple[str, list[str]]]:
    """What is done, in order, each with its name."""
    own = str(folder / "bin/python")
    pip = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [
        ("environment", [python, "-m", "venv", str(folder)]),
        ("pip", [*pip, "pip>=25.1"]),
        ("install", [*pip, "-c", "constraints.txt", "-e", ".[demo,serve]", "--group", "dev"]),
        ("pins", [own, "-m", "scripts.constraints"]),
        ("replay", [own, "-m", "service", "replay", FEED, "--timelines", str(folder / "timelines.jsonl")]),
        (f"pytest {' '.join(tests)}", [own, "-m", "pytest", "-q", *tests]),
    ]


def main() -> int:
    """Run the steps on each version until one fails."""
    tests, failed = sys.argv[1:] or ["tests/unit"], False
    for version in SUPPORTED:
        if not (pythons := answering(version)):
            print(f"{version}: not here, nothing ran", flush=True)
        for release, python in pythons.items():
            failed |= not run(release, python, tests)
    return failed


def run(release: str, python: str, tests: list[str]) -> bool:
    """Run the steps on one Python until one fails, and say which ran."""
    folder, start = ROOT / ".cache/pythons" / release, time.monotonic()
    ran: list[str] = []
    for name, command in steps(python, folder, tests):
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            print(f"{release}: {', '.join([*ran, name])} FAILED ({time.monotonic() - start:.0f} s)", flush=True)
            return False
        ran.append(name)
    print(f"{release}: {', '.join(ran)} ({time.monotonic() - start:.0f} s)", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
