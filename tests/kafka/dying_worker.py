"""A worker that dies of records: one whose value has `of SIGKILL` kills it, one that has `of an error` raises one.

One that has `of slowness` takes until the file `SLOW_UNTIL` is there, or the group has changed. The one of the workers
that was started last gets a lone partition. Run as a process by test_crashes.py: `python -m tests.kafka.dying_worker`.
Settings come from the environment.
"""

import asyncio
import logging
import os
import secrets
import signal
import time
from pathlib import Path

from service import app, logs, settings
from service.agents.clean import CleanAgent

_process = CleanAgent.process
log = logging.getLogger(__name__)


async def process_and_die(self, states, messages, progressed):
    done = await _process(self, states, messages, progressed)
    for message in messages:
        if b"of SIGKILL" in (message.value or b""):
            os.kill(os.getpid(), signal.SIGKILL)
        if b"of an error" in (message.value or b""):
            raise ZeroDivisionError
        if b"of slowness" in (message.value or b""):
            log.warning("at the slow record")
            generation = self._app.consumer_generation_id
            while not Path(os.environ["SLOW_UNTIL"]).exists() and self._app.consumer_generation_id == generation:  # noqa: ASYNC240
                progressed()
                await asyncio.sleep(0.1)
    return done


if __name__ == "__main__":
    CleanAgent.process = process_and_die  # type: ignore[method-assign, assignment]
    started = f"{(1 << 63) - time.time_ns():016x}"
    secrets.token_hex = lambda nbytes=None: started  # names go down, and the first in order gets it
    loaded = settings.load().settings
    logs.configure(loaded.log_format, loaded.log_level)
    app.run(loaded)
