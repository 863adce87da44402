import numpy as np
import pytest
from datasketch import LeanMinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from service.lane.near.duplicates import LEAD_SAME, SAME
from service.lane.near.index import BandIndex
from service.packed import buckets


def relatives(rng: np.random.Generator, count: int) -> np.ndarray:
    """uint32[count, 256] signatures, most of which share some minima with an earlier one."""
    rows = rng.integers(0, 1 << 32, (count, 256), dtype=np.uint32)
    for i in range(1, count):
        if rng.random() < 0.7:
            shared = rng.random(256) < rng.choice((0.2, 0.4, 0.9))
            rows[i] = np.where(shared, rows[rng.integers(i)], rows[i])
    return rows


def truth(live: list[np.ndarray], probe: np.ndarray) -> set[int]:
    """Rows that agree with the probe in a band, one by one."""
    if not live:
        return set()
    equal = np.array(live) == probe
    full = equal[:, :126].reshape(-1, 42, 3).all(2).any(1)
    lead = equal[:, 128:].reshape(-1, 32, 4).all(2).any(1)
    return set(np.flatnonzero(full | lead).tolist())


def test_candidates_are_those_of_datasketch():
    rows = relatives(np.random.default_rng(1), 1500)
    full, lead = MinHashLSH(num_perm=128, params=(42, 3)), MinHashLSH(num_perm=128, params=(32, 4))
    index = BandIndex()
    found = 0
    for i, row in enumerate(rows):
        halves = [LeanMinHash(hashvalues=half, seed=1, scheme="affine32") for half in (row[:128], row[128:])]
        expected = set(full.query(halves[0])) | set(lead.query(halves[1]))
        assert sorted(index.candidates(row.astype(np.uint16)).tolist()) == sorted(expected)
        found += len(expected)
        full.insert(i, halves[0])
        lead.insert(i, halves[1])
        assert index.insert(row.astype(np.uint16)) == i
    assert found > 1000


def test_entries_come_and_go_exactly():
    rng = np.random.default_rng(2)
    rows = relatives(rng, 4000).astype(np.uint16)
    index = BandIndex()
    live: list[np.ndarray] = []
    for i, row in enumerate(rows):
        if live and rng.random() < (0.1 if i < 2000 else 0.4):
            gone = rng.permutation(len(live))[: rng.integers(1, 4)]
            moved, numbers = index.remove(gone)
            for entry, number in zip(moved, numbers, strict=True):
                live[number] = live[entry]
            del live[len(live) - len(gone) :]
        else:
            assert index.insert(row) == len(live)
            live.append(row)
        if i % 5 == 0:
            probe = np.where(rng.random(256) < 0.5, rows[rng.integers(i + 1)], row)
            assert set(index.candidates(probe).tolist()) == truth(live, probe)
    assert len(index) == len(live)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=500), st.integers(0, 5))
def test_what_is_found_does_not_depend_on_what_came_and_went(steps, asked):
    """Few distinct texts in many copies, so that buckets run hot."""
    texts = relatives(np.random.default_rng(3), 6).astype(np.uint16)
    index, live = BandIndex(), []
    for kind, stays in steps:
        entry = index.insert(texts[kind])
        live.append((entry, kind))
        if not stays and len(live) > 3:
            index.remove(np.array([1]))
            live[1] = (1, live[-1][1])
            live.pop()
    fresh = BandIndex()
    for _, kind in live:
        fresh.insert(texts[kind])
    assert sorted(fresh.candidates(texts[asked]).tolist()) == sorted(index.candidates(texts[asked]).tolist())


def test_entries_posted_together_are_found_as_those_posted_one_by_one():
    rng = np.random.default_rng(8)
    rows = relatives(rng, 3000).astype(np.uint16)
    single, together = BandIndex(), BandIndex()
    live: list[np.ndarray] = []
    for row in rows:
        for index in (single, together):
            assert index.insert(row) == len(live)
        live.append(row)
        single.candidates(row)
        if rng.random() < 0.3:
            entry = int(rng.integers(len(live)))
            single.remove(np.array([entry]))
            together.remove(np.array([entry]))
            live[entry] = live[-1]
            live.pop()
    assert sum(1 for _ in together.post()) > 3
    assert not list(together.post())
    assert together.nbytes < 1.3 * single.nbytes
    for row in rows[::7]:
        expected = truth(live, row)
        assert set(together.candidates(row).tolist()) == set(single.candidates(row).tolist()) == expected
    for index in (single, together):
        index.insert(rows[0])
        index.remove(np.array([0]))
        assert len(index) == len(live)
        assert 0 in index.candidates(rows[0])


def test_posting_may_stop_halfway():
    rows = relatives(np.random.default_rng(9), 1000).astype(np.uint16)
    index = BandIndex()
    for row in rows:
        index.insert(row)
    for _, _ in zip(index.post(), range(3), strict=False):
        pass
    index.remove(np.array([5]))
    rows[5] = rows[-1]
    live = list(rows[:-1])
    assert all(set(index.candidates(row).tolist()) == truth(live, row) for row in rows[:50])


def test_a_bucket_that_everybody_is_in_is_not_walked():
    rng = np.random.default_rng(4)
    index = BandIndex()
    crowd = rng.integers(0, 1 << 16, (3000, 256)).astype(np.uint16)
    crowd[:, :3] = 7  # all agree in the first band
    for row in crowd:
        index.insert(row)
    probe = rng.integers(0, 1 << 16, 256).astype(np.uint16)
    probe[:3] = 7
    probe[3:6] = crowd[5, 3:6]
    assert index.candidates(probe).tolist() == [5]


def test_a_bucket_below_the_limit_is_walked_whole():
    rng = np.random.default_rng(5)
    index = BandIndex()
    crowd = rng.integers(0, 1 << 16, (80, 256)).astype(np.uint16)
    crowd[:, :3] = 7
    for row in crowd:
        index.insert(row)
    assert sorted(index.candidates(crowd[0]).tolist()) == list(range(80))


def test_removal_gives_memory_back():
    rows = np.random.default_rng(6).integers(0, 1 << 16, (5000, 256)).astype(np.uint16)
    index = BandIndex()
    empty = index.nbytes
    for row in rows:
        index.insert(row)
        list(index.post())
    full = index.nbytes
    assert full / len(rows) < 717
    for _ in range(len(rows)):
        index.remove(np.array([0]))
    assert len(index) == 0
    assert index.nbytes < empty + full / 20
    assert index.candidates(rows[0]).size == 0


@pytest.mark.skipif(
    not hasattr(buckets.insert, "py_func"), reason="numba is not installed: the loops are plain already"
)
def test_plain_python_loops_give_the_same(monkeypatch):
    rows = relatives(np.random.default_rng(7), 60).astype(np.uint16)

    def run() -> list[list[int]]:
        index, answers = BandIndex(), []
        for i, row in enumerate(rows):
            answers.append(sorted(index.candidates(row).tolist()))
            index.insert(row)
            if i % 4 == 3:
                index.remove(np.array([i % len(index)]))
        return answers

    compiled = run()
    for name, function in list(vars(buckets).items()):
        if hasattr(function, "py_func"):
            monkeypatch.setattr(buckets, name, np.errstate(over="ignore")(function.py_func))
    assert run() == compiled


def test_the_bands_are_those_that_datasketch_chooses_for_the_thresholds():
    text, lead = (MinHashLSH(threshold=threshold, num_perm=128) for threshold in (SAME, LEAD_SAME))
    assert (text.b, text.r) == (42, 3)
    assert (lead.b, lead.r) == (32, 4)
    assert text.b + lead.b == buckets.BANDS
