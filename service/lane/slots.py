"""Names in numbered slots: small integers that packed arrays are indexed by."""

from collections.abc import Iterator
from typing import Final
from zlib import crc32

_PARTS: Final = 64
"""A dictionary of a million names stops everything while it grows; a part of it does not."""


class Slots:
    """A slot for each name. The slot of a name that was released is given to another."""

    def __init__(self) -> None:
        self._parts: list[dict[str, int]] = [{} for _ in range(_PARTS)]
        self._names: list[str] = []
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._names) - len(self._free)

    def __iter__(self) -> Iterator[str]:
        """The names, sorted."""
        return iter(sorted(name for part in self._parts for name in part))

    @property
    def width(self) -> int:
        """One more than the greatest slot there ever was."""
        return len(self._names)

    def get(self, name: str) -> int | None:
        """The slot of a name, None when it has none."""
        return self._part(name).get(name)

    def name(self, slot: int) -> str:
        """The name in a slot that is in use."""
        return self._names[slot]

    def take(self, name: str) -> tuple[int, bool]:
        """A slot for a name that has none, and whether it is one more than there ever were."""
        grown = not self._free
        if grown:
            slot = len(self._names)
            self._names.append(name)
        else:
            slot = self._free.pop()
            self._names[slot] = name
        self._part(name)[name] = slot
        return slot, grown

    def release(self, slot: int) -> None:
        """The name in this slot has it no more."""
        del self._part(self._names[slot])[self._names[slot]]
        self._names[slot] = ""
        self._free.append(slot)

    def _part(self, name: str) -> dict[str, int]:
        return self._parts[crc32(name.encode()) % _PARTS]
