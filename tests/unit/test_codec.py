"""Equal records give equal bytes, wherever they came from."""

import pickle

import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import codec, records
from service.records import ArticleMeta, CleanArticle, Mention, RawArticle, Retraction, Timex

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TIMEXES = st.builds(
    Timex,
    start=st.integers(0, 9),
    end=st.integers(0, 9),
    type=st.sampled_from(["DATE", "SET"]),
    value=WORDS,
    precision=st.sampled_from(["day", "none"]),
    low=st.none() | WORDS,
)
MENTIONS = st.builds(
    Mention,
    start=st.integers(0, 9),
    end=st.integers(0, 9),
    sentence_start=st.integers(0, 9),
    sentence_end=st.integers(0, 9),
    block=st.sampled_from(["lead", "prose"]),
    timex=st.none() | TIMEXES,
    anchors=st.lists(WORDS, max_size=2).map(tuple),
)
ARTICLES = st.builds(
    CleanArticle,
    id=WORDS,
    revision=WORDS,
    outlet=WORDS,
    title=WORDS,
    text=WORDS,
    language=WORDS,
    collection=WORDS,
    published_at=WORDS,
    published_basis=st.just("given"),
    extractor=WORDS,
    mentions=st.lists(MENTIONS, max_size=3).map(tuple),
    meta=st.builds(ArticleMeta, author=st.none() | WORDS),
)
STRUCTS = [value for value in vars(records).values() if isinstance(value, type) and issubclass(value, msgspec.Struct)]


@given(ARTICLES)
def test_a_copy_from_another_process_or_from_the_wire_has_the_same_bytes(article):
    data = codec.encode(article)
    assert codec.decode(data, CleanArticle) == article
    assert codec.encode(codec.decode(data, CleanArticle)) == data
    assert codec.encode(pickle.loads(pickle.dumps(article))) == data


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(-(2.0**53), 2.0**53) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
)


@given(VALUES)
def test_the_bytes_are_those_of_orjson_with_sorted_keys(value):
    assert codec.encode(value) == orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


@given(ARTICLES)
def test_records_too_are_written_as_orjson_would(article):
    assert codec.encode(article) == orjson.dumps(msgspec.to_builtins(article), option=orjson.OPT_SORT_KEYS)
    assert codec.decode(codec.encode(article), CleanArticle) == msgspec.convert(
        orjson.loads(codec.encode(article)), CleanArticle
    )


@pytest.mark.parametrize("kind", [s for s in STRUCTS if s.__struct_config__.omit_defaults], ids=lambda s: s.__name__)
def test_defaults_that_may_be_left_out_are_singletons(kind):
    defaults = [default for default in kind.__struct_defaults__ if not hasattr(default, "factory")]
    assert all(any(default is single for single in (None, (), True, False)) for default in defaults)


def test_every_public_record_carries_its_version():
    assert b'"schema_version":1' in codec.encode(Retraction("a"))


def test_keys_are_sorted_and_nothing_else_is_written():
    assert codec.encode(RawArticle(url="ü", id="1")) == '{"id":"1","url":"ü"}'.encode()


def test_articles_and_retractions_are_told_apart():
    data = codec.encode(Retraction("a"))
    assert codec.decode(data, CleanArticle | Retraction) == Retraction("a")


def test_unpaired_surrogates_are_never_written():
    with pytest.raises(UnicodeEncodeError):
        codec.encode(RawArticle(id="\ud800"))
