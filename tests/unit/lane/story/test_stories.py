"""Stories against a plain model: the compiled sparse matrix and vocabulary give what dictionaries of integers give."""

import math
import random
from collections import Counter, defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.lane.clock import DAY
from service.lane.story import stories as module
from service.lane.story.stories import Stories, Vector
from service.lane.story.terms import Terms
from service.lane.story.vocabulary import Vocabulary
from tests.unit.lane.feeds import words


def vector(*pairs):
    return Vector(np.array([t for t, _ in pairs], np.uint32), np.array([w for _, w in pairs if w], np.int64))


def put(stories, story, seq, when, v):
    stories.touch(story, seq, seq, when, when)
    stories.add(story, v)


class Plain:
    """The same by dictionaries."""

    def __init__(self):
        self.centroids = defaultdict(Counter)
        self.frequency: Counter[int] = Counter()
        self.spans = {}

    def put(self, story, seq, when, v, sign=1):
        for term, weight in zip(v.terms.tolist(), v.weights.tolist(), strict=False):
            self.centroids[story][term] += sign * weight
        self.frequency.update(dict.fromkeys(v.terms.tolist(), sign))
        if sign > 0:
            first, last, founded = self.spans.get(story, (when, when, seq))
            self.spans[story] = (min(first, when), max(last, when), founded)

    def nearest(self, v, when):
        own = math.sqrt(sum(w * w for w in v.weights.tolist()))
        scores = []
        for story, (first, last, founded) in self.spans.items():
            centroid = self.centroids[story]
            dot = sum(w * centroid[t] for t, w in zip(v.terms.tolist(), v.weights.tolist(), strict=False))
            if dot:
                gap = max(0, first - when, when - last)
                length = math.sqrt(sum(w * w for w in centroid.values()))
                score = int(dot * math.exp(-gap / (2 * DAY)) / own / length * 1e6 + 0.5)
                scores.append((-score, founded, story))
        return sorted(scores)[:2]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), steps=st.integers(1, 60))
def test_agrees_with_the_plain_model(seed, steps):
    rng = random.Random(seed)
    stories, plain, placed = Stories(), Plain(), []
    for seq in range(1, steps + 1):
        terms = rng.sample(range(1, 60), rng.randint(1, 12))
        v = Vector(
            np.array(terms, np.uint32) * np.uint32(2**26 + 1),
            np.array(rng.choices(range(1, 900), k=8), np.int64)[: len(terms)],
        )
        when = rng.randint(0, 6) * DAY
        found = stories.nearest(v, when, None)
        want = plain.nearest(v, when)
        assert [found.story, found.runner_up][: len(want)] == [story for _, _, story in want]
        if want:
            assert found.score == pytest.approx(-want[0][0] / 1e6, abs=1.5e-6)
        story = found.story if found.story and rng.random() < 0.7 else f"s{seq}"
        put(stories, story, seq, when, v)
        plain.put(story, seq, when, v)
        placed.append((story, v))
        if rng.random() < 0.25:
            gone, old = placed.pop(rng.randrange(len(placed)))
            stories.withdraw(gone, old)
            plain.put(gone, 0, 0, old, -1)
    told: Any
    articles, frequencies, told = stories.digest(str)
    assert articles == len(placed)
    assert frequencies == sorted((t, n) for t, n in plain.frequency.items() if n)
    for story, _, _, centroid in told:
        assert centroid == sorted((t, w) for t, w in plain.centroids[story].items() if w)


def test_vocabulary_agrees_with_a_counter():
    """While it grows, where probing runs over the end of the table, and when nearly all is gone."""
    rng = random.Random(4)
    vocabulary, plain, counted = Vocabulary(), Counter[int](), []
    for step in range(400):
        crowd = [2**32 - 1 - rng.randrange(300) for _ in range(9)]
        terms = list(dict.fromkeys(crowd + [rng.randrange(2**32) for _ in range(60)]))
        columns = vocabulary.count(np.array(terms, np.uint32))
        assert [vocabulary.term(column) for column in columns] == terms
        plain.update(terms)
        counted.append(terms)
        for _ in range(rng.randrange(3) if step < 300 else 5):
            if counted:
                gone = counted.pop(rng.randrange(len(counted)))
                vocabulary.uncount(np.array(gone, np.uint32))
                plain.subtract(gone)
        if step % 40 == 39:
            assert vocabulary.frequencies() == sorted((t, n) for t, n in plain.items() if n)
            wanted = np.array([*crowd[:1], 77, *plain], np.uint32)
            held = [plain[int(t)] > 0 for t in wanted]
            assert [column >= 0 for column in vocabulary.find(wanted)] == held


def test_forgetting_leaves_no_trace():
    rng = random.Random(1)
    vectors = [vector(*((rng.randint(1, 400), 50 + i) for i in range(9))) for _ in range(300)]
    vectors = [Vector(np.unique(v.terms), v.weights[: len(np.unique(v.terms))]) for v in vectors]
    only_new, both = Stories(), Stories()
    for i, v in enumerate(vectors):
        story, when = f"s{i // 3}", (i // 3 % 2) * 100 * DAY
        put(both, story, i, when, v)
        if when:
            put(only_new, story, i, when, v)
    members = [member for story in both.forget((50 * DAY, 0)) for member in story]
    both.uncount([vectors[member].terms.tobytes() for member in members])
    assert len(members) == 150
    assert both.digest(str) == only_new.digest(str)


def test_equal_scores_go_to_the_older_story():
    stories = Stories()
    for seq, story in ((5, "young"), (3, "old"), (9, "younger")):
        put(stories, story, seq, 0, vector((1, 100), (2, 100)))
    found = stories.nearest(vector((1, 100), (2, 100)), 0, None)
    assert (found.story, found.runner_up, found.candidates) == ("old", "young", 3)


def test_terms_of_too_many_stories_lead_nowhere_but_count(monkeypatch):
    monkeypatch.setattr(module, "POSTINGS_CAP", 3)
    stories = Stories()
    for i in range(10):
        put(stories, f"s{i}", i, 0, vector((1, 100), (100 + i, 100)))
    found = stories.nearest(vector((1, 100), (104, 100)), 0, None)
    assert (found.story, found.score, found.candidates) == ("s4", 1.0, 1)
    assert stories.nearest(vector((1, 100)), 0, None).candidates == 10


def test_a_large_story_keeps_its_heaviest_terms(monkeypatch):
    monkeypatch.setattr(module, "CENTROID_TERMS", 3)
    stories = Stories()
    vectors = [vector((1, 50), (10 + i, 20 + i)) for i in range(6)]
    for seq, v in enumerate(vectors):
        put(stories, "s", seq, 0, v)
    told: Any = stories.digest(str)
    (_, numbers, _, centroid) = told[2][0]
    assert centroid == [(1, 300), (14, 24), (15, 25)]
    assert numbers[-1] == sum(w * w for _, w in centroid)
    for v in vectors:
        stories.withdraw("s", v)
    told = stories.digest(str)
    assert told[:2] == (0, [])
    assert told[2][0][3] == []


def test_time_parts_what_words_join():
    stories = Stories()
    v = vector((1, 100), (2, 100))
    put(stories, "s", 1, 10 * DAY, v)
    put(stories, "s", 2, 12 * DAY, v)
    scores = [stories.nearest(v, day * DAY, None).score for day in (8, 10, 11, 12, 14, 17)]
    assert scores == pytest.approx([math.exp(-1), 1, 1, 1, math.exp(-1), math.exp(-2.5)], abs=1e-6)


def test_closed_stories_take_nothing():
    stories = Stories()
    put(stories, "s", 1, 10 * DAY, vector((1, 100)))
    assert stories.nearest(vector((1, 100)), 10 * DAY, 10 * DAY).story == "s"
    assert stories.nearest(vector((1, 100)), 10 * DAY, 10 * DAY + 1).story is None


def test_an_article_without_terms_is_near_nothing():
    stories = Stories()
    put(stories, "s", 1, 0, stories.vector({}))
    assert stories.nearest(stories.vector({}), 0, None).story is None


def test_rare_terms_weigh_more():
    stories = Stories()
    for i in range(400):
        put(stories, f"s{i}", i, 0, vector((1, 100), (1000 + i, 100)))
    v = stories.vector({1: 1.0, 7: 1.0})
    assert v.terms.tolist() == [7, 1]
    assert v.weights[0] > 3 * v.weights[1]
    assert math.sqrt((v.weights**2).sum()) == pytest.approx(module.UNIT * 2 / module.VECTOR_TERMS, rel=1e-2)


class TestTerms:
    def test_title_counts_three_times_and_once(self):
        terms = Terms("en")
        profile = terms.profile("Harbour bridge", "Harbour bridge\nThe ferry")
        harbour, ferry = terms.profile("", "harbour").popitem()[0], terms.profile("", "ferries").popitem()[0]
        assert profile[harbour] == 3.0
        assert profile[ferry] == 1.0

    def test_function_words_say_nothing(self):
        assert Terms("en").profile("The of and", "He said that it was") == {}
        assert Terms("de").profile("Der die das", "und nicht") == {}

    def test_forms_of_a_word_are_one_term(self):
        for language, one, other in (
            ("en", "flooded", "floods"),
            ("de", "Häusern", "Hauses"),
            ("fr", "grève", "grèves"),
        ):
            terms = Terms(language)
            assert terms.profile(one, "").keys() == terms.profile(other, "").keys()

    def test_scripts_without_spaces_give_pairs(self):
        assert len(Terms("zh").profile("", "港口大桥")) == 3
        assert len(Terms("en").profile("", "port 港口 city")) == 3

    def test_only_the_beginning_is_read(self):
        long = " ".join(dict.fromkeys(words(1, 400)))
        assert len(Terms("en").profile("", long)) == 100

    @pytest.mark.parametrize("text", ["", " ", "!!!", "a", "\u0301", "x" * 100_000, "1 2 3"])
    def test_any_text_will_do(self, text):
        assert all(weight > 0 for weight in Terms("xx").profile(text, text).values())
