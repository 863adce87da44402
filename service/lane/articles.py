"""What a lane remembers of every article until its story is forgotten: packed, one byte string an article."""

from collections.abc import Iterator

import msgspec

from service.lane.log.leaving import ForgottenStory, Leaving
from service.lane.log.remembered import Remembered
from service.packed.slots import Objects, Slots

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Remembered).decode


class Articles:
    """What is remembered by article id; each article has a slot, which is free for another once the article is gone.

    Those in `leaving` are unknown already, though their slots are still in use. `nbytes`: bytes of what is remembered,
    without the ids.
    """

    def __init__(self) -> None:
        self._slots = Slots()
        self._packed = Objects()
        self.leaving = Leaving()
        self.nbytes = 0

    def __len__(self) -> int:
        return len(self._slots) - len(self.leaving)

    def __contains__(self, article_id: str) -> bool:
        return self.slot(article_id) is not None

    def __iter__(self) -> Iterator[str]:
        """The article ids, sorted."""
        return filter(self.__contains__, self._slots)

    def slot(self, article_id: str) -> int | None:
        """The slot of an article, None when the lane does not know it."""
        slot = self._slots.get(article_id)
        return None if slot is None or slot in self.leaving else slot

    def id(self, slot: int) -> str:
        """The article in a slot."""
        return self._slots.name(slot)

    def get(self, article_id: str) -> Remembered | None:
        """A copy of what is remembered of an article, None when the lane does not know it."""
        slot = self.slot(article_id)
        return None if slot is None else _decode(self._packed[slot])

    def at(self, slot: int) -> Remembered:
        """The same by slot, which must be in use."""
        return _decode(self._packed[slot])

    def put(self, article_id: str, remembered: Remembered) -> int:
        """Remember; returns the slot."""
        slot = self._slots.get(article_id)
        if slot is None:
            slot, _ = self._slots.take(article_id)
        packed = _encode(remembered)
        self.nbytes += len(packed) - len(self._packed[slot] or b"")
        self._packed[slot] = packed
        return slot

    def before(self, article_id: str, position: int) -> Remembered | None:
        """What was remembered after the record at `position` of an article that is leaving, if it was not by then."""
        slot = self.leaving_slot(article_id)
        if slot is None or self.leaving.story(slot).forgotten_at <= position:
            return None
        remembered = self.at(slot)
        return remembered if remembered.since <= position else None

    def leaving_slot(self, article_id: str) -> int | None:
        """The slot of an article that is leaving."""
        slot = self._slots.get(article_id) if self.leaving else None
        return slot if slot is not None and slot in self.leaving else None

    def drop(self, slot: int, position: int) -> tuple[str, Remembered, ForgottenStory]:
        """An article leaves with the record at `position`: its id, and what was remembered."""
        story = self.leaving.take(slot, position)
        packed = self._packed[slot]
        self._packed[slot] = b""
        self.nbytes -= len(packed)
        return self._slots.release(slot), _decode(packed), story
