"""The last net: a record at which workers die is found, and in the end refused, instead of stopping its partition.

Nobody can ask a process that was killed what killed it. But whoever takes its partition over reads the committed
offset, and the metadata of that offset says what the process was at:

    nothing    records were acknowledged one after the other: there is no suspicion
    begun      the first batch after the partition was taken, or one that failed: one of its records may be the cause
    alone N    the record at this offset, for the N-th time, and nothing else of this agent

After `begun` and `alone` the next records, as many as a batch may have, are taken one at a time, each under a mark of
its own. So only a record that was in work by itself is ever blamed, and it is refused only when workers died of it
`DEATHS` times in a row: kills from outside would have to hit the same record so often, in the few milliseconds that it
takes. Before the first of them the worker waits for a random while, so that what ends it at its start is not blamed on
a record.

A partition that is handed over under a mark looks the same. That costs some records taken one at a time, no more.
"""

import asyncio
import logging
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import takewhile

from aiokafka import TopicPartition

from service.agents.outcome import Message
from service.kafka.faust_driver import App
from service.logs import fields
from service.records import Reason, Rejected

log = logging.getLogger(__name__)

DEATHS = 3
"""So often workers die with a record in work by itself before it is refused."""
SETTLE_SECONDS = (0.5, 3.0)
"""The shortest and the longest wait before the first record that is taken by itself."""
FAILED_SECONDS = 2.0
"""What a worker that ends itself takes at most to say that a batch failed."""
BEGUN = "begun"
_ALONE = re.compile(r"alone (\d{1,3})")


class Suspicion:
    """What is suspected of one held partition, by its committed offset and the mark that was found there.

    `left` records are to be taken by themselves; `fresh`: nothing is suspected, and no batch was done yet.
    """

    def __init__(self, offset: int | None, mark: str, most_records: int) -> None:
        alone = _ALONE.fullmatch(mark)
        self._offset, self._deaths = offset, int(alone[1]) if alone else 0
        self.left = most_records if mark == BEGUN or alone else 0
        self.fresh, self.settled = not self.left, False

    def deaths(self, offset: int) -> int:
        """How often workers died with the record at this offset in work by itself."""
        return self._deaths if offset == self._offset else 0

    def refusal(self, offset: int) -> Rejected | None:
        """Why a record is not even tried any more."""
        if self.deaths(offset) < DEATHS:
            return None
        return Rejected(Reason.CRASHES_WORKER, f"{DEATHS} workers in a row ended while they were at this record alone")

    @property
    def marks(self) -> bool:
        """Whether what is in work stands under a mark."""
        return self.fresh or self.left > 0

    def done(self, records: int) -> None:
        """So many records were done."""
        self.left, self.fresh = max(0, self.left - records), False


class LastNet:
    """Marks what one agent has in work. `suspicions`, by partition, are those of the partitions that it holds now."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def begin(self, suspicions: Mapping[int, Suspicion], messages: Sequence[Message]) -> Sequence[Message]:
        """Those of the messages that are to be done now, under their marks: one, or all before a suspected one."""
        first, suspicion = messages[0], suspicions[messages[0].partition]
        if suspicion.left:
            await self._alone(suspicion, first)
            return messages[:1]
        together = list(takewhile(lambda message: not suspicions[message.partition].left, messages))
        await self._begun([message for message in together if suspicions[message.partition].fresh])
        return together

    async def done(self, suspicions: Mapping[int, Suspicion], messages: Sequence[Message]) -> None:
        """These were sent for and acknowledged: where they were marked, commit them, which takes the mark away."""
        records = Counter(message.partition for message in messages)
        marked = [partition for partition in records if suspicions[partition].marks]
        for partition in marked:
            suspicions[partition].done(records[partition])
        if marked:
            await self._app.commit_now()

    async def failed(self, suspicions: Mapping[int, Suspicion], messages: Sequence[Message]) -> None:
        """The worker will end itself over these messages. One that is by itself has its mark already."""
        with suppress(TimeoutError):
            async with asyncio.timeout(FAILED_SECONDS):
                await self._begun([message for message in messages if not suspicions[message.partition].left])

    async def _alone(self, suspicion: Suspicion, message: Message) -> None:
        where, deaths = TopicPartition(message.topic, message.partition), suspicion.deaths(message.offset)
        if deaths >= DEATHS:
            return
        if not suspicion.settled:
            log.warning(
                "a worker ended with records in work: the next ones are taken one at a time",
                extra=fields(topic=where.topic, partition=where.partition, offset=message.offset, deaths=deaths),
            )
            await asyncio.sleep(random.uniform(*SETTLE_SECONDS))  # noqa: S311 - nothing published depends on it
            suspicion.settled = True
        await self._app.mark({where: message.offset}, f"alone {deaths + 1}")

    async def _begun(self, messages: Sequence[Message]) -> None:
        """Mark the first of these messages of each partition."""
        first = {TopicPartition(m.topic, m.partition): m.offset for m in reversed(messages)}
        if first:
            await self._app.mark(first, BEGUN)
