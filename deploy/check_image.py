"""Run a built image on a real Kafka as deploy/check-image says; prints what it found, exit code 1 if that is wrong."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from service.topics import CLEAN, RAW, RESOLVED, TIMELINES
from tests.kafka.broker import Broker, free_port, unavailable

MOST_MEGABYTES = 400
USER = "65532:65532"
DRAIN_SECONDS = 120
DEMANDED = ["--read-only", "--tmpfs=/tmp", f"--user={USER}", "--cap-drop=ALL", "--security-opt=no-new-privileges"]


def docker(*arguments: str) -> str:
    """Standard output of a docker command. Raises CalledProcessError."""
    return subprocess.run(["docker", *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


class Checks:
    """Prints each check; `failed` counts the wrong ones."""

    def __init__(self) -> None:
        self.failed = 0

    def __call__(self, right: bool, text: str) -> None:
        """Print one check."""
        self.failed += not right
        print(f"{'ok   ' if right else 'WRONG'} {text}", flush=True)


def main(image: str) -> int:
    """Check one image."""
    if reason := unavailable():
        print(reason, file=sys.stderr)
        return 1
    check = Checks()
    look_at(image, check)
    broker = Broker()
    broker.start()
    try:
        with tempfile.TemporaryDirectory() as directory:
            run_on(broker, image, Path(directory), check)
    finally:
        broker.close()
    return int(check.failed > 0)


def look_at(image: str, check: Checks) -> None:
    """What the image is made of."""
    (about,) = json.loads(docker("image", "inspect", image))
    megabytes = about["Size"] / 1e6
    check(megabytes < MOST_MEGABYTES, f"size {megabytes:.0f} MB, at most {MOST_MEGABYTES}")
    config = about["Config"]
    check(config["User"] == USER, f"user {config['User']}")
    check(config["Healthcheck"]["Test"][:2] == ["CMD", "storyfold"], f"health check {config['Healthcheck']['Test']}")
    labels = [name for name in config["Labels"] or {} if name.startswith("org.opencontainers.image.")]
    check(len(labels) >= 5, f"labels {', '.join(sorted(labels))}")
    compilers = docker("run", "--rm", "--entrypoint=python", image, "-c", COMPILERS)
    check(compilers == "[]", f"compilers {compilers}")


COMPILERS = "import shutil; print([t for t in ('cc', 'gcc', 'g++', 'clang', 'ld', 'make') if shutil.which(t)])"


def run_on(broker: Broker, image: str, directory: Path, check: Checks) -> None:
    """A worker container over the sample feed."""
    storyfold = [sys.executable, "-m", "service"]
    settings = ["--set", f"bootstrap_servers={broker.address}"]
    feed = Path("service/sample/feed.jsonl")
    port = free_port()
    environment = {"BOOTSTRAP_SERVERS": broker.address, "HTTP_PORT": str(port)}
    given = [f"--env=STORYFOLD_{name}={value}" for name, value in environment.items()]
    container = ["run", "--network=host", *given, *DEMANDED]
    docker(*container, "--rm", image, "topics", "create", "--partitions", "1")
    worker = docker(*container, "--detach", image)
    try:
        began = time.monotonic()
        while docker("inspect", "--format={{.State.Health.Status}}", worker) != "healthy":
            if time.monotonic() - began > DRAIN_SECONDS:
                break
            time.sleep(1)
        check(time.monotonic() - began < DRAIN_SECONDS, f"healthy after {time.monotonic() - began:.0f} s")
        subprocess.run([*storyfold, "produce", "--sample", *settings], check=True)
        wait_until_done(worker, port)
        made_of = {topic.name: directory / f"replayed.{topic.name}" for topic in (TIMELINES, RESOLVED)}
        subprocess.run(
            [
                *storyfold,
                "replay",
                str(feed),
                "--raw",
                "--timelines",
                made_of[TIMELINES.name],
                "--articles",
                made_of[RESOLVED.name],
            ],
            check=True,
        )
        for topic in (TIMELINES, RESOLVED):
            dumped = directory / f"dumped.{topic.name}"
            subprocess.run([*storyfold, "dump", topic.name, str(dumped), "--latest", *settings], check=True)
            held = [json.loads(line)["value"] for line in dumped.read_text(encoding="utf-8").splitlines()]
            made = made_of[topic.name].read_text(encoding="utf-8").splitlines()
            check(sorted(held) == sorted(made) != [], f"{topic.name}: {len(held)} records, replay makes {len(made)}")
        docker("stop", "--time=30", worker)
        code = docker("inspect", "--format={{.State.ExitCode}}", worker)
        check(code == "0", f"exit code {code} after SIGTERM")
    finally:
        if os.environ.get("VERBOSE"):
            subprocess.run(["docker", "logs", worker], check=False)
        docker("rm", "--force", worker)


def wait_until_done(worker: str, port: int) -> None:
    """Until the worker, by its own metrics, has nothing left to do in any topic."""
    deadline = time.monotonic() + DRAIN_SECONDS
    ask = f"import urllib.request as u; print(u.urlopen('http://127.0.0.1:{port}/metrics').read().decode())"
    quiet = 0
    while quiet < 3 and time.monotonic() < deadline:
        lines = docker("exec", worker, "python", "-c", ask).splitlines()
        lag = [float(line.rpartition(" ")[2]) for line in lines if line.startswith("storyfold_lag_records{")]
        committed = [
            float(line.rpartition(" ")[2])
            for line in lines
            if line.startswith("storyfold_committed_offset{") and (f'"{RAW.name}"' in line or f'"{CLEAN.name}"' in line)
        ]
        quiet = quiet + 1 if lag and sum(lag) == 0 and committed and min(committed) > 0 else 0
        time.sleep(2.5)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
