"""Who waits for the next change: the streams of events, woken by the follower."""

import asyncio


class Hub:
    """Lives on one event loop."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self.closed = False

    def notify(self) -> None:
        """Something changed: wake everybody."""
        self._changed.set()
        self._changed = asyncio.Event()

    def close(self) -> None:
        """The server ends: wake everybody for the last time."""
        self.closed = True
        self.notify()

    def ticket(self) -> asyncio.Event:
        """What the next change sets. Take it before looking: then no change is missed between looking and waiting."""
        return self._changed
