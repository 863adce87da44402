"""How far behind the group is, measured apart from consuming: in a thread with clients of its own.

The numbers therefore grow also while the worker's event loop is blocked or a partition belongs to nobody, and the same
poll tells the readiness probe that the broker answers.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from service.errors import BrokerError
from service.kafka import client
from service.metrics import Metrics
from service.settings import Settings
from service.topics import Topic

log = logging.getLogger(__name__)


class LagPoller:
    """Fills `metrics.lag` and `metrics.committed` for the given input topics every few seconds while it is entered.

    A partition without a committed offset lags by all that it holds. `answered` is called after each poll, in the
    poller's thread; while the broker does not answer there are no values at all, rather than old ones, and one line of
    the log says why.
    """

    def __init__(
        self,
        settings: Settings,
        topics: Sequence[Topic],
        metrics: Metrics,
        answered: Callable[[], None],
        every_seconds: float = 5.0,
    ) -> None:
        self._settings = settings
        self._names = {topic.full_name(settings.topic_prefix): topic.name for topic in topics}
        self._metrics = metrics
        self._answered = answered
        self._every = every_seconds
        self._told = ""
        self._stop = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="lag", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=self._every)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._poll_for_ever())

    async def _poll_for_ever(self) -> None:
        while not self._stop.is_set():
            try:
                # To the very end: records of an open transaction wait, too.
                everything = client.consumer(self._settings, isolation_level="read_uncommitted")
                async with client.admin(self._settings) as admin, everything as reader:
                    await self._poll_while_it_works(admin, reader)
            except (BrokerError, KafkaError, TimeoutError) as error:
                self._metrics.lag.clear()
                self._metrics.committed.clear()
                reason = str(error) or "the broker does not answer in time"
                if reason != self._told:
                    log.warning("lag is unknown: %s", reason)
                self._told = reason
                await self._pause()

    async def _poll_while_it_works(self, admin: Any, reader: Any) -> None:
        while not self._stop.is_set():
            async with asyncio.timeout(2 * self._every):
                partitions = [
                    TopicPartition(topic["topic"], partition["partition"])
                    for topic in await admin.describe_topics(list(self._names))
                    for partition in topic["partitions"]
                ]
                committed = await admin.list_consumer_group_offsets(self._settings.app_id, partitions=partitions)
                start = await reader.beginning_offsets(partitions)
                end = await reader.end_offsets(partitions)
            self._answered()
            self._told = ""
            for where in partitions:
                offset = committed[where].offset if where in committed else -1
                labels = self._names[where.topic], str(where.partition)
                self._metrics.committed.labels(*labels).set(max(offset, 0))
                self._metrics.lag.labels(*labels).set(end[where] - max(offset, start[where]))
            await self._pause()

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), self._every)
