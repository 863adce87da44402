"""A pool of processes that may be killed: one function over a batch, in order, with a deadline for each item.

Why not pebble: its deadline covers a scheduled call, so a deadline for each *item* forbids chunks, and without chunks
its hand-over costs more than cleaning a text does. Here a chunk crosses the pipe once, and a word of shared memory
tells which item the process was at when it was killed.

What a death costs: the item at which the process died or overran its deadline is rejected; the rest of its chunk is run
again, so functions must be pure. When the parent dies, even by SIGKILL, its processes die with it.
"""

import asyncio
import atexit
import multiprocessing
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from service.cleaning.process import KillableProcess, Work, start_forkserver
from service.records import Rejected
from service.settings import Settings

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 25
"""Items that cross the pipe at once: few enough that a killed neighbour costs little, enough to hide the crossing."""


class Pool(Generic[Item, Result]):
    """Runs `function(item)` over batches in `settings.clean_processes` processes (0: as many as cores).

    `function` and `initializer` are top-level functions (they cross by pickle); `initializer(settings)` runs once in
    each process. An exception of `function` is an error of ours: it is raised from `run`, and the process stays.
    """

    def __init__(
        self, function: Callable[[Item], Result], initializer: Callable[[Settings], None], settings: Settings
    ) -> None:
        count = settings.clean_processes or multiprocessing.cpu_count()
        start_forkserver(function.__module__)
        self._processes = [KillableProcess(Work(function, initializer, settings)) for _ in range(count)]
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="pool")
        atexit.register(self.close)

    async def run(self, items: Sequence[Item]) -> list[Result | Rejected]:
        """The results in the order of the items.

        Raises what `function` raised, and WorkerStoppedError when the pool was closed or processes cannot be started.
        """
        batch: _Batch[Item, Result] = _Batch(items, len(self._processes))
        loop = asyncio.get_running_loop()
        threads = [loop.run_in_executor(self._threads, batch.drain, process) for process in self._processes]
        for failure in await asyncio.gather(*threads, return_exceptions=True):
            if failure is not None:
                raise failure
        return batch.results()

    def close(self) -> None:
        """Kill the processes and wait for them; a batch under way fails with WorkerStoppedError."""
        atexit.unregister(self.close)
        for process in self._processes:
            process.stop()
        self._threads.shutdown()


class _Batch(Generic[Item, Result]):
    """The items of one run: chunks not yet taken, and results so far."""

    def __init__(self, items: Sequence[Item], processes: int) -> None:
        self._items = items
        self._results: dict[int, Result | Rejected] = {}
        size = max(1, min(CHUNK, -(-len(items) // processes)))
        indices = range(len(items))
        self._chunks: deque[Sequence[int]] = deque(indices[i : i + size] for i in range(0, len(items), size))

    def drain(self, process: KillableProcess) -> None:
        """Give chunks to this process until none is left. Runs in a thread; deques and dictionaries are thread-safe."""
        try:
            while chunk := self._next():
                self._run(chunk, process)
        except BaseException:
            self._chunks.clear()
            raise

    def _next(self) -> Sequence[int] | None:
        try:
            return self._chunks.popleft()
        except IndexError:
            return None

    def _run(self, chunk: Sequence[int], process: KillableProcess) -> None:
        while chunk:
            done = process.run([self._items[i] for i in chunk])
            if isinstance(done, list):
                self._results.update(zip(chunk, done, strict=True))
                return
            self._results[chunk[done.at]] = done.fate
            chunk = [*chunk[: done.at], *chunk[done.at + 1 :]]

    def results(self) -> list[Result | Rejected]:
        """All results, once every chunk is done."""
        return [self._results[i] for i in range(len(self._items))]
