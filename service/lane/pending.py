"""Records of forgotten stories that still lie in the topics: tombstones to send when it is safe.

Storage hygiene only: nothing here is ever asked for a decision.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from service.lane.state import Gone


class Forgotten(Struct, frozen=True):
    """What may be deleted now: keys of `lanes`, and (article id, story id) of `articles.resolved`.

    Send the tombstones of `resolved` first and await them: `lanes` is the only place that still knows of them.
    """

    lanes: tuple[bytes, ...] = ()
    resolved: tuple[tuple[str, str], ...] = ()


class _Entry(Struct):
    article_id: str
    story_id: str
    position: int
    written_ms: int | None


class Pending:
    """Keys whose story is forgotten and whose tombstone is not sent: a fold of `add`, `revive` and `confirm`."""

    def __init__(self, delay_ms: int) -> None:
        self._delay_ms = delay_ms
        self._entries: dict[bytes, _Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, gone: Iterable[Gone], position: int, written: Callable[[bytes], int | None]) -> None:
        """Articles that the record at `position` of `articles.clean` made a lane forget.

        `written` tells when a key was written (broker time), None for what this process wrote itself.
        """
        for article in gone:
            for key in article.keys:
                self._entries[key] = _Entry(article.article_id, article.story_id, position, written(key))

    def revive(self, key: bytes) -> None:
        """The key was written again."""
        self._entries.pop(key, None)

    def due(self, committed: int, older_than_ms: int, alive: Callable[[str], bool], limit: int) -> Forgotten:
        """At most `limit` keys that may be deleted: see `PartitionLanes.forgotten`."""
        keys: list[bytes] = []
        pairs: dict[tuple[str, str], None] = {}
        for key, entry in self._entries.items():
            if len(keys) == limit:
                break
            if entry.position >= committed:
                continue
            if entry.written_ms is None:
                # Broker time is not known for what was decided here, only that it is written by now.
                entry.written_ms = older_than_ms + self._delay_ms
            if entry.written_ms <= older_than_ms:
                keys.append(key)
                if not alive(entry.article_id):
                    pairs[entry.article_id, entry.story_id] = None
        return Forgotten(tuple(keys), tuple(pairs))

    def confirm(self, forgotten: Forgotten) -> None:
        """The tombstones are on the broker."""
        for key in forgotten.lanes:
            self._entries.pop(key, None)

    def digest(self) -> tuple[object, ...]:
        """What is pending, in a canonical form."""
        return tuple((key, e.article_id, e.story_id) for key, e in sorted(self._entries.items()))
