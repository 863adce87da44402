"""Same text or not: which earlier articles of the lane an article copies, and which it excerpts.

Slots are small non-negative integers that the lane gives (it may reuse a forgotten one). Nothing here depends on the
value of a slot or on entries that were forgotten: only on the living entries and the order in which they were added.

Groups of same texts are kept for whole stories: a link joins articles of one story, and a story is forgotten as a
whole, so a group never loses the member that held it together while others live (a retracted or revised member leaves
the rest connected, live and in the fold alike, because its record stays as long as its story).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import numpy as np
from msgspec import Struct

from service.lane.fingerprint import Fingerprint
from service.lane.kernels import U32

SAME: Final = 0.28
LEAD_SAME: Final = 0.4
CONTAINED: Final = 0.5
MIN_SHINGLES: Final = 8
"""Shorter texts prove nothing and are never linked."""
DIFFERS: Final = 0.6
"""A member less similar than this to its nearest is indexed itself."""


class Match(Struct, frozen=True):
    """What the living entries say about a text.

    `same_as`: slot of the leader of the group of same texts that it belongs to, None for a text of its own; with
    several such groups that of the most similar member, and the leaders of the others are in `also`, the most similar
    first: the new text shows that these groups are one. `similarity`: estimated Jaccard similarity to the nearest
    member (of the leads, where the texts meet through those), 0 without a link. `excerpt_of`: slot of a text that holds
    half of this one or more, without being the same text (only without `same_as`). `indexed`: whether the entry has to
    be found by itself; a lane record keeps it for `add`.
    """

    same_as: int | None = None
    also: tuple[int, ...] = ()
    similarity: float = 0.0
    excerpt_of: int | None = None
    indexed: bool = True


class _Entry(Struct, frozen=True):
    fp: Fingerprint
    key: tuple[str, str]
    outlet: str
    indexed: bool
    sample: frozenset[int]


class Duplicates:
    """The near-duplicate state of one lane: a fold of `add` and `forget`."""

    def __init__(self, within_outlet: bool = True) -> None:
        """`within_outlet`: the same text twice in one outlet counts as a duplicate."""
        self._within_outlet = within_outlet
        self._entries: dict[int, _Entry] = {}
        self._buckets: defaultdict[tuple[int, bytes], dict[int, None]] = defaultdict(dict)
        self._group: dict[int, list[int]] = {}

    def match(self, fp: Fingerprint, outlet: str) -> Match:
        """What the text of `fp` should be linked to. Changes nothing."""
        if fp.shingle_count < MIN_SHINGLES:
            return Match(indexed=False)
        found: dict[int, float] = {}
        excerpts: list[tuple[float, int]] = []
        candidates = sorted({c for key in _bands(fp) for c in self._buckets.get(key, ())})
        for slot in candidates:
            other = self._entries[slot]
            if other.outlet == outlet and not self._within_outlet:
                continue
            full, lead = _equal(fp.full, other.fp.full), _equal(fp.lead, other.fp.lead)
            shared = full / (1 + full) * (fp.shingle_count + other.fp.shingle_count)
            contained = shared / min(fp.shingle_count, other.fp.shingle_count)
            if full >= SAME or (lead >= LEAD_SAME and contained >= CONTAINED):
                leader = self.leader(slot)
                found[leader] = max(found.get(leader, 0.0), full if full >= SAME else lead)
            elif shared / fp.shingle_count >= CONTAINED:
                excerpts.append((shared, slot))
        if found:
            best = sorted(found, key=lambda s: (-found[s], self._entries[s].key))
            return Match(best[0], tuple(best[1:]), found[best[0]], None, found[best[0]] < DIFFERS)
        if excerpts:
            return Match(excerpt_of=min(excerpts, key=lambda e: (-e[0], self._entries[e[1]].key))[1])
        return Match()

    def add(
        self,
        slot: int,
        fp: Fingerprint,
        *,
        published_at: str,
        article_id: str,
        outlet: str,
        same_as: int | None,
        indexed: bool,
        also: Iterable[int] = (),
    ) -> tuple[int, ...]:
        """Take an entry in, as its Match (or its lane record) says; slots that live no more are ignored.

        `same_as` and `also`: a living member of each group to join, all of the entry's own story. Returns the slots of leaders
        that lead no longer, this one's own group being led by an earlier (published_at, id) now.
        """
        group, led = [slot], []
        self._entries[slot] = _Entry(fp, (published_at, article_id), outlet, indexed, frozenset())
        for other in (*(() if same_as is None else (same_as,)), *also):
            if other in self._group and self._group[other] is not group:
                led.append(self.leader(other))
                group = [*self._group[other], *group]
                for member in group:
                    self._group[member] = group
        group.sort(key=lambda s: s)
        for member in group:
            self._group[member] = group
        if indexed:
            for key in _bands(fp):
                self._buckets[key][slot] = None
        return tuple(s for s in led if s != self.leader(slot))

    def forget(self, slots: Iterable[int]) -> None:
        """Remove entries, exactly: as if they had never been added, but for groups, whose rest stays together."""
        for slot in slots:
            entry = self._entries.pop(slot, None)
            if entry is None:
                continue
            self._group.pop(slot).remove(slot)
            if entry.indexed:
                for key in _bands(entry.fp):
                    self._buckets[key].pop(slot)

    def leader(self, slot: int) -> int:
        """The leader of the slot's group: its smallest (published_at, id). Raises KeyError for an unknown slot."""
        return min(self._group[slot], key=lambda s: self._entries[s].key)

    def members(self, slot: int) -> list[int]:
        """All living members of the slot's group by (published_at, id). Raises KeyError for an unknown slot."""
        return sorted(self._group[slot], key=lambda s: self._entries[s].key)


def _bands(fp: Fingerprint) -> list[tuple[int, bytes]]:
    full = [(j, fp.full[3 * j : 3 * j + 3].tobytes()) for j in range(42)]
    return full + [(42 + j, fp.lead[4 * j : 4 * j + 4].tobytes()) for j in range(32)]


def _equal(a: U32, b: U32) -> float:
    return float(np.mean(a == b))
