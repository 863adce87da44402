"""Bytes of a producer: each kind of bad input has its own reason, and no bytes raise."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning import Parsed, parse
from service.records import RawArticle, Reason, Rejected

GOOD: dict[str, str] = {"id": "a-1", "text": "The mayor opened the bridge."}
ARTICLE = RawArticle(id=GOOD["id"], text=GOOD["text"])

BAD = [
    (None, b"", Reason.EMPTY_VALUE),
    (None, b" \n", Reason.EMPTY_VALUE),
    (None, None, Reason.EMPTY_VALUE),
    (b"", None, Reason.EMPTY_VALUE),
    (b"\xff\xfe", None, Reason.NOT_UTF8),
    (b"k" * 513, None, Reason.ID_TOO_LONG),
    (None, b"not json", Reason.NOT_JSON),
    (None, b'{"id": "a", "text": "cut of', Reason.NOT_JSON),
    (None, b'{"id": "a", "text": NaN}', Reason.NOT_JSON),
    (None, b'{"id": "a", "text": "bad \\x escape \\ud83d"}', Reason.NOT_JSON),
    (None, b"\xff\xfe{}", Reason.NOT_UTF8),
    (None, b'{"id": "caf\xe9", "text": "x"}', Reason.NOT_UTF8),
    (None, b'{"id": "\xed\xa0\x80", "text": "x"}', Reason.NOT_UTF8),
    (None, b"[1, 2]", Reason.NOT_AN_OBJECT),
    (None, b'"text"', Reason.NOT_AN_OBJECT),
    (None, b"null", Reason.NOT_AN_OBJECT),
    (None, b'{"id": "a", "text": "half \\ud83d"}', Reason.UNPAIRED_SURROGATE),
    (None, b'{"id": "a", "text": "half \\ude00 of one"}', Reason.UNPAIRED_SURROGATE),
    (None, b'{"id": "\\ud83d\\u0041", "text": "x"}', Reason.UNPAIRED_SURROGATE),
    (None, b'{"id": "a", "text": "nul \\u0000"}', Reason.NUL_CHARACTER),
    (None, b'{"id": "a", "text": "nul \x00"}', Reason.NUL_CHARACTER),
    (None, b"[" * 10_000, Reason.TOO_DEEP),
    (None, b'{"a":' * 10_000 + b"1" + b"}" * 10_000, Reason.TOO_DEEP),
    (None, b'{"id": 7, "text": "x"}', Reason.WRONG_TYPE),
    (None, b'{"id": "a", "text": ["x"]}', Reason.WRONG_TYPE),
    (None, b'{"id": "a", "text": "x", "retracted": "yes"}', Reason.WRONG_TYPE),
    (None, b"{}", Reason.NO_ID_OR_URL),
    (None, b'{"id": "", "url": "", "text": "x"}', Reason.NO_ID_OR_URL),
    (None, b'{"id": "  ", "text": "x"}', Reason.NO_ID_OR_URL),
    (None, b'{"retracted": true}', Reason.NO_ID_OR_URL),
    (None, b'{"id": "a"}', Reason.NO_TEXT_OR_HTML),
    (None, b'{"id": "a", "text": "", "html": " "}', Reason.NO_TEXT_OR_HTML),
    (None, b'{"url": "not a url", "text": "x"}', Reason.BAD_URL),
    (None, b'{"url": "ftp://a.example/x", "text": "x"}', Reason.BAD_URL),
    (None, b'{"id": "' + b"i" * 100_000 + b'", "text": "x"}', Reason.ID_TOO_LONG),
    (None, b'{"id": "' + "ü".encode() * 257 + b'", "text": "x"}', Reason.ID_TOO_LONG),
    (None, b'{"id": "a", "text": "x", "published_at": "0000-00-00"}', Reason.BAD_DATE),
    (None, b'{"id": "a", "text": "x", "published_at": "9999-12-31"}', Reason.BAD_DATE),
    (None, b'{"id": "a", "text": "x", "published_at": "1000000000-01-01"}', Reason.BAD_DATE),
    (None, b'{"id": "a", "text": "x", "published_at": "yesterday"}', Reason.BAD_DATE),
    (None, b'{"id": "a", "text": "x", "published_at": "2025-02-30"}', Reason.BAD_DATE),
    (None, b'{"id": "a", "text": "x", "fetched_at": "soon"}', Reason.BAD_DATE),
]


@pytest.mark.parametrize(("key", "value", "reason"), BAD, ids=[f"{r}-{i}" for i, (_, _, r) in enumerate(BAD)])
def test_bad_input_has_its_reason(key, value, reason):
    result = parse(key, value)
    assert isinstance(result, Rejected)
    assert result.reason is reason
    assert "\n" not in result.detail
    assert len(result.detail) < 300


def test_a_good_article_comes_through_and_unknown_fields_are_named():
    value = orjson.dumps({**GOOD, "rank": 3, "Text": "x", "title": ""})
    assert parse(b"any", value) == Parsed(ARTICLE, ("Text", "rank"))


def test_blank_strings_count_as_absent():
    parsed = parse(None, orjson.dumps({"id": "  ", "url": "https://a.example/1", "title": "\n", "text": "x"}))
    assert parsed == Parsed(RawArticle(url="https://a.example/1", text="x"))


def test_a_byte_order_mark_is_forgiven():
    assert parse(None, b"\xef\xbb\xbf" + orjson.dumps(GOOD)) == Parsed(ARTICLE)


def test_a_null_value_with_a_key_retracts_the_article_of_that_id():
    assert parse("ä-1".encode(), None) == Parsed(RawArticle(id="ä-1", retracted=True))


def test_a_retraction_needs_no_text():
    assert parse(None, b'{"id": "a", "retracted": true}') == Parsed(RawArticle(id="a", retracted=True))


def test_an_unterminated_string_of_escapes_costs_linear_time():
    assert parse(None, b'{"id": "' + b'\\"' * 2_000_000) == Rejected(
        Reason.NOT_JSON, "unexpected end of data: line 1 column 4000009 (char 4000008)"
    )


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(
    st.sampled_from([*RawArticle.__struct_fields__, "other"]),
    JSONISH | st.just("2025-08-21") | st.just("https://a.example/1"),
)


@given(st.none() | st.binary(max_size=40), st.none() | st.binary(max_size=200) | FIELDS.map(orjson.dumps))
def test_no_bytes_raise(key, value):
    assert isinstance(parse(key, value), Parsed | Rejected)


@given(FIELDS.map(orjson.dumps), st.data())
def test_no_mutated_record_raises(value, data):
    at = data.draw(st.integers(0, len(value) - 1))
    mutated = value[:at] + data.draw(st.binary(min_size=1, max_size=3)) + value[at + 1 :]
    assert isinstance(parse(None, mutated), Parsed | Rejected)
