"""A large story that is forgotten: gone from every answer at once, its articles leave a few with each record."""

import pytest

from service.lane import plan
from service.lane.partition import PartitionLanes
from service.records import Retraction
from tests.unit.lane.feeds import SETTINGS, article, run, text

MEMBERS = 40


def member(i):
    return article(f"m{i}", text("flood", i), i / 1000)


class Forgotten:
    """Lanes that have just forgotten a story of MEMBERS articles; `position` is that of the record that did it."""

    def __init__(self):
        self.lanes, self._next = PartitionLanes(SETTINGS), MEMBERS
        answers, _ = run(self.lanes, [member(i) for i in range(MEMBERS)])
        assert len({a.resolved.story_id for a in answers if a.resolved}) == 1
        for _ in range(MEMBERS):
            if not self.leaving:
                self.go_on()
        self.position = self._next - 1

    @property
    def leaving(self):
        """How many articles of the story are still to leave."""
        known = [one.state.articles for one in self.lanes._lanes.values()]
        return sum(articles.id(slot).startswith("m") for articles in known for slot in articles.leaving)

    def go_on(self):
        i = self._next
        self.answer(article(f"filler{i}", text(f"filler{i}", 0), (i - MEMBERS + 1) / 10))

    def answer(self, record):
        self._next += 1
        return self.lanes.resolve(record, self._next - 1).resolved


@pytest.fixture
def forgotten(monkeypatch):
    monkeypatch.setattr(plan, "LEAVE_AT_ONCE", 5)
    return Forgotten()


def test_articles_leave_a_few_with_each_record(forgotten):
    assert forgotten.lanes.articles == forgotten.position + 1 - MEMBERS
    left = []
    for _ in range(MEMBERS // 5):
        left.append(forgotten.leaving)
        forgotten.go_on()
    assert left == list(range(MEMBERS - 5, -1, -5))


def test_nothing_finds_the_story_any_more(forgotten):
    for i in (0, MEMBERS - 1):
        copy = forgotten.answer(article(f"copy{i}", text("flood", i), 9 + i, outlet="echo.example"))
        assert (copy.verdict, copy.duplicate_of, copy.excerpt_of) == ("new", None, None)


def test_an_article_that_comes_again_is_new_and_stays(forgotten):
    again = member(MEMBERS - 1)
    assert forgotten.answer(again).verdict == "new"
    assert again.id in forgotten.lanes._lanes["default/en"].state.articles
    for _ in range(MEMBERS // 5):
        forgotten.go_on()
    assert again.id in forgotten.lanes._lanes["default/en"].state.articles


def test_a_retraction_finds_nothing_but_what_was_there_before(forgotten):
    late = Retraction(f"m{MEMBERS - 1}")
    assert forgotten.answer(late) is None
    for position, known in ((MEMBERS - 2, False), (MEMBERS - 1, True), (forgotten.position, False)):
        again = forgotten.lanes.resolve(late, position)  # delivered once more after a crash
        assert (again.resolved is not None, again.log) == (known, ())


def test_tombstones_wait_for_the_last_article_of_the_story(forgotten):
    gone_at = forgotten.position + MEMBERS // 5 - 1
    for position in range(forgotten.position, gone_at):
        assert forgotten.lanes.forgotten(committed=position + 1, older_than_ms=0).lanes == ()
        forgotten.go_on()
    assert forgotten.lanes.forgotten(committed=gone_at, older_than_ms=0).lanes == ()
    found = forgotten.lanes.forgotten(committed=gone_at + 1, older_than_ms=0).resolved
    assert {f"m{i}" for i in range(MEMBERS)} <= {article_id for _, article_id, _ in found}
