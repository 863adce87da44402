"""The pipeline at a glance: topics, agents, in order.

    articles.raw --clean--> articles.clean --dedup--> articles.resolved --timeline--> timelines

The dedup agent also writes `lanes`, its own log; every agent sends what it refuses to `articles.dead-letter`.
"""

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from service import __version__, logs, monitor
from service.agents.clean import CleanAgent
from service.agents.dedup import DedupAgent
from service.agents.delivery import Delivery
from service.agents.memory import MemoryWatch
from service.agents.outcome import Agent
from service.agents.pressure import Pressure
from service.agents.timeline import TimelineAgent
from service.agents.watchdog import Watchdog, look_at
from service.errors import TopicMismatchError
from service.kafka import admin, client
from service.kafka.faust_app import BYTES, Worker, create_app
from service.kafka.faust_driver import App
from service.kafka.stop import stop_now
from service.logs import fields
from service.metrics import Metrics, Stage
from service.roles import chosen, group_of
from service.settings import Settings
from service.topics import STATEFUL
from service.web import Health

log = logging.getLogger(__name__)

AGENTS: Mapping[Stage, Callable[..., Agent[Any]]] = {
    "clean": CleanAgent,
    "dedup": DedupAgent,
    "timeline": TimelineAgent,
}
HOUSEKEEPING_SECONDS = 1.0
YOUNG_OBJECTS = 20_000
"""New objects before the garbage collector looks: with its default of 700 it slows the timeline stage."""


class Pipeline:
    """One worker: the Faust application with a delivery for each of its agents, and all that watches over it."""

    def __init__(
        self, settings: Settings, stages: Sequence[Stage], partitions: Mapping[str, int], answering: str
    ) -> None:
        self.settings, self.metrics, self.health = settings, Metrics(), Health()
        self._pressure = Pressure(settings.memory_limit_mb)
        self._partitions = partitions  # of every topic, by name
        self._was_ready, self._since = False, time.monotonic()
        self.app: App = create_app(replace(settings, bootstrap_servers=answering), group_of(settings, stages))
        self.deliveries = [self._add(stage, partitions) for stage in stages]
        self.app.on_partitions_assigned.connect(self._assigned)
        self.app.on_partitions_revoked.connect(self._revoked)
        self.app.on_before_shutdown.connect(self._withdraw)
        self.app.task(self._housekeeping)
        self.app.task(self._watch_memory)
        logs.count("aiokafka.producer", self.metrics.producer_errors.inc)

    def run(self) -> None:
        """Work until a signal; ends the process (`sys.exit`)."""
        with monitor.telling(self.settings, self.metrics, self.health):
            Watchdog(
                lambda: look_at(self.app, self.health, self.deliveries), self.settings.progress_timeout_seconds
            ).start()
            gc.freeze()  # what was loaded so far stays; the collector need not look at it again
            gc.set_threshold(YOUNG_OBJECTS)
            Worker(self.app, self.settings.stop_deadline_seconds, self.health).execute_from_commandline()

    def _add(self, stage: Stage, partitions: Mapping[str, int]) -> Delivery:
        agent = AGENTS[stage](self.settings, partitions, self.metrics, self.app)
        delivery = Delivery(
            self.app,
            agent,
            settings=self.settings,
            partitions=partitions,
            metrics=self.metrics,
            health=self.health,
            pressure=self._pressure,
        )
        self.app.agent(self.app.topic(delivery.topic, **BYTES), name=stage)(delivery.run)
        return delivery

    async def _assigned(self, _: App, assigned: Any, **__: Any) -> None:
        held = {(where.topic, where.partition) for where in assigned}  # Faust lists some twice
        self._require_known(held)
        folding = {delivery.topic for delivery in self.deliveries if delivery.folds}
        self.metrics.rebalances.inc()
        self._since = time.monotonic()
        log.info(
            "partitions assigned",
            extra=fields(generation=self.app.consumer_generation_id, partitions=shown(held)),
        )
        self.health.assigned(held, {where for where in held if where[0] in folding})

    def _require_known(self, held: Iterable[tuple[str, int]]) -> None:
        """End the worker when a topic whose partitions hold state has got more of them while it ran."""
        for topic in STATEFUL:
            name, known = topic.full_name(self.settings.topic_prefix), self._partitions[topic.name]
            if any(partition >= known for where, partition in held if where == name):
                grown = TopicMismatchError(f"topic {name} has more than its {known} partitions now")
                stop_now("the partitions of its topics changed", grown)

    async def _revoked(self, _: App, revoked: Any, **__: Any) -> None:
        held = {(where.topic, where.partition) for where in revoked}
        log.info("partitions revoked", extra=fields(partitions=shown(held)))
        self.health.revoked()

    async def _withdraw(self, _: App, **__: Any) -> None:
        for delivery in self.deliveries:
            await delivery.withdraw()

    async def _housekeeping(self) -> None:
        while not self.app.should_stop:
            await asyncio.sleep(HOUSEKEEPING_SECONDS)
            await asyncio.gather(*(delivery.keep() for delivery in self.deliveries))
            self._tell_readiness()

    async def _watch_memory(self) -> None:
        watch = MemoryWatch(self.app, self.deliveries, self._pressure, self.metrics)
        while not self.app.should_stop:
            await asyncio.sleep(HOUSEKEEPING_SECONDS)
            watch.look()

    def _tell_readiness(self) -> None:
        """One line when the worker becomes ready, with the time since its partitions came, and one when it ceases."""
        answer = self.health.ready()
        if answer.ok != self._was_ready:
            self._was_ready = answer.ok
            seconds = round(time.monotonic() - self._since, 3)
            log.info(answer.text if answer.ok else f"not ready: {answer.text}", extra=fields(seconds=seconds))


def shown(held: Iterable[tuple[str, int]]) -> str:
    """Partitions by topic on one line: `articles.clean 0,1; articles.raw 0`."""
    topics: dict[str, list[int]] = {}
    for topic, partition in sorted(held):
        topics.setdefault(topic, []).append(partition)
    return "; ".join(f"{topic} {','.join(map(str, partitions))}" for topic, partitions in topics.items())


def run(settings: Settings) -> None:
    """Check the topics, then run a worker until it is told to stop. Raises StoryfoldError if it cannot start."""
    stages = chosen(settings.agents)
    if not stages:
        monitor.run(settings)
        return
    log.info(
        "worker starts",
        extra=fields(
            version=__version__,
            agents=",".join(stages),
            group=group_of(settings, stages),
            brokers=settings.bootstrap_servers,
        ),
    )
    partitions = asyncio.run(admin.check(settings))
    answering = asyncio.run(client.reach(settings))["bootstrap_servers"]
    Pipeline(settings, stages, partitions, answering).run()
