"""Things that a process of the pool may be asked to do; top level, so that they cross to it."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from service.settings import Settings

prepared: list[int] = []


def prepare(settings: Settings) -> None:
    """Runs once in each process."""
    prepared.append(settings.batch_max_records)


def fail_to_prepare(settings: Settings) -> None:
    """An initializer with a bug."""
    raise RuntimeError(f"cannot prepare with {settings.app_id}")


def _pause(seconds: float) -> None:
    """The machine pauses: this process does not run, and nobody notices but the clock on the wall."""
    paused = os.getpid()
    if os.fork() == 0:
        time.sleep(seconds)
        os.kill(paused, signal.SIGCONT)
        os._exit(0)
    os.kill(paused, signal.SIGSTOP)
    os.wait()


def work(item: object) -> object:
    """Does what the item says, else returns it with the number of the process."""
    match item:
        case ("sleep", float(seconds)):
            time.sleep(seconds)
        case ("first time", str(kind), str(mark)) if not Path(mark).exists():
            Path(mark).touch()
            return work(kind)
        case ("pause", float(seconds)):
            _pause(seconds)
        case "spin":
            while True:
                pass
        case "crash" | "stop" as how:
            os.kill(os.getpid(), signal.SIGSEGV if how == "crash" else signal.SIGSTOP)
        case "exit":
            os._exit(3)
        case "hog":
            return len(bytearray(8 << 30))
        case "bug":
            raise ValueError("a bug of ours")
        case ("big", int(size)):
            return b"x" * size
        case "pid":
            return os.getpid(), len(prepared)
    return item


if __name__ == "__main__":
    # A parent that can be killed: starts a pool, tells the numbers of its processes, and works until it is ended.
    import asyncio

    from service.pool.pool import Pool

    def tell(answers: list[Any]) -> None:
        Path(sys.argv[1]).write_text(" ".join(str(pid) for pid, _ in answers), encoding="utf-8")

    async def main() -> None:
        settings = Settings(clean_processes=2, page_timeout_seconds=60.0)
        pool: Pool[object, Any] = Pool(work, prepare, settings)
        tell(await pool.run(["pid", "pid"]))
        try:
            print(await pool.run([("sleep", float(sys.argv[2]))] * 2), flush=True)
        finally:
            pool.close()

    asyncio.run(main())
