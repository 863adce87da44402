"""The worker's wiring, without a broker."""

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from faust.types import TP

from service import app
from service.app import Pipeline
from service.errors import TopicMismatchError, UsageError
from service.metrics import Metrics
from service.roles import chosen, group_of
from service.settings import Settings
from service.topics import INPUTS
from service.web import Health


def test_agents_are_chosen_by_name_in_pipeline_order():
    assert chosen("timeline, clean") == ["clean", "timeline"]


def test_no_agents_are_a_choice_and_unknown_ones_are_refused():
    assert chosen("") == []
    with pytest.raises(UsageError, match="agents"):
        chosen("clean,polish")


def test_the_agents_of_a_worker_share_one_group():
    split = Settings(clean_app_id="cleaners", timeline_app_id="storyfold")
    assert group_of(split, ["clean"]) == "cleaners"
    assert group_of(split, ["dedup", "timeline"]) == "storyfold"
    with pytest.raises(UsageError, match="several groups"):
        group_of(split, ["clean", "dedup"])


def test_every_stage_consumes_the_topic_that_its_lag_is_told_of():
    assert {stage: vars(agent)["source"] for stage, agent in app.AGENTS.items()} == INPUTS


async def test_a_partition_that_the_framework_lists_twice_counts_once():
    pipeline: Any = SimpleNamespace(
        app=SimpleNamespace(consumer_generation_id=1),
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
