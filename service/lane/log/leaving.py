"""Articles of forgotten stories on their way out: however large a story is, a few of them leave with each record.

A forgotten story is gone from every decision at once. What takes time, memory that has to be given back article by
article, is spread over the records that follow. How many articles are still there is written in each of these records,
not counted anew, so a fold holds the same ones at every point: those of the stories forgotten last, whose records are
all in the log, since tombstones are sent for whole stories only.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.lane.log.remembered import Remembered


class ForgottenStory:
    """`forgotten_at`: the position of the record that forgot it. `gone_at`: of the one that its last article left with.

    `gone_at` is None as long as articles of it are left.
    """

    __slots__ = ("forgotten_at", "gone_at", "left")

    def __init__(self, forgotten_at: int, left: int) -> None:
        self.forgotten_at, self.left = forgotten_at, left
        self.gone_at: int | None = None


class Gone(NamedTuple):
    """An article that left the lane: what was remembered, the keys of its records in `lanes`, its forgotten story."""

    article_id: str
    remembered: Remembered
    keys: tuple[bytes, ...]
    story: ForgottenStory


class Leaving:
    """Slots of articles, in the order in which their stories were forgotten."""

    def __init__(self) -> None:
        # Not a dict, in which the first item has to be searched for when many before it were taken.
        self._stories: OrderedDict[int, ForgottenStory] = OrderedDict()

    def __len__(self) -> int:
        return len(self._stories)

    def __contains__(self, slot: int) -> bool:
        return slot in self._stories

    def __iter__(self) -> Iterator[int]:
        return iter(self._stories)

    def add(self, slots: Sequence[int], position: int) -> None:
        """The record at this position forgot a story with these slots."""
        self._stories.update(dict.fromkeys(slots, ForgottenStory(position, len(slots))))

    def story(self, slot: int) -> ForgottenStory:
        """The story of a slot."""
        return self._stories[slot]

    def take(self, slot: int, position: int) -> ForgottenStory:
        """A slot leaves with the record at this position; its story."""
        story = self._stories.pop(slot)
        story.left -= 1
        if not story.left:
            story.gone_at = position
        return story
