import json
from importlib.resources import files

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from service.timeline.choosing.alone import CANDIDATE_SIGNS
from service.timeline.choosing.choose import CHOICE_SIGNS
from service.timeline.choosing.repeats import PAIR_SIGNS
from service.timeline.clustering.days import DAY_SIGNS
from service.timeline.clustering.tellings import TELLING_SIGNS
from service.timeline.learned.chance import chance
from service.timeline.learned.model import model

SIGNS = {
    "event": TELLING_SIGNS,
    "matter": TELLING_SIGNS,
    "day": DAY_SIGNS,
    "rank": CANDIDATE_SIGNS,
    "repeat": PAIR_SIGNS,
    "right": CHOICE_SIGNS,
    "right that matters": CHOICE_SIGNS,
}
DATA = json.loads(files("service.timeline.learned").joinpath("weights.json").read_text())
WORDS = {"past", "said", "present", "act", "opinion", "modal", "today", "pronoun", "planned", "kinds"}


def test_every_weight_is_a_whole_number_of_a_sign_that_exists():
    for sums in DATA["sums"].values():
        assert sums.keys() == SIGNS.keys()
        for name, found in sums.items():
            assert found["weights"].keys() <= set(SIGNS[name])
            assert all(isinstance(weight, int) for weight in found["weights"].values())


def test_a_language_without_labelled_stories_has_sums_that_know_no_words():
    for found in DATA["sums"][""].values():
        assert not found["weights"].keys() & WORDS
    assert model("event", "xx", TELLING_SIGNS) is model("event", "", TELLING_SIGNS)
    assert model("event", "en", TELLING_SIGNS).bias != model("event", "", TELLING_SIGNS).bias


def test_the_data_file_says_what_it_was_fitted_on():
    assert DATA["provenance"]["stories"] > 0
    assert {"labels", "fitted", "left out f1", "left out precision"} <= DATA["provenance"].keys()


def test_a_sum_adds_weighted_signs():
    found = model("event", "en", TELLING_SIGNS)
    signs = np.ones((1, len(TELLING_SIGNS)), dtype=np.int64)
    told = DATA["sums"]["en"]["event"]
    assert found(signs).tolist() == [told["bias"] + sum(told["weights"].values())]


@given(st.lists(st.integers(-9, 9), min_size=len(PAIR_SIGNS), max_size=len(PAIR_SIGNS)))
def test_rows_columns_and_names_of_the_same_signs_give_the_same_odds(values):
    found = model("repeat", "en", PAIR_SIGNS)
    (row,) = found(np.array([values], dtype=np.int64)).tolist()
    assert found.one(dict(zip(PAIR_SIGNS, values, strict=True))) == row
    columns = {sign: np.full((1, 2), value, dtype=np.int64) for sign, value in zip(PAIR_SIGNS, values, strict=True)}
    assert found.of({**columns, PAIR_SIGNS[0]: columns[PAIR_SIGNS[0]][:, :1]}).tolist() == [[row, row]]


@given(st.integers(-20_000, 20_000), st.integers(0, 5_000))
def test_more_odds_are_no_smaller_chance(odds, more):
    assert 0 <= chance(odds) <= chance(odds + more) <= 1000
    assert abs(chance(odds) + chance(-odds) - 1000) <= 8


def test_even_odds_are_one_in_two():
    assert chance(0) == 500
