"""Installs and tests storyfold on every supported Python that is here, and says what ran.

    python -m scripts.pythons [pytest arguments]    # default: tests/unit

Each gets an environment of its own under .cache/pythons. One line a version: what ran, or why nothing did. The exit
code is 1 if anything that ran failed.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUPPORTED = ("3.11", "3.12", "3.13")
FEED = "service/sample/feed.jsonl"


def answering(version: str) -> str | None:
    """A Python of this version that starts; a launcher alone does not count."""
    command = shutil.which(f"python{version}")
    asked = [command, "-c", "import platform; print(platform.python_version())"] if command else ["false"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return command if told.startswith(version) else None


def steps(python: str, folder: Path, tests: list[str]) -> list[tuple[str, list[str]]]:
    """What is done, in order, each with its name."""
    own = str(folder / "bin/python")
    pip = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [
        ("environment", [python, "-m", "venv", str(folder)]),
        ("pip", [*pip, "pip>=25.1"]),
        ("install", [*pip, "-c", "constraints.txt", "-e", ".[demo]", "--group", "dev"]),
        ("pins", [own, "-m", "scripts.constraints"]),
        ("replay", [own, "-m", "service", "replay", FEED, "--timelines", str(folder / "timelines.jsonl")]),
        (f"pytest {' '.join(tests)}", [own, "-m", "pytest", "-q", *tests]),
    ]


def main() -> int:
    """Run the steps on each version until one fails."""
    tests, failed = sys.argv[1:] or ["tests/unit"], False
    for version in SUPPORTED:
        python = answering(version)
        if python is None:
            print(f"{version}: not here, nothing ran", flush=True)
            continue
        folder, start, ran = ROOT / ".cache/pythons" / version, time.monotonic(), []
        for name, command in steps(python, folder, tests):
            if subprocess.run(command, cwd=ROOT, check=False).returncode:
                ran.append(f"{name} FAILED")
                failed = True
                break
            ran.append(name)
        print(f"{version}: {', '.join(ran)} ({time.monotonic() - start:.0f} s)", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
