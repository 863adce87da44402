"""Which article a record speaks of: as the clean stage would see it, also when it is refused."""

import orjson
import pytest

from service.cleaning import Cleaned, Cleaner, parse
from service.framing import unframed
from service.identity import Identity, identity
from service.records import Rejected, Retraction
from service.settings import Settings

TEXT = "The orchard of Quillon was sold to the ferry council on Monday, and nobody knew of it."
SETTINGS = Settings(default_collection="house")


def raw(**fields: object) -> bytes:
    return orjson.dumps({"id": "a", "text": TEXT, **fields})


RECORDS = {
    "no collection": (b"k", raw()),
    "a collection": (b"k", raw(collection="theirs")),
    "a blank collection": (b"k", raw(collection=" ")),
    "a url": (b"k", orjson.dumps({"url": "https://one.example/a?utm_source=x", "text": TEXT})),
    "a schema registry": (b"k", b"\0\0\0\0\1" + raw()),
    "a retraction": (b"k", orjson.dumps({"id": "a", "retracted": True})),
    "a null value": (b"a", None),
}


@pytest.mark.parametrize(("key", "value"), RECORDS.values(), ids=RECORDS)
def test_it_is_the_article_that_cleaning_makes_of_the_record(key, value):
    parsed = parse(key, unframed(value))
    assert not isinstance(parsed, Rejected)
    made = Cleaner(SETTINGS).clean(parsed.article, None)
    found = identity(key, value, (), SETTINGS.default_collection)
    assert found is not None
    assert found.retracted == isinstance(made, Retraction)
    article = made.article if isinstance(made, Cleaned) else made
    assert not isinstance(article, Rejected)
    assert (found.collection, found.id) == (article.collection, article.id)


def test_a_null_value_names_no_collection():
    """It retracts in the collection of the setting; what goes by another one must not take it for its own."""
    assert identity(b"a", None, (), "house") == Identity("house", "a", None, retracted=True)


@pytest.mark.parametrize("value", [b"", b"no JSON", b"[1]", b"{}", b'{"id": 7}', b"\xff"])
def test_a_record_that_does_not_say_is_of_no_article(value):
    assert identity(b"k", value, (), "house") is None
    assert identity(None, None, (), "house") is None
