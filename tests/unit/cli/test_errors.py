"""Whatever a person does wrong ends in one line on stderr, the right exit code and no traceback."""

import io
import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from service.cli import COMMANDS, main

BAD = b'{"id":"1","text":"x"}\n{"id":\n'


class Done(NamedTuple):
    returncode: object
    stdout: bytes
    stderr: bytes


@pytest.fixture
def storyfold(capsysbinary, monkeypatch):
    """Calls the command line in this process, as the console script does."""

    def call(*arguments, stdin=b"") -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        return Done(end.value.code, *capsysbinary.readouterr())

    return call


def in_a_process(*arguments, env=None):
    command = [sys.executable, "-m", "service", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, env=env)


def one_line(done):
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, done.stderr.decode()
    assert lines[0].startswith("storyfold: ")
    return lines[0]


@pytest.fixture
def closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.parametrize("command", ["clean", "tag", "timeline"])
def test_a_wrong_path(storyfold, command, tmp_path: Path):
    done = storyfold(command, tmp_path / "nowhere", tmp_path / "out")
    assert done.returncode == 2
    assert "nowhere: No such file or directory" in one_line(done)


@pytest.mark.parametrize(
    "arguments", [["replay", "-", "--timelines"], ["tag", "-"], ["timeline", "-"]], ids=lambda a: a[0]
)
def test_a_broken_line_with_its_number(storyfold, arguments, tmp_path: Path):
    done = storyfold(*arguments, tmp_path / "out", stdin=BAD)
    assert done.returncode == 2
    assert "-: line 2: not JSON" in one_line(done)


def test_a_wrong_output_path_before_any_work(storyfold, tmp_path: Path):
    done = storyfold("replay", tmp_path / "nowhere-either", "--timelines", tmp_path / "no" / "out")
    assert done.returncode == 2
    assert "out: No such file or directory" in one_line(done)


@pytest.mark.parametrize(
    "arguments",
    [["produce", "--sample"], ["dump", "timelines"], ["watch"], ["dlq", "list"], ["dlq", "replay"],
     ["topics", "check"], ["explain", "a-1"]],
    ids=lambda a: "-".join(a[:2]),
)  # fmt: skip
def test_a_broker_that_is_not_there(storyfold, arguments, closed_port):
    done = storyfold(*arguments, "--set", f"bootstrap_servers=127.0.0.1:{closed_port}", "--set", "http_port=0")
    assert done.returncode == 69
    assert f"127.0.0.1:{closed_port} refuses connections" in one_line(done)


def test_a_worker_without_its_broker(closed_port):
    done = in_a_process("worker", "--set", f"bootstrap_servers=127.0.0.1:{closed_port}", "--set", "http_port=0")
    assert done.returncode == 69
    starts, ends = (json.loads(line) for line in done.stderr.splitlines())
    assert (starts["event"], starts["brokers"]) == ("worker starts", f"127.0.0.1:{closed_port}")
    assert (ends["level"], ends["code"]) == ("critical", 69)
    assert f"127.0.0.1:{closed_port} refuses connections" in ends["event"]


def test_a_worker_that_is_not_there(storyfold, closed_port):
    done = storyfold("health", "--set", f"http_port={closed_port}")
    assert done.returncode == 1
    assert "no worker answers" in one_line(done)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["dump"], "Missing argument 'TOPIC'"),
        (["dump", "nonsense"], "'nonsense' is not one of"),
        (["produce"], "either IN or --sample"),
        (["replay", "x"], "nothing to write"),
        (["replay", "x", "--articles", "x"], "x: is both input and output"),
        (["replay", "y", "--articles", "x", "--timelines", "x"], "x: is both input and output, or an output twice"),
        (["clean", "x", "./x"], "./x: is both input and output"),
        (["tag", "x", "x"], "x: is both input and output"),
        (["timeline", "x", "x"], "x: is both input and output"),
        (["watch", "--set", "bootstrap_servers=a:b:c"], "bootstrap_servers = 'a:b:c': host:port"),
        (["watch", "--set", "bootstrap_servers="], "bootstrap_servers = '': host:port"),
        (["replay", "-", "--timelines", "-", "--set", "text_rules_file=/nowhere"], "text_rules_file /nowhere"),
        (["config", "--set", "nonsense=1"], "unknown setting 'nonsense'"),
        (["config", "--config", "/nowhere"], "configuration file /nowhere"),
        (["schema", "/nowhere"], "/nowhere: not a folder"),
    ],
)
def test_a_wrong_call(storyfold, arguments, message):
    done = storyfold(*arguments)
    assert done.returncode == 2
    assert message in one_line(done)


@pytest.mark.parametrize("command", ["asyncapi", "config", "replay {feed} --raw --articles -"])
def test_a_reader_that_goes_away_is_no_error(command, tmp_path: Path):
    feed = tmp_path / "feed.jsonl"
    with feed.open("wb") as file:  # more than a pipe holds
        for number in range(1000):
            file.write(b'{"id":"%d","text":"%s"}\n' % (number, b"The ferry stopped on Monday. " * 9))
    command = f"set -o pipefail; {sys.executable} -m service {command.format(feed=feed)} | (sleep 0.1; head -c 1)"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert len(done.stdout) == 1
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 141)  # what fits into the pipe is written in any case


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize(
    "command", ["config", "--help", "asyncapi -", "asyncapi /dev/full", "clean {feed} -", "replay {feed} --articles -",
                "tag {feed} /dev/full", "timeline {feed} /dev/full", "clean {feed} /dev/full"]
)  # fmt: skip
def test_a_full_disk(command, tmp_path: Path):
    feed = tmp_path / "feed.jsonl"
    feed.write_bytes(b'{"id":"1","text":"The ferry stopped on 3 March 2025. It had a leak, its owner said."}\n')
    with open("/dev/full", "wb") as full:
        arguments = [sys.executable, "-m", "service", *command.format(feed=feed).split()]
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120)
    assert done.returncode == 74
    assert b"Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1] == b"storyfold: an output: No space left on device"


def test_an_empty_file_is_no_error(storyfold, tmp_path: Path):
    (tmp_path / "empty").touch()
    done = storyfold("replay", tmp_path / "empty", "--timelines", tmp_path / "out")
    assert done.returncode == 0
    assert done.stderr == b"no records; 0 stories\n"


def test_secrets_are_not_printed():
    done = in_a_process("config", env={"STORYFOLD_SASL_PASSWORD": "hunter2"})
    assert b"hunter2" not in done.stdout + done.stderr
    assert b'sasl_password = "***"' in done.stdout
    assert b"STORYFOLD_SASL_PASSWORD" in done.stdout


def test_the_printed_configuration_is_a_configuration(storyfold, tmp_path: Path):
    config = tmp_path / "storyfold.toml"
    config.write_bytes(storyfold("config", "--set", 'app_id=a"b\\c').stdout)
    again = storyfold("config", "--config", config)
    assert again.returncode == 0, again.stderr
    assert rb'app_id = "a\"b\\c"' in again.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(storyfold, command):
    done = storyfold(command, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"Usage: storyfold " + command.encode())


def test_help_imports_no_command():
    program = "import sys; from service.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n" \
              "assert not {'faust', 'aiokafka', 'numpy', 'rich'} & set(sys.modules), 'slow start'"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
