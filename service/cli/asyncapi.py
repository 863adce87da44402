"""`storyfold asyncapi`: the AsyncAPI document."""

import click
import yaml

from service.asyncapi import document
from service.cli.lines import open_output


@click.command()
@click.argument("out", default="-")
def command(out: str) -> None:
    """Write the AsyncAPI 3.0 document of all topics to OUT (YAML)."""
    with open_output(out) as file:
        file.write(to_yaml(document()))


def to_yaml(value: object) -> bytes:
    """YAML for people, keys in the order given, nothing by reference."""
    return yaml.dump(value, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=120).encode()


class _PlainDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True
