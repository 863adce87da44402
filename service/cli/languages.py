"""`storyfold languages`: what is found in texts of each language, and how well."""

import click

from service.language import measured, registry
from service.language.date_words import date_words
from service.language.lexicon import lexicon
from service.language.stemmers import stemmer

_HEAD = ("code", "language", "dates", "clauses", "stems", "news", "cases", "with a year")


@click.command()
def command() -> None:
    """List the languages: how dates are found, whether clauses are read, and the measured figures.

    "news" and "cases" are F1 of the values of dates on annotated news and on short cases, "with a year" the share of
    dates that hold their year with the right value (encyclopedia). benchmarks/languages.py measures them.
    """
    figures = measured.figures()
    rows = [_HEAD, *(_row(code, figures.get(code, {})) for code in sorted(registry.known()))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    click.echo("others: dates in figures (2025-08-18, 18.08.2025, 18/08/2025), names and numbers")


def _row(code: str, figures: dict[str, float]) -> tuple[str, ...]:
    return (
        code,
        registry.name(code),
        "table" if date_words(code) else "grammar",
        "read" if lexicon(code).tells_modality else "names, numbers",
        "yes" if stemmer(code) else "no",
        *(f"{figures[name]:.2f}" if name in figures else "-" for name in ("news", "cases", "with_year")),
    )
