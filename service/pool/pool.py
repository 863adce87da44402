"""A pool of processes that may be killed: one function over a batch, in order, with a deadline for each item.

Why not pebble: its deadline covers a scheduled call, so a deadline for each *item* forbids chunks, and without chunks
its hand-over costs more than cleaning a text does. Here a chunk crosses the pipe once, and a word of shared memory
tells which item the process was at when it was killed.

What a death costs: the item at which the process died or overran its deadline is tried once more, alone in a new
process, and then refused; what its chunk had done is done again, so functions must be pure. When the parent dies, even
by SIGKILL, its processes die with it.
"""

import asyncio
import atexit
import math
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from typing import Generic, TypeVar

from msgspec.structs import replace

from service.pool import cores
from service.pool.process import KillableProcess, Work, start_forkserver
from service.records import Reason, Rejected
from service.settings import Settings

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 25
"""Items that cross the pipe at once: few enough that a killed neighbour costs little, enough to hide the crossing."""


class Pool(Generic[Item, Result]):
    """Runs `function(item)` over batches in `settings.clean_processes` processes (0: as many as `cores.available`).

    `function` and `initializer` are top-level functions (they cross by pickle); `initializer(settings)` runs once in
    each process, which is born with the module `preload` (the function's, if not given). `killed` hears, in any thread,
    why a process was ended, whether or not that cost an item. An exception of `function` is an error of ours: it is
    raised from `run`, and the process stays.
    """

    def __init__(
        self,
        function: Callable[[Item], Result],
        initializer: Callable[[Settings], None],
        settings: Settings,
        *,
        preload: str | None = None,
        killed: Callable[[Reason], None] = lambda _: None,
    ) -> None:
        count = settings.clean_processes or cores.available()
        start_forkserver(preload or function.__module__)
        self._processes = [KillableProcess(Work(function, initializer, settings), killed) for _ in range(count)]
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="pool")
        atexit.register(self.close)

    async def run(
        self,
        items: Sequence[Item],
        *,
        within_seconds: float = math.inf,
        progressed: Callable[[], None] = lambda: None,
    ) -> list[Result | Rejected]:
        """The results in the order of the items: of all, or of the first of them when the time is over.

        Within `within_seconds` items are begun, at least one. `progressed` is called, in any thread, while they are
        done. Raises what `function` raised, and WorkerStoppedError when the pool was closed or processes cannot be
        started.
        """
        batch: _Batch[Item, Result] = _Batch(
            items, len(self._processes), halt_at=time.monotonic() + within_seconds, progressed=progressed
        )
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

    def __init__(
        self, items: Sequence[Item], processes: int, *, halt_at: float, progressed: Callable[[], None]
    ) -> None:
        self._items, self._halt_at, self._progressed = items, halt_at, progressed
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
        """Work a chunk off, or what the time is enough for. The first item of all is done in any case."""
        while chunk and (chunk[0] == 0 or time.monotonic() < self._halt_at):
            items = [self._items[i] for i in chunk]
            done = process.run(items, halt_at=self._halt_at, progressed=self._progressed)
            if isinstance(done, list):
                self._results.update(zip(chunk, done, strict=False))
                return
            self._run(chunk[: done.at], process)
            self._results[chunk[done.at]] = self._once_more(chunk[done.at], process)
            chunk = chunk[done.at + 1 :]

    def _once_more(self, number: int, process: KillableProcess) -> Result | Rejected:
        """The result of an item that killed its process, or its fate when it does so again."""
        done = process.run([self._items[number]], progressed=self._progressed)
        if isinstance(done, list):
            result: Result = done[0]
            return result
        return replace(done.fate, detail=f"{done.fate.detail}, twice")

    def results(self) -> list[Result | Rejected]:
        """The results before the first item that has none."""
        done = takewhile(self._results.__contains__, range(len(self._items)))
        return [self._results[i] for i in done]
