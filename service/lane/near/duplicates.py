"""Same text or not: which earlier articles of the lane an article copies, and which it excerpts.

Texts of one template are alike and no copies of each other: their facts differ (`near.facts`).

Slots are small non-negative integers that the lane gives (a forgotten one may be given again). Nothing here depends on
the value of a slot, nor on entries that were forgotten, only on those that live.

Groups of same texts stay inside a story: a link joins articles of one story, and a story is forgotten as a whole. So a
group never loses, live or in the fold, the member that held it together: a member that is revised or retracted leaves
the others connected, and its record stays as long as they do.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from service.lane.near.fingerprint import Fingerprint
from service.lane.near.groups import Groups, Key
from service.lane.near.index import BandIndex
from service.lane.near.similarity import Similarity, Sketches
from service.packed.memory import GrowingArray

SAME: Final = 0.28
"""Jaccard similarity from which two texts are the same."""
LEAD_SAME, LEAD_SHARE = 0.4, 0.5
"""Or their leads are this similar and the longer holds this share of the shorter: a copy that was cut short."""
EXCERPT_SHARE, EXCERPT_LEAST = 0.5, 0.05
"""An excerpt has this share of its shingles from the other; below the least similarity the share is noise."""
LEAST_SHINGLES, SHORT = 8, 20
"""Fewer shingles prove nothing; a short text proves something between outlets only, not against a house formula."""
DIFFERS: Final = 0.6
"""A member less similar than this to all that are indexed is indexed itself,"""
CROWD: Final = 32
"""unless so many of its group are indexed that are the same text as it."""
_NO_ENTRY: Final = -1
_HIDDEN: Final = -1
"""Outlet of an entry that nothing is compared with any more."""


class Match(Struct, frozen=True):
    """What the living entries say about a text.

    `same_as`: slot of the leader of the group of same texts that it belongs to, None for a text of its own; with
    several such groups that of the most similar member, and the leaders of the others are in `also`, the most similar
    first: the new text shows that these groups are one. `similarity`: estimated Jaccard similarity to the nearest
    member (of the leads, where the texts meet through those), 0 without a link. `excerpt_of`: slot of a text that holds
    half of this one or more, without being the same text (only without `same_as`). `indexed`: whether the entry has to
    be found by itself; a lane record keeps it for `add`. `twins`: slots of texts of the same template on other matters
    (only without `same_as`).
    """

    same_as: int | None = None
    also: tuple[int, ...] = ()
    similarity: float = 0.0
    excerpt_of: int | None = None
    indexed: bool = True
    twins: tuple[int, ...] = ()


class _Known:
    """The living entries by slot, and what orders them."""

    def __init__(self) -> None:
        self._ids: list[str | None] = []
        self._published = GrowingArray(np.int64)

    def __len__(self) -> int:
        """The largest slot ever given, plus 1."""
        return len(self._ids)

    def __contains__(self, slot: int) -> bool:
        return slot < len(self._ids) and self._ids[slot] is not None

    @property
    def nbytes(self) -> int:
        """Bytes of the packed arrays."""
        return self._published.nbytes

    def add(self, slot: int, published_at: str, article_id: str) -> None:
        """A slot is given."""
        if slot >= len(self._ids):
            self._ids.extend([None] * (slot + 1 - len(self._ids)))
            self._published.reserve(slot + 1)
        self._ids[slot] = article_id
        self._published.array[slot] = _sortable(published_at)

    def forget(self, slot: int) -> None:
        """A slot is free again."""
        self._ids[slot] = None

    def key(self, slot: int) -> Key:
        """(published_at, id): the smallest of a group leads it."""
        return int(self._published.array[slot]), self._ids[slot] or ""


class Duplicates:
    """The near-duplicate state of one lane: a fold of `add` and `forget`."""

    def __init__(self, within_outlet: bool = True) -> None:
        """`within_outlet`: the same text twice in one outlet counts as a duplicate."""
        self._within_outlet = within_outlet
        self._index, self._sketches = BandIndex(), Sketches()
        self._slots = GrowingArray(np.int64)  # by entry number
        self._entry, self._outlet, self._known = GrowingArray(np.int32), GrowingArray(np.int32), _Known()  # by slot
        self._outlets: dict[str, int] = {}
        self._groups = Groups(self._known.key)

    @property
    def nbytes(self) -> int:
        """Bytes of the packed arrays."""
        by_slot = (self._slots, self._entry, self._outlet, self._known)
        return self._index.nbytes + self._index.minima.nbytes + self._sketches.nbytes + sum(r.nbytes for r in by_slot)

    def match(self, fp: Fingerprint, outlet: str) -> Match:
        """What a text of an outlet should be linked to. Changes nothing."""
        if fp.shingle_count < LEAST_SHINGLES:
            return Match(indexed=False)
        entries = self._index.candidates(fp.minima)
        slots = self._slots.array[entries]
        living = self._outlet.array[slots] != _HIDDEN
        entries, slots = entries[living], slots[living]
        if not entries.size:
            return Match()
        near = self._sketches.compare(entries, self._index.minima, fp)
        through_lead = (near.lead >= LEAD_SAME) & (near.shorter >= LEAD_SHARE)
        same = (near.jaccard >= SAME) | through_lead
        twins = np.zeros_like(same)
        for n in np.flatnonzero(same).tolist():
            twins[n] = self._sketches.contradict(int(entries[n]), fp.facts)
        same &= ~twins
        known = bool((same & (near.jaccard >= DIFFERS)).any()) or int(same.sum()) >= CROWD
        if not self._within_outlet or fp.shingle_count < SHORT:
            elsewhere = self._outlet.array[slots] != self._outlets.get(outlet)
            same &= elsewhere
        if same.any():
            score = np.where(near.jaccard >= SAME, near.jaccard, near.lead)
            return self._joining(slots[same].tolist(), score[same].tolist(), indexed=not known)
        excerpt_of = self._excerpted(slots[~twins], Similarity(*(values[~twins] for values in near)))
        return Match(excerpt_of=excerpt_of, indexed=not known, twins=tuple(slots[twins].tolist()))

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

        `same_as` and `also`: a living member of each group to join, all of the entry's own story. Returns the slots of
        leaders that lead no longer.
        """
        self._known.add(slot, published_at, article_id)
        self._outlet.reserve(len(self._known))
        self._entry.reserve(len(self._known))
        self._outlet.array[slot] = self._outlets.setdefault(outlet, len(self._outlets))
        self._entry.array[slot] = _NO_ENTRY
        if indexed:
            self._entry.array[slot] = entry = self._index.insert(fp.minima)
            self._sketches.put(entry, fp)
            self._slots.reserve(entry + 1)
            self._slots.array[entry] = slot
        joined = (*(() if same_as is None else (same_as,)), *also)
        return self._groups.join(slot, [other for other in joined if other != slot and other in self._known])

    def post(self) -> Iterator[None]:
        """Make what was added ready to be found, some milliseconds at a time.

        The next `match` does it as well, but all at once. For a fold: add and forget all its entries, which are only
        stored meanwhile, then run through this iterator, in whatever breaks it leaves to others, before the first
        `match`. Every entry then goes straight to its place in a table that has its size from the start.
        """
        return self._index.post()

    def hide(self, slots: Sequence[int]) -> None:
        """Find these entries no more, at once; they are still to be removed. Whole groups only."""
        known = [slot for slot in slots if slot in self._known]
        self._outlet.array[known] = _HIDDEN

    def forget(self, slots: Iterable[int]) -> None:
        """Remove entries, exactly: as if they had never been added, but for groups, whose rest stays together."""
        known = [slot for slot in slots if slot in self._known]
        entries = self._entry.array[known]
        self._forget_entries(entries[entries != _NO_ENTRY].astype(np.int64))
        for slot in known:
            self._groups.leave(slot)
            self._known.forget(slot)

    def leader(self, slot: int) -> int:
        """The leader of the slot's group: its smallest (published_at, id). Raises KeyError for an unknown slot."""
        if slot not in self._known:
            raise KeyError(slot)
        return self._groups.leader(slot)

    def members(self, slot: int) -> list[int]:
        """All living members of the slot's group by (published_at, id). Raises KeyError for an unknown slot."""
        if slot not in self._known:
            raise KeyError(slot)
        return self._groups.members(slot)

    def _joining(self, slots: list[int], scores: list[float], *, indexed: bool) -> Match:
        best: dict[int, float] = {}
        for slot, score in zip(slots, scores, strict=True):
            leader = self._groups.leader(slot)
            best[leader] = max(score, best.get(leader, 0.0))
        leaders = sorted(best, key=lambda leader: (-best[leader], self._known.key(leader)))
        return Match(leaders[0], tuple(leaders[1:]), best[leaders[0]], None, indexed)

    def _excerpted(self, slots: NDArray[np.int64], near: Similarity) -> int | None:
        """The text that holds most of this one."""
        held = (near.ours >= EXCERPT_SHARE) & (near.jaccard >= EXCERPT_LEAST) & (near.jaccard < SAME)
        shares = dict(zip(slots[held].tolist(), near.ours[held].tolist(), strict=True))
        return min(shares, key=lambda slot: (-shares[slot], self._known.key(slot)), default=None)

    def _forget_entries(self, entries: NDArray[np.int64]) -> None:
        moved, numbers = self._index.remove(entries)
        left = len(self._index)
        self._sketches.move(moved, numbers, left)
        slots = self._slots.array[moved]
        self._slots.array[numbers] = slots
        self._entry.array[slots] = numbers
        self._slots.reserve(left)


def _sortable(published_at: str) -> int:
    """`YYYY-MM-DDTHH:MM:SSZ` as the number YYYYMMDDHHMMSS."""
    p = published_at
    return int(p[:4] + p[5:7] + p[8:10] + p[11:13] + p[14:16] + p[17:19])
