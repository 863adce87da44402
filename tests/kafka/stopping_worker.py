"""A worker that stops itself (SIGSTOP) once, in the send phase of one stage: its records wait in the send buffer.

Run as a process by test_zombie.py: `python -m tests.kafka.stopping_worker STAGE MARK`; MARK is a text that one of the
records to be sent must contain. Settings come from the environment.
"""

import asyncio
import os
import signal
import sys

from service import app, logs, settings
from service.agents.delivery import Delivery

_send = Delivery._send
_done: list[bool] = []


def main(stage: str, mark: bytes) -> None:
    async def send_and_stop(self, generation, sends):
        if self.stage == stage and not _done and any(mark in (send.value or b"") for send in sends):
            _done.append(True)
            # Runs when the skeleton first waits: all records are in the send buffer, none is on the wire.
            asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGSTOP)
        await _send(self, generation, sends)

    Delivery._send = send_and_stop  # type: ignore[method-assign]
    loaded = settings.load().settings
    logs.configure(loaded.log_format, loaded.log_level)
    app.run(loaded)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].encode())
