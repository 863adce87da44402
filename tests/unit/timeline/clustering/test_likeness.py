"""What sentences share is summed exactly, in single precision where that suffices."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.timeline.clustering import likeness

SETS = st.lists(st.frozensets(st.sampled_from([f"w{i}" for i in range(40)]), max_size=12), min_size=1, max_size=12)


@pytest.mark.parametrize(("exact", "precision"), [(1 << 24, np.float32), (0, np.float64)])
@given(sets=SETS)
def test_shared_weight_is_the_sum_of_the_weights_of_shared_stems(exact, precision, sets):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "_EXACT", exact)
        known = likeness.stems(sets)
    assert known.weight.dtype == precision
    bags = known.bags(sets)
    weight = dict(zip(known.column, known.weight.astype(int).tolist(), strict=True))
    assert known.common(bags, bags).tolist() == [[sum(weight[s] for s in a & b) for b in sets] for a in sets]
    assert known.weigh(bags).tolist() == [sum(weight[s] for s in a) for a in sets]
