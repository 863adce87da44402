"""Learned boilerplate: lines that an outlet repeats under different articles are cut before fingerprinting.

A line counts once for each group of same texts that it was seen in, because a republished article repeats its whole
body. An outlet's line is sealed at 4 groups, a line of all outlets at 5 groups of 5 outlets. Only sightings inside a
window count, which is shorter than any article lives; sealed lines are records of their own and outlive the articles
that taught them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from service.lane.boilerplate.sightings import Sightings
from service.language.hashing import code_points, fold_table, runs, tokens
from service.spans import Span

LEARNED_LINE: Final = "learned-line"
"""Rule name of the spans cut here."""
ANY_OUTLET: Final = ""
"""Stands for all outlets in `Sealed`."""
OUTLET_GROUPS, OUTLET_ARTICLES = 4, 128
"""Groups that seal a line of an outlet, and how many of its newest articles they are sought in."""
ANY_GROUPS, ANY_ARTICLES, ANY_SHOWERS, ANY_EDGE = 5, 4096, 8, 5
"""The same for lines of all outlets, of which the newest sightings of so many outlets are kept. Only that many lines at
either end of an article are taken: what agencies add stands there, what many outlets quote does not."""
MAX_LINES: Final = 256
"""Lines of an article that are learned from: half from its top, half from its bottom."""
EDGE_SENTENCES: Final = 3
"""Sentences at either end of a text without line breaks that may be learned."""
SEALED_DAYS, RENEWED_AFTER_DAYS = 180, 30
"""A sealed line that nobody shows any more is forgotten; a sighting renews it."""
MAX_SEALED: Final = 5000
"""Sealed lines an outlet; the longest unseen go first."""

_STEP_ARTICLES: Final = 100
"""Articles counted in one step of `catch_up`: some milliseconds."""

_LINE = re.compile(r"[^\n]+\n*")
_SENTENCE = re.compile(
    r"""[^.!?…。！？]*+(?:[.!?…](?!["'”’»)\]]*\s)[^.!?…。！？]*+)*(?:[.!?…]+["'”’»)\]]*\s+|[。！？]+["'”’»」』)\]]*\s*|$)"""
)


class Sealed(Struct, frozen=True):
    """A line that is boilerplate from now on: in one outlet, or in all (`outlet` is ANY_OUTLET).

    `day`: lane clock day (days since 1970-01-01) of the last proof. The newest record of (outlet, line) counts.
    """

    outlet: str
    line: int
    day: int


class Line(Struct, frozen=True):
    """A line of a text: the span to cut (with its line break) and the hash of its words, 1 to 2^32 - 1.

    Case, digits, spaces and punctuation make no difference to the hash. `before` is where the text before it ends, not
    counting line breaks; `closes`: the text ends with it, without a line break.
    """

    start: int
    end: int
    hash: int
    before: int
    closes: bool


class LearnedLines:
    """The boilerplate knowledge of one lane: a fold of `show` and `seal` in the order of the lane."""

    def __init__(self, days: int) -> None:
        """`days`: how long a sighting counts; less than the least life of an article in the lane."""
        self._days = days
        self._outlets: dict[str, Sightings] = {}
        self._all = Sightings(articles=ANY_ARTICLES, days=days, showers=ANY_SHOWERS, grouped=True)
        self._sealed: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._swept = 0

    def sealed_spans(self, outlet: str, lines: list[Line], day: int) -> list[Span]:
        """The spans to cut out of the text that `lines` were read from, sorted. Changes nothing."""
        oldest, none = day - SEALED_DAYS, day - SEALED_DAYS - 1
        own, common = self._sealed.get(outlet, {}), self._sealed.get(ANY_OUTLET, {})
        spans: list[Span] = []
        run = before = 0
        for line in lines:
            if own.get(line.hash, none) >= oldest or common.get(line.hash, none) >= oldest:
                if not spans or spans[-1][1] < line.start:
                    run, before = len(spans), line.before
                spans.append((line.start, line.end))
                if line.closes:  # what stays must not end in the line break before these lines
                    spans[run] = (before, spans[run][1])
        return spans

    def show(self, outlet: str, lines: bytes, group: int, day: int) -> None:
        """An article of the same-text group `group` (a 32-bit fingerprint of the group) shows lines (uint32 hashes).

        `day`: lane clock day, which never decreases (any smaller number as long as the clock stands).
        """
        if not lines:
            return
        self._sweep(day)
        table = self._outlets.get(outlet)
        if table is None:
            table = Sightings(articles=OUTLET_ARTICLES, days=self._days, showers=OUTLET_GROUPS, grouped=False)
            self._outlets[outlet] = table
        table.show(lines, shower=group, group=group, day=day)
        source = xxh3_64_intdigest(outlet.encode()) & 0xFFFFFFFF
        self._all.show(_edges(lines), shower=source, group=group, day=day)

    def proven(self, outlet: str, lines: bytes, day: int) -> list[Sealed]:
        """Those lines of the newest article, just shown, that are boilerplate or proven again: log and `seal` each.

        Nothing is sealed before, so folding the log (`show` and `seal`, in order) makes the state that live calls made.
        """
        if not lines:
            return []
        own, edges = self._outlets[outlet].count(lines) >= OUTLET_GROUPS, _edges(lines)
        common = self._all.count(edges) >= ANY_GROUPS
        return self._due(outlet, lines, own, day) + self._due(ANY_OUTLET, edges, common, day)

    def catch_up(self) -> Iterator[None]:
        """Count what was shown since anybody asked, some articles at a time."""
        for table in (self._all, *self._outlets.values()):
            while not table.catch_up(_STEP_ARTICLES):
                yield

    def seal(self, sealed: Sealed) -> None:
        """From now on the line is cut. The newest proof of a line counts, in whatever order they come."""
        lines = self._sealed[sealed.outlet]
        lines[sealed.line] = max(sealed.day, lines.get(sealed.line, sealed.day))
        if len(lines) > MAX_SEALED:
            del lines[min(lines, key=lambda line: (lines[line], line))]

    def _due(self, outlet: str, lines: bytes, proven: NDArray[np.bool_], day: int) -> list[Sealed]:
        """Lines to seal: those proven that are not sealed, and those sealed that were not renewed for long."""
        hashes, sealed = np.frombuffer(lines, "<u4"), self._sealed.get(outlet, {})
        never = day - SEALED_DAYS - 1
        fresh = {line for line in hashes[proven].tolist() if sealed.get(line, never) < day - SEALED_DAYS}
        shown = sealed.keys() & set(hashes.tolist()) if sealed else set()
        stale = {line for line in shown if day - SEALED_DAYS <= sealed[line] < day - RENEWED_AFTER_DAYS}
        return [Sealed(outlet, line, day) for line in sorted(fresh | stale)]

    def _sweep(self, day: int) -> None:
        """Once a day, drop the tables of outlets that showed nothing in the window."""
        if day > self._swept:
            self._swept = day
            silent = [outlet for outlet, table in self._outlets.items() if table.newest_day < day - self._days]
            for outlet in silent:
                del self._outlets[outlet]


def _edges(lines: bytes) -> bytes:
    return lines[: 4 * ANY_EDGE] + lines[4 * ANY_EDGE :][-4 * ANY_EDGE :]


def read_lines(text: str) -> list[Line]:
    """The lines of two words or more that may be learned from; of a text without line breaks, its edge sentences."""
    units = _units(text)
    if not units:
        return []
    hashes, starts = tokens(code_points(text), fold_table(digits_alike=True), True)
    edges = np.array([edge for unit in units for edge in unit])
    bounds = np.searchsorted(starts, edges)
    wide = runs(hashes, bounds)[::2]
    short = ((wide ^ (wide >> np.uint64(32))) & np.uint64(0xFFFFFFFF)).tolist()
    words = (bounds[1::2] - bounds[::2]).tolist()
    found = zip(units, short, words, strict=True)
    return [Line(*span, h or 1, *_surroundings(text, *span)) for span, h, count in found if count >= 2]


def _units(text: str) -> list[Span]:
    body = text.strip("\n")
    if "\n" in body:
        units = [match.span() for match in _LINE.finditer(text)]
        half = MAX_LINES // 2
        return units if len(units) <= MAX_LINES else units[:half] + units[-half:]
    ends = [0, *(match.end() for match in _SENTENCE.finditer(text) if match.end() > match.start())]
    units = list(pairwise(ends))
    return units if len(units) <= 2 * EDGE_SENTENCES else units[:EDGE_SENTENCES] + units[-EDGE_SENTENCES:]


def _surroundings(text: str, start: int, end: int) -> tuple[int, bool]:
    before = start
    while before and text[before - 1] == "\n":
        before -= 1
    return before, end == len(text) and not text.endswith("\n")
