"""Compiled code of an earlier version never stands in the way of a later one."""

import os
import subprocess
import sys
from pathlib import Path

import service

SOURCE = """
from typing import NamedTuple

import numpy as np

from service.packed.compiled import compiled


class {name}(NamedTuple):
    numbers: np.ndarray


@compiled
def total(pair):
    return pair.numbers.sum()


print(total({name}(np.arange(4))))
"""


def test_a_cache_that_names_a_class_of_before_is_forgotten(tmp_path: Path):
    module = tmp_path / "loops.py"
    environment = os.environ | {
        "NUMBA_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONPATH": str(Path(service.__file__).parents[1]),
    }
    for name in ("Before", "After"):
        module.write_text(SOURCE.format(name=name))
        command = [sys.executable, "-c", "import loops"]
        told = subprocess.check_output(command, cwd=tmp_path, env=environment, text=True, timeout=300)
        assert told.split() == ["6"]
    assert list((tmp_path / "cache").rglob("*.nbi"))
