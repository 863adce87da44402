"""What the worker holds is told as it is, and near the limit it does less at once, with the same results."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.agents import memory
from service.agents.memory import MemoryWatch, shares
from service.agents.pressure import Pressure
from service.agents.timeline import Stories, TimelineAgent
from service.metrics import Metrics
from service.settings import Settings
from service.topics import TIMELINES
from tests.unit.agents.world import World

MB = 1_000_000
KEYS: Any = st.tuples(st.sampled_from(["dedup", "timeline"]), st.integers(0, 9))


@given(st.dictionaries(KEYS, st.integers(0, 10**9), min_size=1), st.integers(0, 10**10))
def test_what_was_taken_is_shared_out_whole_and_no_state_has_less_than_its_packed_bytes(packed, taken):
    found = shares(taken, packed)
    assert all(found[key] >= size for key, size in packed.items())
    assert abs(sum(found.values()) - max(taken, sum(packed.values()))) <= len(packed)


def test_a_level_is_left_only_well_below_where_it_began():
    pressure, levels = Pressure(100), []
    for megabytes in (10, 74, 76, 70, 64, 86, 76, 74, 96, 86, 84, 1000, 10):
        pressure.update(megabytes * MB)
        levels.append(pressure.level)
    assert levels == [0, 0, 1, 1, 0, 2, 2, 1, 3, 3, 2, 3, 0]


def test_without_a_limit_nothing_becomes_smaller():
    pressure = Pressure(0)
    pressure.update(10**12)
    assert pressure.of(200) == 200


@pytest.fixture
def resident(monkeypatch) -> dict[str, int]:
    """What the process holds, and how often it gave memory back."""
    held = {"bytes": 300 * MB, "given back": 0}
    monkeypatch.setattr(memory, "resident_bytes", lambda: held["bytes"])
    monkeypatch.setattr(memory, "give_back", lambda: held.update({"given back": held["given back"] + 1}))
    return held


def watch(packed: dict[int, int], limit: int = 1000) -> tuple[MemoryWatch, Metrics, list[int]]:
    metrics, divisors = Metrics(), list[int]()
    delivery: Any = SimpleNamespace(stage="dedup", packed_bytes=lambda: packed)
    app: Any = SimpleNamespace(divide_waiting=divisors.append)
    return MemoryWatch(app, [delivery], Pressure(limit), metrics), metrics, divisors


def told(metrics: Metrics) -> float:
    return sum(sample.value for sample in next(iter(metrics.state_bytes.collect())).samples)


def test_what_was_there_before_the_first_partition_is_no_state(resident):
    packed: dict[int, int] = {}
    watching, metrics, _ = watch(packed)
    watching.look()
    packed |= {0: 10 * MB, 1: 0}
    watching.look()
    resident["bytes"] += 90 * MB
    watching.look()
    assert told(metrics) == 100 * MB


def test_where_memory_is_short_less_is_fetched_and_what_is_unused_goes_back(resident):
    watching, _, divisors = watch({0: 1}, limit=310)
    watching.look()
    resident["bytes"] = 100 * MB
    watching.look()
    assert divisors == [64, 1]
    assert resident["given back"] == 1


async def test_batches_are_a_quarter_as_large_at_each_level():
    world, sizes = World(batch_max_records=8), []
    process = world.agent.process

    async def counted(states, messages, progressed):
        sizes.append(len(messages))
        return await process(states, messages, progressed)

    world.agent.process = counted
    world.pressure.update(80 * MB)
    await world.run([world.event(offset) for offset in range(5)])
    assert sizes == [2, 2, 1]
    assert world.acked == [(0, offset) for offset in range(5)]


def test_the_timeline_stage_keeps_less_for_speed():
    agent = TimelineAgent(Settings(timeline_cache_megabytes=64), {TIMELINES.name: 1}, Metrics(), None)  # type: ignore[arg-type]
    stories, pressure = Stories(), Pressure(100)
    for name in "abc":
        agent._cache.prepared.put(name, SimpleNamespace(mentions=[0] * 4000, sentences=[]))  # type: ignore[arg-type]
    agent.relieve(stories, pressure)
    assert agent._cache.prepared.get("a") is not None
    pressure.update(96 * MB)
    agent.relieve(stories, pressure)
    assert agent._cache.prepared.get("b") is None
    assert agent._cache.prepared.get("a") is not None  # the one that was used last


def test_this_process_holds_something():
    assert memory.resident_bytes() > 10 * MB
    memory.give_back()
