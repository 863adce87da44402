from typing import get_args

import pytest
from prometheus_client import generate_latest

from service.metrics import OUTCOMES, STAGES, Metrics
from service.records import Reason, Verdict
from service.topics import ALL


def sample(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_two_workers_in_one_process_do_not_share_counts():
    one, other = Metrics(), Metrics()
    one.records.labels("clean", "article").inc(3)
    assert sample(one, "storyfold_records_total", stage="clean", outcome="article") == 3
    assert sample(other, "storyfold_records_total", stage="clean", outcome="article") == 0


def test_every_closed_label_has_a_series_from_the_start():
    metrics = Metrics()
    for stage in STAGES:
        for outcome in OUTCOMES[stage]:
            assert sample(metrics, "storyfold_records_total", stage=stage, outcome=outcome) == 0
    for reason in Reason:
        assert sample(metrics, "storyfold_dead_letters_total", stage="clean", reason=reason.value) == 0


def test_the_verdicts_of_the_contract_are_outcomes_of_dedup():
    assert set(get_args(Verdict)) <= set(OUTCOMES["dedup"])


def test_names_follow_the_convention():
    for metric in Metrics().described:
        assert metric.name.startswith("storyfold_")
        assert metric.name.endswith("_total") == (metric.kind == "counter")
        assert metric.about.endswith(".")
        assert set(metric.labels) <= {
            "stage", "outcome", "reason", "topic", "partition", "note", "language", "conflict", "step", "cause",
            "version", "python",
        }  # fmt: skip


def test_what_is_described_is_what_is_exposed():
    metrics = Metrics()
    exposed = {family.name for family in metrics.registry.collect() if family.name.startswith("storyfold_")}
    assert exposed == {metric.name.removesuffix("_total") for metric in metrics.described}


def test_rare_languages_share_one_series():
    metrics = Metrics()
    metrics.count_language("en")
    metrics.count_language("tlh")
    metrics.count_language("und", 2)
    assert sample(metrics, "storyfold_articles_total", language="en") == 1
    assert sample(metrics, "storyfold_articles_total", language="other") == 3


def test_series_of_partitions_given_up_go():
    metrics = Metrics()
    metrics.state_stories.labels("dedup", 3).set(10)
    metrics.state_stories.labels("timeline", 3).set(20)
    metrics.forget_partitions("dedup", [3, 4])
    assert sample(metrics, "storyfold_state_stories", stage="dedup", partition="3") is None
    assert sample(metrics, "storyfold_state_stories", stage="timeline", partition="3") == 20


@pytest.mark.parametrize("topic", [topic.name for topic in ALL[1:]])
def test_topics_that_the_worker_writes_have_a_series(topic):
    assert sample(Metrics(), "storyfold_sent_records_total", topic=topic) == 0


def test_the_exposition_tells_process_figures_too():
    assert b"process_resident_memory_bytes" in generate_latest(Metrics().registry)
