"""One file per language, named by its code: adding the file adds the language.

A file holds `LEXICON`, see `service.language.lexicon`; it is imported when the first text of its language comes.
"""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def known() -> frozenset[str]:
    """The languages (primary subtags) that have a file."""
    return frozenset(found.name for found in pkgutil.iter_modules(__path__))


def load(language: str) -> ModuleType | None:
    """The file of a language, None when there is none."""
    return import_module(f"{__name__}.{language}") if language in known() else None
