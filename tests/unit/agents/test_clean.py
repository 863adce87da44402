"""The clean agent: where its records go, and what it counts, without processes and broker."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import TopicPartition

from service.agents import clean as module
from service.agents.clean import CleanAgent
from service.cleaning import Note
from service.kafka.partitioner import partition_of
from service.metrics import Metrics
from service.records import Reason, Rejected
from service.settings import Settings
from service.stages import CleanOutcome, Incoming, Ready
from service.topics import CLEAN, RAW
from tests.unit.agents.records import PARTITIONS, message

ARTICLE = Ready("a", "default/en", b"{}", (("ce_id", b"a@1"),))


class Stage:
    """Instead of the cleaning: gives the outcomes in turn, and remembers what it was given."""

    def __init__(self, *outcomes: CleanOutcome) -> None:
        self.outcomes = list(outcomes)
        self.given: list[Incoming] = []
        self.fast: list[bool] = []

    async def run(self, batch: Any, *, fast: bool, within_seconds: float, progressed: Any) -> list[CleanOutcome]:
        self.given += batch
        self.fast.append(fast)
        return [self.outcomes.pop(0) for _ in batch if self.outcomes]

    def instead(self, settings: Settings, killed: Any) -> "Stage":
        """In place of the constructor."""
        self.killed = killed
        return self


@pytest.fixture
def agent(monkeypatch):
    """A function: the agent of a stage; `lags` are those of the partitions of articles.raw that it holds."""

    def of(stage: Stage, lags: dict[int, int] | None = None) -> CleanAgent:
        monkeypatch.setattr(module, "CleanStage", stage.instead)
        held = {TopicPartition("t." + RAW.name, partition): lag for partition, lag in (lags or {}).items()}
        other = {TopicPartition("t." + CLEAN.name, 0): 10**9}
        consumer = SimpleNamespace(assignment=lambda: held | other)
        app = SimpleNamespace(consumer=consumer, lag=(held | other).get)
        settings = Settings(topic_prefix="t.", overload_lag_records=100)
        return CleanAgent(settings, PARTITIONS, Metrics(), cast(Any, app))

    return of


def count(agent: CleanAgent, name: str, **labels: str) -> float | None:
    return agent._metrics.registry.get_sample_value(name, labels)


async def test_an_article_goes_to_the_partition_of_its_lane_with_the_time_it_was_received(agent):
    stage = Stage(CleanOutcome(ARTICLE))
    (outcome,) = await agent(stage).process({}, [message(b"raw", key="k", headers=[("h", b"1")])])
    (sent,) = outcome.sends
    assert outcome.what == "article"
    assert (sent.topic, sent.partition, sent.key, sent.value) == (CLEAN, partition_of("default/en", 4), b"a", b"{}")
    assert sent.headers == (("ce_id", b"a@1"), ("storyfold.received_at", b"1772600000999"))
    (incoming,) = stage.given
    assert (incoming.key, incoming.value, incoming.headers) == (b"k", b"raw", (("h", b"1"),))
    assert incoming.timestamp_ms == 1_772_600_000_999


async def test_a_retraction_goes_to_every_partition(agent):
    (outcome,) = await agent(Stage(CleanOutcome(Ready("a", None, b"{}", ())))).process({}, [message(b"raw")])
    assert (outcome.what, [sent.partition for sent in outcome.sends]) == ("retraction", [0, 1, 2, 3])


@pytest.mark.parametrize(("reason", "cause"), [(Reason.PAGE_TIMEOUT, "timeout"), (Reason.PAGE_CRASHED, "crash")])
async def test_a_refused_record_sends_nothing_and_a_killed_process_is_counted(agent, reason, cause):
    refused, stage = Rejected(reason), Stage()
    stage.outcomes = [CleanOutcome(refused)]
    cleaning = agent(stage)
    stage.killed(reason)
    (outcome,) = await cleaning.process({}, [message(b"raw")])
    assert (outcome.what, outcome.sends, outcome.refused) == ("rejected", (), refused)
    kills = {known: count(cleaning, "storyfold_pool_kills_total", cause=known) for known in ("timeout", "crash")}
    assert kills == {known: float(known == cause) for known in kills}


async def test_what_there_was_no_time_for_has_no_outcome(agent):
    outcomes = await agent(Stage(CleanOutcome(ARTICLE))).process({}, [message(b"raw"), message(b"raw")])
    assert len(outcomes) == 1


async def test_notes_and_languages_are_counted(agent):
    cleaning = agent(
        Stage(CleanOutcome(ARTICLE, (Note.SUSPECT, Note.DATE_REFUSED)), CleanOutcome(ARTICLE, (Note.SUSPECT,)))
    )
    await cleaning.process({}, [message(b"raw"), message(b"raw")])
    assert count(cleaning, "storyfold_notes_total", stage="clean", note="clean-suspect") == 2
    assert count(cleaning, "storyfold_notes_total", stage="clean", note="date-refused") == 1
    assert count(cleaning, "storyfold_articles_total", language="en") == 2


@pytest.mark.parametrize(("lags", "fast"), [({0: 60, 1: 40}, False), ({0: 60, 1: 41}, True)])
async def test_the_fast_extractor_is_for_a_lag_of_all_its_own_partitions_together(agent, lags, fast):
    stage = Stage(CleanOutcome(ARTICLE))
    await agent(stage, lags).process({}, [message(b"raw")])
    assert stage.fast == [fast]
