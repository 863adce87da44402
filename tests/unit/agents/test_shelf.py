import random

from msgspec.structs import replace

from service import codec
from service.agents.shelf import Shelf
from tests.unit.timeline.fiction import article


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
