"""What every worker tells about all stages, and the worker without agents that does nothing else."""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from service import __version__
from service.errors import UsageError
from service.kafka.lag import LagPoller
from service.logs import fields
from service.metrics import Metrics
from service.settings import Settings
from service.web import Health, WebServer

log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
"""Between two beats, as those of a worker."""


@contextmanager
def telling(settings: Settings, metrics: Metrics, health: Health) -> Iterator[None]:
    """Serve metrics and probes, and poll how the stages stand. Raises UsageError for an address that is taken."""
    poller = LagPoller(settings, metrics, health.broker_answered)
    if not settings.http_port:
        with poller:
            yield
        return
    with WebServer(settings.http_host, settings.http_port, metrics, health), poller:
        yield


def run(settings: Settings) -> None:
    """Tell how all stages stand until SIGTERM or SIGINT: no agents, no group, no state.

    It needs neither topics nor a broker to start, so it is there to say that they are missing.
    """
    if not settings.http_port:
        raise UsageError("a worker without agents only tells how the stages stand, and http_port = 0 tells nobody")
    metrics, health, stop = Metrics(), Health(), threading.Event()

    def end(number: int, _: FrameType | None) -> None:
        log.info("monitor stops", extra=fields(why=signal.Signals(number).name, code=0))
        health.drain()
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    health.assigned(())
    with telling(settings, metrics, health):
        log.info("monitor starts", extra=fields(version=__version__, brokers=settings.bootstrap_servers))
        while not stop.wait(BEAT_SECONDS):
            health.beat()
