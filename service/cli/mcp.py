"""`storyfold mcp`: the timelines for assistants."""

import click

from service.cli.options import with_settings
from service.errors import UsageError
from service.settings import Settings


@click.command()
@click.option("--http", is_flag=True, help="be `storyfold serve`, which has MCP over HTTP at /mcp")
@with_settings
def command(settings: Settings, http: bool) -> None:
    """Speak the Model Context Protocol on stdin and stdout: search, timelines, changes, evidence, contradictions.

    It reads the topics as `storyfold serve` does. Where a server on this machine already keeps the file of the setting
    read_database_file, that file is read. It needs the optional packages: pip install 'storyfold[serve]'
    """
    from service import logs

    try:
        from service.read import server
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is not installed: pip install 'storyfold[serve]'") from None
    logs.configure(settings.log_format, settings.log_level)
    (server.serve if http else server.speak)(settings)
