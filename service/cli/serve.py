"""`storyfold serve`: the read side."""

import click

from service.cli.options import with_settings
from service.errors import UsageError
from service.settings import Settings


@click.command()
@with_settings
def command(settings: Settings) -> None:
    """Serve a page, an HTTP API, events and feeds of the timelines.

    It reads the topics from beginning to end into the SQLite file of the setting read_database_file and follows them;
    /readyz says when it has caught up. The file is a cache: deleting it costs reading again. Any number may run, each
    with a file of its own. It needs the optional packages: pip install 'storyfold[serve]'
    """
    from service import logs

    try:
        from service.read import server
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is not installed: pip install 'storyfold[serve]'") from None
    logs.configure(settings.log_format, settings.log_level)
    server.serve(settings)
