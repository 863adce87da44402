"""The watchdog: a thread that ends a worker which cannot notice itself that it does nothing.

aiokafka's group coordination task can die alone after a long broker outage while Faust goes on waiting, and a worker
may keep its membership and yet stand still. A supervisor starts the ended worker again.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from service.agents.delivery import Delivery
from service.kafka.awake import AwakeClock
from service.kafka.faust_driver import App
from service.kafka.stop import stop_now
from service.web.health import Health

START_LIMIT_SECONDS = 120.0
"""To reach a broker in: over a slow link, or past addresses at which nothing answers."""
MEMBERSHIP_LIMIT_SECONDS = 30.0
"""Longer without a place in the group than a rebalance of many slow members takes."""
_EVERY_SECONDS = 1.0
"""Between two looks."""


class Condition:
    """Something that may be wrong for a while, but not for longer than `limit` seconds."""

    def __init__(self, limit_seconds: float) -> None:
        self._limit = limit_seconds
        self._since: float | None = None

    def lasts(self, wrong: bool, now: float) -> bool:
        """Whether it has been wrong at every look for longer than the limit."""
        if not wrong:
            self._since = None
        elif self._since is None:
            self._since = now
        return self._since is not None and now - self._since > self._limit


class Waiting(Struct, frozen=True):
    """Records that an agent has not committed, and when it last did something (monotonic seconds)."""

    records: int
    progress_at: float


class View(Struct, frozen=True):
    """What the watchdog sees; `agents` by stage."""

    stopping: bool
    silent: bool
    connected: bool
    member: bool
    agents: Mapping[str, Waiting]


class Watchdog(threading.Thread):
    """Looks every second from outside the event loop."""

    def __init__(self, look: Callable[[], View], progress_limit_seconds: float) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._look = look
        self._not_connected = Condition(START_LIMIT_SECONDS)
        self._no_member = Condition(MEMBERSHIP_LIMIT_SECONDS)
        self._standing: defaultdict[str, Condition] = defaultdict(lambda: Condition(progress_limit_seconds))
        self._progress_at: dict[str, float] = {}
        self._progress_limit = progress_limit_seconds

    def run(self) -> None:
        """Look for ever."""
        clock = AwakeClock(_EVERY_SECONDS)
        while True:
            time.sleep(_EVERY_SECONDS)
            try:
                reason = self.judge(self._look(), clock.tick())
            except Exception as error:  # nobody would look any more
                stop_now("the watchdog failed", error)
            if reason:
                stop_now(reason)

    def judge(self, view: View, now: float) -> str | None:
        """Why the worker must end, or None."""
        if view.stopping:  # the stop has a deadline of its own
            return None
        if view.silent:  # nothing can be done, and it is told and limited elsewhere
            self._no_member.lasts(False, now)
            for condition in self._standing.values():
                condition.lasts(False, now)
            return None
        if self._not_connected.lasts(not view.connected, now):
            return f"no broker was reached for {START_LIMIT_SECONDS:.0f} s"
        if self._no_member.lasts(view.connected and not view.member, now):
            return f"not a working member of the group for {MEMBERSHIP_LIMIT_SECONDS:.0f} s"
        for stage, waiting in view.agents.items():
            stands = waiting.records > 0 and waiting.progress_at == self._progress_at.get(stage)
            self._progress_at[stage] = waiting.progress_at
            if self._standing[stage].lasts(stands, now):
                limit = f"{self._progress_limit:g} s (progress_timeout_seconds)"
                return f"{stage}: {waiting.records} records wait and none was done for {limit}"
        return None


def look_at(app: App, health: Health, deliveries: Sequence[Delivery]) -> View:
    """The view of a running application. Called from the watchdog's thread; reads only."""
    consumer = app._consumer
    connected = consumer is not None and consumer._thread.connected()
    assignment = consumer.assignment() if connected else set()
    # No partition is as it should be only when the group said so (more workers than partitions).
    member = connected and consumer._thread.coordinating() and bool(assignment or app.unassigned)
    lags: defaultdict[str, int] = defaultdict(int)
    for where in assignment:
        lags[where.topic] += app.lag(where)
    return View(
        stopping=app.should_stop,
        silent=app.outage.lasts or health.broker_silent(),
        connected=connected,
        member=member,
        agents={d.stage: Waiting(lags[d.topic], d.progress_at) for d in deliveries},
    )
