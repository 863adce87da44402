"""`storyfold schema`: the JSON Schemas."""

from pathlib import Path

import click
import orjson

from service.cli.lines import open_output
from service.errors import UsageError
from service.schema import json_schemas


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def command(folder: Path | None) -> None:
    """Write the JSON Schema (2020-12) of every public record.

    Into FOLDER, one file for each; without it, one object {name: schema} on stdout.
    """
    schemas = json_schemas()
    if folder is None:
        with open_output("-") as out:
            out.write(pretty(schemas))
        return
    if not folder.is_dir():
        raise UsageError(f"{folder}: not a folder")
    for name, schema in schemas.items():
        with open_output(folder / f"{name}.json") as out:
            out.write(pretty(schema))


def pretty(value: object) -> bytes:
    """JSON for people: indented, with a line end."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
