"""`storyfold config`: every setting, its value, where that came from."""

from typing import Annotated, Any, get_args, get_type_hints

import click
from msgspec import Meta

from service.cli.options import with_settings
from service.settings import Loaded, Settings, is_secret


@click.command()
@with_settings
@click.pass_context
def command(context: click.Context, settings: Settings) -> None:
    """Print every setting with its value and where that came from, as a configuration file (TOML).

    Secrets are shown as "***". Later sources win: default, file (--config or STORYFOLD_CONFIG), environment
    (STORYFOLD_<NAME>; for secrets also STORYFOLD_<NAME>_FILE), --set.
    """
    loaded: Loaded = context.obj
    hints = get_type_hints(Settings, include_extras=True)
    lines = {name: f"{name} = {_toml(name, getattr(settings, name))}" for name in Settings.__struct_fields__}
    width = max(map(len, lines.values()))
    for name, line in lines.items():
        click.echo(f"{line:<{width}}  # {loaded.sources[name]}: {_about(hints[name])}")


def _toml(name: str, value: Any) -> str:
    if is_secret(name):
        return '"***"' if value else '""'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _about(hint: Annotated[Any, Meta]) -> str:
    return next(meta.description or "" for meta in get_args(hint)[1:] if isinstance(meta, Meta))
