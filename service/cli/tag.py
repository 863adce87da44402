"""`storyfold tag`: time expressions of texts, file to file."""

from datetime import date
from typing import Any

import click

from service import codec
from service.cleaning.dates import parse
from service.cleaning.language import UNDETERMINED, identify, primary
from service.cli.lines import keep_apart, open_output, read_lines
from service.errors import UsageError
from service.mentions.tagger import tag


@click.command()
@click.argument("path", metavar="IN")
@click.argument("output", metavar="OUT")
@click.option("--language", default="en", show_default=True, help="of texts that neither name nor show theirs")
def command(path: str, output: str, language: str) -> None:
    """Find the time expressions of the texts in IN.

    IN holds rows {"id", "text", "published_at", "language"?} as JSON Lines, OUT gets a row {"id", "timexes": [{"start",
    "end", "type", "value"}]} for each, in order; offsets count code points, values are TIMEX3.
    """
    keep_apart(path, output)
    with open_output(output) as out:
        for number, row in read_lines(path, progress="tagging"):
            out.write(codec.encode(_tagged(row, language, f"{path}: line {number}")) + b"\n")


def _tagged(row: dict[str, Any], language: str, where: str) -> dict[str, Any]:
    text = row.get("text")
    if "id" not in row or not isinstance(text, str):
        raise UsageError(f'{where}: "id" and "text" are wanted')
    timexes = tag(text, _published(row.get("published_at"), where), _language(row.get("language"), text, language))
    return {
        "id": row["id"],
        "timexes": [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in timexes],
    }


def _published(given: Any, where: str) -> date | None:
    if given is None:
        return None
    moment = parse(given) if isinstance(given, str) else None
    if moment is None:
        raise UsageError(f"{where}: published_at: an RFC 3339 date or date-time is wanted")
    return moment.date()


def _language(given: Any, text: str, fallback: str) -> str:
    named = primary(given) if isinstance(given, str) else None
    if named:
        return named
    found = identify(text)
    return fallback if found == UNDETERMINED else found
