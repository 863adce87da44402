"""TLS and SCRAM on a real broker: everything works with the right settings, and fails in one line with wrong ones."""

import os
import subprocess
import sys
import time

import orjson
import pytest

from tests.deploy.secure_broker import PASSWORD, USER, CountingProxy, SecureBroker
from tests.kafka.broker import unavailable

pytestmark = pytest.mark.kafka

BROKER_ERROR, USAGE_ERROR = 69, 2
COMMANDS = {
    "topics": ("topics", "check"),
    "worker": ("worker",),
    "produce": ("produce", "--sample"),
    "watch": ("watch", "--from-start"),
    "dump": ("dump", "timelines", "-"),
}


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    if reason := unavailable():
        pytest.skip(reason)
    broker = SecureBroker(tmp_path_factory.mktemp("secure"))
    broker.start()
    yield broker
    broker.close()


@pytest.fixture
def right(secure, tmp_path) -> dict[str, str]:
    """Settings that are right."""
    password = tmp_path / "password"
    password.write_text(PASSWORD + "\n")
    return {
        "BOOTSTRAP_SERVERS": secure.address,
        "SECURITY_PROTOCOL": "SASL_SSL",
        "SASL_USERNAME": USER,
        "SASL_PASSWORD_FILE": str(password),
        "SSL_CA_FILE": str(secure.authority),
        "HTTP_PORT": "0",
        "CLEAN_PROCESSES": "1",
        "SESSION_TIMEOUT_SECONDS": "6",
    }


def start(settings: dict[str, str], *arguments: str) -> "subprocess.Popen[str]":
    environment = {f"STORYFOLD_{name}": value for name, value in settings.items()}
    return subprocess.Popen(
        [sys.executable, "-m", "service", *arguments],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(settings: dict[str, str], *arguments: str, seconds: float = 60) -> "subprocess.CompletedProcess[str]":
    process = start(settings, *arguments)
    try:
        out, error = process.communicate(timeout=seconds)
    finally:
        process.kill()
        process.wait()
    return subprocess.CompletedProcess(arguments, process.returncode, out, error)


def test_everything_works_with_tls_and_scram(right):
    created = run(right, "topics", "create", "--partitions", "2")
    assert created.returncode == 0, created.stderr
    assert run(right, "topics", "check").returncode == 0
    worker, watch = start(right, "worker"), start(right, "watch", "--from-start", "--json")
    try:
        produced = run(right, "produce", "--sample")
        assert produced.returncode == 0, produced.stderr
        assert watch.stdout
        assert orjson.loads(watch.stdout.readline())["story_id"].startswith("s-")
        deadline = time.monotonic() + 60
        while not (rows := run(right, "dump", "timelines", "-", "--latest").stdout):
            assert time.monotonic() < deadline
        assert orjson.loads(rows.splitlines()[0])["key"].startswith("s-")
    finally:
        for process in (worker, watch):
            process.terminate()
        assert worker.communicate(timeout=30)[1] is not None
        watch.communicate(timeout=30)
    assert worker.returncode == 0


WRONG = {
    "password": ({"SASL_PASSWORD_FILE": "", "SASL_PASSWORD": "wrong"}, "refuses the user or the password"),
    "user": ({"SASL_USERNAME": "nobody"}, "refuses the user or the password"),
    "authority": ({"SSL_CA_FILE": "stranger"}, "has a certificate that is not trusted"),
    "port without TLS": ({"BOOTSTRAP_SERVERS": "plain"}, "closed the connection (wrong security_protocol?)"),
    "protocol without TLS": ({"SECURITY_PROTOCOL": "PLAINTEXT"}, "a TLS port? (security_protocol)"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_connection_is_one_clear_line(secure, right, wrong, command):
    changes, said = WRONG[wrong]
    settings = right | {name: getattr(secure, value, value) for name, value in changes.items()}
    done = run(settings, *COMMANDS[command])
    assert done.returncode == BROKER_ERROR, done.stderr
    assert done.stdout == ""
    (line,) = (line for line in done.stderr.splitlines() if "worker starts" not in line)
    assert "no connection to Kafka: 127.0.0.1:" in line
    assert said in line
    assert PASSWORD not in line


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_password_is_tried_once(secure, right, command):
    with CountingProxy(secure.address) as proxy:
        changes = {"SASL_PASSWORD_FILE": "", "SASL_PASSWORD": "wrong", "BOOTSTRAP_SERVERS": proxy.address}
        assert run(right | changes, *COMMANDS[command]).returncode == BROKER_ERROR
        assert proxy.connections == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_password_over_plain_text_is_refused(secure, right, command):
    done = run(
        right | {"SECURITY_PROTOCOL": "SASL_PLAINTEXT", "BOOTSTRAP_SERVERS": secure.unencrypted}, *COMMANDS[command]
    )
    assert done.returncode == USAGE_ERROR
    (line,) = (line for line in done.stderr.splitlines() if "worker starts" not in line)
    assert "sasl_allow_plaintext" in line


def test_a_password_over_plain_text_can_be_permitted(secure, right):
    allowed = {"SECURITY_PROTOCOL": "SASL_PLAINTEXT", "BOOTSTRAP_SERVERS": secure.unencrypted}
    done = run(right | allowed | {"SASL_ALLOW_PLAINTEXT": "true"}, "topics", "create", "--partitions", "2")
    assert done.returncode == 0, done.stderr
