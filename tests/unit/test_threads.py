"""What numpy computes for a timeline takes the thread that asks for it, and wakes no other."""

import subprocess
import sys

import pytest

COUNT = """
import service.timeline.derive, numpy, os
rows = numpy.ones((600, 600))
rows @ rows
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc, which Linux has")
def test_products_of_matrices_start_no_threads():
    told = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True)
    assert told.stdout == "1\n"
