"""What the README and the AsyncAPI document show is what the pipeline makes of the sample feed."""

from deploy.generate.__main__ import outdated, sampled


def test_the_sample_of_the_readme_and_the_examples_are_real():
    stale = outdated(sampled())
    assert not stale, "run `python -m deploy.generate --samples`"
