"""Compile the loops of the lane ahead of time, into `service/packed/_prebuilt.*.so`; run while the image is built.

The image then needs neither numba nor a compiler (200 MB), and its first article is as fast as any other. Which types
to compile for is not written down a second time: a short run of the lane shows them. Needs gcc and setuptools.
"""

import inspect
import pkgutil
from collections.abc import Iterator
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson
from numba.core.dispatcher import Dispatcher

from service import lane, language, packed, sample
from service.lane.log.fold import Fold
from service.lane.log.record import LogRecord
from service.lane.partition import PartitionLanes
from service.records import CleanArticle, Retraction
from service.settings import Settings

MODULES = [
    import_module(found.name)
    for package in (packed, language, lane)
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not found.name.endswith("._prebuilt")
]


def articles() -> Iterator[CleanArticle]:
    """Articles that take the lane through all it does: copies, revisions, two kinds of script, forgetting."""
    rows = [row for row in map(orjson.loads, sample.PATH.read_bytes().splitlines()) if (row or {}).get("text")]
    for part, (date, code) in enumerate([("03-01", "en"), ("03-02", "en"), ("03-02", "zh"), ("09-01", "en")]):
        for number, row in enumerate(rows):
            words = row["text"].split(" ")
            text = " ".join(words[::-1] if part == 3 else words) + f"\nThe same line under every article.\n{part}"
            yield CleanArticle(
                id=f"{number}-{part // 2}",
                revision=blake2b(text.encode(), digest_size=8).hexdigest(),
                outlet=f"outlet-{number % 5}.example",
                title=row.get("title") or "",
                text=text,
                language=code,
                collection="compile",
                published_at=f"2025-{date}T00:00:00Z",
                published_basis="given",
                extractor="text",
            )


def exercise() -> None:
    """Decide, retract, forget and fold, so that every loop is called with the types of real use."""
    lanes, records = PartitionLanes(Settings()), []
    position = 0
    for position, article in enumerate(articles()):
        records += [LogRecord(key, value, 0) for key, value in lanes.resolve(article, position).log]
    lanes.resolve(Retraction(id="0-0"), position + 1)
    fold = Fold(PartitionLanes(Settings()), position + 1)
    fold.add(records)
    for _ in fold.steps():
        pass


def loops() -> dict[str, Dispatcher]:
    """Every compiled function of the lane, by the name that `packed.compiled` looks for."""
    return {
        f"{module.__name__.rpartition('.')[2]}__{name}": value
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, Dispatcher) and value.py_func.__module__ == module.__name__
    }


def called_from_python() -> set[int]:
    """Which of them plain code names; the others are called by compiled code alone and go inside it."""
    called: set[int] = set()
    for module in MODULES:
        spaces = [vars(module), *(vars(value) for value in vars(module).values() if inspect.ismodule(value))]
        owners = [module, *(value for value in vars(module).values() if inspect.isclass(value))]
        for function in (value for owner in owners for value in vars(owner).values()):
            plain = getattr(function, "fget", None) or getattr(function, "__func__", function)
            if inspect.isfunction(plain):
                called |= {id(space[name]) for space in spaces for name in plain.__code__.co_names if name in space}
    return called


def main() -> None:
    """Run the lane, then compile what was called for the types that were seen."""
    from numba.pycc import CC  # noqa: PLC0415 - numba warns at import that it will move this module

    exercise()
    target: Any = CC("_prebuilt")
    target.output_dir = str(Path(packed.__file__).parent)
    wanted = called_from_python()
    for name, loop in loops().items():
        if id(loop) in wanted:
            (signature,) = loop.nopython_signatures
            target.export(name, signature)(loop.py_func)
            print(name)
    target.compile()


if __name__ == "__main__":
    main()
