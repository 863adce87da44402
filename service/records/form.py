"""What all records have in common."""

from typing import Any

from msgspec import field

SCHEMA_VERSION = 1
"""Version of every public record; it grows when a reader of the old form could misread the new one."""


def written(value: Any) -> Any:
    """A default that is written all the same.

    `omit_defaults` compares by identity, so a default that is no singleton (a string, a Struct) would be left out or
    written depending on where the equal value came from. Every default of a record is a singleton or `written`.
    """
    return field(default_factory=lambda: value)
