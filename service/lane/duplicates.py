"""Same text or not: which earlier articles of the lane an article copies, and which it excerpts.

Slots are small non-negative integers that the lane gives (it may reuse a forgotten one). Nothing here depends on the
value of a slot or on entries that were forgotten: only on the living entries and the order in which they were added.
"""

from collections.abc import Iterable

from msgspec import Struct

from service.lane.fingerprint import Fingerprint


class Match(Struct, frozen=True):
    """What the living entries say about a text.

    `same_as`: slot of the leader of the group of same texts that it belongs to, None when it is a text of its own.
    The leader is the member with the smallest (published_at, id). `leads`: the new article is smaller than that leader,
    so after `add` it leads the group. `similarity`: estimated Jaccard similarity to the nearest member (or containment
    of the shorter in the longer where they meet through their leads), 0 without a link. `excerpt_of`: slot of a text
    that holds half of this one or more, without being the same text (never set together with `same_as`).
    `indexed`: whether the entry has to be found by itself; keep it in the lane record and give it back to `add`.
    """

    same_as: int | None = None
    leads: bool = False
    similarity: float = 0.0
    excerpt_of: int | None = None
    indexed: bool = True


class Duplicates:
    """The near-duplicate state of one lane: a fold of `add` and `forget`."""

    def __init__(self, within_outlet: bool = True) -> None:
        """`within_outlet`: the same text twice in one outlet counts as a duplicate."""
        raise NotImplementedError

    def match(self, fp: Fingerprint, published_at: str, article_id: str, outlet: str) -> Match:
        """What `add` would link this text to. Changes nothing."""
        raise NotImplementedError

    def add(
        self,
        slot: int,
        fp: Fingerprint,
        published_at: str,
        article_id: str,
        outlet: str,
        same_as: int | None,
        indexed: bool,
    ) -> None:
        """Take an entry in, as its Match (or its lane record) says.

        `same_as`: slot of any living member of its group. None, or a slot that lives no more, founds a group.
        """
        raise NotImplementedError

    def forget(self, slots: Iterable[int]) -> None:
        """Remove entries, exactly: afterwards the state is as if they had never been added. Unknown slots are ignored."""
        raise NotImplementedError

    def leader(self, slot: int) -> int:
        """The leader of the slot's group (the slot itself when it stands alone). Raises KeyError."""
        raise NotImplementedError

    def members(self, slot: int) -> list[int]:
        """All living members of the slot's group, in the order of `add`."""
        raise NotImplementedError
