"""Planning changes nothing, and what was planned is what is applied."""

from msgspec.structs import replace

from service.lane.lane import Lane
from service.lane.plan import Planner
from service.records import CleanArticle
from tests.unit.lane.feeds import SETTINGS, feed


def test_a_plan_changes_nothing_and_is_what_resolving_applies():
    lane = Lane("default", "en", SETTINGS)
    planner = Planner(lane.state)
    compared = seq = 0
    for position, article in enumerate(feed(seed=11, length=80)):
        if not isinstance(article, CleanArticle) or article.language != "en" or article.id in lane.state.articles:
            continue
        before = lane.state.digest()
        passage = planner.passage()
        plan = planner.article(article, None, passage, seq=seq + 1, position=position)
        assert plan == planner.article(article, None, passage, seq=seq + 1, position=position)
        assert lane.state.digest() == before
        records = lane.resolve(article, seq + 1, position).records
        if passage == replace(passage, forgotten=before[1].forgotten, leaving=0):  # type: ignore[attr-defined]
            assert records[0] == replace(plan, rest=len(records) - 1)
            compared += 1
        seq += len(records)
    assert compared > 20


def test_a_retraction_is_planned_without_a_change():
    lane = Lane("default", "en", SETTINGS)
    first = next(a for a in feed(seed=3, length=9) if isinstance(a, CleanArticle) and a.language == "en")
    story = lane.resolve(first, 1, 0).decision.story_id
    before = lane.state.digest()
    plan = Planner(lane.state).retraction(first.id, story, seq=2, position=1, rest=0)
    assert lane.state.digest() == before
    assert lane.retract(first.id, story, seq=2, position=1, rest=0) == plan
    assert lane.state.digest() != before
