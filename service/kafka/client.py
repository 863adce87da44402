"""aiokafka clients from Settings: one place for addresses, TLS and SASL, and for what a person reads when it fails.

`connection` is what every client of the broker is built with; the three context managers start a client, stop it, and
turn every Kafka error into a BrokerError of one line that names the broker and what was wrong.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    KafkaError,
    KafkaTimeoutError,
    RequestTimedOutError,
    SaslAuthenticationFailed,
)

from service.errors import BrokerError, UsageError
from service.kafka import batches
from service.settings import Settings

CONNECT_TIMEOUT_SECONDS = 10.0
"""A link on which an answer takes seconds still connects; a port that says nothing is given up."""
SECURITY_PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_SSL", "SASL_PLAINTEXT")
SASL_MECHANISMS = ("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN")
MAX_RECORD_BYTES = 8_388_608
"""`max.message.bytes` of every topic but the dead-letter topic, which leaves room for the headers that a refused
record gets."""
DEAD_LETTER_ROOM_BYTES = 1_048_576


batches.install()


def connection(settings: Settings) -> dict[str, Any]:
    """Keyword arguments that every aiokafka client takes: addresses, TLS, SASL.

    Raises UsageError for settings that contradict each other, among them a password over an unencrypted connection
    that nobody permitted.
    """
    protocol = settings.security_protocol.upper()
    if protocol not in SECURITY_PROTOCOLS:
        raise UsageError(f"security_protocol = {settings.security_protocol!r}: one of {', '.join(SECURITY_PROTOCOLS)}")
    _addresses(settings)
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.bootstrap_servers,
        "security_protocol": protocol,
    }
    if protocol.endswith("SSL"):
        arguments["ssl_context"] = ssl_context(settings)
    if protocol.startswith("SASL"):
        arguments |= _sasl(settings, protocol)
    return arguments


def _addresses(settings: Settings) -> list[tuple[str, int]]:
    try:
        found = [(host, port) for host, port, _ in collect_hosts(settings.bootstrap_servers, randomize=False)]
    except ValueError:
        found = []
    if not found or not all(host for host, _ in found):
        raise UsageError(f"bootstrap_servers = {settings.bootstrap_servers!r}: host:port, comma separated, is wanted")
    return found


def _sasl(settings: Settings, protocol: str) -> dict[str, Any]:
    if protocol == "SASL_PLAINTEXT" and not settings.sasl_allow_plaintext:
        raise UsageError(
            "security_protocol = SASL_PLAINTEXT sends the password over an unencrypted connection; "
            "use SASL_SSL, or set sasl_allow_plaintext = true if that is meant"
        )
    if settings.sasl_mechanism not in SASL_MECHANISMS:
        raise UsageError(f"sasl_mechanism = {settings.sasl_mechanism!r}: one of {', '.join(SASL_MECHANISMS)}")
    if not settings.sasl_username or not settings.sasl_password:
        raise UsageError(f"security_protocol = {protocol} needs sasl_username and sasl_password")
    return {
        "sasl_mechanism": settings.sasl_mechanism,
        "sasl_plain_username": settings.sasl_username,
        "sasl_plain_password": settings.sasl_password,
    }


def ssl_context(settings: Settings) -> ssl.SSLContext:
    """The TLS context of the settings: the brokers' certificates and names are always verified. Raises UsageError."""
    if bool(settings.ssl_cert_file) != bool(settings.ssl_key_file):
        raise UsageError("ssl_cert_file and ssl_key_file go together")
    try:
        context = ssl.create_default_context(cafile=settings.ssl_ca_file or None)
        if settings.ssl_cert_file:
            context.load_cert_chain(settings.ssl_cert_file, settings.ssl_key_file)
    except (OSError, ssl.SSLError) as error:
        files = ", ".join(filter(None, (settings.ssl_ca_file, settings.ssl_cert_file, settings.ssl_key_file)))
        raise UsageError(f"TLS files {files}: {error}") from None
    return context


@asynccontextmanager
async def producer(settings: Settings, **arguments: Any) -> AsyncIterator[AIOKafkaProducer]:
    """A started producer that waits for all replicas; idempotent where the settings say so. Raises BrokerError."""
    defaults = {
        "acks": "all",
        "enable_idempotence": settings.idempotent_producer,
        "max_batch_size": 262_144,
        "max_request_size": MAX_RECORD_BYTES,
        "linger_ms": 10,
        "request_timeout_ms": 30_000,
    }
    async with _running(AIOKafkaProducer(**await reach(settings), **defaults | arguments), settings) as client:
        yield client


@asynccontextmanager
async def consumer(settings: Settings, *topics: str, **arguments: Any) -> AsyncIterator[AIOKafkaConsumer]:
    """A started consumer without a group, from the earliest record on. Raises BrokerError.

    Records of aborted transactions are no records to it, and those of open ones not yet.
    """
    defaults = {
        "group_id": None,
        "isolation_level": "read_committed",
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "max_partition_fetch_bytes": 4 << 20,
        "fetch_max_bytes": 16 << 20,
    }
    arguments = await reach(settings) | defaults | arguments
    async with _running(AIOKafkaConsumer(*topics, **arguments), settings) as client:
        yield client


@asynccontextmanager
async def admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """A started admin client. Raises BrokerError."""
    async with _running(AIOKafkaAdminClient(**await reach(settings), request_timeout_ms=30_000), settings) as client:
        yield client


@asynccontextmanager
async def _running(client: Any, settings: Settings) -> AsyncIterator[Any]:
    try:
        try:
            await client.start()
            yield client
        finally:
            await asyncio.sleep(0)  # a task of aiokafka's that was never begun would be a CancelledError here
            await (client.close() if isinstance(client, AIOKafkaAdminClient) else client.stop())
    except KafkaError as error:
        raise BrokerError(f"Kafka at {settings.bootstrap_servers}: {_text(error)}") from error


async def reach(settings: Settings) -> dict[str, Any]:
    """`connection` with the address that answered first: all are asked at once.

    aiokafka's own start asks one after the other, waits long for one that takes connections and does not answer, and
    hides why it failed. Raises BrokerError that says it for every address.
    """
    arguments = connection(settings)
    arguments.pop("bootstrap_servers")
    asked = {asyncio.create_task(_answer(host, port, arguments)) for host, port in _addresses(settings)}
    failures = []
    try:
        for answer in asyncio.as_completed(asked):
            address, failure = await answer
            if failure is None:
                return {"bootstrap_servers": address, **arguments}
            failures.append(f"{address} {failure}")
    finally:
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
    raise BrokerError(f"no connection to Kafka: {'; '.join(sorted(failures))}")


async def _answer(host: str, port: int, arguments: dict[str, Any]) -> tuple[str, str | None]:
    """The address, and why it does not answer or None. Opens and closes one connection."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    try:
        async with asyncio.timeout(CONNECT_TIMEOUT_SECONDS):
            (await create_conn(host, port, **arguments)).close()
    except (OSError, KafkaError, TimeoutError) as error:
        return address, _explain(error)
    return address, None


def _explain(error: BaseException) -> str:
    cause = error.__cause__ if isinstance(error, KafkaError) and error.__cause__ else error
    explanations: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
        (ssl.SSLCertVerificationError, f"has a certificate that is not trusted: {_text(cause)}"),
        (ssl.SSLError, f"does not speak TLS as expected: {_text(cause)}"),
        ((AuthenticationFailedError, SaslAuthenticationFailed), f"refuses the user or the password: {_text(cause)}"),
        (EOFError, "does not answer like Kafka without TLS: a TLS port? (security_protocol)"),
        (ConnectionRefusedError, "refuses connections: nothing listens there"),
        (TimeoutError, f"does not answer within {CONNECT_TIMEOUT_SECONDS:.0f} s (a plain-text client on a TLS port?)"),
        (ConnectionError, "closed the connection (wrong security_protocol?)"),
    )
    return next((text for kind, text in explanations if isinstance(cause, kind)), f"fails: {_text(cause)}")


def _text(error: BaseException) -> str:
    if isinstance(error, KafkaTimeoutError | RequestTimedOutError):
        return "no answer in time"
    return " ".join(str(error).split()) or type(error).__name__
