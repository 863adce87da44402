"""The lane clock moves forward only, and for no single wrong date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.lane import clock
from service.lane.log.record import ClockState

DAY = clock.DAY


def after(times, state=None):
    state = state or ClockState()
    for time in times:
        state = clock.advance(state, time)
    return state


def test_stands_nowhere_until_enough_articles_agree():
    assert after([10 * DAY] * (clock.SUPPORT - 1)).now is None
    assert after([10 * DAY] * clock.SUPPORT).now == 10 * DAY


def test_dates_years_ahead_do_not_move_it():
    state = after([10 * DAY] * 9)
    assert after([4000 * DAY] * (clock.SUPPORT - 1), state).now == 10 * DAY
    mixed = [3000 * DAY if i % 9 < 4 else 11 * DAY for i in range(90)]
    assert after(mixed, state).now == 11 * DAY


def test_a_real_jump_moves_it():
    assert after([40 * DAY] * clock.SUPPORT, after([10 * DAY] * 9)).now == 40 * DAY


@given(st.lists(st.integers(-(10**11), 10**11), max_size=60))
def test_never_moves_back_and_never_passes_what_five_articles_reached(times):
    state, before = ClockState(), None
    for i, time in enumerate(times):
        state = clock.advance(state, time)
        if state.now is not None:
            assert before is None or state.now >= before
            assert sum(t >= state.now for t in times[: i + 1]) >= clock.SUPPORT
        before = state.now


def test_life_counts_from_the_clock_or_a_fresh_date():
    state = after([10 * DAY] * 9)
    assert clock.touched(state, 12 * DAY, fresh=True) == 12 * DAY
    assert clock.touched(state, 12 * DAY, fresh=False) == 10 * DAY
    assert clock.touched(state, 2 * DAY, fresh=True) == 10 * DAY
    assert clock.touched(ClockState(), 2 * DAY, fresh=False) == 2 * DAY


@pytest.mark.parametrize("text", ["2025-08-21T10:11:12Z", "0001-01-01T00:00:00Z", "1960-02-29T23:59:59Z"])
def test_times_survive_the_way_through_seconds(text):
    seconds = clock.epoch_seconds(text)
    assert isinstance(seconds, int)
    if text >= "1000":
        assert clock.rfc3339(seconds) == text
