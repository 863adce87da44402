"""Learned boilerplate: lines that an outlet repeats under different articles are cut before fingerprinting.

A line counts once for each group of same texts that it was seen in. An outlet's line is sealed at 4 groups, a line
of all outlets at 5 outlets with 5 groups. Only sightings of the last `days` count, all of which are in records that
live still; sealed lines are records of their own and outlive the articles that taught them.
"""

from typing import Final

from msgspec import Struct

from service.spans import Span

LEARNED_LINE: Final = "learned-line"
"""Rule name of the spans cut here."""

ANY_OUTLET: Final = ""


class Sealed(Struct, frozen=True):
    """A line that is boilerplate from now on: in one outlet, or in all (`outlet` empty).

    `day`: lane clock day (days since 1970-01-01) of the last proof. Key of its lane record: `line@{outlet}@{line}`.
    """

    outlet: str
    line: int
    day: int


class Line(Struct, frozen=True):
    """A line of a text: where it stands and the hash of its words (case, digits and punctuation do not matter)."""

    start: int
    end: int
    hash: int


class LearnedLines:
    """The boilerplate knowledge of one lane: a fold of `learn` and `seal` in the order of the lane."""

    def __init__(self, days: int) -> None:
        """`days`: how long a sighting counts; not longer than the least life of an article in the lane."""
        raise NotImplementedError

    def sealed_spans(self, outlet: str, lines: list[Line], day: int) -> list[Span]:
        """The spans of the text to cut, sorted, each a whole line with its line break."""
        raise NotImplementedError

    def learn(self, outlet: str, line_hashes: list[int], group: int, day: int) -> list[Sealed]:
        """Count the lines of an article of the same-text group `group` (a 32-bit fingerprint of the group).

        Returns the lines that are proven by it: log each and give it to `seal`. It does not seal by itself, so folding
        the log (learn and seal, in order) makes the same state as the live calls.
        """
        raise NotImplementedError

    def seal(self, sealed: Sealed) -> None:
        """From now on the line is cut."""
        raise NotImplementedError


def read_lines(text: str) -> list[Line]:
    """The lines of a text that may be learned; for a text without line breaks its first and last sentences."""
    raise NotImplementedError
