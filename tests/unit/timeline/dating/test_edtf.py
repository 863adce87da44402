from datetime import date, timedelta

import edtf as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.timeline.dating.edtf import edtf, ordinal


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("2025-08-18", "2025-08-18", "2025-08-18"),
        ("2025-08-01", "2025-08-31", "2025-08"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-07-01", "2025-09-30", "2025-07/2025-09"),
        ("2025-08-01", "2025-08-21", "2025-08-01/2025-08-21"),
        ("2025-08-18", "2025-08-24", "2025-08-18/2025-08-24"),
        ("1990-01-01", "1999-12-31", "199X"),
        ("1900-01-01", "1999-12-31", "19XX"),
        ("2017-01-01", "2021-12-31", "2017/2021"),
    ],
)
def test_shortest_expression(low, high, expected):
    assert edtf(low, high) == expected


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)), st.integers(0, 4000))
def test_the_oracle_reads_back_the_same_days(low, days):
    high = low + timedelta(days=days)
    parsed = oracle.parse_edtf(edtf(low.isoformat(), high.isoformat()))
    first, last = parsed.lower_strict(), parsed.upper_strict()
    assert (first.tm_year, first.tm_mon, first.tm_mday) == (low.year, low.month, low.day)
    assert (last.tm_year, last.tm_mon, last.tm_mday) == (high.year, high.month, high.day)


def test_ordinal_counts_days():
    assert ordinal("2025-09-01") - ordinal("2025-08-31") == 1
