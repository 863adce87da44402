"""Connection arguments from settings, and what a person reads when they are wrong. No broker needed."""

import asyncio
import ssl
from contextlib import suppress
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import pytest
from aiokafka.errors import KafkaTimeoutError

from service.errors import BrokerError, UsageError
from service.kafka import client
from service.kafka.admin import Found, mismatches
from service.kafka.partitioner import partition_of
from service.settings import Settings
from service.topics import ALL


def test_plain_by_default():
    assert client.connection(Settings(bootstrap_servers="a:1,b:2")) == {
        "bootstrap_servers": "a:1,b:2",
        "security_protocol": "PLAINTEXT",
    }


def test_sasl_over_tls():
    arguments = client.connection(Settings(security_protocol="SASL_SSL", sasl_username="u", sasl_password="p"))
    assert arguments["ssl_context"].verify_mode is ssl.CERT_REQUIRED
    assert arguments["ssl_context"].check_hostname
    assert arguments["sasl_mechanism"] == "SCRAM-SHA-512"
    assert (arguments["sasl_plain_username"], arguments["sasl_plain_password"]) == ("u", "p")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(security_protocol="TLS"), "security_protocol"),
        (Settings(security_protocol="SASL_PLAINTEXT", sasl_username="u", sasl_password="p"), "unencrypted"),
        (Settings(security_protocol="SASL_SSL", sasl_username="u"), "sasl_password"),
        (Settings(security_protocol="SASL_SSL", sasl_mechanism="GSSAPI"), "sasl_mechanism"),
        (Settings(security_protocol="SSL", ssl_ca_file="/nowhere.pem"), "/nowhere.pem"),
        (Settings(security_protocol="SSL", ssl_cert_file="/cert.pem"), "go together"),
    ],
)
def test_contradictions_are_named(settings, said):
    with pytest.raises(UsageError, match=said):
        client.connection(settings)


async def test_a_broker_that_is_not_there_is_one_line():
    with pytest.raises(BrokerError, match=r"no connection to Kafka: 127\.0\.0\.1:1 refuses connections") as caught:
        await client.reach(Settings(bootstrap_servers="127.0.0.1:1"))
    assert "\n" not in str(caught.value)


async def test_a_port_that_speaks_no_tls_is_told():
    async def hello(reader, writer):
        writer.write(b"220 this is no Kafka\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(hello, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(BrokerError, match="TLS"):
            await client.reach(Settings(bootstrap_servers=f"127.0.0.1:{port}", security_protocol="SSL"))


def test_partitions_are_those_of_the_java_client():
    # Utils.toPositive(Utils.murmur2(key)) of org.apache.kafka.common.utils, from its own unit test.
    assert partition_of("21", 2**31) == -973932308 & 0x7FFFFFFF
    assert partition_of("foobar", 2**31) == -790332482 & 0x7FFFFFFF
    assert partition_of("a-little-bit-long-string", 2**31) == -985981536 & 0x7FFFFFFF


def as_declared():
    return {topic.full_name("x-"): Found(4 if topic.partitioned else 1, dict(topic.config)) for topic in ALL}


def test_topics_as_declared_are_fine():
    assert mismatches(as_declared(), "x-") == []


@pytest.mark.parametrize(
    ("name", "found", "said"),
    [
        ("x-lanes", None, "topic x-lanes: found none"),
        ("x-lanes", Found(5, {}), "x-articles.clean has 4, x-lanes has 5"),
        ("x-lanes", Found(4, {"cleanup.policy": "delete"}), "found cleanup.policy = delete, wanted compact"),
        ("x-timelines", Found(4, {"max.message.bytes": "1000"}), "found max.message.bytes = 1000, wanted 8388608"),
    ],
)
def test_a_wrong_topic_is_named_with_found_and_wanted(name, found, said):
    topics = as_declared()
    if found is None:
        del topics[name]
    else:
        topics[name] = found
    (problem,) = mismatches(topics, "x-")
    assert said in problem


async def test_a_failure_right_after_the_start_is_told_though_a_task_of_the_client_never_began():
    """aiokafka's consumer without a group ends its task by cancelling and awaiting it."""
    tasks: list[asyncio.Task[None]] = []

    async def begun() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)

    async def start() -> None:
        tasks.append(asyncio.create_task(begun()))

    async def stop() -> None:
        tasks[0].cancel()
        await tasks[0]

    with pytest.raises(BrokerError, match="no answer in time"):
        async with client._running(SimpleNamespace(start=start, stop=stop), Settings()):
            raise KafkaTimeoutError


async def test_a_broker_that_falls_silent_is_told_of_in_words():
    async def silent() -> None:
        raise KafkaTimeoutError

    started: Any = SimpleNamespace(start=silent, stop=AsyncMock())
    with pytest.raises(BrokerError, match=r"^Kafka at 127\.0\.0\.1:9092: no answer in time$"):
        async with client._running(started, Settings()):
            pass
