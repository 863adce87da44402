"""The worker's wiring, without a broker."""

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from faust.types import TP

from service import app
from service.app import Pipeline, chosen
from service.errors import TopicMismatchError, UsageError
from service.metrics import Metrics
from service.settings import Settings
from service.web import Health


def test_agents_are_chosen_by_name_in_pipeline_order():
    assert chosen("timeline, clean") == ["clean", "timeline"]


@pytest.mark.parametrize("agents", ["", "clean,polish"])
def test_unknown_agents_are_refused(agents):
    with pytest.raises(UsageError, match="agents"):
        chosen(agents)


async def test_a_partition_that_the_framework_lists_twice_counts_once():
    pipeline: Any = SimpleNamespace(
        metrics=Metrics(),
        health=Health(),
        deliveries=[SimpleNamespace(topic="articles.clean", folds=True)],
        _require_known=lambda held: None,
    )
    twice, other = TP("articles.clean", 0), TP("articles.raw", 0)
    await Pipeline._assigned(pipeline, pipeline, [twice, twice, other])
    assert pipeline.health.ready().text == "folding, 1 of 2 partitions left"
    pipeline.health.folded(twice)
    assert pipeline.health.ready().text == "ready, 2 partitions"


@pytest.mark.parametrize(
    ("topic", "ends"), [("articles.raw", False), ("articles.clean", True), ("articles.resolved", True)]
)
def test_a_worker_ends_when_a_topic_that_holds_state_has_grown(monkeypatch, topic, ends):
    def stop_now(reason, error):
        raise error

    monkeypatch.setattr(app, "stop_now", stop_now)
    counts = dict.fromkeys(("articles.raw", "articles.clean", "articles.resolved"), 2)
    pipeline: Any = SimpleNamespace(settings=Settings(topic_prefix="t."), _partitions=counts)
    Pipeline._require_known(pipeline, {("t." + topic, 1)})
    with pytest.raises(TopicMismatchError, match=f"{topic} has more than its 2") if ends else nullcontext():
        Pipeline._require_known(pipeline, {("t." + topic, 1), ("t." + topic, 2)})
