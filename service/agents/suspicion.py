"""The last net: a record at which workers die is found, and in the end refused, instead of stopping its partition.

Nobody can ask a process that was killed what killed it. But whoever takes its partition over reads the committed
offset, and the metadata of that offset says what was in work, and whose:

    done            records were acknowledged one after the other: there is no suspicion
    begun A         the first batch after A took the partition, or one that failed: one of its records may be the cause
    alone A B C     the record at this offset, and nothing else of this agent: C has it in work, A and B had it before

A, B and C are processes (their client ids). Those that are members of the group now are not dead of it: the partition
was handed over in a rebalance, or they were frozen, thrown out of the group, and have come back. A worker that ends
because it was told to takes its name away first. The others count as dead: killed, ended by themselves, or frozen and
not back yet, which from outside looks the same.

After a death the next records, as many as a batch may have, are taken one at a time, each under a mark of its own. So
only a record that was in work by itself is ever blamed, and it is refused only when `DEATHS` workers died of it: kills
from outside would have to hit the same record so often, in the few milliseconds that it takes. Before the first of them
the worker waits for a random while, so that what ends it at its start is not blamed on a record.
"""

import asyncio
import logging
import random
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile

from aiokafka import TopicPartition
from msgspec import Struct

from service.agents.outcome import Message
from service.kafka.faust_consumer import OURS
from service.kafka.faust_driver import App
from service.logs import fields
from service.records import Reason, Rejected

log = logging.getLogger(__name__)

DEATHS = 3
"""So many workers die with a record in work by itself before it is refused."""
SETTLE_SECONDS = (0.5, 3.0)
"""The shortest and the longest wait before the first record that is taken by itself."""
LAST_SECONDS = 2.0
"""What a worker that ends takes at most to say that a batch failed, or that it did not."""
_MARK = re.compile(r"(begun|alone)((?: storyfold-[0-9a-f]+)+)")


class Mark(Struct, frozen=True):
    """What was in work, `alone` or with others, and the names of those that had it, the last one's last."""

    alone: bool
    workers: tuple[str, ...]

    @staticmethod
    def read(metadata: str) -> "Mark | None":
        """The mark in the metadata of an offset; None if there is none."""
        found = _MARK.fullmatch(metadata)
        return Mark(found[1] == "alone", tuple(found[2].split())) if found else None

    def __str__(self) -> str:
        """The metadata that says it; without workers there is nothing to say."""
        return " ".join(("alone" if self.alone else "begun", *self.workers)) if self.workers else OURS


class Suspicion:
    """What is suspected of one held partition, by its committed offset and the mark that was found there.

    `left` records are to be taken by themselves; `fresh`: nothing is suspected, and no batch was done yet; `standing`:
    the offset and the mark of what is in work now.
    """

    def __init__(self, offset: int | None, mark: Mark | None, members: Collection[str], most_records: int) -> None:
        """`members` are the workers of the group that live."""
        dead = [worker for worker in mark.workers if worker not in members] if mark else []
        self._offset, self._dead = offset, tuple(dead) if mark and mark.alone else ()
        self.left = most_records if dead else 0
        self.fresh, self.settled = not self.left, False
        self.standing: tuple[int, Mark] | None = None

    def dead(self, offset: int) -> tuple[str, ...]:
        """The workers that died with the record at this offset in work by itself."""
        return self._dead if offset == self._offset else ()

    def refusal(self, offset: int) -> Rejected | None:
        """Why a record is not even tried any more."""
        if len(self.dead(offset)) < DEATHS:
            return None
        return Rejected(Reason.CRASHES_WORKER, f"{DEATHS} workers ended while they were at this record alone")

    @property
    def marks(self) -> bool:
        """Whether what is in work stands under a mark."""
        return self.fresh or self.left > 0

    def done(self, records: int) -> None:
        """So many records were done."""
        self.left, self.fresh, self.standing = max(0, self.left - records), False, None


async def suspicion_of(app: App, offset: int | None, metadata: str, most_records: int) -> Suspicion:
    """The suspicion that an offset and its metadata give; the broker is asked who lives if there is a mark."""
    mark = Mark.read(metadata)
    return Suspicion(offset, mark, await app.members() if mark else (), most_records)


class LastNet:
    """Marks what one agent has in work. `suspicions`, by partition, are those of the partitions that it holds now."""

    def __init__(self, app: App) -> None:
        self._app, self._withdrawn = app, False

    async def begin(self, suspicions: Mapping[int, Suspicion], messages: Sequence[Message]) -> Sequence[Message]:
        """Those of the messages that are to be done now, under their marks: one, or all before a suspected one."""
        first, suspicion = messages[0], suspicions[messages[0].partition]
        if suspicion.left:
            await self._alone(suspicion, first)
            return messages[:1]
        together = list(takewhile(lambda message: not suspicions[message.partition].left, messages))
        await self._begun(suspicions, [message for message in together if suspicions[message.partition].fresh])
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
            async with asyncio.timeout(LAST_SECONDS):
                await self._begun(
                    suspicions, [message for message in messages if not suspicions[message.partition].left]
                )

    async def withdraw(self, topic: str, suspicions: Mapping[int, Suspicion]) -> None:
        """The worker ends, and not because of what it has in work: take its name out of the marks that stand."""
        self._withdrawn = True
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_SECONDS):
                for partition, suspicion in suspicions.items():
                    if suspicion.standing:
                        offset, mark = suspicion.standing
                        before = Mark(mark.alone, mark.workers[:-1])
                        await self._app.mark({TopicPartition(topic, partition): offset}, str(before))

    async def _alone(self, suspicion: Suspicion, message: Message) -> None:
        where, dead = TopicPartition(message.topic, message.partition), suspicion.dead(message.offset)
        if len(dead) >= DEATHS:
            return
        if not suspicion.settled:
            log.warning(
                "a worker ended with records in work: the next ones are taken one at a time",
                extra=fields(topic=where.topic, partition=where.partition, offset=message.offset, deaths=len(dead)),
            )
            await asyncio.sleep(random.uniform(*SETTLE_SECONDS))  # noqa: S311 - nothing published depends on it
            suspicion.settled = True
        await self._mark({message.partition: suspicion}, [message], Mark(True, (*dead, self._app.name)))

    async def _begun(self, suspicions: Mapping[int, Suspicion], messages: Sequence[Message]) -> None:
        await self._mark(suspicions, messages, Mark(False, (self._app.name,)))

    async def _mark(self, suspicions: Mapping[int, Suspicion], messages: Sequence[Message], mark: Mark) -> None:
        """Mark the first of these messages of each partition."""
        first = {TopicPartition(m.topic, m.partition): m.offset for m in reversed(messages)}
        if not first or self._withdrawn:
            return
        for where, offset in first.items():
            suspicions[where.partition].standing = offset, mark
        await self._app.mark(first, str(mark))
