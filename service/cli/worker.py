"""`storyfold worker`: run the agents until SIGTERM."""

import click

from service.cli.options import with_settings
from service.settings import Settings


@click.command()
@click.option("--agents", metavar="LIST", help="which agents: clean,dedup,timeline  [default: the setting `agents`]")
@with_settings
def command(settings: Settings, agents: str | None) -> None:
    """Run the agents: clean, dedup, timeline.

    The topics must be there (`storyfold topics create`). Any number of workers share the partitions. A worker that
    cannot go on safely ends itself with code 70: let a supervisor start it again.
    """
    from msgspec.structs import replace

    from service import app, logs

    if agents:
        settings = replace(settings, agents=agents)
    logs.configure(settings.log_format, settings.log_level)
    app.run(settings)
