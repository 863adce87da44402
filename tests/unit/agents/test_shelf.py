"""The articles of a partition by story: the newest record of an id counts, as on the topic that it folds."""

import random

from msgspec.structs import replace

from service import codec
from service.agents import shelf as module
from service.agents.shelf import Shelf
from tests.unit.agents.records import resolved
from tests.unit.timeline.fiction import article


def put(shelf, found):
    return shelf.put(found.id, codec.encode(found))


def ids(shelf, story_id):
    return sorted(found.id for found in shelf.articles(story_id))


def test_articles_stand_in_their_stories():
    shelf = Shelf()
    assert put(shelf, resolved("a", "s-1")) == ("s-1",)
    assert put(shelf, resolved("b", "s-1")) == ("s-1",)
    assert put(shelf, resolved("c", "s-2")) == ("s-2",)
    assert (ids(shelf, "s-1"), ids(shelf, "s-2"), ids(shelf, "s-3")) == (["a", "b"], ["c"], [])
    assert (len(shelf), shelf.stories) == (3, 2)


def test_the_newest_record_of_an_article_counts_however_often_it_was_read():
    shelf = Shelf()
    for title in ("first", "second", "first"):
        assert put(shelf, resolved("a", "s-1", title=title)) == ("s-1",)
        assert [found.title for found in shelf.articles("s-1")] == [title]
    assert len(shelf) == 1


def test_an_article_that_comes_to_another_story_leaves_its_old_one_and_both_are_published():
    shelf = Shelf()
    put(shelf, resolved("a", "s-1"))
    assert put(shelf, resolved("a", "s-2")) == ("s-1", "s-2")
    assert (ids(shelf, "s-1"), ids(shelf, "s-2")) == ([], ["a"])


def test_a_deleted_record_publishes_nothing_and_is_gone():
    shelf = Shelf()
    put(shelf, resolved("a", "s-1"))
    assert shelf.put("a", None) == ()
    assert shelf.put("never-there", None) == ()
    assert (ids(shelf, "s-1"), len(shelf)) == ([], 0)


def test_bytes_are_new_until_they_were_the_last_ones():
    shelf = Shelf()
    told = [shelf.changed("s-1", value) for value in (b"one", b"one", b"two", b"one")]
    assert told == [True, False, True, True]
    assert shelf.changed("s-2", b"one")


def test_tidying_forgets_stories_of_which_nothing_is_left_and_what_they_published():
    shelf = Shelf()
    put(shelf, resolved("a", "s-1"))
    put(shelf, resolved("b", "s-2"))
    for story_id in ("s-1", "s-2"):
        shelf.changed(story_id, b"published")
    shelf.put("a", None)
    shelf.tidy()
    assert shelf.stories == 1
    assert shelf.changed("s-1", b"published")
    assert not shelf.changed("s-2", b"published")


def test_articles_that_are_no_longer_kept_decoded_are_decoded_again(monkeypatch):
    monkeypatch.setattr(module, "DECODED_ARTICLES", 2)
    shelf = Shelf()
    for number in range(5):
        put(shelf, resolved(f"a{number}", "s-1", title=f"title {number}"))
    for _ in range(2):
        assert sorted(found.title for found in shelf.articles("s-1")) == [f"title {n}" for n in range(5)]


def record(name: str, story: str, sentences: int) -> bytes:
    return codec.encode(replace(article(name, "The orchard was sold. " * sentences), story_id=story))


def test_bytes_are_those_of_the_records_that_are_left():
    rng, shelf = random.Random(1), Shelf()
    newest: dict[str, bytes | None] = {}
    for _ in range(300):
        name = f"a{rng.randrange(20)}"
        newest[name] = None if rng.random() < 0.2 else record(name, f"s-{rng.randrange(4)}", rng.randrange(1, 60))
        shelf.put(name, newest[name])
    fresh = Shelf()
    for name, held in newest.items():
        fresh.put(name, held)
    assert shelf.bytes == fresh.bytes > 0
    for name in newest:
        shelf.put(name, None)
    assert shelf.bytes == len(shelf) == 0
