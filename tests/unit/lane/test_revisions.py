"""However often an article is revised, and under however many names it goes, it teaches its outlet nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.lane.partition import PartitionLanes
from service.records import ResolvedArticle
from tests.unit.lane.feeds import SETTINGS, article, words

OPENING = "Storm Hedda reached the coast at Elmstrand on Thursday morning with gusts of 140 km/h."
PROMO = " ".join(words("promo", 9))


def line(i: int) -> str:
    return " ".join(words(("line", i), 9)) + "."


def run(sent) -> list[ResolvedArticle]:
    lanes = PartitionLanes(SETTINGS)
    return [found for i, item in enumerate(sent) if (found := lanes.resolve(item, i).resolved)]


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 12), st.booleans())
def test_revising_and_sending_the_last_form_give_the_same_text(revisions, newest_first):
    bodies = []
    for i in range(revisions):
        added = [line(j) for j in range(i)]
        bodies.append("\n".join([OPENING, *(added[::-1] if newest_first else added)]))
    revised = run([article("live", body, i / 24) for i, body in enumerate(bodies)])
    assert revised[-1].text == bodies[-1]
    assert revised[-1].text == run([article("live", bodies[-1], 0)])[-1].text


@pytest.mark.parametrize("body", [OPENING, "\n".join([OPENING, *(line(i) for i in range(6))])], ids=["short", "long"])
def test_one_text_under_many_names_keeps_its_lines(body):
    found = run([article(f"slug{i}", body, i / 24) for i in range(12)])
    assert {one.text for one in found} == {body}


def test_what_an_outlet_repeats_is_learned_all_the_same():
    found = run(
        [article(f"a{i}", "\n".join([*(line(10 * i + j) for j in range(6)), PROMO]), i / 24) for i in range(12)]
    )
    assert PROMO in found[0].text
    assert PROMO not in found[-1].text


def test_revisions_of_one_article_do_not_prove_a_line_for_others():
    revisions = [article("live", "\n".join([line(0), *(line(j) for j in range(1, i + 2))]), i / 24) for i in range(8)]
    other = "\n".join([line(0), *(line(j) for j in range(50, 56))])
    assert run([*revisions, article("other", other, 1)])[-1].text == other
