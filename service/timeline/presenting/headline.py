"""The few entries of a timeline that a reader wants first."""

from collections.abc import Sequence

from service.records import Entry

HEADLINE = 12
"""So many entries are shown unless somebody asks for more."""


def headline(entries: Sequence[Entry], most: int | None = HEADLINE) -> tuple[Entry, ...]:
    """The `most` entries of the highest salience (None: all), in the order in which they are given: a timeline's is by
    date.

    Of equal ones the earlier in that order come first. "And so many more" is the difference of the lengths.
    """
    if most is None:
        return tuple(entries)
    ranked = sorted(range(len(entries)), key=lambda i: (-entries[i].salience, i))
    return tuple(entries[i] for i in sorted(ranked[:most]))
