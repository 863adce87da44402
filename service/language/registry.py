"""Finds the file of a language in `service.language.tables` by its code, and imports it on first use."""

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

FOLDERS = [str(Path(__file__).with_name("tables"))]


@cache
def known() -> frozenset[str]:
    """The languages (primary subtags) that have a file."""
    return frozenset(found.name for found in pkgutil.iter_modules(FOLDERS))


def load(language: str) -> ModuleType | None:
    """The file of a language, None when there is none."""
    return import_module(f"service.language.tables.{language}") if language in known() else None


def name(language: str) -> str:
    """The English name of a language that has a file: how the file begins."""
    file = load(language)
    told = file.__doc__ if file is not None else None
    return (told or language).partition(".")[0].partition(":")[0]
