"""Reading a partition of a log from its beginning to its end, with a plain consumer that belongs to no group."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from typing import Any, Protocol

from aiokafka import TopicPartition

from service.errors import BrokerError
from service.kafka import client
from service.records import Headers
from service.settings import Settings

NO_PROGRESS_SECONDS = 30.0
"""Several fetches of a slow broker; then whoever waits is told."""


class Record(Protocol):
    """What is used of a consumed record; `timestamp` is in milliseconds."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers


class OwnershipLostError(Exception):
    """The partition was taken away while its log was being read; whoever reads must drop what it has."""


async def read_log(
    settings: Settings,
    topic: str,
    partition: int,
    *,
    since: int = 0,
    until: int | None = None,
    still_ours: Callable[[], bool] = lambda: True,
    progress: Callable[[float], None] = lambda _: None,
    max_records: int = 2000,
) -> AsyncGenerator[Sequence[Record]]:
    """Yield the records of one partition in offset order, in chunks, from the beginning (or `since`) to the end (or
    to `until`).

    The end is asked again when it is reached: on a compacted topic a record may have been rewritten past the first
    answer and its old copy compacted away meanwhile. `progress` hears the share that has been read. Raises
    OwnershipLostError as soon as `still_ours()` is false, and BrokerError when nothing arrives for 30 s. Close it
    (`aclosing`) when it may not be read to its end: it holds a connection.
    """
    if until is not None and until <= since:
        return
    where = TopicPartition(topic, partition)
    async with client.consumer(settings, fetch_max_wait_ms=20) as reader:
        reader.assign([where])
        # Both offsets before the seek: a fetch that waits at the broker would delay the answers. And a seek of our
        # own: after seek_to_beginning() the default reset can race and silently read nothing.
        beginning, end = await asyncio.gather(reader.beginning_offsets([where]), _end(reader, where, until))
        start = max(since, beginning[where])
        if start >= end:
            return
        reader.seek(where, start)
        moved_at = time.monotonic()
        while True:
            if not still_ours():
                raise OwnershipLostError(f"{topic}[{partition}]")
            if await reader.position(where) >= end:
                end = await _end(reader, where, until)
                if await reader.position(where) >= end:
                    return
            records = (await reader.getmany(where, timeout_ms=500, max_records=max_records)).get(where)
            if records:
                moved_at = time.monotonic()
                if chunk := [r for r in records if until is None or r.offset < until]:
                    yield chunk
                progress(min(1.0, (await reader.position(where) - start) / max(1, end - start)))
            elif time.monotonic() - moved_at > NO_PROGRESS_SECONDS:
                at = await reader.position(where)
                raise BrokerError(f"reading {topic}[{partition}] stands still at offset {at} of {end}")


async def follow(settings: Settings, topic: str, partitions: int, *, from_start: bool) -> AsyncGenerator[Record]:
    """Yield the records of a topic as they come, from its beginning or from now on, for ever. Raises BrokerError."""
    wheres = [TopicPartition(topic, partition) for partition in range(partitions)]
    async with client.consumer(settings) as reader:
        reader.assign(wheres)
        offsets = await (reader.beginning_offsets(wheres) if from_start else reader.end_offsets(wheres))
        for where, offset in offsets.items():
            reader.seek(where, offset)  # the default reset can race, see read_log
        async for record in reader:
            yield record


async def _end(reader: Any, where: TopicPartition, until: int | None) -> int:
    end: int = (await reader.end_offsets([where]))[where]
    return end if until is None else min(end, until)


async def read_topic(settings: Settings, topic: str) -> AsyncGenerator[Sequence[Record]]:
    """Yield all records of a topic, partition by partition as `read_log` does. Raises BrokerError."""
    async with client.admin(settings) as admin:
        (found,) = await admin.describe_topics([topic])
    if found["error_code"]:
        raise BrokerError(f"no topic {topic!r} at {settings.bootstrap_servers}")
    for partition in sorted(p["partition"] for p in found["partitions"]):
        async with aclosing(read_log(settings, topic, partition)) as chunks:
            async for records in chunks:
                yield records
