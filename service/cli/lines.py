"""JSON Lines in and out: `-` is stdin or stdout, a name that ends in `.gz` is compressed."""

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

import orjson

from service.errors import UsageError

BOM = b"\xef\xbb\xbf"
PathLike = str | Path
Item = TypeVar("Item")


def read_lines(path: PathLike, progress: str = "") -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number (from 1) and JSON object; blank lines are skipped.

    Raises UsageError that names path and line. With `progress` a bar of that name is shown on a terminal.
    """
    for number, line in read_raw_lines(path, progress):
        yield number, parse_object(line, f"{path}: line {number}")


def read_raw_lines(path: PathLike, progress: str = "") -> Iterator[tuple[int, bytes]]:
    """Each line's number (from 1) and bytes without the line end; blank lines are skipped. Raises UsageError.

    A byte order mark before the first line is no part of it.
    """
    number = 0
    try:
        with _open_input(path, progress) as raw:
            lines = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if str(path).endswith(".gz") else raw
            for number, line in enumerate(lines, 1):
                stripped = (line.removeprefix(BOM) if number == 1 else line).strip()
                if stripped:
                    yield number, stripped
    except (OSError, EOFError, zlib.error) as error:
        where = f"{path}: after line {number}" if number else str(path)
        raise UsageError(f"{where}: {getattr(error, 'strerror', None) or error}") from None


def parse_object(line: bytes, where: str) -> dict[str, Any]:
    """The JSON object in a line. Raises UsageError that begins with `where`."""
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{where}: not JSON: {error}") from None
    if not isinstance(row, dict):
        raise UsageError(f"{where}: a JSON object is wanted, found {type(row).__name__}")
    return row


def keep_apart(source: PathLike, *outputs: PathLike | None) -> None:
    """Raises UsageError when an output is the input or another output: what is in one would be lost."""
    seen = [] if str(source) == "-" else [Path(source).resolve()]
    for output in outputs:
        path = Path(output).resolve() if output is not None else None
        if path is None or (path.exists() and not path.is_file()):  # devices and pipes may be written to twice
            continue
        if path in seen:
            raise UsageError(f"{output}: is both input and output, or an output twice")
        seen.append(path)


@contextmanager
def open_output(path: PathLike) -> Iterator[BinaryIO]:
    """A binary file to write lines to, closed (stdout: flushed) at the end. Raises UsageError for a wrong path."""
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        raw = Path(path).open("wb")  # noqa: SIM115  (closed below)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    with raw:
        if not str(path).endswith(".gz"):
            yield raw
            return
        # Neither name nor time in the header: equal content gives equal files.
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as compressed:
            yield cast(BinaryIO, compressed)


def bar(items: Iterable[Item], description: str, total: int) -> Iterator[Item]:
    """The items, with a progress bar on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description, total, console=Console(stderr=True), transient=True)


@contextmanager
def counting(description: str) -> Iterator[Callable[[int], None]]:
    """A function that is told how many more are done; they are counted on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = SpinnerColumn(), TextColumn(description + " {task.completed:.0f}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(description, total=None)
        yield lambda more: progress.advance(task, more)


@contextmanager
def _open_input(path: PathLike, progress: str) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as file:
        if not (progress and sys.stderr.isatty() and Path(path).is_file()):
            yield file
            return
        from rich.console import Console
        from rich.progress import wrap_file

        console = Console(stderr=True)
        with wrap_file(
            file, Path(path).stat().st_size, description=progress, console=console, transient=True
        ) as reader:
            yield reader
