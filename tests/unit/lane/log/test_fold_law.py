"""The law of the lane: state is a fold of the log, whatever the broker and the crash did to it."""

import random
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.errors import FoldError
from service.lane import plan
from service.lane.log.record import LogRecord
from service.lane.partition import PartitionLanes
from tests.unit.lane.feeds import SETTINGS, article, compacted, feed, folded, run, text


@pytest.fixture(autouse=True, scope="module", params=[plan.LEAVE_AT_ONCE, 1])
def _leave_at_once(request):
    """One at a time: then some articles of forgotten stories are left at almost every point."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "LEAVE_AT_ONCE", request.param)
        yield


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(1, 160))
def test_folded_state_is_live_state_at_any_point(seed, length):
    rng = random.Random(seed)
    live, log = PartitionLanes(SETTINGS), []
    records = feed(seed, length)
    for position, record in enumerate(records):
        log += [LogRecord(*pair, position) for pair in live.resolve(record, position).log]
        if rng.random() < 0.1:
            forgotten = live.forgotten(committed=position + 1, older_than_ms=10**9, limit=rng.randint(1, 30))
            log += [LogRecord(key, None, position) for key in forgotten.lanes]
            live.confirm(forgotten)
        if rng.random() < 0.05 or position == length - 1:
            assert folded(log, position + 1).state_digest() == live.state_digest()
            assert folded(compacted(log, rng), position + 1).state_digest() == live.state_digest()


class Crash(NamedTuple):
    """A worker dies: offsets below `committed` are committed, records up to offset `arrived` sent, but for `lost`."""

    seed: int
    length: int
    committed: int
    arrived: int
    lost: frozenset[int] = frozenset()


@st.composite
def crashes(draw):
    length = draw(st.integers(2, 160))
    committed = draw(st.integers(0, length - 1))
    arrived = draw(st.integers(committed, length))
    lost = draw(st.frozensets(st.integers(0, 2 * (arrived - committed)), max_size=3))
    return Crash(draw(st.integers(0, 10**6)), length, committed, arrived, lost)


@settings(max_examples=40, deadline=None)
@given(crash=crashes())
# A story was forgotten and the same revision came again; then its first decision is asked for once more.
@example(Crash(seed=241, length=95, committed=42, arrived=95))
@example(Crash(seed=29151, length=21, committed=2, arrived=21))
def test_crash_with_a_half_sent_batch_changes_no_answer(crash):
    records, committed = feed(crash.seed, crash.length), crash.committed
    want, whole = run(PartitionLanes(SETTINGS), records)
    log = [r for r in whole if r.timestamp_ms < committed]
    batch = [r for r in whole if committed <= r.timestamp_ms < crash.arrived]
    log += [r for i, r in enumerate(batch) if i not in crash.lost]

    lanes = folded(log, committed)
    again, rest = run(lanes, records[committed:], committed)
    assert [r.resolved for r in again] == [r.resolved for r in want[committed:]]
    assert [r.also for r in again] == [r.also for r in want[committed:]]
    sent = {r.key: r.value for r in log} | {r.key: r.value for r in rest}
    assert sent == {r.key: r.value for r in whole}
    straight = PartitionLanes(SETTINGS)
    run(straight, records)
    assert lanes.state_digest() == straight.state_digest()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(2, 200), data=st.data())
def test_folded_lanes_go_on_as_live_ones(seed, length, data):
    rng = random.Random(seed)
    records = feed(seed, length)
    cut = data.draw(st.integers(1, length - 1), label="cut")
    live = PartitionLanes(SETTINGS)
    _, log = run(live, records[:cut])
    forgotten = live.forgotten(committed=cut, older_than_ms=10**9, limit=rng.randint(1, 300))
    live.confirm(forgotten)
    log += [LogRecord(key, None, cut) for key in forgotten.lanes]
    restored = folded(compacted(log, rng), cut)
    assert run(restored, records[cut:], cut) == run(live, records[cut:], cut)
    assert restored.state_digest() == live.state_digest()


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), length=st.integers(1, 120), prefix=st.integers(0, 120))
def test_replaying_a_prefix_changes_nothing(seed, length, prefix):
    records = feed(seed, length)
    lanes = PartitionLanes(SETTINGS)
    want, _ = run(lanes, records)
    digest = lanes.state_digest()
    again, log = run(lanes, records[:prefix])
    assert [r.resolved for r in again] == [r.resolved for r in want[:prefix]]
    assert log == []
    assert lanes.state_digest() == digest


def test_decisions_depend_on_nothing_that_ran_before():
    records = feed(3, 120)
    want, _ = run(PartitionLanes(SETTINGS), records)
    run(PartitionLanes(SETTINGS), feed(4, 120))
    again, _ = run(PartitionLanes(SETTINGS), records)
    assert again == want


def test_two_contents_for_one_seq_are_refused():
    _, log = run(PartitionLanes(SETTINGS), [article("a", text(1, 1), 0)])
    _, other = run(PartitionLanes(SETTINGS), [article("b", text(2, 1), 0)])
    with pytest.raises(FoldError, match="seq"):
        folded([*log, *other], 10)
    with pytest.raises(FoldError, match="claim seq 1"):
        folded([*log, LogRecord(log[0].key, other[0].value, 0)], 10)


def test_bytes_that_no_lane_wrote_are_refused():
    with pytest.raises(FoldError, match="cannot be read"):
        folded([LogRecord(b"a@b", b"not msgpack at all", 0)], 10)
