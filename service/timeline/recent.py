"""A mapping of bounded size that forgets what was not used for longest."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Items of at most `limit` together, each with the size that `size` gives it (1 if not given), and at least one.

    Reading and writing an item count as use. `held` is their size.
    """

    def __init__(self, limit: int, size: Callable[[V], int] = lambda _: 1) -> None:
        self._limit, self._size = limit, size
        self._items: OrderedDict[K, V] = OrderedDict()
        self.held = 0

    def resize(self, limit: int) -> None:
        """Allow so much from now on; what is too much goes at once."""
        self._limit = limit
        self._shrink()

    def get(self, key: K) -> V | None:
        """The value of a key, None when it is unknown or forgotten."""
        value = self._items.get(key)
        if value is not None:
            self._items.move_to_end(key)
        return value

    def put(self, key: K, value: V) -> None:
        """Remember a value."""
        old = self._items.pop(key, None)
        self.held += self._size(value) - (0 if old is None else self._size(old))
        self._items[key] = value
        self._shrink()

    def _shrink(self) -> None:
        while self.held > self._limit and len(self._items) > 1:
            self.held -= self._size(self._items.popitem(last=False)[1])
