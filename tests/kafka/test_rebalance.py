"""Rebalances before anything is committed: no record may be skipped."""

import asyncio
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor

from service.kafka import client
from service.topics import RAW
from tests.kafka.harness import Harness, Sent, environment, wait_for

pytestmark = pytest.mark.kafka
PARTITIONS = 4
ROUNDS = 5


async def test_partitions_without_a_commit_always_begin_at_their_first_record(kafka: Harness):
    await kafka.create_topics(PARTITIONS)
    feeding = asyncio.create_task(feed_for_ever(kafka))
    path = kafka.directory / "never_acks.log"
    worker = start(kafka, path)
    try:
        await wait_for(lambda: starts(path.read_text()), 30, "the worker begins")
        for _ in range(ROUNDS):
            await join_and_leave(kafka)
    finally:
        worker.kill()
        worker.wait()
        feeding.cancel()
        with suppress(asyncio.CancelledError):
            await feeding
    found = starts(path.read_text())
    assert len(found) > ROUNDS * PARTITIONS, "too few rebalances to tell anything"
    assert [line for line in found if line[-1] != "0"] == []


def start(kafka: Harness, path: Path) -> "subprocess.Popen[bytes]":
    with path.open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.kafka.never_acks", kafka.name(RAW)],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment(kafka.settings)},
        )


def starts(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.startswith("first")]


async def feed_for_ever(kafka: Harness) -> None:
    while True:
        await kafka.produce([Sent(b"x" * 2000, partition=partition) for partition in range(PARTITIONS)])
        await asyncio.sleep(0.2)


async def join_and_leave(kafka: Harness) -> None:
    other = AIOKafkaConsumer(
        kafka.name(RAW),
        **client.connection(kafka.settings),
        group_id=kafka.settings.app_id,
        enable_auto_commit=False,
        heartbeat_interval_ms=300,
        session_timeout_ms=6000,
        partition_assignment_strategy=[RoundRobinPartitionAssignor],
    )
    await other.start()
    await asyncio.sleep(1.5)
    await other.stop()
    await asyncio.sleep(1.5)
