"""Logging: one line per event, JSON for machines or plain for people, never a word of an article.

    log = logging.getLogger(__name__)
    log.info("partition folded", extra=fields(stage="dedup", partition=3, records=120, seconds=0.4))

`Fields` is the closed list of what an event may carry beside its message; mypy refuses any other name.
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from typing import Any, Literal, TextIO, TypedDict, Unpack

from service.metrics import Stage

_RESERVED = "storyfold"
"""Attribute of a LogRecord under which the fields of an event travel."""


class Fields(TypedDict, total=False):
    """What an event may carry. `suppressed` is added by `Quiet` alone."""

    version: str
    agents: str
    group: str
    brokers: str
    stage: Stage
    topic: str
    partitions: str
    partition: int
    offset: int
    generation: int
    records: int
    stories: int
    deaths: int
    seconds: float
    why: str
    code: int
    level: int
    megabytes: int
    suppressed: int


def fields(**values: Unpack[Fields]) -> dict[str, Any]:
    """The `extra=` of a logging call."""
    return {_RESERVED: values}


def configure(form: Literal["json", "human", "auto"], level: str, stream: TextIO | None = None) -> None:
    """Send everything that is logged in this process to `stream` (default stderr) in one form.

    `auto` is `human` on a terminal, else `json`. `level` is debug, info, warning or error and holds for storyfold; the
    libraries below it are kept to warnings unless `level` is debug, and to one line of a kind in ten seconds.
    """
    stream = stream or sys.stderr
    human = form == "human" or (form == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(HumanFormatter() if human else JsonFormatter())
    handler.addFilter(Quiet())
    wanted = logging.getLevelNamesMapping()[level.upper()]
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(wanted if wanted == logging.DEBUG else max(wanted, logging.WARNING))
    logging.getLogger("service").setLevel(wanted)
    logging.captureWarnings(True)


def count(logger: str, increment: Callable[[], None]) -> None:
    """Call `increment` for every warning or error that a library logs under this name."""

    class Counter(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
            increment()

    logging.getLogger(logger).addHandler(Counter(logging.WARNING))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `time` (RFC 3339 UTC), `level`, `logger`, `event`, the fields, `error` (a traceback)."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, Any] = {
            "time": _timestamp(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, _RESERVED, {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class HumanFormatter(logging.Formatter):
    """`12:00:00 WARNING event  name=value ...`; a traceback follows, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        parts = [_timestamp(record)[11:19], f"{record.levelname:<7}", _one_line(record.getMessage())]
        parts += [f"{name}={_one_line(str(value))}" for name, value in getattr(record, _RESERVED, {}).items()]
        line = " ".join(parts)
        if record.exc_info:
            line += "\n    " + self.formatException(record.exc_info).replace("\n", "\n    ")
        return line


class Quiet(logging.Filter):
    """Lets one line of a kind (logger and unformatted message) of a library pass in `every_seconds`.

    A client library that cannot reach its broker logs many lines a second; the next line that passes says in
    `suppressed` how many were kept back. storyfold's own lines always pass.
    """

    def __init__(self, every_seconds: float = 10.0) -> None:
        super().__init__()
        self._every = every_seconds
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line passes."""
        if record.name.partition(".")[0] == "service":
            return True
        kind, now = (record.name, str(record.msg)), time.monotonic()
        passed_at, kept_back = self._seen.get(kind, (float("-inf"), 0))
        if now - passed_at < self._every:
            self._seen[kind] = (passed_at, kept_back + 1)
            return False
        if len(self._seen) > 1000:  # messages formatted by the caller would make this grow without end
            self._seen.clear()
        self._seen[kind] = (now, 0)
        if kept_back:
            setattr(record, _RESERVED, {**getattr(record, _RESERVED, {}), "suppressed": kept_back})
        return True


def _timestamp(record: logging.LogRecord) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z"


def _one_line(text: str) -> str:
    return " ".join(text.split()) if any(c.isspace() and c != " " for c in text) else text
