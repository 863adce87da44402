"""A broker that is silent is waited for: one line when that begins, one when it is over, and no restart in between.

What was under way is dropped and done again when the broker answers; only past a stated limit the worker ends.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from aiokafka.errors import (
    InvalidProducerEpoch,
    KafkaError,
    KafkaTimeoutError,
    OutOfOrderSequenceNumber,
    ProducerClosed,
    ProducerFenced,
    UnknownProducerId,
)
from faust.exceptions import NotReady, ProducerSendError

from service.errors import BrokerError, StoryfoldError, TopicMismatchError
from service.kafka.stop import told
from service.logs import fields

log = logging.getLogger(__name__)

FAILURES = (KafkaError, ProducerSendError, NotReady, BrokerError, OSError, TimeoutError)
"""What sending and reading raise when the broker is away, or refuses."""
_TRY_SECONDS = 1.0
"""Between two tries to reach the broker."""
_OF_AN_OLD_PRODUCER = (
    InvalidProducerEpoch, OutOfOrderSequenceNumber, ProducerClosed, ProducerFenced, UnknownProducerId,
)  # fmt: skip


class Outage:
    """The silence of the broker, as all agents of a worker know it. `limit_seconds`: how long it is waited for."""

    def __init__(self, limit_seconds: float) -> None:
        self._limit = limit_seconds
        self._since: float | None = None

    @property
    def lasts(self) -> bool:
        """Whether something waits for the broker. Thread-safe."""
        return self._since is not None

    def over(self) -> None:
        """Something went through."""
        if self._since is not None:
            log.info("the broker answers again", extra=fields(seconds=round(time.monotonic() - self._since, 1)))
            self._since = None

    async def wait(self, failure: BaseException, attempt: Callable[[], Awaitable[object]]) -> None:
        """After this failure, return when `attempt` succeeds.

        Raises BrokerError for a failure that waiting does not mend (one of our own stays as it is), and when
        the silence has lasted too long.
        """
        if isinstance(failure, StoryfoldError) and not may_pass(failure):
            raise failure
        if not may_pass(failure):
            raise BrokerError(told(failure)) from failure
        while True:
            if time.monotonic() - self._began(failure) >= self._limit:
                limit = f"{self._limit:g} s (broker_silence_max_seconds)"
                raise BrokerError(f"the broker was silent for {limit}: {told(failure)}") from failure
            await asyncio.sleep(_TRY_SECONDS)
            try:
                await attempt()
            except FAILURES as again:
                failure = again
            else:
                return

    def _began(self, failure: BaseException) -> float:
        """Since when nothing went through; another agent may find at any moment that it is over for what it does."""
        if self._since is None:
            self._since = time.monotonic()
            log.warning("the broker is silent; waiting: %s", told(failure))
        return self._since


def may_pass(failure: BaseException) -> bool:
    """Whether the same may succeed later: the broker did not answer, or said so."""
    cause = failure.__cause__ if isinstance(failure, ProducerSendError | BrokerError) else failure
    if isinstance(failure, TopicMismatchError):
        return False
    if isinstance(cause, (KafkaTimeoutError, *_OF_AN_OLD_PRODUCER)):
        return True
    return cause.retriable if isinstance(cause, KafkaError) else True
