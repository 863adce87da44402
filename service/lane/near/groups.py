"""Groups of same texts: who leads, who belongs.

The leader is the smallest member by (published_at, id), whatever the order of arrival. A text of its own takes no
memory here.
"""

from collections.abc import Callable, Iterable

Key = tuple[int, str]


class _Group:
    __slots__ = ("leader", "members")

    def __init__(self, slot: int) -> None:
        self.members: dict[int, None] = {slot: None}
        self.leader: int | None = slot


class Groups:
    """Disjoint groups of slots. Joining costs the smaller group, leaving is constant."""

    def __init__(self, key: Callable[[int], Key]) -> None:
        """`key`: (published_at, id) of a slot, asked while the slot is a member."""
        self._key = key
        self._of: dict[int, _Group] = {}

    def join(self, slot: int, others: Iterable[int]) -> tuple[int, ...]:
        """A new slot joins the groups of the others, which become one. Returns those that led and lead no longer."""
        led: list[int] = []
        group = _Group(slot)
        for other in others:
            theirs = self._of.get(other) or _Group(other)
            if theirs is not group:
                led.append(self.leader(other))
                group = self._merge(group, theirs)
        if len(group.members) > 1:
            leader = self.leader(slot)
            return tuple(s for s in led if s != leader)
        return ()

    def leave(self, slot: int) -> None:
        """A slot leaves; the rest stays together."""
        group = self._of.pop(slot, None)
        if group is None:
            return
        del group.members[slot]
        if group.leader == slot:
            group.leader = None
        if len(group.members) == 1:
            del self._of[next(iter(group.members))]

    def leader(self, slot: int) -> int:
        """The leader of the slot's group: itself when it stands alone."""
        group = self._of.get(slot)
        if group is None:
            return slot
        if group.leader is None:
            group.leader = min(group.members, key=self._key)
        return group.leader

    def members(self, slot: int) -> list[int]:
        """The group's members by (published_at, id)."""
        group = self._of.get(slot)
        return [slot] if group is None else sorted(group.members, key=self._key)

    def _merge(self, a: _Group, b: _Group) -> _Group:
        large, small = (a, b) if len(a.members) >= len(b.members) else (b, a)
        large.members.update(small.members)
        large.leader = (
            None if large.leader is None or small.leader is None else min(large.leader, small.leader, key=self._key)
        )
        for slot in large.members if len(large.members) == 2 else small.members:
            self._of[slot] = large
        return large
