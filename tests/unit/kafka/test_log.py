"""Reading a log to its end, from a reader that is a list of records; on a broker: tests/kafka/test_log.py."""

from contextlib import aclosing, asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition

from service.errors import BrokerError
from service.kafka import log
from service.kafka.log import OwnershipLostError, read_log
from service.settings import Settings

WHERE = TopicPartition("t", 3)


class Reader:
    """A partition with a record at each of `offsets`, which end at `ends`: the first answer, the second, ..."""

    def __init__(self, offsets: list[int], *ends: int, start: int = 0) -> None:
        self.offsets, self.ends, self.start = offsets, list(ends), start
        self.at = -1
        self.closed = False

    @asynccontextmanager
    async def client(self, settings: Settings, **_: Any):
        try:
            yield self
        finally:
            self.closed = True

    def assign(self, wheres: list[TopicPartition]) -> None:
        assert wheres == [WHERE]

    def seek(self, where: TopicPartition, offset: int) -> None:
        self.at = offset

    async def beginning_offsets(self, wheres: Any):
        return {WHERE: self.start}

    async def end_offsets(self, wheres: Any):
        return {WHERE: self.ends.pop(0) if len(self.ends) > 1 else self.ends[0]}

    async def position(self, where: TopicPartition) -> int:
        return self.at

    async def getmany(self, where: TopicPartition, timeout_ms: int, max_records: int):
        found = [offset for offset in self.offsets if offset >= self.at][:max_records]
        if not found:
            return {}
        self.at = found[-1] + 1
        return {WHERE: [SimpleNamespace(offset=offset) for offset in found]}


@pytest.fixture
def read(monkeypatch):
    """A function: the offsets that `read_log` yields, chunk by chunk."""

    async def of(reader: Reader, **arguments: Any) -> list[list[int]]:
        monkeypatch.setattr(log, "client", SimpleNamespace(consumer=reader.client))
        chunks = read_log(Settings(), WHERE.topic, WHERE.partition, **arguments)
        return [[record.offset for record in chunk] async for chunk in chunks]

    return of


async def test_reads_from_the_beginning_to_the_end_in_chunks(read):
    reader = Reader([4, 5, 7, 8], 9, start=4)
    assert await read(reader, max_records=3) == [[4, 5, 7], [8]]
    assert reader.closed


async def test_the_end_is_asked_again_when_it_is_reached(read):
    assert await read(Reader([0, 1, 2], 1, 2, 3), max_records=1) == [[0], [1], [2]]


async def test_stops_at_an_offset_that_has_no_record_of_its_own(read):
    assert await read(Reader([0, 1, 5, 6], 7), until=5, max_records=3) == [[0, 1]]
    assert await read(Reader([0, 1], 2), until=9) == [[0, 1]]
    assert await read(Reader([4], 5, start=4), until=2) == []


async def test_progress_is_the_share_of_the_log_that_has_been_read(read):
    heard: list[float] = []
    await read(Reader([4, 5, 6, 7], 8, start=4), max_records=1, progress=heard.append)
    assert heard == [0.25, 0.5, 0.75, 1.0]


async def test_the_reader_stops_when_the_partition_is_lost(read):
    answers = iter([True, False])
    with pytest.raises(OwnershipLostError, match=r"t\[3\]"):
        await read(Reader([0, 1], 2), max_records=1, still_ours=lambda: next(answers))


async def test_a_log_that_stands_still_is_an_error_that_says_where(read, monkeypatch):
    seconds = iter(range(0, 1000, 20))
    monkeypatch.setattr(log, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    with pytest.raises(BrokerError, match=r"t\[3\] stands still at offset 1 of 5"):
        await read(Reader([0], 5))


async def test_a_reader_that_is_left_early_is_closed(monkeypatch):
    reader = Reader([0, 1], 2)
    monkeypatch.setattr(log, "client", SimpleNamespace(consumer=reader.client))
    async with aclosing(read_log(Settings(), WHERE.topic, WHERE.partition, max_records=1)) as chunks:
        assert len(await anext(chunks)) == 1
    assert reader.closed
