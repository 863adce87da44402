"""What a lane remembers of an article: the decisions on it, as its records told them."""

from msgspec import Struct

from service.lane.log.record import Decision


class Remembered(Struct, array_like=True):
    """An article in its story.

    `decisions` are those on its revisions, in order, and `positions` those of their records; `live` says whether the
    newest one counts (False once retracted). `retractions` are the positions of its retraction records. `terms` and
    `weights` are those of the revision that counts.
    """

    story_id: str
    decisions: dict[str, Decision] = {}
    positions: tuple[int, ...] = ()
    retractions: tuple[int, ...] = ()
    live: bool = True
    terms: bytes = b""
    weights: bytes = b""

    def count(self, position: int) -> int:
        """How many decisions it had seen right after the record at `position`."""
        return sum(at <= position for at in self.positions + self.retractions)

    @property
    def since(self) -> int:
        """The position of its first record."""
        return min(self.positions + self.retractions)
