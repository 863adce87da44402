"""Names in numbered slots: small integers that packed arrays are indexed by."""

from collections.abc import Iterator
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_PARTS: Final = 64
"""A dictionary of a million names stops everything while it grows; a part of it does not."""
_CHUNK: Final = 256
"""References of a chunk, 2 kB: a lane has several such lists, and most lanes are small."""


class Objects:
    """Objects by slot, None at first. The garbage collector does not look through it, as it would through a list.

    For strings and bytes, which never are part of a cycle: it would stop everything to look at a million of them. They
    lie in chunks, as a copy of them all to a larger place would stop it too.
    """

    def __init__(self) -> None:
        self._chunks: list[NDArray[np.object_]] = []

    def __getitem__(self, slot: int) -> Any:
        chunk = slot // _CHUNK
        return self._chunks[chunk][slot % _CHUNK] if chunk < len(self._chunks) else None

    def __setitem__(self, slot: int, value: object) -> None:
        chunk = slot // _CHUNK
        while chunk >= len(self._chunks):
            self._chunks.append(np.full(_CHUNK, None, object))
        self._chunks[chunk][slot % _CHUNK] = value


class Slots:
    """A slot for each name. The slot of a name that was released is given to another.

    `width`: one more than the greatest slot there ever was.
    """

    def __init__(self) -> None:
        self._parts: list[dict[str, int]] = [{} for _ in range(_PARTS)]
        self._names, self.width = Objects(), 0
        self._free: list[int] = []

    def __len__(self) -> int:
        return self.width - len(self._free)

    def __iter__(self) -> Iterator[str]:
        """The names, sorted."""
        return iter(sorted(name for part in self._parts for name in part))

    def get(self, name: str) -> int | None:
        """The slot of a name, None when it has none."""
        return self._part(name).get(name)

    def name(self, slot: int) -> str:
        """The name in a slot that is in use."""
        name: str = self._names[slot]
        return name

    def take(self, name: str) -> tuple[int, bool]:
        """A slot for a name that has none, and whether it is one more than there ever were."""
        grown = not self._free
        if grown:
            slot = self.width
            self.width += 1
        else:
            slot = self._free.pop()
        self._names[slot] = name
        self._part(name)[name] = slot
        return slot, grown

    def release(self, slot: int) -> str:
        """The name in this slot, which has it no more."""
        name = self.name(slot)
        del self._part(name)[name]
        self._names[slot] = ""
        self._free.append(slot)
        return name

    def _part(self, name: str) -> dict[str, int]:
        return self._parts[crc32(name.encode()) % _PARTS]
