"""One process of the pool: works off chunks, may be killed at any time, and is replaced.

An item's deadline is CPU time of its process: on a starved or paused machine it takes longer, and is not refused for
it. Only far behind that stands a limit by the clock on the wall, for a process that is stopped or blocked.
"""

import ctypes
import fcntl
import gc
import math
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.sharedctypes import RawArray
from typing import Any

from msgspec import Struct

from service.errors import WorkerStoppedError
from service.records import Reason, Rejected
from service.settings import Settings

RECYCLE_AFTER = 5_000
"""A process is replaced after so many items, since parsers leak."""
START_SECONDS = 60.0
"""A new process that has not taken its first item after so long will not; one that has worked takes items at once."""
WALL_PER_CPU_SECOND = 6
"""How much longer than its deadline in CPU time an item may take by the clock on the wall."""
_LOOK_SECONDS = 0.2
"""Between two looks at a process that works on a page."""
_STARTING = -1.0
"""Progress of a process that has not begun its first page."""
_OUT_OF_MEMORY = 77
"""Exit code by which a process says that its limit of memory was reached."""
_F_SETSIG = 10  # missing from the fcntl module


class Killed(Struct, frozen=True):
    """The process died at item number `at` of the chunk, for this reason. The other items have no result."""

    at: int
    fate: Rejected


class Work(Struct, frozen=True):
    """What the process does: `initializer(settings)` once, then `function` to each item. Crosses by pickle."""

    function: Callable[[Any], Any]
    initializer: Callable[[Settings], None]
    settings: Settings


class KillableProcess:
    """A process at work, with its replacement after each death.

    `run` may be called from any thread, one at a time; `stop` from any thread, at any time. `killed` hears of every end
    of the process that nobody wanted, whether or not it cost an item.
    """

    def __init__(self, work: Work, killed: Callable[[Reason], None] = lambda _: None) -> None:
        self._work, self._killed = work, killed
        self._deadline = work.settings.page_timeout_seconds
        self._running = threading.Lock()
        self._replacing = threading.Lock()
        self._stopped = False
        self._start()

    def run(
        self, items: Sequence[Any], *, halt_at: float = math.inf, progressed: Callable[[], None] = lambda: None
    ) -> list[Any] | Killed:
        """The results of the items, or which of them killed the process.

        After `halt_at` (monotonic seconds) no further item is begun, so that there are fewer results than items, but
        at least one. `progressed` is called while items are done. Raises what the function raised, and
        WorkerStoppedError after `stop` or when no process can be started.
        """
        with self._running:
            if self._done >= RECYCLE_AFTER:
                self._replace()
            for _ in range(2):  # a process that was killed while idle gets one replacement
                answer = self._exchange(items, halt_at, progressed)
                if answer is not None:
                    return answer
            raise WorkerStoppedError("a process of the pool ends before it takes an item; its error is above")

    def stop(self) -> None:
        """Kill the process for good; a `run` under way fails."""
        with self._replacing:
            self._stopped = True
            self._process.kill()
        self._process.join()

    def _exchange(
        self, items: Sequence[Any], halt_at: float, progressed: Callable[[], None]
    ) -> list[Any] | Killed | None:
        """Send the chunk, wait for the answer. None: the process was dead before it took an item."""
        self._progress[:] = [_STARTING, 0.0]
        try:
            self._send((items, halt_at))
            overran = not self._answers(progressed)
            results, error = ([], None) if overran else pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - our own process
        except (EOFError, OSError):
            return self._bury(Reason.PAGE_TIMEOUT if self._gave_up else Reason.PAGE_CRASHED)
        if overran:
            return self._bury(Reason.PAGE_TIMEOUT)
        self._done += len(results)
        progressed()
        if error is not None:
            raise error
        return list(results)

    def _send(self, chunk: tuple[Sequence[Any], float]) -> None:
        """Send a chunk. Raises OSError where the process is dead, or hangs and does not take it in time."""
        self._gave_up = False
        rescue = threading.Timer(self._wall_limit(_STARTING), self._give_up)
        rescue.daemon = True
        rescue.start()
        try:
            self._pipe.send_bytes(pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL))
        finally:
            rescue.cancel()

    def _give_up(self) -> None:
        self._gave_up = True
        self._process.kill()

    def _wall_limit(self, at: float) -> float:
        """Seconds by the clock on the wall that what the process does now may take."""
        new = at == _STARTING and not self._done
        return START_SECONDS if new else WALL_PER_CPU_SECOND * self._deadline

    def _answers(self, progressed: Callable[[], None]) -> bool:
        """Wait for an answer until the item in work overruns its deadline."""
        seen, since = self._progress[0], time.monotonic()
        while not self._pipe.poll(_LOOK_SECONDS):
            at, began = self._progress
            if at != seen:
                seen, since = at, time.monotonic()
                progressed()
            elif self._overran(at, began, time.monotonic() - since) and self._progress[0] == at:
                return False
        return True

    def _overran(self, at: float, began: float, wall_seconds: float) -> bool:
        if wall_seconds > self._wall_limit(at):
            return True
        return at != _STARTING and _cpu_seconds(self._process.pid) - began > self._deadline

    def _bury(self, reason: Reason) -> Killed | None:
        self._killed(reason)
        code = self._replace()
        at = int(self._buried[0])
        if at == _STARTING:
            return None
        return Killed(at, Rejected(reason, self._epitaph(reason, code)))

    def _epitaph(self, reason: Reason, code: int | None) -> str:
        if reason is Reason.PAGE_TIMEOUT:
            return f"took more than {self._deadline:g} s of CPU time"
        if code == _OUT_OF_MEMORY:
            return "out of memory"
        return (
            f"its process was ended by signal {-code}" if code and code < 0 else f"its process ended with code {code}"
        )

    def _replace(self) -> int | None:
        """Kill what is left of the process, start another. The exit code."""
        with self._replacing:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._life.close()
            self._buried = self._progress
            if self._stopped:
                raise WorkerStoppedError("the pool was closed")
            code = self._process.exitcode
            self._start()
        return code

    def _start(self) -> None:
        context = _context()
        self._progress = RawArray(ctypes.c_double, [_STARTING, 0.0])
        self._done = 0
        self._pipe, child = context.Pipe()
        watched, self._life = context.Pipe(duplex=False)
        self._process: ForkServerProcess = context.Process(
            target=_serve, args=(child, watched, self._progress, self._work), daemon=True, name="storyfold-clean"
        )
        self._process.start()
        child.close()
        watched.close()


def _context() -> ForkServerContext:
    return multiprocessing.get_context("forkserver")


def start_forkserver(module: str) -> None:
    """Start the process from which the others are forked, with the module loaded: a replacement takes milliseconds.

    Returns at once; the first process waits until the module is loaded. What the module does while it is imported (see
    `service.warm`) every process is born with.

    SIGINT and SIGTERM are blocked in it and in its children: when they reach the whole process group, the parent
    finishes its batch first and then kills them.
    """
    _context().set_forkserver_preload(["__main__", module])
    resource_tracker.ensure_running()  # first, since its start unblocks both signals
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    pipe: Connection,
    parent: Connection,
    progress: Any,
    work: Work,
) -> None:
    """The life of a process: take a chunk, run it, answer; end when the parent is gone."""
    if sys.platform == "linux":
        _die_with(parent)
        limit = work.settings.process_max_megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    work.initializer(work.settings)
    gc.freeze()  # what was loaded so far stays; the collector need not look at it again
    while True:
        try:
            items, halt_at = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from the process that started us
        except EOFError:
            return
        try:
            answer = pickle.dumps((_work_off(items, halt_at, progress, work.function), None), pickle.HIGHEST_PROTOCOL)
        except MemoryError:
            sys.exit(_OUT_OF_MEMORY)
        except Exception as error:
            error.add_note("in a process of the pool:\n" + traceback.format_exc())
            answer = pickle.dumps(([], error), pickle.HIGHEST_PROTOCOL)
        pipe.send_bytes(answer)


def _die_with(parent: Connection) -> None:
    """Have the kernel kill us when the other end of this pipe is closed, whatever we are doing then.

    The signal of the parent's death (prctl) is no use here: our parent is the fork server, and it outlives the pool's
    process as long as we live.
    """
    fcntl.fcntl(parent, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(parent, _F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(parent, fcntl.F_SETFL, fcntl.fcntl(parent, fcntl.F_GETFL) | os.O_ASYNC)


def _work_off(items: Sequence[Any], halt_at: float, progress: Any, function: Callable[[Any], Any]) -> list[Any]:
    results: list[Any] = []
    for i, item in enumerate(items):
        if results and time.monotonic() >= halt_at:
            break
        progress[1] = time.process_time()
        progress[0] = i
        results.append(function(item))
    return results


def _cpu_seconds(pid: int | None) -> float:
    """CPU time that another process has used, by its `process_time()`; 0 where that is not known.

    On Linux the clock of a process has a number made of the process's own (clock_getcpuclockid(3)).
    """
    if sys.platform != "linux" or not pid:
        return 0.0
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError:  # it is gone, as the pipe will tell
        return 0.0
