"""The worker's wiring, without a broker."""

from types import SimpleNamespace
from typing import Any

import pytest
from faust.types import TP

from service.app import Pipeline, chosen
from service.errors import UsageError
from service.metrics import Metrics
from service.web import Health


def test_agents_are_chosen_by_name_in_pipeline_order():
    assert chosen("timeline, clean") == ["clean", "timeline"]


@pytest.mark.parametrize("agents", ["", "clean,polish"])
def test_unknown_agents_are_refused(agents):
    with pytest.raises(UsageError, match="agents"):
        chosen(agents)


async def test_a_partition_that_the_framework_lists_twice_counts_once():
    pipeline: Any = SimpleNamespace(
        metrics=Metrics(), health=Health(), deliveries=[SimpleNamespace(topic="articles.clean", folds=True)]
    )
    twice, other = TP("articles.clean", 0), TP("articles.raw", 0)
    await Pipeline._assigned(pipeline, pipeline, [twice, twice, other])
    assert pipeline.health.ready().text == "folding, 1 of 2 partitions left"
    pipeline.health.folded(twice)
    assert pipeline.health.ready().text == "ready, 2 partitions"
