"""A real Apache Kafka on loopback: one broker and controller in one Java process, started from the Maven jars."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JARS = ROOT / ".cache" / "kafka" / "libs"
START_TIMEOUT_SECONDS = 400
CLUSTER_ID = "c3Rvcnlmb2xkLXRlc3RzMA"

PROPERTIES = """
process.roles=broker,controller
node.id={node}
{quorum}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dir={log_dir}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=3000
log.cleaner.backoff.ms=500
auto.create.topics.enable=false
{extra}
"""


def unavailable() -> str | None:
    """Why no Kafka can be started here, or None."""
    if not shutil.which("java"):
        return "Java is not installed, so no real Kafka"
    if not any(JARS.glob("kafka_*.jar")):
        return "the Kafka jars are missing: run `python -m tests.kafka_jars`"
    return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Broker:
    """A broker with its own data directory. It can be killed and started again with the same data and port."""

    def __init__(
        self, extra: str = "", *format_arguments: str, node: int = 1, controllers: Mapping[int, int] | None = None
    ) -> None:
        """`controllers`: the ports of all nodes of a cluster, this one's too; none for a broker by itself."""
        self._home = tempfile.TemporaryDirectory(prefix="storyfold-kafka-")
        self.directory = Path(self._home.name)
        self.port = free_port()
        self._config = self.directory / "server.properties"
        controller = controllers[node] if controllers else free_port()
        voters = ",".join(f"{number}@127.0.0.1:{port}" for number, port in (controllers or {}).items())
        alone = f"controller.quorum.bootstrap.servers=127.0.0.1:{controller}"
        self._config.write_text(
            PROPERTIES.format(
                port=self.port,
                node=node,
                controller=controller,
                quorum=f"controller.quorum.voters={voters}" if voters else alone,
                log_dir=self.directory / "data",
                extra=extra,
            )
        )
        alone_too = () if controllers else ("--standalone",)
        storage = ("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._config), *alone_too)
        self._java(*storage, *format_arguments).wait(START_TIMEOUT_SECONDS)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        self.launch()
        self.listen()

    def launch(self) -> None:
        """Begin to start. A node of a cluster listens only when most of them run."""
        self.process = self._java("-Xmx512m", "kafka.Kafka", str(self._config))

    def listen(self) -> None:
        """Wait until it listens."""
        assert self.process
        deadline = time.monotonic() + START_TIMEOUT_SECONDS
        while not self._listens():
            assert self.process.poll() is None, f"Kafka ended at start:\n{self.log()}"
            assert time.monotonic() < deadline, f"Kafka does not listen:\n{self.log()}"
            time.sleep(0.1)

    def kill(self) -> None:
        """SIGKILL: the data stays as it is on disk."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """SIGTERM, as an operator stops it: it hands its partitions over first."""
        assert self.process
        self.process.terminate()
        self.process.wait()

    def pause(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        if self.process and self.process.poll() is None:
            self.kill()
        self._home.cleanup()

    def log(self) -> str:
        return (self.directory / "broker.log").read_text(errors="replace")[-4000:]

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _java(self, *arguments: str) -> "subprocess.Popen[bytes]":
        with open(self.directory / "broker.log", "ab") as log:
            return subprocess.Popen(
                ["java", "-cp", f"{JARS}/*", *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, "LOG_DIR": str(self.directory)},
            )
