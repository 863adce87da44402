"""The hard stop: how a worker ends when going on could acknowledge, commit or publish something wrong.

It is safe at any moment, because acknowledgements come last: whoever takes the partitions over does the batch again.
"""

import logging
import os
import sys
import threading
import time
from typing import NoReturn

from service.errors import StoryfoldError, WorkerStoppedError
from service.logs import fields

log = logging.getLogger(__name__)

LAST_WORDS_SECONDS = 2.0
"""For the log line to be written before the process ends."""


def told(error: BaseException) -> str:
    """What an error says, on one line; its type where it says nothing, as those of a timeout and an assertion do."""
    return " ".join(str(error).split()) or repr(error)


def stop_now(reason: str, error: BaseException | None = None) -> NoReturn:
    """Log one line and end the process at once, without any clean-up.

    The exit code is that of a StoryfoldError, else 70. An error that storyfold does not raise on purpose is a bug or a
    broken machine: its traceback goes with the line.
    """
    expected = isinstance(error, StoryfoldError)
    text = f"{reason}: {told(error)}" if error else reason
    code = error.exit_code if isinstance(error, StoryfoldError) else WorkerStoppedError.exit_code
    # Nobody may read what is written now: a full pipe must not keep the process alive.
    threading.Thread(target=_end_soon, args=(code,), daemon=True).start()
    log.critical("worker ends itself: %s", text, exc_info=None if expected else error, extra=fields(code=code))
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def _end_soon(code: int) -> None:
    time.sleep(LAST_WORDS_SECONDS)
    os._exit(code)
