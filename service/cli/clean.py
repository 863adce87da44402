"""`storyfold clean`: raw articles to their cleaned text, file to file."""

import asyncio
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click
import orjson
from msgspec import to_builtins

from service.cleaning import Cleaned, Cleaner, parse
from service.cleaning.extra_rules import reasons
from service.cleaning.pool import Pool
from service.cleaning.rules import WHY
from service.cli.lines import keep_apart, open_output, read_raw_lines
from service.cli.options import with_settings
from service.cli.words import printable
from service.errors import InputError
from service.records import CleanArticle, Rejected, Retraction
from service.settings import Settings

if TYPE_CHECKING:
    from rich.text import Text

BATCH = 200
Line = tuple[int, bytes]


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
    why = WHY | (reasons(settings.text_rules_file) if settings.text_rules_file else {})
    refused = 0
    keep_apart(path, out)
    with open_output(out) as file:
        for number, result in _cleaned(path, settings, fast=fast):
            match result:
                case Cleaned(article, _):
                    file.write(_row(article))
                    if show:
                        _print(article, why, to_stderr=out == "-")
                case Rejected(reason, detail):
                    refused += 1
                    click.echo(f"{path}: line {number}: {reason.value}{': ' + detail if detail else ''}", err=True)
                case Retraction():
                    pass
    if refused:
        told = f"{path}: {refused} {'line' if refused == 1 else 'lines'} refused"
        if strict:
            raise InputError(told)
        click.echo(told, err=True)


def _cleaned(path: str, settings: Settings, *, fast: bool) -> Iterator[tuple[int, Cleaned | Retraction | Rejected]]:
    """Each line's number and what became of it, in order, worked off in processes that a hostile page may kill."""
    lines = read_raw_lines(path, "cleaning")
    pool = Pool(_clean_fast if fast else _clean, _prepare, settings)
    try:
        with asyncio.Runner() as runner:
            while batch := list(islice(lines, BATCH)):
                results = runner.run(pool.run([line for _, line in batch]))
                yield from ((number, result) for (number, _), result in zip(batch, results, strict=True))
    finally:
        pool.close()


_cleaner: Cleaner


def _prepare(settings: Settings) -> None:
    global _cleaner  # noqa: PLW0603 - one for each process, made once since it reads files
    _cleaner = Cleaner(settings)


def _clean(line: bytes) -> Cleaned | Retraction | Rejected:
    return _clean_line(line, fast=False)


def _clean_fast(line: bytes) -> Cleaned | Retraction | Rejected:
    return _clean_line(line, fast=True)


def _clean_line(line: bytes, *, fast: bool) -> Cleaned | Retraction | Rejected:
    parsed = parse(None, line)
    return parsed if isinstance(parsed, Rejected) else _cleaner.clean(parsed.article, None, fast=fast)


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
