"""What the worker knows about its own health: written by the event loop, read by the HTTP thread.

Live means that the event loop turns; it says nothing about Kafka, since restarting a worker does not mend a broker.
Ready means that the worker does its share: it is in the group, all held partitions are folded, the broker answers, and
it is not on its way out. Every method may be called from any thread.
"""

import threading
import time
from collections.abc import Callable, Iterable

from msgspec import Struct

TopicPartition = tuple[str, int]


class Answer(Struct, frozen=True):
    """A probe's answer: whether it succeeds, and one line that says why or why not."""

    ok: bool
    text: str


class Health:
    """The probes' state. A worker calls `beat` every second from its event loop, and the rest when it happens."""

    def __init__(
        self,
        heartbeat_limit_seconds: float = 30.0,
        broker_limit_seconds: float = 15.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._heartbeat_limit = heartbeat_limit_seconds
        self._broker_limit = broker_limit_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._beat_at = self._broker_at = clock()
        self._held: frozenset[TopicPartition] | None = None
        self._folding: set[TopicPartition] = set()
        self._draining = False

    def beat(self) -> None:
        """The event loop turned."""
        self._beat_at = self._clock()

    def broker_answered(self) -> None:
        """The broker answered a request of any kind."""
        self._broker_at = self._clock()

    def broker_silent(self) -> bool:
        """Whether the broker has not answered for longer than it may."""
        return self._clock() - self._broker_at > self._broker_limit

    def assigned(self, held: Iterable[TopicPartition], to_fold: Iterable[TopicPartition] = ()) -> None:
        """The group gave exactly these partitions (none: a spare worker); those of `to_fold` need a fold first."""
        with self._lock:
            self._held = frozenset(held)
            self._folding = set(to_fold)

    def revoked(self) -> None:
        """The partitions were taken away; the worker is not ready until the next `assigned`."""
        with self._lock:
            self._held, self._folding = None, set()

    def folded(self, partition: TopicPartition) -> None:
        """The log of this partition has been folded."""
        with self._lock:
            self._folding.discard(partition)

    def drain(self) -> None:
        """The worker is stopping; it never becomes ready again."""
        self._draining = True

    def heartbeat_age_seconds(self) -> float:
        """Time since the event loop last turned."""
        return self._clock() - self._beat_at

    def broker_silence_seconds(self) -> float:
        """Time since the broker last answered."""
        return self._clock() - self._broker_at

    def live(self) -> Answer:
        """Whether the process deserves to go on."""
        age = self.heartbeat_age_seconds()
        if age > self._heartbeat_limit:
            return Answer(False, f"event loop blocked for {age:.0f} s")
        return Answer(True, "live")

    def ready(self) -> Answer:
        """Whether the worker does its share of the work."""
        live = self.live()
        silence = self.broker_silence_seconds()
        with self._lock:
            held, folding = self._held, len(self._folding)
        if not live.ok:
            return live
        if self._draining:
            return Answer(False, "draining")
        if silence > self._broker_limit:
            return Answer(False, f"no answer from the broker for {silence:.0f} s")
        if held is None:
            return Answer(False, "waiting for partitions")
        if folding:
            return Answer(False, f"folding, {folding} of {len(held)} partitions left")
        return Answer(True, f"ready, {len(held)} partitions")
