"""What the fork server exercises before there is a process covers what an article may need."""

import subprocess
import sys

from service import sample
from service.stages import Ready

CHECK = """
import sys
from service import warm
loaded = set(sys.modules)
done = warm.exercise()
assert all(outcome.result for outcome in done)
print(len(done), sorted(m for m in set(sys.modules) - loaded))
"""


def test_the_samples_are_texts_and_pages_and_are_cleaned():
    from service import warm

    outcomes = [outcome.result for outcome in warm.exercise()]
    ready = [result for result in outcomes if isinstance(result, Ready)]
    assert len(ready) > len(outcomes) / 2
    assert {result.lane.rpartition("/")[2] for result in ready if result.lane} >= {"en", "de"}
    assert any(b"trafilatura" in result.value for result in ready)
    assert any(b"resiliparse" in result.value for result in ready)
    assert sample.PATH.exists()


def test_a_second_exercise_loads_nothing_more():
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)
    assert done.stdout.endswith(" []\n")
