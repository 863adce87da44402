"""What a stage says about the records of a batch; the delivery skeleton does the rest."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from service.agents.pressure import Pressure
from service.metrics import Stage
from service.records import Headers, Rejected
from service.topics import Topic

State = TypeVar("State")


class Message(Protocol):
    """What is used of a consumed record; `timestamp` is in seconds."""

    topic: str
    partition: int
    offset: int
    timestamp: float
    key: bytes | None
    value: bytes | None
    headers: Headers
    generation_id: int


class Outgoing(Struct, frozen=True):
    """A record to be sent. A value of None is a tombstone."""

    topic: Topic
    partition: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()

    def size(self) -> int:
        """Bytes of the record without the few that Kafka adds."""
        return len(self.key or b"") + len(self.value or b"") + sum(len(n) + len(v or b"") for n, v in self.headers)


Send = Callable[[Sequence[Outgoing]], Awaitable[None]]
"""Sends records and returns when the broker has them all."""


class Outcome(Struct, frozen=True):
    """What became of one input record: a word for the counters, and what to send for it, in order.

    A refused record has `refused` and goes to the dead-letter topic as it came; `sends` go out all the same. When it is
    to come `later`, `due` gives the rest of it, and the record is not acknowledged before.
    """

    what: str
    sends: Sequence[Outgoing] = ()
    refused: Rejected | None = None
    later: bool = False


class Due(Struct, frozen=True):
    """What was to come later: outcomes by the message that asked for them last, and the messages that are done now."""

    results: Sequence[tuple[Message, Outcome]] = ()
    done: Sequence[Message] = ()


class Size(Struct, frozen=True):
    """How much a partition's state holds, for the gauges."""

    articles: int = 0
    stories: int = 0
    bytes: int = 0


class Agent(Protocol[State]):
    """One stage on one source topic. `State` is what it knows about one partition.

    A state lives for one generation of the consumer group and is then built anew.
    """

    stage: Stage
    source: Topic
    folds: bool
    """Whether taking a partition reads a log: what the agent knows of it. One that does not may leave out a record."""

    async def take(
        self,
        partition: int,
        committed: int | None,
        still_ours: Callable[[], bool],
        progress: Callable[[float], None],
    ) -> State:
        """The state of a partition just before the offset `committed` (None: nothing was ever committed).

        `progress` hears the share of the log that has been read. Raises kafka.log.OwnershipLostError as soon as
        `still_ours()` is false.
        """

    async def mend(self, state: State, send: Send, progressed: Callable[[], None]) -> None:
        """Somebody else has set the offset at which the partition was just taken: do what may have been left out."""

    async def process(
        self,
        states: Mapping[int, State],
        messages: Sequence[Message],
        progressed: Callable[[], None] = lambda: None,
    ) -> Sequence[Outcome]:
        """One outcome for each message, or for the first of them, at least one, where all would take too long.

        The messages of a partition are in order; they change its state, those without an outcome do not. `progressed`
        is called, in any thread, whenever some of the work is done.

        Deterministic in states and messages, so that a repeated batch sends the same bytes; only what comes `later` is
        a matter of time.
        """

    async def due(self, state: State) -> Due:
        """What is due now of the outcomes that were to come later; each such message is done once, after a while."""

    async def sweep(self, state: State, send: Send) -> None:
        """Housekeeping between batches, every second or so, often nothing."""

    def relieve(self, state: State, pressure: Pressure) -> None:
        """Between batches: keep no more than memory allows of what is only kept for speed."""

    def size(self, state: State) -> Size:
        """How much a state holds."""
