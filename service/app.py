"""The pipeline at a glance: topics, agents, in order.

    articles.raw --clean--> articles.clean --dedup--> articles.resolved --timeline--> timelines

The dedup agent also writes `lanes`, its own log; every agent sends what it refuses to `articles.dead-letter`.
"""

import asyncio
import gc
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from typing import Any

from service import logs
from service.agents.clean import CleanAgent
from service.agents.dedup import DedupAgent
from service.agents.delivery import Delivery
from service.agents.outcome import Agent
from service.agents.timeline import TimelineAgent
from service.agents.watchdog import Watchdog, look_at
from service.errors import TopicMismatchError, UsageError
from service.kafka import admin
from service.kafka.faust_app import BYTES, Worker, create_app
from service.kafka.faust_driver import App
from service.kafka.lag import LagPoller
from service.kafka.stop import stop_now
from service.metrics import Metrics
from service.settings import Settings
from service.topics import STATEFUL
from service.web import Health, WebServer

AGENTS: Mapping[str, Callable[..., Agent[Any]]] = {
    "clean": CleanAgent,
    "dedup": DedupAgent,
    "timeline": TimelineAgent,
}
HOUSEKEEPING_SECONDS = 1.0
YOUNG_OBJECTS = 20_000
"""New objects before the garbage collector looks: with its default of 700 it slows the timeline stage."""


class Pipeline:
    """One worker: the Faust application with a delivery for each of its agents, and all that watches over it."""

    def __init__(self, settings: Settings, partitions: Mapping[str, int]) -> None:
        self.settings, self.metrics, self.health = settings, Metrics(), Health()
        self._partitions = partitions
        self.app: App = create_app(settings)
        self.deliveries = [self._add(name, partitions) for name in chosen(settings.agents)]
        self.app.on_partitions_assigned.connect(self._assigned)
        self.app.on_partitions_revoked.connect(self._revoked)
        self.app.task(self._housekeeping)
        logs.count("aiokafka.producer", self.metrics.producer_errors.inc)

    def run(self) -> None:
        """Work until a signal; ends the process (`sys.exit`)."""
        sources = [delivery.source for delivery in self.deliveries]
        with ExitStack() as watching:
            if self.settings.http_port:
                address = self.settings.http_host, self.settings.http_port
                watching.enter_context(WebServer(*address, self.metrics, self.health))
            watching.enter_context(LagPoller(self.settings, sources, self.metrics, self.health.broker_answered))
            Watchdog(lambda: look_at(self.app, self.deliveries), self.settings.progress_timeout_seconds).start()
            gc.freeze()  # what was loaded so far stays; the collector need not look at it again
            gc.set_threshold(YOUNG_OBJECTS)
            Worker(self.app, self.settings.stop_deadline_seconds, self.health).execute_from_commandline()

    def _add(self, name: str, partitions: Mapping[str, int]) -> Delivery:
        agent = AGENTS[name](self.settings, partitions, self.metrics, self.app)
        delivery = Delivery(
            self.app, agent, settings=self.settings, partitions=partitions, metrics=self.metrics, health=self.health
        )
        self.app.agent(self.app.topic(delivery.topic, **BYTES), name=name)(delivery.run)
        return delivery

    async def _assigned(self, _: App, assigned: Any, **__: Any) -> None:
        held = {(where.topic, where.partition) for where in assigned}  # Faust lists some twice
        self._require_known(held)
        folding = {delivery.topic for delivery in self.deliveries if delivery.folds}
        self.metrics.rebalances.inc()
        self.health.assigned(held, {where for where in held if where[0] in folding})

    def _require_known(self, held: Iterable[tuple[str, int]]) -> None:
        """End the worker when a topic whose partitions hold state has got more of them while it ran."""
        for topic in STATEFUL:
            name, known = topic.full_name(self.settings.topic_prefix), self._partitions[topic.name]
            if any(partition >= known for where, partition in held if where == name):
                grown = TopicMismatchError(f"topic {name} has more than its {known} partitions now")
                stop_now("the partitions of its topics changed", grown)

    async def _revoked(self, _: App, __: Any, **___: Any) -> None:
        self.health.revoked()

    async def _housekeeping(self) -> None:
        while not self.app.should_stop:
            await asyncio.sleep(HOUSEKEEPING_SECONDS)
            await asyncio.gather(*(delivery.keep() for delivery in self.deliveries))


def chosen(agents: str) -> list[str]:
    """The names in the setting `agents`, in pipeline order. Raises UsageError."""
    wanted = {name.strip() for name in agents.split(",") if name.strip()}
    if not wanted or wanted - AGENTS.keys():
        raise UsageError(f"agents = {agents!r}: some of {', '.join(AGENTS)}, comma separated")
    return [name for name in AGENTS if name in wanted]


def run(settings: Settings) -> None:
    """Check the topics, then run a worker until it is told to stop. Raises StoryfoldError if it cannot start."""
    chosen(settings.agents)
    partitions = asyncio.run(admin.check(settings))
    Pipeline(settings, partitions).run()
