"""The stream of events: each change once and in order, over restarts and other replicas."""

import asyncio
import random
from contextlib import suppress

import orjson
import pytest
from msgspec.structs import replace

from service import codec
from service.read import queries
from service.read.cursor import read_position
from service.read.events import Events
from service.read.filters import Filter
from service.read.hub import Hub
from service.records import Timeline
from tests.unit.read.records import TIMELINES, File, feed


class Listener:
    """What a client saw of a server's stream, and the id to go on from."""

    def __init__(self) -> None:
        self.last_id: str | None = None
        self.seen: list[tuple[str, str | None]] = []

    async def listen(self, file: File, count: int | None = None, wanted: Filter | None = None) -> None:
        """Until `count` events came, or nothing more comes."""
        events = Events(file.database, Hub(), TIMELINES)
        stream = events.stream(wanted or Filter(), read_position(self.last_id) if self.last_id is not None else None)
        seen = len(self.seen)
        with suppress(TimeoutError):
            while count is None or len(self.seen) < seen + count:
                message = await asyncio.wait_for(anext(stream), 0.5)
                self.last_id = str(message.id)
                if message.data is not None:
                    data = orjson.loads(str(message.data) if isinstance(message.data, int) else message.data)
                    listed = data.get("timeline") or {}
                    self.seen.append((listed.get("story_id") or data["story_id"], listed.get("version")))


def versions(seed: int, count: int) -> list[tuple[str, bytes | None, int]]:
    """Story, record and partition of versions of some stories, one after the other."""
    rng = random.Random(seed)
    timeline = codec.decode(next(iter(feed()[0].values())), Timeline)
    drawn = []
    for number in range(count):
        story = rng.randrange(5)
        changed = replace(timeline, story_id=f"s-{story}", version=str(number))
        drawn.append((f"s-{story}", None if rng.random() < 0.1 else codec.encode(changed), story % 3))
    return drawn


async def test_each_change_once_and_in_order_whenever_the_client_is_cut_off(file: File):
    rng, client = random.Random(1), Listener()
    await client.listen(file)
    told: list[tuple[str, str | None]] = []
    for story, value, partition in versions(2, 60):
        if file.take([file.record(TIMELINES, story, value, partition)]):
            told.append((story, codec.decode(value, Timeline).version if value else None))
        if rng.random() < 0.2:
            await client.listen(file, rng.randrange(1, 4))
    await client.listen(file)
    gone = {story: number for number, (story, version) in enumerate(told) if version is None}
    kept = [t for i, t in enumerate(told) if i >= gone.get(t[0], -1)]
    assert [t for t in client.seen if t in kept] == kept  # a deletion takes the story's earlier versions with it
    assert all(client.seen.count(t) == 1 for t in client.seen if t[1])


async def test_another_replica_goes_on_where_the_first_one_was(file: File, tmp_path):
    client = Listener()
    await client.listen(file)
    drawn = [(story, value, partition) for story, value, partition in versions(3, 40) if value]
    records = [file.record(TIMELINES, *one) for one in drawn]
    file.take(records[:25])
    await client.listen(file, 10)
    before = list(client.seen)

    newest = {record.key: record for record in records}  # what compaction leaves
    other = File(tmp_path / "other.sqlite")
    other.take(sorted(newest.values(), key=lambda record: (-record.partition, record.offset)))
    await client.listen(other)
    assert len(client.seen) == len(set(client.seen))
    last = {story: codec.decode(value, Timeline).version for story, value, _ in drawn}
    assert dict(client.seen) == last
    assert client.seen[:10] == before


async def test_a_filter_leaves_out_without_losing_the_place(told: File):
    client = Listener()
    await client.listen(told, wanted=Filter(language="de"))
    told.tell({k: codec.encode(replace(codec.decode(v, Timeline), version="2")) for k, v in feed()[0].items()})
    await client.listen(told, wanted=Filter(language="de"))
    german = [k for k, v in feed()[0].items() if codec.decode(v, Timeline).language == "de"]
    assert [story for story, _ in client.seen] == german
    await client.listen(told)
    assert [story for story, _ in client.seen] == german


@pytest.mark.parametrize("narrower", [{}, {"min_sources": 1}])
async def test_a_search_is_followed_as_it_is_listed(told: File, narrower):
    wanted, client = Filter(q="ferry", **narrower), Listener()
    await client.listen(told, wanted=wanted)
    told.tell({k: codec.encode(replace(codec.decode(v, Timeline), version="2")) for k, v in feed()[0].items()})
    await client.listen(told, wanted=wanted)
    with told.database.reading() as connection:
        listed = {item.story_id for item in queries.timelines(connection, wanted, "newest", 100).items}
    assert listed
    assert sorted(story for story, _ in client.seen) == sorted(listed)


async def test_a_withdrawn_story_is_told_to_those_whose_filter_it_may_have_passed(told: File):
    german = [k for k, v in feed()[0].items() if codec.decode(v, Timeline).language == "de"]
    filters = {"all": Filter(), "en": Filter(language="en"), "de": Filter(language="de"), "words": Filter(q="ferry"),
               "other": Filter(story_id="other"), "elsewhere": Filter(collection="elsewhere")}  # fmt: skip
    clients = {name: Listener() for name in filters}
    for name, client in clients.items():
        await client.listen(told, wanted=filters[name])
    told.tell({german[0]: None})
    for name, client in clients.items():
        await client.listen(told, wanted=filters[name])
    gone = [(german[0], None)]
    assert {name: client.seen for name, client in clients.items()} == {
        "all": gone, "de": gone, "words": gone, "en": [], "other": [], "elsewhere": [],
    }  # fmt: skip
