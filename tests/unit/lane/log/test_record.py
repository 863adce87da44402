"""The lane records: what is written is read, by name and in short."""

from typing import Any

import pytest

from service.errors import FoldError
from service.lane.log.record import LineRecord, RetractionRecord, decode, encode, head, key, story_id
from service.lane.partition import PartitionLanes
from service.records import Retraction
from tests.unit.lane.feeds import SETTINGS, article, run, text


def test_records_come_back_as_they_were():
    _, log = run(PartitionLanes(SETTINGS), [article("ü@x", text(1, 1), 0), Retraction("ü@x")])
    for name, value, _ in log:
        assert value is not None
        record = decode(value)
        assert encode(record) == value
        assert key(record) == name
        assert (head(value).seq, head(value).position, head(value).rest) == (record.seq, record.position, record.rest)
    assert log[0].key.startswith("ü@x@".encode())


def test_keys_are_those_of_the_contract():
    a = article("a1", text(1, 1), 0)
    _, log = run(PartitionLanes(SETTINGS), [a, Retraction("a1")])
    assert log[0].key == f"a1@{a.revision}@0".encode()
    assert log[1].key == b"a1@retracted@default/en@1"
    line = LineRecord(seq=1, position=0, rest=0, collection="c", language="en", outlet="o", line=7, day=3)
    assert key(line) == b"line@o@7@c/en"


def test_the_same_retraction_in_two_lanes_and_at_two_times_has_keys_of_its_own():
    records: list[Any] = [
        article("a1", text(1, 1), 0),
        article("a1", text(2, 1), 0, language="de"),
        Retraction("a1"),
        article("a1", text(3, 1), 0),
        Retraction("a1"),
    ]
    resolutions, log = run(PartitionLanes(SETTINGS), records)
    assert len(resolutions[2].log) == 2
    assert len(resolutions[2].also) == 1
    assert len({name for name, _, _ in log}) == len(log)
    rests = [r.rest for r in (decode(value) for _, value, _ in log if value) if isinstance(r, RetractionRecord)]
    assert rests == [1, 0, 0]


def test_a_record_is_small():
    _, log = run(PartitionLanes(SETTINGS), [article("a1", text(1, 1, 500), 0)])
    assert len(log[0].value or b"") < 2500


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x93\x01\x02", b"\x94\x63\x01\x02\x03", b"[]"])
def test_other_bytes_are_refused(data):
    with pytest.raises(FoldError):
        decode(data)
    with pytest.raises(FoldError):
        decode(data + b"\xc1")


def test_story_ids_depend_on_lane_article_and_revision():
    ids = {story_id(*p) for p in [("c/en", "a", "1"), ("c/de", "a", "1"), ("c/en", "b", "1"), ("c/en", "a", "2")]}
    assert len(ids) == 4
    assert all(len(i) == 18 and i.startswith("s-") for i in ids)
