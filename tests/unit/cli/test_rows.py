"""Records as JSON rows: byte for byte there and back."""

from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli import rows
from service.cli.rows import Row
from service.errors import UsageError
from service.records import Headers

BYTES = st.none() | st.binary(max_size=20) | st.text(max_size=20).filter(str.isprintable).map(str.encode)


@dataclass
class Record:
    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers


@given(BYTES, BYTES, st.lists(st.tuples(st.text("ab", min_size=1), st.binary(max_size=5)), max_size=2).map(tuple))
def test_a_record_comes_back_byte_for_byte(key, value, headers):
    line = rows.write(Record("t", 1, 2, 3, key, value, headers), headers=True)
    row = orjson.loads(line)
    assert rows.is_record(row)
    assert rows.read(row, "x") == Row(key, value, headers, partition=1, offset=2, timestamp=3)


def test_the_fields_of_a_row_are_these():
    row = orjson.loads(rows.write(Record("t", 1, 2, 3, b"k", b'{"b":1}', (("h", b"x"),)), headers=False))
    assert row == {"partition": 1, "offset": 2, "timestamp": 3, "key": "k", "value": '{"b":1}'}


def test_an_object_as_value_stands_for_its_canonical_bytes():
    assert rows.read({"value": {"b": 1, "a": "ü"}}, "x").value == '{"a":"ü","b":1}'.encode()


def test_an_article_is_no_record():
    assert not rows.is_record({"id": "1", "text": "x"})
    assert not rows.is_record({"value": "x", "title": "an article with a field that happens to be called so"})


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"value": 1}, "value: text, an object or null"),
        ({"value": {"base64": "%"}}, "value: not base64"),
        ({"value": "", "key": []}, "key: text"),
        ({"value": "", "offset": "1"}, "offset: an integer"),
        ({"value": "", "headers": [["a"]]}, "headers: a list of"),
    ],
)
def test_a_bad_row_is_named(row, message):
    with pytest.raises(UsageError, match=f"here: {message}"):
        rows.read(row, "here")


def test_the_records_of_a_file(tmp_path: Path):
    path = tmp_path / "x"
    path.write_bytes(b'{"id":"1","outlet":"o"}\n{"key":"k","value":null}\nnot json\n{"id":"2"}\n')
    assert list(rows.raw_records(path, raw=True, progress="")) == [
        (f"{path}: line 1", Row(b"o", b'{"id":"1","outlet":"o"}')),
        (f"{path}: line 2", Row(b"k", None)),
        (f"{path}: line 3", Row(None, b"not json")),
        (f"{path}: line 4", Row(None, b'{"id":"2"}')),
    ]
    with pytest.raises(UsageError, match="line 3: not JSON"):
        list(rows.raw_records(path, raw=False, progress=""))
