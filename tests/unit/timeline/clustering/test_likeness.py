from hypothesis import given
from hypothesis import strategies as st

from service.timeline.clustering.likeness import neighbours, stems

SETS = st.lists(st.frozensets(st.sampled_from("abcdefgh")), min_size=1, max_size=6)


@given(SETS, SETS)
def test_bags_weigh_and_share_what_their_stems_do(sentences, others):
    known = stems(sentences, others)
    told, besides = known.bags(sentences), known.bags(others)

    def weight(found):
        return sum(int(known.weight[known.column[stem]]) for stem in found if stem in known.column)

    assert told.weight.tolist() == [weight(s) for s in sentences]
    assert besides.weight.tolist() == [weight(o) for o in others]
    assert known.common(told, besides).tolist() == [[weight(s & o) for o in others] for s in sentences]
    common = known.common(told, told).tolist()
    for i, one in enumerate(sentences):
        for j, other in enumerate(sentences):
            assert i == j or common[i][j] == weight(one & other)


@given(SETS)
def test_a_stem_of_fewer_sentences_weighs_no_less(sentences):
    known = stems(sentences)
    having = {stem: sum(stem in s for s in sentences) for stem in known.column}
    for one, n in having.items():
        for other, m in having.items():
            assert n >= m or known.weight[known.column[one]] >= known.weight[known.column[other]]


def test_neighbours_are_the_others_that_are_like_enough():
    like = stems([["a"]]).bags([["a"]]).weight.reshape(1, 1)
    assert neighbours(like, 0) == [[]]
