"""The clean stage: one record in, one outcome out, the same in every process."""

import orjson
import pytest

from service import codec
from service.cleaning import Cleaner, Note
from service.records import CleanArticle, Reason, Rejected, Retraction
from service.settings import Settings
from service.stages import CleanOutcome, CleanStage, Incoming, Ready, clean

TEXT = "The bridge over the Lodva was opened on Monday. About 4,000 people came to see it, the city council said."
ARTICLE = {
    "id": "a-1",
    "outlet": "o.example",
    "title": "Bridge opened",
    "text": TEXT,
    "published_at": "2026-03-03T09:00:00Z",
    "language": "en-GB",
}
EVENT = [("ce_specversion", b"1.0"), ("ce_id", b"1"), ("ce_source", b"/s"), ("ce_type", b"t"), ("ce_desk", b"city")]


@pytest.fixture(scope="module")
def cleaner():
    return Cleaner(Settings())


def ready(outcome: CleanOutcome) -> Ready:
    assert isinstance(outcome.result, Ready)
    return outcome.result


def article(outcome: CleanOutcome) -> CleanArticle:
    found = codec.decode(ready(outcome).value, CleanArticle | Retraction)
    assert isinstance(found, CleanArticle)
    return found


def test_an_article_becomes_a_clean_article_with_mentions(cleaner):
    outcome = clean(Incoming(None, orjson.dumps(ARTICLE)), cleaner)
    found = article(outcome)
    assert (found.id, found.text, found.language, found.published_basis) == ("a-1", TEXT, "en", "given")
    assert ready(outcome).lane == "default/en"
    monday = [m.timex for m in found.mentions if m.timex]
    assert monday[0].value == "2026-03-02"
    assert TEXT[monday[0].start : monday[0].end].endswith("Monday")


def test_a_title_made_of_the_first_sentence_does_not_hide_it(cleaner):
    untitled = {**ARTICLE, "title": None, "text": TEXT.replace(". ", ".\n")}
    found = article(clean(Incoming(None, orjson.dumps(untitled)), cleaner))
    assert found.title == "The bridge over the Lodva was opened on Monday."
    assert [m.timex.value for m in found.mentions if m.timex] == ["2026-03-02"]


def test_an_event_is_unwrapped_and_its_extensions_go_on(cleaner):
    headers = [*EVENT, ("traceparent", b"00-1")]
    found = dict(ready(clean(Incoming(None, orjson.dumps(ARTICLE), headers), cleaner)).headers)
    assert found["ce_desk"] == b"city"
    assert found["traceparent"] == b"00-1"
    assert found["ce_type"] == b"storyfold.article.cleaned.v1"
    assert found["ce_id"].startswith(b"a-1@")


@pytest.mark.parametrize(
    ("key", "value"), [(None, b'{"id":"a-1","retracted":true}'), (b"a-1", None)], ids=["flag", "null value"]
)
def test_both_forms_of_retraction_go_to_every_lane(cleaner, key, value):
    found = ready(clean(Incoming(key, value), cleaner))
    assert found.lane is None
    assert codec.decode(found.value, CleanArticle | Retraction) == Retraction("a-1")
    assert dict(found.headers)["ce_type"] == b"storyfold.article.retracted.v1"


def test_arrival_is_fetched_at_else_the_kafka_timestamp_else_unknown(cleaner):
    fetched = orjson.dumps({**ARTICLE, "fetched_at": "2026-03-03T10:00:00Z"})
    value = orjson.dumps(ARTICLE)
    assert article(clean(Incoming(None, fetched, (), 1_900_000_000_000), cleaner)).arrived_at == "2026-03-03T10:00:00Z"
    assert article(clean(Incoming(None, value, (), 1_772_600_000_999), cleaner)).arrived_at == "2026-03-04T04:53:20Z"
    assert article(clean(Incoming(None, value), cleaner)).arrived_at is None


@pytest.mark.parametrize("timestamp_ms", [None, -1, 0, 7_258_118_400_000, 2**62])
def test_a_timestamp_that_says_nothing_is_none_and_refuses_no_date(cleaner, timestamp_ms):
    found = article(clean(Incoming(None, orjson.dumps(ARTICLE), (), timestamp_ms), cleaner))
    assert (found.published_at, found.published_basis) == (ARTICLE["published_at"], "given")
    assert found.arrived_at is None


def test_arrival_is_not_part_of_the_revision(cleaner):
    value = orjson.dumps(ARTICLE)
    early, late = (
        article(clean(Incoming(None, value, (), t), cleaner)) for t in (1_772_600_000_000, 1_772_700_000_000)
    )
    assert early.revision == late.revision


def changed(**fields):
    return orjson.dumps({**ARTICLE, **fields})


@pytest.mark.parametrize(
    ("incoming", "reason"),
    [
        (Incoming(None, b""), Reason.EMPTY_VALUE),
        (Incoming(None, b" \n"), Reason.EMPTY_VALUE),
        (Incoming(None, None), Reason.EMPTY_VALUE),
        (Incoming(b"\xff", None), Reason.NOT_UTF8),
        (Incoming(None, b"{"), Reason.NOT_JSON),
        (Incoming(None, b"<html>502</html>"), Reason.NOT_JSON),
        (Incoming(None, b'{"id":"\xff"}'), Reason.NOT_UTF8),
        (Incoming(None, b"[]"), Reason.NOT_AN_OBJECT),
        (Incoming(None, b'"text"'), Reason.NOT_AN_OBJECT),
        (Incoming(None, b"[" * 10_000 + b"]" * 10_000), Reason.TOO_DEEP),
        (Incoming(None, b'{"id":"1","text":"\\ud800"}'), Reason.UNPAIRED_SURROGATE),
        (Incoming(None, changed(text="a\0b")), Reason.NUL_CHARACTER),
        (Incoming(None, changed(title=["t"])), Reason.WRONG_TYPE),
        (Incoming(None, changed(text=7)), Reason.WRONG_TYPE),
        (Incoming(None, changed(id=None)), Reason.NO_ID_OR_URL),
        (Incoming(None, changed(text=None)), Reason.NO_TEXT_OR_HTML),
        (Incoming(None, changed(id="x" * 100_000)), Reason.ID_TOO_LONG),
        (Incoming(None, changed(text="x " * 2_500_000)), Reason.TEXT_TOO_LONG),
        (Incoming(None, changed(published_at="0000-00-00")), Reason.BAD_DATE),
        (Incoming(None, changed(published_at="9999-12-31")), Reason.BAD_DATE),
        (Incoming(None, changed(published_at="1000000000-01-01")), Reason.BAD_DATE),
        (Incoming(None, changed(id=None, url="not a url")), Reason.BAD_URL),
        (Incoming(None, b"{}", EVENT[:2]), Reason.BAD_CLOUDEVENT),
    ],
)
def test_bad_input_is_an_outcome_not_an_exception(cleaner, incoming, reason):
    found = clean(incoming, cleaner).result
    assert isinstance(found, Rejected)
    assert found.reason is reason


def test_unknown_fields_are_counted(cleaner):
    assert clean(Incoming(None, orjson.dumps({**ARTICLE, "x": 1, "y": 2})), cleaner).notes == (Note.UNKNOWN_FIELD,) * 2


async def test_the_processes_give_the_same_bytes_in_the_same_order(cleaner):
    batch = [Incoming(None, orjson.dumps({**ARTICLE, "id": f"a-{i}", "extra": i})) for i in range(25)]
    batch.insert(7, Incoming(None, b"not json"))
    stage = CleanStage(Settings(clean_processes=2))
    try:
        assert await stage.run(batch) == [clean(incoming, cleaner) for incoming in batch]
    finally:
        stage.close()
