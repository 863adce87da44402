"""`storyfold clean`: raw articles to their cleaned text, file to file."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, BinaryIO

import click
import orjson
from msgspec import to_builtins

from service import codec
from service.cleaning.extra_rules import reasons
from service.cleaning.rules import WHY
from service.cli.lines import keep_apart, open_output, read_raw_lines
from service.cli.options import with_settings
from service.cli.words import printable
from service.errors import InputError
from service.records import CleanArticle, Rejected
from service.replay import cleaned
from service.settings import Settings
from service.stages import Incoming, Ready

if TYPE_CHECKING:
    from rich.text import Text


@click.command()
@click.argument("path", metavar="IN")
@click.argument("out", metavar="OUT")
@click.option("--show", is_flag=True, help="print each article with what was removed from it and why")
@click.option("--strict", is_flag=True, help="exit code 65 if a line was refused; all others are written first")
@click.option("--fast", is_flag=True, help="take pages through the extractor that the worker uses under overload")
@with_settings
def command(settings: Settings, path: str, out: str, *, show: bool, strict: bool, fast: bool) -> None:
    """Clean the articles of IN (JSON Lines with `text` or `html`; `-`: stdin).

    Each article that could be cleaned is a row {id, text, title, language, published_at, removed} of OUT (`-`: stdout),
    in the order of IN. Offsets in `removed` count in the normalised text, before anything was removed. A line that is
    refused is named on stderr with the reason and stops nothing, as in the stream; --strict makes it an error.
    """
    keep_apart(path, out)
    with open_output(out) as file:
        refused = asyncio.run(_clean(path, settings, file, fast=fast, show_on=out if show else None))
    if refused:
        told = f"{path}: {refused} {'line' if refused == 1 else 'lines'} refused"
        if strict:
            raise InputError(told)
        click.echo(told, err=True)


async def _clean(path: str, settings: Settings, file: BinaryIO, *, fast: bool, show_on: str | None) -> int:
    """Write a row for each article; the number of lines that were refused."""
    why = WHY | (reasons(settings.text_rules_file) if settings.text_rules_file else {})
    numbers, refused = deque[int](), 0

    def incoming() -> Iterator[Incoming]:
        for number, line in read_raw_lines(path, "cleaning"):
            numbers.append(number)
            yield Incoming(None, line)

    async with aclosing(cleaned(incoming(), settings, fast=fast)) as pairs:
        async for _, outcome in pairs:
            number = numbers.popleft()
            match outcome.result:
                case Rejected(reason, detail):
                    refused += 1
                    click.echo(f"{path}: line {number}: {reason.value}{': ' + detail if detail else ''}", err=True)
                case Ready(lane=str(), value=value):
                    article = codec.decode(value, CleanArticle)
                    file.write(_row(article))
                    if show_on:
                        _print(article, why, to_stderr=show_on == "-")
    return refused


def _row(article: CleanArticle) -> bytes:
    row = {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "language": article.language,
        "published_at": article.published_at,
        "removed": to_builtins(article.removed),
    }
    return orjson.dumps(row) + b"\n"


def _print(article: CleanArticle, why: dict[str, str], *, to_stderr: bool) -> None:
    from rich.console import Console

    console = Console(stderr=to_stderr, highlight=False, soft_wrap=True)
    taken = sum(len(removed.text) for removed in article.removed)
    console.print(f"[bold]{printable(article.id)}[/bold]  {len(article.text)} characters kept, {taken} removed")
    console.print(marked(article, why), end="\n\n")


def marked(article: CleanArticle, why: dict[str, str]) -> "Text":
    """The whole text again: what was removed is struck out in red, followed by rule and reason."""
    from rich.text import Text

    text, position, kept = Text(), 0, 0
    for removed in article.removed:
        length = removed.start - position
        text.append(_safe(article.text[kept : kept + length]))
        kept, position = kept + length, removed.end
        before, core, after = _edges(removed.text)
        text.append(before).append(_safe(core), "red strike")
        text.append(f" [{removed.rule}: {why[removed.rule]}]", "bold yellow").append(after)
    return text.append(_safe(article.text[kept:]))


def _edges(text: str) -> tuple[str, str, str]:
    """The white space before, the rest, the white space after: a line end must not be struck out."""
    core = text.strip()
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def _safe(text: str) -> str:
    """Without control characters, which could steer the terminal."""
    return "".join(c for c in text if c.isprintable() or c == "\n")
