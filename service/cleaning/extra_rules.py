"""Line rules that an operator adds in a TOML file, run by RE2, which cannot be made to backtrack.

[[rule]]
name = "club-promo"                  # lands in `removed`
why = "advertises the members' club"
pattern = "(?i)^join the .* club"    # RE2 syntax, searched in each line
longest = 200                        # only lines up to so many characters; default 300, at most 500
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import re2
from msgspec import Meta, Struct

from service.cleaning import rules
from service.errors import UsageError


class ExtraRule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule of the file."""

    name: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,40}$")]
    why: str
    pattern: Annotated[str, Meta(min_length=1, max_length=1000)]
    longest: Annotated[int, Meta(ge=1, le=rules.LONGEST_LINE)] = 300


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[ExtraRule, ...]


def load(path: str) -> Callable[[str], str | None]:
    """A function from a line to the name of the rule that removes it. Raises UsageError that names the wrong rule."""
    compiled = [(rule, _compile(path, rule)) for rule in _read(path)]

    def named(line: str) -> str | None:
        return next((r.name for r, found in compiled if len(line) <= r.longest and found(line)), None)

    return named


def reasons(path: str) -> dict[str, str]:
    """The reason of each rule in the file. Raises UsageError."""
    return {rule.name: rule.why for rule in _read(path)}


def _read(path: str) -> tuple[ExtraRule, ...]:
    try:
        return msgspec.convert(tomllib.loads(Path(path).read_text(encoding="utf-8")), _File).rule
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"text_rules_file {path}: {error}") from None


def _compile(path: str, rule: ExtraRule) -> Callable[[str], object]:
    if rule.name in rules.WHY:
        raise UsageError(f"text_rules_file {path}: rule {rule.name!r} is built in; choose another name")
    try:
        search: Callable[[str], object] = re2.compile(rule.pattern).search
    except re2.error as error:
        raise UsageError(f"text_rules_file {path}: rule {rule.name!r}: {error}") from None
    if search(""):
        raise UsageError(
            f"text_rules_file {path}: rule {rule.name!r} matches the empty line, so it would match every line"
        )
    return search
