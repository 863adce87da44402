"""What a shelf decodes, and what it keeps."""

import pytest
from msgspec.structs import replace

from service import codec
from service import shelf as module
from service.records import ResolvedArticle
from service.shelf import Shelf
from tests.unit.timeline.fiction import article


@pytest.fixture
def decoded(monkeypatch):
    """The ids of the articles that were decoded whole, in order."""
    seen, decode = [], codec.decode

    def counted(data, kind):
        value = decode(data, kind)
        if kind is ResolvedArticle:
            seen.append(value.id)
        return value

    monkeypatch.setattr(codec, "decode", counted)
    monkeypatch.setattr(module, "DECODED_ARTICLES", 5)
    return seen


def put(shelf, article_id, story_id="s-1", text="Dolenz opened the line on Monday."):
    resolved = replace(article(article_id, text, "2026-03-02"), story_id=story_id)
    return shelf.put(article_id, codec.encode(resolved))


def ids(shelf, story_id="s-1"):
    return sorted(a.id for a in shelf.articles(story_id))


def test_a_story_of_more_articles_than_are_kept_is_decoded_once(decoded):
    shelf = Shelf()
    for i in range(9):
        put(shelf, f"a{i}")
    assert ids(shelf) == sorted(decoded) == [f"a{i}" for i in range(9)]
    put(shelf, "b")
    assert len(ids(shelf)) == 10
    assert decoded[9:] == ["b"]


def test_stories_touched_least_recently_go_first(decoded):
    shelf = Shelf()
    for story in ("s-1", "s-2", "s-3"):
        for i in range(2):
            put(shelf, f"{story}-{i}", story)
    for story in ("s-1", "s-2", "s-1", "s-3"):  # six articles: the two of s-2 go
        ids(shelf, story)
    decoded.clear()
    ids(shelf, "s-1"), ids(shelf, "s-3")
    assert decoded == []
    ids(shelf, "s-2")
    assert sorted(decoded) == ["s-2-0", "s-2-1"]


def test_a_newer_record_of_an_article_replaces_the_decoded_one():
    shelf = Shelf()
    put(shelf, "a")
    put(shelf, "b")
    assert ids(shelf) == ["a", "b"]
    put(shelf, "a", text="Dolenz closed the line on Monday.")
    assert {a.id: a.text.split()[1] for a in shelf.articles("s-1")} == {"a": "closed", "b": "opened"}


def test_an_article_that_is_deleted_or_goes_to_another_story_is_gone():
    shelf = Shelf()
    for name in ("a", "b", "c"):
        put(shelf, name)
    assert ids(shelf) == ["a", "b", "c"]
    assert shelf.put("a", None) == ()
    assert put(shelf, "b", "s-2") == ("s-1", "s-2")
    assert (ids(shelf), ids(shelf, "s-2"), len(shelf)) == (["c"], ["b"], 2)
    shelf.put("c", None)
    shelf.tidy()
    assert (ids(shelf), shelf.stories) == ([], 1)
