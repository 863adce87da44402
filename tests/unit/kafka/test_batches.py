"""Whatever a producer put into a batch, every record of it comes out: read, or told to be unread."""

from collections.abc import Sequence

import cramjam
import pytest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from hypothesis import given
from hypothesis import strategies as st

from service.kafka import batches
from service.kafka.batches import Batches, Unread

NONE, GZIP, SNAPPY, LZ4, ZSTD = range(5)
Row = tuple[bytes | None, bytes | None, list[tuple[str, bytes | None]]]


def batch(rows: Sequence[Row], codec: int = NONE, first: int = 0) -> bytes:
    builder = DefaultRecordBatchBuilder(2, codec, False, -1, -1, -1, 1 << 30)
    for number, (key, value, headers) in enumerate(rows):
        builder.append(first + number, timestamp=5, key=key, value=value, headers=headers)
    return bytes(builder.build())


def read(data: bytes) -> list[tuple[bytes | None, bytes | None, list[tuple[str, bytes | None]]]]:
    found, reader = [], Batches(data)
    while reader.has_next():
        found += [(r.key, r.value, list(r.headers)) for r in reader.next_batch()]
    return found


def with_header_name(name: bytes, codec: int = NONE) -> bytes:
    """Two records; the header of the second has this name."""
    rows: list[Row] = [(b"k", b"before", []), (None, b"after", [("~" * len(name), b"v"), ("fine", None)])]
    raw = batch(rows)
    body = raw[61:].replace(b"~" * len(name), name)
    if codec == ZSTD:
        body = bytes(cramjam.zstd.compress(body))
    header = bytearray(raw[:61])
    header[22] = codec
    header[8:12] = (len(body) + 49).to_bytes(4, "big")
    return bytes(header) + body


@pytest.mark.parametrize("codec", [NONE, GZIP, SNAPPY, LZ4, ZSTD])
def test_ordinary_batches_are_read_as_they_are(codec):
    rows: list[Row] = [(None, None, []), (b"", b"", [("a", None), ("a", b"")]), (b"k", b"v" * 5000, [("ü", b"\xff")])]
    assert read(batch(rows, codec) + batch(rows[:1], codec)) == [*rows, rows[0]]


def test_a_batch_that_the_broker_cut_off_waits_for_the_next_fetch():
    whole = batch([(b"k", b"v", [])])
    assert read(whole + whole[:-1]) == [(b"k", b"v", [])]
    assert read(whole[:7]) == []


@pytest.mark.parametrize("name", [b"\xff\xfe", b"\x80", b"ok\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80"])
@pytest.mark.parametrize("codec", [NONE, ZSTD])
def test_a_header_name_that_is_not_utf8_is_escaped(name, codec):
    (first, second) = read(with_header_name(name, codec))
    assert first == (b"k", b"before", [])
    assert second[:2] == (None, b"after")
    assert second[2] == [(name.decode("utf-8", "backslashreplace"), b"v"), ("fine", None)]


@pytest.mark.parametrize("codec", [GZIP, SNAPPY, LZ4, ZSTD])
def test_a_batch_is_unpacked_up_to_the_limit_only(codec, monkeypatch):
    monkeypatch.setattr(batches, "UNPACKED_MAX_BYTES", 300_000)
    rows: list[Row] = [(b"a", b"first", []), (b"b", b"x" * 500_000, [("h", b"v")]), (b"c", b"last", [])]
    first, second, third = read(batch(rows, codec))
    assert first == rows[0]
    assert second[0] == b"b"
    assert isinstance(second[1], Unread)
    assert second[1] == b"x" * batches.UNREAD_KEPT_BYTES
    assert second[1].full_bytes == 500_000
    assert third == (None, b"", [])
    assert isinstance(third[1], Unread)


@pytest.mark.parametrize("codec", [GZIP, SNAPPY, LZ4, ZSTD])
def test_records_of_a_damaged_batch_are_unread_one_by_one(codec):
    raw = bytearray(batch([(b"k", bytes(range(256)) * 40, [])] * 3, codec))
    raw[61:] = b"\xff" * (len(raw) - 61)
    offsets = [record.offset for record in Batches(bytes(raw)).next_batch()]
    assert offsets == [0, 1, 2]
    assert all(isinstance(value, Unread) for _, value, _ in read(bytes(raw)))


def test_a_value_that_no_topic_takes_is_not_kept(monkeypatch):
    monkeypatch.setattr(batches, "VALUE_MAX_BYTES", 1000)
    small, large = read(batch([(b"a", b"x" * 1000, [("h", b"1")]), (b"b", b"y" * 1001, [("h", b"2")])], ZSTD))
    assert not isinstance(small[1], Unread)
    assert isinstance(large[1], Unread)
    assert (large[0], large[1].full_bytes, large[2]) == (b"b", 1001, [("h", b"2")])


def test_what_is_too_much_for_one_answer_is_left_for_the_next_fetch(monkeypatch):
    monkeypatch.setattr(batches, "ANSWER_MAX_BYTES", 10_000)
    one = batch([(b"a", b"x" * 6000, [])], ZSTD)
    assert len(read(one * 5)) == 2


ROWS = st.tuples(
    st.none() | st.binary(max_size=30),
    st.none() | st.binary(max_size=300),
    st.lists(st.tuples(st.text(max_size=5), st.none() | st.binary(max_size=9)), max_size=3),
)


@given(st.lists(ROWS, min_size=1, max_size=6), st.sampled_from([NONE, GZIP, SNAPPY, LZ4, ZSTD]))
def test_the_lenient_reader_reads_what_the_strict_one_does(rows, codec):
    raw = memoryview(batch(rows, codec))
    body, whole = batches._unpacked(raw)
    assert whole
    assert [(r.key, r.value, r.headers) for r in batches._lenient(raw, body)] == rows


@given(st.lists(ROWS, min_size=1, max_size=6), st.data())
def test_no_bytes_make_it_fail_and_none_yields_more_records_than_there_are(rows, data):
    raw = bytearray(batch(rows))
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(61, len(raw) - 1))] = data.draw(st.integers(0, 255))
    view = memoryview(raw)
    offsets = [record.offset for record in batches._lenient(view, view[61:])]
    assert len(offsets) <= len(rows)
