"""A worker that dies of records: one whose value has `of SIGKILL` kills it, one that has `of an error` raises one.

Run as a process by test_crashes.py: `python -m tests.kafka.dying_worker`. Settings come from the environment.
"""

import os
import signal

from service import app, logs, settings
from service.agents.clean import CleanAgent

_process = CleanAgent.process


async def process_and_die(self, states, messages, progressed):
    done = await _process(self, states, messages, progressed)
    for message in messages:
        if b"of SIGKILL" in (message.value or b""):
            os.kill(os.getpid(), signal.SIGKILL)
        if b"of an error" in (message.value or b""):
            raise ZeroDivisionError
    return done


if __name__ == "__main__":
    CleanAgent.process = process_and_die  # type: ignore[method-assign, assignment]
    loaded = settings.load().settings
    logs.configure(loaded.log_format, loaded.log_level)
    app.run(loaded)
