"""`storyfold outlets`: which publisher family an outlet belongs to, and why."""

import click

from service.cli.options import with_settings
from service.cli.words import printable
from service.outlets.families import Families, families, host_of
from service.settings import Settings

_BECAUSE = {
    "name": "the families know the name {!r}",
    "domain": "the families know the domain {!r}",
    "outlet": "no row names it: a family of its own, by {!r}",
    "unknown": "nothing tells who it is",
}


@click.command()
@click.argument("outlet")
@click.option("--url", metavar="URL", help="the address of an article of the outlet")
@with_settings
def command(settings: Settings, outlet: str, url: str | None) -> None:
    """Tell which publisher family OUTLET (a name, a domain or the address of an article) belongs to, and why.

    Titles of one family count as one independent source. The setting outlet_families_file adds rows.
    """
    known = families(settings.outlet_families_file)
    if url is None and "://" in outlet:
        outlet, url = host_of(outlet) or outlet, outlet
    for line in _told(known, outlet, url):
        click.echo(line[: len(line) - len(line.lstrip())] + printable(line))


def _told(known: Families, outlet: str, url: str | None) -> list[str]:
    family = known.of(outlet, url)
    lines = [f"{outlet}: family {family.id}", f"  {_BECAUSE[family.basis].format(family.evidence)}"]
    if row := known.rows.get(family.id):
        lines.append(f"  row: from {row.source}")
        lines.append(f"  domains: {', '.join(row.domains) or 'none'}")
        lines.append(f"  names: {', '.join(row.names) or 'none'}")
        if row.agency:
            lines.append(f"  an agency that others print, credited as: {', '.join(row.agency)}")
    return lines
