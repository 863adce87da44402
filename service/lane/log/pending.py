"""What the lanes forgot and must not lose yet: decisions that may be asked for again, and tombstones to send.

A decision can be asked for again while the offset at which it was forgotten is not committed: after a crash the
records from the committed offset on are delivered once more, and must get the answers that they got. The tombstones
are storage hygiene only.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from msgspec import Struct

from service.lane.log.leaving import ForgottenStory, Gone
from service.lane.log.remembered import Remembered


class Forgotten(Struct, frozen=True):
    """What may be deleted now: keys of `lanes`, and (collection, article id, story id) of `articles.resolved`.

    Send the tombstones of `resolved` first and await them: `lanes` is the only place that still knows of them.
    """

    lanes: tuple[bytes, ...] = ()
    resolved: tuple[tuple[str, str, str], ...] = ()


class _Past(Struct, gc=False):
    article_id: str
    story_id: str
    lane: str
    story: ForgottenStory
    keys: tuple[bytes, ...]
    written_ms: int | None
    remembered: Remembered | None


class Pending:
    """Articles that left, in the order in which they did: a fold of `add` and `confirm`."""

    def __init__(self, delay_ms: int) -> None:
        self._delay_ms = delay_ms
        self._past: dict[str, list[_Past]] = {}
        self._uncommitted: defaultdict[str, deque[_Past]] = defaultdict(deque)
        self._waiting: deque[_Past] = deque()

    def add(self, lane: str, gone: Iterable[Gone], written: Callable[[bytes], int | None]) -> None:
        """Articles that left a lane.

        `written` tells when a key was written (broker time), None for what this process wrote itself.
        """
        for article_id, remembered, keys, story in gone:
            times = [written(key) for key in keys]
            known = [time for time in times if time is not None]
            written_ms = max(known) if len(known) == len(times) else None
            past = _Past(article_id, remembered.story_id, lane, story, keys, written_ms, remembered)
            self._past.setdefault(article_id, []).append(past)
            self._uncommitted[lane].append(past)

    def at(self, lane: str, article_id: str, position: int) -> Remembered | None:
        """What the lane remembered of an article right after `position`, if it has forgotten it since."""
        for past in self._past.get(article_id, ()):
            if past.lane == lane and past.story.forgotten_at > position and past.remembered:
                return past.remembered if past.remembered.since <= position else None
        return None

    def due(self, committed: int, older_than_ms: int, alive: Callable[[str, str], bool], limit: int) -> Forgotten:
        """The keys that may be deleted, `limit` or a few more: see `PartitionLanes.forgotten`."""
        for uncommitted in self._uncommitted.values():
            while uncommitted and _whole(uncommitted[0].story, committed):
                past = uncommitted.popleft()
                past.remembered = None
                if past.written_ms is None:
                    # Broker time is not known for what was decided here, only that it is written by now.
                    past.written_ms = older_than_ms + self._delay_ms
                self._waiting.append(past)
        keys: list[bytes] = []
        articles: dict[tuple[str, str, str], None] = {}
        for past in self._waiting:
            if len(keys) >= limit or past.written_ms is None or past.written_ms > older_than_ms:
                break
            keys += past.keys
            collection = past.lane.rpartition("/")[0]
            if not alive(collection, past.article_id):
                articles[collection, past.article_id, past.story_id] = None
        return Forgotten(tuple(keys), tuple(articles))

    def confirm(self, forgotten: Forgotten) -> None:
        """The tombstones are on the broker."""
        keys = set(forgotten.lanes)
        while self._waiting and keys.issuperset(self._waiting[0].keys):
            past = self._waiting.popleft()
            self._past[past.article_id].remove(past)
            if not self._past[past.article_id]:
                del self._past[past.article_id]

    def digest(self) -> tuple[object, ...]:
        """The tombstones to send, in a canonical form."""
        found = []
        for pasts in self._past.values():
            for past in pasts:
                found += [(key, past.lane, past.article_id, past.story_id) for key in past.keys]
        return tuple(sorted(found))


def _whole(story: ForgottenStory, committed: int) -> bool:
    """Whether the story is gone to its last article, for good: a fold needs all its records until then."""
    return story.gone_at is not None and story.gone_at < committed
