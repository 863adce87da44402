"""A Faust application and worker, configured from Settings: every deviation from Faust's defaults stands here."""

import asyncio
import logging
import secrets
import sys
import threading
import time
from typing import Any, NoReturn

import faust
from aiokafka.errors import KafkaError
from faust.exceptions import NotReady
from faust.worker import Worker as FaustWorker

from service.errors import BrokerError
from service.kafka import client
from service.kafka.awake import AwakeClock
from service.kafka.faust_driver import App, SendPhases
from service.kafka.lease import Lease
from service.kafka.outage import Outage
from service.kafka.stop import stop_now, told
from service.logs import fields
from service.settings import Settings
from service.web import Health

log = logging.getLogger(__name__)

HEARTBEATS_PER_SESSION = 8
"""Several may be lost before the session ends, and the lease is renewed well within its time."""
BEAT_SECONDS = 1.0
"""Between two beats of the event loop, which the liveness probe asks for."""
_LOOK_SECONDS = 0.1
"""Between two looks for a machine that was asleep: less than a lease has to spare."""
BYTES = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}


def create_app(settings: Settings, group: str) -> App:
    """The application: it consumes and produces bytes, keeps no tables, and makes no topics.

    On asyncio's own loops. Those of uvloop are no help: a worker has several, one a thread, and a connection that was
    dropped is closed by whichever thread collects it, which libuv does not bear (workers died of SIGSEGV when they
    were stopped while they joined again).
    """
    lease, name = Lease(settings.session_timeout_seconds), f"storyfold-{secrets.token_hex(8)}"
    app = App(
        group,
        broker=[f"kafka://{address.strip()}" for address in settings.bootstrap_servers.split(",")],
        broker_client_id=name,
        broker_credentials=_credentials(settings),
        version=1,
        autodiscover=False,
        web_enabled=False,
        worker_redirect_stdouts=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        table_standby_replicas=0,
        stream_wait_empty=False,
        stream_publish_on_commit=False,
        stream_buffer_maxsize=settings.buffer_max_records,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=settings.group_instance_id or None,
        consumer_max_fetch_size=4 << 20,
        consumer_metadata_max_age_ms=60_000,  # how soon new partitions are seen
        broker_commit_interval=settings.commit_interval_seconds,
        broker_session_timeout=settings.session_timeout_seconds,
        broker_heartbeat_interval=settings.session_timeout_seconds / HEARTBEATS_PER_SESSION,
        broker_rebalance_timeout=settings.rebalance_timeout_seconds,
        broker_request_timeout=max(30.0, settings.session_timeout_seconds),
        producer_linger=0.02,
        producer_max_batch_size=262_144,
        producer_max_request_size=client.MAX_RECORD_BYTES + client.DEAD_LETTER_ROOM_BYTES,
        producer_request_timeout=lease.seconds,
    )
    app.name, app.lease, app.sending, app.idempotent = name, lease, SendPhases(), settings.idempotent_producer
    app.outage = Outage(settings.broker_silence_max_seconds)
    return app


def _credentials(settings: Settings) -> Any:
    """Faust's form of `client.connection`, which also checks the settings."""
    arguments = client.connection(settings)
    context = arguments.get("ssl_context")
    if "sasl_mechanism" in arguments:
        return faust.SASLCredentials(
            username=arguments["sasl_plain_username"],
            password=arguments["sasl_plain_password"],
            mechanism=arguments["sasl_mechanism"],
            ssl_context=context,
        )
    return faust.SSLCredentials(context=context) if context else None


class Worker(FaustWorker):  # type: ignore[misc]
    """Runs the application until SIGTERM or SIGINT, and not much longer.

    A stop that takes longer than the deadline (a broker that is gone, a batch that never ends) is cut off, which is
    safe at any moment. A crash of the framework ends the process with code 70, a start without the broker with 69.
    """

    logger = logging.getLogger("faust")

    def __init__(self, app: App, deadline_seconds: float, health: Health) -> None:
        super().__init__(app, quiet=True, override_logging=False)
        self.spinner = None
        self._deadline, self._health = deadline_seconds, health

    def execute_from_commandline(self) -> NoReturn:
        """Run, and end the process. What fails while a worker stops that was told to does not matter any more."""
        try:
            super().execute_from_commandline()
        except SystemExit as end:
            sys.exit(0 if self._signal_stop_time else end.code)
        sys.exit(0)

    async def start(self) -> None:
        """Start everything; what the broker does not answer meanwhile ends the process."""
        try:
            await super().start()
        except (KafkaError, NotReady, OSError, TimeoutError) as error:
            if not self._signal_stop_time:
                stop_now("the start failed", BrokerError(f"Kafka: {told(error)}"))

    async def on_first_start(self) -> None:
        """Begin to show that the event loop turns."""
        await super().on_first_start()
        self.add_future(self._beat())

    async def _beat(self) -> None:
        while True:
            self._health.beat()
            await asyncio.sleep(BEAT_SECONDS)

    def _on_sigterm(self) -> None:
        self._begin_stop("SIGTERM")
        super()._on_sigterm()

    def _on_sigint(self) -> None:
        self._begin_stop("SIGINT")
        super()._on_sigterm()

    def _begin_stop(self, why: str) -> None:
        if self._signal_stop_time:
            return
        log.info("worker stops", extra=fields(why=why, code=0))
        self._health.drain()
        threading.Thread(target=self._cut_off, name="stop", daemon=True).start()

    def _cut_off(self) -> None:
        """End a stop that takes too long, by the time in which this process ran."""
        clock = AwakeClock(_LOOK_SECONDS)
        while clock.tick() < self._deadline:
            time.sleep(_LOOK_SECONDS)
        stop_now(f"the stop took longer than {self._deadline:g} s (stop_deadline_seconds); {self._open()}")

    def _open(self) -> str:
        """What the stop waits for."""
        parts = [type(part).__name__ for part in self.app._children if not part._stopped.is_set()]
        return f"{self.app.sending.open} batches are being sent; not stopped: {', '.join(parts) or 'nothing'}"

    def _crash(self, reason: BaseException) -> None:
        if not self._signal_stop_time:
            stop_now("the stream framework failed", reason)
        log.warning("while the worker stops: %s", told(reason))
