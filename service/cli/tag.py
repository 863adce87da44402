"""`storyfold tag`: time expressions of texts, file to file."""

from datetime import date
from typing import Any

import click

from service import codec
from service.cleaning.dates import parse
from service.cleaning.home import country
from service.cleaning.language import UNDETERMINED, identify, primary, region
from service.cli.lines import keep_apart, open_output, read_lines
from service.errors import UsageError
from service.mentions.tagger import tag


@click.command()
@click.argument("path", metavar="IN")
@click.argument("output", metavar="OUT")
@click.option("--language", default="en", show_default=True, help="of texts that neither name nor show theirs")
def command(path: str, output: str, language: str) -> None:
    """Find the time expressions of the texts in IN.

    IN holds rows {"id", "text", "published_at", "language"?, "url"?} as JSON Lines, OUT gets a row {"id", "timexes":
    [{"start", "end", "type", "value"}]} for each, in order; offsets count code points, values are TIMEX3.
    A published_at that is no date counts as none; how many there were, and where the first, is told on stderr.
    """
    keep_apart(path, output)
    undated: list[int] = []
    with open_output(output) as out:
        for number, row in read_lines(path, progress="tagging"):
            published = _published(row.get("published_at"))
            if published is None and row.get("published_at") is not None:
                undated.append(number)
            out.write(codec.encode(_tagged(row, published, language, f"{path}: line {number}")) + b"\n")
    if undated:
        told = f"{len(undated)} published_at are no RFC 3339 dates and count as none, the first in line {undated[0]}"
        click.echo(f"{path}: {told}", err=True)


def _tagged(row: dict[str, Any], published: date | None, language: str, where: str) -> dict[str, Any]:
    text = row.get("text")
    if "id" not in row or not isinstance(text, str):
        raise UsageError(f'{where}: "id" and "text" are wanted')
    named, url = row.get("language"), row.get("url")
    where = (region(named) if isinstance(named, str) else "") or (country(url) if isinstance(url, str) else "")
    timexes = tag(text, published, _language(named, text, language), where)
    return {
        "id": row["id"],
        "timexes": [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in timexes],
    }


def _published(given: Any) -> date | None:
    moment = parse(given) if isinstance(given, str) else None
    return moment.date() if moment else None


def _language(given: Any, text: str, fallback: str) -> str:
    named = primary(given) if isinstance(given, str) else None
    if named:
        return named
    found = identify(text)
    return fallback if found == UNDETERMINED else found
