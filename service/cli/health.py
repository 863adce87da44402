"""`storyfold health`: the probe of a container."""

import http.client

import click

from service.cli.options import with_settings
from service.errors import StoryfoldError, UsageError
from service.settings import Settings

TIMEOUT_SECONDS = 3.0
"""Less than the container's health check waits."""
EVERY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104 - asked for, not bound


@click.command()
@click.option("--ready", is_flag=True, help="ask whether it is ready (holds its partitions), not only alive")
@with_settings
def command(settings: Settings, ready: bool) -> None:
    """Ask the worker on this machine whether it is alive. Exit code 0: yes, 1: no or no answer.

    It asks at the settings http_host (127.0.0.1 if that means every address) and http_port.
    """
    if not settings.http_port:
        raise UsageError("http_port = 0: the worker has no port to ask")
    host = "127.0.0.1" if settings.http_host in EVERY_ADDRESS else settings.http_host
    where = f"{host}:{settings.http_port}"
    connection = http.client.HTTPConnection(host, settings.http_port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/readyz" if ready else "/livez")
        answer = connection.getresponse()
        text = answer.read(1000).decode("utf-8", "replace").strip()
    except (OSError, http.client.HTTPException) as error:
        raise StoryfoldError(f"no worker answers at {where}: {getattr(error, 'strerror', None) or error}") from None
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise StoryfoldError(f"{where}: {text}")
    click.echo(text)
