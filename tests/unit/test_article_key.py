"""The key of an article names its collection, whatever the names are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.records import article_key

NAMES = st.sampled_from(["default", "//a/b"]) | st.text("ab/%2F", min_size=1, max_size=6) | st.text(min_size=1)


@given(NAMES, NAMES, NAMES, NAMES)
def test_no_two_articles_share_a_key(collection, article_id, other_collection, other_id):
    same = (collection, article_id) == (other_collection, other_id)
    assert (article_key(collection, article_id) == article_key(other_collection, other_id)) == same


@pytest.mark.parametrize(
    ("collection", "article_id", "key"),
    [
        ("default", "a1", "a1"),
        ("default", "https://x.example/1", "https://x.example/1"),
        ("default", "//x.example/1", "//default///x.example/1"),
        ("news", "https://x.example/1", "//news/https://x.example/1"),
        ("a/b", "c", "//a%2Fb/c"),
        ("a", "b/c", "//a/b/c"),
        ("a%2Fb", "c", "//a%252Fb/c"),
    ],
)
def test_an_id_is_its_own_key_where_no_collection_was_named(collection, article_id, key):
    assert article_key(collection, article_id) == key
