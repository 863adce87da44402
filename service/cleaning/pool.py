"""A pool of processes that may be killed: one function over a batch, in order, with a deadline for each item.

Why not pebble: its deadline covers a scheduled call, so a deadline for each *item* forbids chunks, and without chunks
its hand-over costs more than cleaning a text does. Here a chunk crosses the pipe once, and a word of shared memory
tells which item the process was at when it was killed.

What a death costs: the item at which the process died or overran its deadline is rejected; the rest of its chunk is run
again elsewhere, so functions must be pure. When the parent dies, even by SIGKILL, its processes die with it.
"""

import asyncio
import ctypes
import multiprocessing
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import RawArray
from typing import Any, Generic, TypeVar

from service.errors import WorkerStoppedError
from service.records import Reason, Rejected
from service.settings import Settings

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 10
"""Items that cross the pipe at once: few enough that a killed neighbour costs little, enough to hide the crossing."""
RECYCLE_AFTER = 5_000
"""A process is replaced after so many items, since parsers leak."""
_FORKSERVER_LOST = 255
_PR_SET_PDEATHSIG = 1
_STARTING = -1


class Pool(Generic[Item, Result]):
    """Runs `function(item)` over batches in `settings.clean_processes` processes.

    `function` and `initializer` are top-level functions (they cross by pickle); `initializer(settings)` runs once in
    each process. An exception of `function` is an error of ours: it is raised from `run`, and the process stays.
    """

    def __init__(
        self, function: Callable[[Item], Result], initializer: Callable[[Settings], None], settings: Settings
    ) -> None:
        count = settings.clean_processes or multiprocessing.cpu_count()
        _start_forkserver(function.__module__)
        self._workers = [_Worker(function, initializer, settings) for _ in range(count)]
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="cleaning")

    async def run(self, items: Sequence[Item]) -> list[Result | Rejected]:
        """The results in the order of the items. Batches do not overlap: await one before the next.

        Raises what `function` raised, and WorkerStoppedError when processes cannot be started any more.
        """
        batch: _Batch[Item, Result] = _Batch(items, len(self._workers))
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._threads, batch.drain, worker) for worker in self._workers))
        return batch.results()

    def close(self) -> None:
        """Kill the processes and wait for them; a batch under way fails."""
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown()


class _Batch(Generic[Item, Result]):
    """The items of one run: chunks not yet taken, and results so far."""

    def __init__(self, items: Sequence[Item], workers: int) -> None:
        self._items = items
        self._results: dict[int, Result | Rejected] = {}
        size = max(1, min(CHUNK, -(-len(items) // workers)))
        indices = range(len(items))
        self._chunks = deque(indices[i : i + size] for i in range(0, len(items), size))

    def drain(self, worker: "_Worker") -> None:
        """Give chunks to this worker until none is left. Runs in a thread of its own; deques are thread-safe."""
        while True:
            try:
                chunk: Sequence[int] = self._chunks.popleft()
            except IndexError:
                return
            while chunk:
                results, rejected = worker.exchange([self._items[i] for i in chunk])
                self._results.update(zip(chunk, results, strict=False))
                if rejected is None:
                    break
                at, reason = rejected
                self._results[chunk[at]] = reason
                chunk = [*chunk[:at], *chunk[at + 1 :]]

    def results(self) -> list[Result | Rejected]:
        return [self._results[i] for i in range(len(self._items))]


class _Worker:
    """One process and its replacement after each death. Used by one thread at a time."""

    def __init__(
        self, function: Callable[[Any], Any], initializer: Callable[[Settings], None], settings: Settings
    ) -> None:
        self._arguments = (function, initializer, settings)
        self._deadline = settings.page_timeout_seconds
        self._process: BaseProcess | None = None
        self._done = 0
        self._stopped = False
        self._start()

    def exchange(self, items: Sequence[Any]) -> tuple[list[Any], tuple[int, Rejected] | None]:
        """The results of all items; or none of them, and the position and fate of the item that killed the process."""
        if self._done >= RECYCLE_AFTER:
            self._replace()
        self._progress[0], self._progress[1] = _STARTING, time.monotonic()
        try:
            self._pipe.send(items)
            overran = self._wait()
            ok, payload = (False, []) if overran else self._pipe.recv()
        except (EOFError, OSError):
            return [], self._died(Reason.PAGE_CRASHED)
        if overran:
            return [], self._died(Reason.PAGE_TIMEOUT)
        self._done += len(items)
        if not ok:
            raise payload
        return payload, None

    def stop(self) -> None:
        """Kill the process for good."""
        self._stopped = True
        self._kill()

    def _wait(self) -> bool:
        """Wait for an answer. Whether the item in work overran its deadline; it is still running then."""
        while True:
            left = self._progress[1] + self._deadline - time.monotonic()
            if self._pipe.poll(max(0.0, left)):
                return False
            if time.monotonic() >= self._progress[1] + self._deadline:
                return True

    def _died(self, reason: Reason) -> tuple[int, Rejected]:
        code = self._kill()
        if self._stopped or code == _FORKSERVER_LOST:
            raise WorkerStoppedError("the pool of cleaning processes was closed or lost its fork server")
        at = int(self._progress[0])
        if at == _STARTING:
            raise WorkerStoppedError(f"a cleaning process ended with code {code} before it took an item")
        self._start()
        detail = (
            f"longer than {self._deadline:g} s"
            if reason is Reason.PAGE_TIMEOUT
            else f"the process ended with code {code}"
        )
        return at, Rejected(reason, detail)

    def _replace(self) -> None:
        self._kill()
        self._start()

    def _start(self) -> None:
        context = _context()
        self._progress = RawArray(ctypes.c_double, [_STARTING, time.monotonic()])
        self._pipe, child = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(child, self._progress, *self._arguments), daemon=True, name="storyfold-clean"
        )
        self._process.start()
        child.close()
        self._done = 0

    def _kill(self) -> int | None:
        assert self._process is not None  # noqa: S101 - set by _start
        self._process.kill()
        self._process.join()
        self._pipe.close()
        return self._process.exitcode


def _context() -> ForkServerContext:
    return multiprocessing.get_context("forkserver")


def _start_forkserver(module: str) -> None:
    """Start the process from which the others are forked, with the module loaded: a replacement takes milliseconds.

    SIGINT and SIGTERM are blocked in it and in its children: when they reach the whole process group, the parent
    finishes its batch first.
    """
    _context().set_forkserver_preload([module])
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    pipe: Connection,
    progress: Any,
    function: Callable[[Any], Any],
    initializer: Callable[[Settings], None],
    settings: Settings,
) -> None:
    """The life of a process: take a chunk, run it, answer; end when the parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    limit = settings.process_max_megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    initializer(settings)
    while True:
        try:
            items = pipe.recv()
        except EOFError:
            return
        results = []
        try:
            for i, item in enumerate(items):
                progress[1] = time.monotonic()
                progress[0] = i
                results.append(function(item))
        except MemoryError:
            return
        except Exception as error:
            pipe.send((False, error))
            continue
        pipe.send((True, results))
