"""The cores of a container are what its control group grants, not what the machine has."""

import os

import pytest

from service.pool import cores

MACHINE = len(os.sched_getaffinity(0))


def cgroup(path, files):
    for name, text in files.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_text(text)
    return path


@pytest.mark.parametrize(
    ("files", "granted"),
    [
        ({"cpu.max": "100000 100000\n"}, 1),
        ({"cpu.max": "50000 100000\n"}, 1),
        ({"cpu.max": "150000 100000\n"}, min(2, MACHINE)),
        ({"cpu.max": "max 100000\n"}, MACHINE),
        ({"cpu.max": "6400000 100000\n"}, MACHINE),
        ({"cpu.max": "nonsense"}, MACHINE),
        ({"cpu/cpu.cfs_quota_us": "100000", "cpu/cpu.cfs_period_us": "100000"}, 1),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, MACHINE),
        ({"cpu/cpu.cfs_quota_us": "100000", "cpu/cpu.cfs_period_us": "0"}, MACHINE),
        ({}, MACHINE),
    ],
)
def test_cores(tmp_path, files, granted):
    assert cores.available(cgroup(tmp_path, files)) == granted


def test_affinity_counts(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3})
    assert cores.available(tmp_path) == 1
