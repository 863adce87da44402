import numpy as np
import pytest

from service.packed.memory import GrowingArray


def test_rows_keep_their_values_and_come_zeroed():
    rows = GrowingArray(np.uint32, 3)
    for i in range(2000):
        rows.reserve(i + 1)
        assert not rows.array[i].any()
        rows.array[i] = i
    assert rows.array[:2000, 1].tolist() == list(range(2000))
    large = rows.nbytes
    rows.reserve(10)
    assert rows.nbytes < large / 10
    assert rows.array[:10, 2].tolist() == list(range(10))


def test_large_arrays_are_whole_large_pages():
    rows = GrowingArray(np.uint32, 16)
    sizes = []
    for count in range(1, 300_000, 1000):
        rows.reserve(count)
        sizes.append(rows.nbytes)
    assert {size % (1 << 21) for size in sizes if size > 1 << 23} == {0}
    assert len(set(sizes)) < 120
    for count in range(300_000, 0, -1000):
        rows.reserve(count)
        assert count * 64 <= rows.nbytes <= max(3 * count * 64, 1 << 13)


@pytest.mark.parametrize("size", [1000, 20])
def test_an_array_that_somebody_holds_stays_as_it_was(size):
    rows = GrowingArray(np.int64)
    rows.reserve(200)
    rows.array[:] = 7
    held = rows.array
    rows.reserve(size)
    rows.array[:20] = 8
    assert (held == 7).all()
    assert rows.array[:20].tolist() == [8] * 20
    assert rows.array.shape[0] >= size
