"""`storyfold worker`: run the agents until SIGTERM."""

import os
import signal

import click

from service.cli.options import with_settings
from service.settings import Settings


@click.command()
@click.option(
    "--agents",
    metavar="LIST",
    help="which agents: clean,dedup,timeline, or '' for none  [default: the setting `agents`]",
)
@with_settings
def command(settings: Settings, agents: str | None) -> None:
    """Run the agents: clean, dedup, timeline.

    The topics must be there (`storyfold topics create`). Any number of workers share the partitions. A worker that
    cannot go on safely ends itself with code 70: let a supervisor start it again. One without agents is a monitor: its
    metrics tell how all stages stand, even where no worker is left or no broker answers.
    """
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # until the worker holds something, there is nothing to stop
    from msgspec.structs import replace

    from service import app, logs
    from service.errors import StoryfoldError

    if agents is not None:
        settings = replace(settings, agents=agents)
    logs.configure(settings.log_format, settings.log_level)
    try:
        app.run(settings)
    except StoryfoldError as error:
        app.log.critical("worker cannot start: %s", error, extra=logs.fields(code=error.exit_code))
        click.get_current_context().exit(error.exit_code)
