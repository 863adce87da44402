"""docker-compose.yml: valid, secure, and its Kafka environment starts a real Kafka."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import ENVIRONMENT_PREFIX, Settings
from tests.deploy.manifests import PROMETHEUS, ROOT
from tests.kafka.broker import JARS, free_port, unavailable

SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
OURS = ("topics", "worker", "monitor", "read")
LOG4J = """
Configuration:
  Properties: {Property: []}
  Appenders: {Console: {name: STDOUT}}
  Loggers: {Root: {level: INFO, AppenderRef: [{ref: STDOUT}]}, Logger: []}
"""


PLUGIN = Path(sys.executable).with_name("docker-compose")


def compose() -> list[list[str]]:
    """Every Compose there is: the one of our virtual environment, one on the path, the plugin of docker."""
    found = [[str(path)] for path in (PLUGIN,) if path.exists()]
    found += [[path] for path in (shutil.which("docker-compose"),) if path and [path] not in found]
    docker = shutil.which("docker")
    if docker and not subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        found.append([docker, "compose"])
    return found


@pytest.mark.parametrize("command", compose(), ids=lambda command: Path(command[0]).name)
def test_the_file_is_valid_with_every_profile(command):
    assert_valid(command)


@pytest.mark.skipif(not shutil.which("docker") or not PLUGIN.exists(), reason="no docker, or not our Compose")
def test_the_file_is_valid_for_the_plugin_of_docker(tmp_path, monkeypatch):
    """`docker compose`: the docker that is there, with the Compose of our virtual environment as its plugin."""
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    (tmp_path / "cli-plugins").mkdir()
    (tmp_path / "cli-plugins" / "docker-compose").symlink_to(PLUGIN)
    command = ["docker", "compose"]
    told = subprocess.run([*command, "version", "--short"], capture_output=True, text=True, check=True).stdout
    assert int(told.lstrip("v").split(".")[0]) >= 2
    assert_valid(command)


def assert_valid(command):
    for profiles in ([], ["monitoring"], ["ui"], ["monitoring", "ui"]):
        arguments = [argument for profile in profiles for argument in ("--profile", profile)]
        done = subprocess.run(
            [*command, *arguments, "config", "--quiet"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", OURS)
def test_our_containers_are_confined(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] != "0:0"
    known = {ENVIRONMENT_PREFIX + setting.upper() for setting in Settings.__struct_fields__}
    assert service["environment"].keys() <= known


def test_ports_are_open_on_loopback_only_and_workers_can_be_many():
    assert all(port.startswith("127.0.0.1:") for service in SERVICES.values() for port in service.get("ports", []))
    assert "ports" not in SERVICES["worker"]
    assert "container_name" not in SERVICES["worker"]


def test_the_start_order_is_broker_topics_worker():
    assert SERVICES["topics"]["depends_on"] == {"kafka": {"condition": "service_healthy"}}
    assert SERVICES["worker"]["depends_on"] == {"topics": {"condition": "service_completed_successfully"}}


def test_a_worker_has_time_to_stop_by_itself():
    assert float(SERVICES["worker"]["stop_grace_period"].removesuffix("s")) > Settings().stop_deadline_seconds


def test_images_have_versions():
    assert all(re.search(r":v?\d+\.\d+", service["image"]) for service in SERVICES.values())


def test_prometheus_scrapes_the_services_that_are_called_worker_monitor_and_read():
    scrapes = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())["scrape_configs"]
    found = {(*names["names"], names["port"]) for scrape in scrapes for names in scrape["dns_sd_configs"]}
    assert found == {("worker", "monitor", Settings().http_port), ("read", Settings().read_port)}


def test_mounted_files_exist():
    mounts = [m.split(":")[0] for s in SERVICES.values() for m in s.get("volumes", []) if m.startswith("./")]
    assert mounts
    assert all((ROOT / mount).is_dir() for mount in mounts)


@pytest.mark.kafka
def test_the_environment_of_kafka_starts_a_kafka(tmp_path: Path):
    """By the program that the official image itself starts with, taken from the same jars."""
    if reason := unavailable():
        pytest.skip(reason)
    host, network, controller = free_port(), free_port(), free_port()
    changes = {
        "HOST://:9092": f"HOST://127.0.0.1:{host}",
        "127.0.0.1:9092": f"127.0.0.1:{host}",
        "NETWORK://:19092": f"NETWORK://127.0.0.1:{network}",
        "kafka:19092": f"127.0.0.1:{network}",
        "CONTROLLER://:29093": f"CONTROLLER://127.0.0.1:{controller}",
        "kafka:29093": f"127.0.0.1:{controller}",
        "/var/lib/kafka/data": f"{tmp_path}/data",
    }
    environment = {name: str(value) for name, value in SERVICES["kafka"]["environment"].items()}
    for name, value in environment.items():
        for before, after in changes.items():
            value = value.replace(before, after)  # noqa: PLW2901
        environment[name] = value
    for directory in ("default", "mounted", "final"):
        (tmp_path / directory).mkdir()
    (tmp_path / "default" / "server.properties").touch()
    for name in ("log4j2.yaml", "tools-log4j2.yaml"):
        (tmp_path / "default" / name).write_text(LOG4J)
    log = tmp_path / "kafka.log"

    def java(*arguments: str) -> "subprocess.Popen[bytes]":
        with log.open("ab") as stream:
            return subprocess.Popen(
                ["java", "-Xmx256m", "-cp", f"{JARS}/*", *arguments],
                env={**os.environ, **environment},
                stdout=stream,
                stderr=subprocess.STDOUT,
            )

    directories = [f"--{name}-configs-dir={tmp_path}/{name}" for name in ("default", "mounted", "final")]
    assert java("kafka.docker.KafkaDockerWrapper", "setup", *directories).wait(60) == 0, log.read_text()
    broker = java("kafka.Kafka", f"{tmp_path}/final/server.properties")
    try:
        check = ["topics", "create", "--partitions", "1", "--set", f"bootstrap_servers=127.0.0.1:{host}"]
        deadline = time.monotonic() + 60
        while subprocess.run([sys.executable, "-m", "service", *check], capture_output=True, check=False).returncode:
            assert broker.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
    finally:
        broker.kill()
        broker.wait()
