"""The small judges: dead-letter limit, overload, watchdog."""

from types import SimpleNamespace

import pytest

from service.agents.clean import Overload
from service.agents.limit import DeadLetterLimit
from service.agents.watchdog import View, Waiting, Watchdog
from service.kafka import awake
from service.kafka.awake import AwakeClock


def test_dead_letters_are_counted_over_a_moving_window():
    limit = DeadLetterLimit(0.5, 10)
    assert limit.allowed([True] * 5) == 5
    assert limit.allowed([False] * 10) == 10
    assert limit.allowed([True] * 5) == 5
    assert limit.allowed([False, True, False]) == 1


@pytest.mark.parametrize("ratio", [0.001, 0.1, 0.5])
def test_a_new_worker_gets_on_whatever_the_limit(ratio):
    assert DeadLetterLimit(ratio, 10).allowed([True] * 20) >= 1


def test_overload_goes_off_only_at_half_its_limit():
    overload = Overload(100)
    assert [overload.update(lag) for lag in (100, 101, 60, 51, 50, 100)] == [False, True, True, True, False, False]


def view(*, connected=True, member=True, records=0, progress_at=0.0, stopping=False, silent=False):
    return View(stopping, silent, connected, member, {"dedup": Waiting(records, progress_at)})


def judged(*looks, limit=10.0):
    watchdog = Watchdog(lambda: looks[0], limit)
    return [watchdog.judge(look, float(second)) for second, look in enumerate(looks)]


def test_a_worker_that_is_no_member_ends_after_a_while():
    told = judged(*[view(member=False)] * 33)
    assert not any(told[:31])
    assert "not a working member" in (told[31] or "")


def test_a_worker_that_is_still_connecting_is_given_longer():
    connecting = view(connected=False, member=False)
    assert not any(judged(*[connecting] * 100, *[view(member=False)] * 30))
    assert "no broker was reached" in (judged(*[connecting] * 123)[-1] or "")


def test_membership_may_be_lost_for_a_moment():
    assert not any(judged(*([view(member=False)] * 20 + [view()] + [view(member=False)] * 20)))


def test_a_worker_with_lag_and_no_progress_ends():
    told = judged(*[view(records=5)] * 13)
    assert not any(told[:12])
    assert "5 records wait" in (told[12] or "")


def test_progress_counts_whatever_the_lag():
    assert not any(judged(*[view(records=5, progress_at=float(second)) for second in range(40)]))


def test_a_record_after_long_idleness_is_no_standstill():
    assert not any(judged(*([view()] * 50 + [view(records=1)] * 5)))


def test_a_worker_waits_for_a_silent_broker_and_is_given_its_whole_time_afterwards():
    silent = [view(member=False, records=5, silent=True)] * 600
    back = [view(member=False, records=5)]
    assert not any(judged(*back * 9, *silent, *back * 10))
    assert judged(*silent, *back * 13)[-1]


def test_a_pause_of_the_machine_is_no_time(monkeypatch):
    now = 100.0
    monkeypatch.setattr(awake, "time", SimpleNamespace(monotonic=lambda: now))
    clock = AwakeClock(1)
    for seconds, counted in [(1, 1), (1.5, 2.5), (600, 4.5), (1, 5.5), (86_400, 7.5)]:
        now += seconds
        assert clock.tick() == counted


def test_a_stopping_worker_is_left_to_its_deadline():
    assert not any(judged(*[view(member=False, records=5, stopping=True)] * 60))
