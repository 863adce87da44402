"""Articles without a body, as feeds of headlines send them: told apart and brought together by their titles."""

import math
from itertools import chain, zip_longest

import pytest

from service.lane.partition import PartitionLanes
from service.lane.story.stories import SHORT_TERMS, SHORT_THRESHOLD, THRESHOLD, UNIT, Stories
from service.lane.story.terms import Terms
from tests.unit.lane.feeds import SETTINGS, article, words

HEADLINES = {
    "ferry": (
        "Ferry runs aground off Port Amsel with 140 aboard, coastguard says",
        "All passengers rescued after night on stranded ferry near Amsel lighthouse",
        "Captain of grounded Amsel ferry had ignored storm warning, inquiry told",
    ),
    "bank": (
        "Castellan Bank agrees to buy rival Meridian Trust for 4.2bn crowns",
        "Union fears for 1,900 jobs after Meridian Trust takeover",
        "Regulator to look at Castellan takeover before summer",
    ),
    "strike": (
        "Nurses in Eskerby walk out over pay as talks with hospitals collapse",
        "Eskerby hospitals cancel operations as nurses strike enters third day",
        "Health minister offers striking nurses eight per cent",
    ),
    "storm": (
        "Hurricane Odile tears roofs from houses along the Lodva delta",
        "Half of Lodva delta without power two days after Odile",
        "Odile: farmers count their losses",
    ),
}
BODY = """A ferry with 140 people aboard ran aground on the rocks off Port Amsel late on Monday, the coastguard said.
Passengers were told to put on life jackets and wait on deck while boats from the harbour tried to reach the ship
through waves of four metres. Nobody was hurt. The vessel, built nineteen years ago, had left the mainland in spite of
a storm warning, and its operator declined to say who had decided that it should sail. Tugs are expected at dawn."""


def told(titles, text=lambda title: title):
    """The stories that lanes make of headlines: sets of their (story, number)."""
    lanes = PartitionLanes(SETTINGS)
    found: dict[str, set[tuple[str, int]]] = {}
    for i, (name, number, title) in enumerate(titles):
        resolved = lanes.resolve(article(f"a{i}", text(title), i / 8, title=title), i).resolved
        assert resolved is not None
        found.setdefault(resolved.story_id, set()).add((name, number))
    return sorted(map(sorted, found.values()))


def in_turn():
    rounds = zip_longest(*([(name, i, title) for i, title in enumerate(titles)] for name, titles in HEADLINES.items()))
    return list(chain.from_iterable(rounds))


TOGETHER = sorted([(name, number) for number in range(3)] for name in HEADLINES)


@pytest.mark.parametrize(
    "text",
    [lambda title: title, lambda _: "", lambda _: "Read more", lambda title: f"{title}\n\nContinue reading"],
    ids=["title again", "nothing", "two words", "title and two words"],
)
def test_titles_alone_tell_stories(text):
    assert told(in_turn(), text) == TOGETHER


@pytest.mark.parametrize("body_first", [True, False], ids=["body first", "title first"])
def test_a_title_alone_and_an_article_with_a_body_meet(body_first):
    stories, terms = Stories(), Terms("en")
    profiles = [
        terms.profile(HEADLINES["ferry"][0], BODY),
        terms.profile("Tugs free stranded vessel near Amsel harbour after two nights of gales", ""),
    ]
    first, second = map(stories.vector, profiles if body_first else reversed(profiles))
    stories.touch("s", 0, 1, 0, 0)
    stories.add("s", first)
    nearest = stories.nearest(second, 0, None)
    assert nearest.joined
    assert nearest.score < THRESHOLD


def test_more_is_asked_where_both_say_more():
    stories = Stories()
    long = stories.vector(dict.fromkeys(range(1, SHORT_TERMS + 1), 1.0))
    short = stories.vector(dict.fromkeys(range(1, SHORT_TERMS), 1.0))
    stories.touch("s", 0, 1, 0, 0)
    stories.add("s", long)
    assert stories.nearest(long, 0, None).threshold == THRESHOLD
    assert stories.nearest(short, 0, None).threshold == SHORT_THRESHOLD


def test_a_title_weighs_in_its_story_by_how_much_it_says():
    stories, terms = Stories(), Terms("en")
    title = stories.vector(terms.profile("Ferry runs aground off Amsel", ""))
    whole = stories.vector(terms.profile("Ferry runs aground off Amsel", " ".join(words(1, 90))))
    assert math.hypot(*whole.weights) == pytest.approx(UNIT, rel=1e-2)
    assert math.hypot(*title.weights) == pytest.approx(UNIT * len(title.weights) / 60, rel=1e-2)
