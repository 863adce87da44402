"""Options that several commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from service import settings
from service.errors import UsageError
from service.timeline.presenting.headline import HEADLINE

Function = Callable[..., Any]


def with_settings(function: Function) -> Function:
    """Add `--config` and `--set`; the function gets `settings: Settings`, and `click.Context.obj` is the `Loaded`."""

    @click.option("--config", "config_file", type=click.Path(path_type=Path), help="settings file (TOML)")
    @click.option("--set", "assignments", multiple=True, metavar="NAME=VALUE", help="one setting; may be repeated")
    @wraps(function)
    def wrapper(config_file: Path | None, assignments: tuple[str, ...], **arguments: Any) -> Any:
        loaded = settings.load(parse_assignments(assignments), config_file=config_file)
        click.get_current_context().obj = loaded
        return function(settings=loaded.settings, **arguments)

    return wrapper


def parse_assignments(assignments: tuple[str, ...]) -> dict[str, str]:
    """`name=value` pairs as a dictionary. Raises UsageError."""
    flags = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise UsageError(f"--set {assignment}: NAME=VALUE is wanted")
        flags[name.strip().lower().replace("-", "_")] = value
    return flags


def with_top(function: Function) -> Function:
    """Add `--top N` and `--all`; the function gets `top: int | None`, how many entries people are shown (None: all)."""

    @click.option(
        "--top", "wanted", type=click.IntRange(min=1), metavar="N", help=f"the N strongest entries [{HEADLINE}]"
    )
    @click.option("--all", "everything", is_flag=True, help="all entries")
    @wraps(function)
    def wrapper(wanted: int | None, *, everything: bool, **arguments: Any) -> Any:
        if wanted and everything:
            raise UsageError("--top and --all exclude each other")
        return function(top=None if everything else wanted or HEADLINE, **arguments)

    return wrapper
