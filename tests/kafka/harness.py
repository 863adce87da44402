"""One test's pipeline on a real broker: its topics, its workers as processes, and what stands in the topics."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from aiokafka import TopicPartition
from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from msgspec import Struct
from msgspec.structs import asdict, replace

from service import topics
from service.errors import BrokerError
from service.kafka import admin, client, log
from service.settings import Settings
from service.topics import CLEAN, RAW, RESOLVED, Topic

HARD_COMPACTION = {
    "segment.bytes": "1048576",
    "segment.ms": "1500",
    "min.cleanable.dirty.ratio": "0.01",
    "max.compaction.lag.ms": "1000",
    "delete.retention.ms": "1000",
}
PATIENCE = 6
"""Limits are written down for a quiet machine; a busy one gets so many times as long. Only failures wait for them."""
CHAIN = (RAW, CLEAN, RESOLVED)
"""Topics that agents consume, in order."""


class Sent(Struct, frozen=True):
    """A record to produce."""

    value: bytes | None
    key: bytes | None = None
    headers: tuple[tuple[str, bytes | None], ...] = ()
    partition: int | None = None


def changed(settings: Settings) -> dict[str, str]:
    """The settings that are not at their default, as text."""
    return {name: str(value) for name, value in asdict(settings).items() if value != getattr(Settings(), name)}


def environment(settings: Settings) -> dict[str, str]:
    return {f"STORYFOLD_{name.upper()}": value for name, value in changed(settings).items()}


class WorkerProcess:
    """A module run as a worker with settings of its own; its log is a file."""

    def __init__(self, settings: Settings, log_path: Path, module: Sequence[str]) -> None:
        self.log_path = log_path
        with log_path.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *module],
                stdout=stream,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment(settings)},
                start_new_session=True,
            )
        self.stopped = False

    @property
    def code(self) -> int | None:
        return self.process.poll()

    def send(self, number: int) -> None:
        """Signals reach the worker alone, as kill(1) would send them; not its cleaning processes."""
        self.process.send_signal(number)

    def end(self, number: int = signal.SIGTERM, seconds: float = 30) -> int:
        if self.code is None:
            self.send(signal.SIGCONT)
            self.send(number)
        return self.process.wait(seconds * PATIENCE)

    def log(self) -> str:
        return self.log_path.read_text(errors="replace")


class Harness:
    def __init__(self, address: str, prefix: str, directory: Path) -> None:
        self.settings = Settings(
            bootstrap_servers=address,
            topic_prefix=prefix,
            app_id=prefix + "group",
            session_timeout_seconds=6,
            rebalance_timeout_seconds=10,
            commit_interval_seconds=0.5,
            clean_processes=1,
            http_port=0,
            log_format="human",
        )
        self.directory = directory
        self.workers: list[WorkerProcess] = []
        self._changes: dict[str, dict[str, str]] = {}

    # --- topics ------------------------------------------------------------------------------------------------------

    async def create_topics(
        self, partitions: int, compaction: Mapping[str, str] | None = None, raw: int | None = None
    ) -> None:
        """All topics; `compaction` overrides the settings of the compacted ones, `raw` the partitions of the input."""
        if raw:
            async with client.admin(self.settings) as kafka:
                await kafka.create_topics([NewTopic(self.name(RAW), raw, 1, topic_configs=RAW.config)])
        await admin.create(self.settings, partitions)
        for topic in topics.ALL if compaction else ():
            if topic.cleanup == "compact":
                await self.configure(topic, compaction or {})

    async def configure(self, topic: Topic, changes: Mapping[str, str]) -> None:
        """Change the configuration of a topic; what was changed before stays so, though the request replaces all."""
        changed = self._changes.setdefault(topic.name, {})
        changed |= changes
        wanted = ConfigResource(ConfigResourceType.TOPIC, self.name(topic), configs={**topic.config, **changed})
        async with client.admin(self.settings) as kafka:
            await kafka.alter_configs([wanted])

    def name(self, topic: Topic) -> str:
        return topic.full_name(self.settings.topic_prefix)

    async def produce(self, records: Iterable[Sent], topic: Topic = RAW) -> None:
        async with client.producer(self.settings) as producer:
            await asyncio.gather(
                *[
                    await producer.send(
                        self.name(topic), r.value, key=r.key, headers=list(r.headers), partition=r.partition
                    )
                    for r in records
                ]
            )

    async def records(self, topic: Topic) -> list[log.Record]:
        return [record async for chunk in log.read_topic(self.settings, self.name(topic)) for record in chunk]

    async def newest(self, topic: Topic) -> dict[tuple[int, bytes], bytes]:
        """Newest value by partition and key, without those deleted by a tombstone."""
        found = {(r.partition, r.key or b""): r.value for r in await self.records(topic)}
        return {key: value for key, value in found.items() if value is not None}

    async def lag(self, sources: Sequence[Topic] = CHAIN) -> dict[str, int]:
        """Records of each topic that the group has not committed.

        The ends are asked last: what a stage sends before it commits is then counted with the stage that gets it.
        """
        async with client.admin(self.settings) as kafka, client.consumer(self.settings) as reader:
            described = await kafka.describe_topics([self.name(topic) for topic in sources])
            wheres = [TopicPartition(t["topic"], p["partition"]) for t in described for p in t["partitions"]]
            committed = await kafka.list_consumer_group_offsets(self.settings.app_id, partitions=wheres)
            ends = await reader.end_offsets(wheres)
        lag = dict.fromkeys((t["topic"] for t in described), 0)
        for where, end in ends.items():
            lag[where.topic] += end - max(0, committed[where].offset if where in committed else 0)
        return lag

    # --- workers -----------------------------------------------------------------------------------------------------

    def start(self, module: Sequence[str] = ("service", "worker"), **changes: Any) -> WorkerProcess:
        path = self.directory / f"worker-{len(self.workers)}.log"
        worker = WorkerProcess(replace(self.settings, **changes), path, module)
        self.workers.append(worker)
        return worker

    async def drain(self, seconds: float, sources: Sequence[Topic] = CHAIN, supervise: int = 0, **changes: Any) -> None:
        """Wait until everything is done and committed; keeps `supervise` workers running, if given, like a supervisor.

        Without supervision a worker that ends is an error; so is it when nothing moves for `seconds`.
        """
        standing = Standstill(seconds)
        while True:
            running = [worker for worker in self.workers if worker.code is None]
            if supervise:
                for _ in range(supervise - len(running)):
                    self.start(**changes)
            else:
                assert running, "no worker runs any more"
            try:
                lag = await self.lag(sources)
            except BrokerError as error:  # no group yet, or a broker that is just coming back
                lag = {str(error): 1}
            if not any(lag.values()):
                return
            assert not standing.over(lag), f"nothing moved for {standing.seconds:.0f} s: {lag}"
            await asyncio.sleep(0.5)

    def logs(self) -> str:
        """The end of the log of every worker, those that ended too."""
        return "\n".join(f"--- {w.log_path.name} (exit code {w.code})\n{w.log()[-3000:]}" for w in self.workers)

    def close(self) -> None:
        for worker in self.workers:
            if worker.code is None:
                worker.process.kill()
            worker.process.wait()
        asyncio.run(self._delete_topics())

    async def _delete_topics(self) -> None:
        async with client.admin(self.settings) as kafka:
            mine = [name for name in await kafka.list_topics() if name.startswith(self.settings.topic_prefix)]
            if mine:
                await kafka.delete_topics(mine)


class Standstill:
    """Notices that what is looked at has not changed for a time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds * PATIENCE
        self._seen: object = None
        self._since = time.monotonic()

    def over(self, now: object) -> bool:
        """Whether this has been the same at every look for too long."""
        if now != self._seen:
            self._seen, self._since = now, time.monotonic()
        return time.monotonic() - self._since > self.seconds


async def wait_for(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    """The first true value of `condition`, asked every tenth of a second. Fails after `seconds` of a quiet machine."""
    deadline = time.monotonic() + seconds * PATIENCE
    while not (value := condition()):
        assert time.monotonic() < deadline, f"not within {seconds * PATIENCE} s: {what}"
        await asyncio.sleep(0.1)
    return value


def is_stopped(pid: int) -> bool:
    """Whether a process has been stopped by a signal."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
