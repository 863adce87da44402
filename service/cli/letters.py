"""Dead letters as records to be shown, counted and sent again; and what has become of their articles since."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from typing import Literal

from msgspec import Struct

from service import deadletter
from service.identity import Identity, identity
from service.kafka.log import Record, read_topic
from service.records import Headers
from service.settings import Settings
from service.topics import DEAD_LETTER, RAW

_UNKNOWN = "?"

Place = tuple[str, int, int]
"""Topic, partition and offset."""


class Letter(Struct, frozen=True):
    """A dead letter. `why` holds every header of `deadletter.NAMES`; `?` stands for one that is missing.

    `article` is what it speaks of, as far as that can be told of a refused record.
    """

    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    article: Identity | None
    why: dict[str, str]

    @property
    def reason(self) -> str:
        """Why it was refused the last time."""
        return self.why[deadletter.REASON]

    @property
    def attempts(self) -> int:
        """How often it was refused."""
        return deadletter.attempts(self.headers)

    @property
    def origin(self) -> Place | None:
        """Where it came from; None when it does not say."""
        topic, partition, offset = (self.why[n] for n in (deadletter.TOPIC, deadletter.PARTITION, deadletter.OFFSET))
        known = topic != _UNKNOWN and partition.isdigit() and offset.isdigit()
        return (topic, int(partition), int(offset)) if known else None


def letter(record: Record, collection: str) -> Letter:
    """A record of the dead-letter topic; `collection` is that of articles that name none.

    Of headers that repeat, the last counts.
    """
    given = [(name, content) for name, content in record.headers if name in deadletter.NAMES and content is not None]
    last = {name: content.decode("utf-8", "replace") for name, content in given}
    why = dict.fromkeys(deadletter.NAMES, _UNKNOWN) | last
    headers = tuple(record.headers)
    return Letter(
        partition=record.partition,
        offset=record.offset,
        timestamp=record.timestamp,
        key=record.key,
        value=record.value,
        headers=headers,
        article=identity(record.key, record.value, headers, collection),
        why=why,
    )


async def letters(settings: Settings) -> AsyncGenerator[Letter]:
    """All dead letters, partition by partition. Raises BrokerError."""
    async with aclosing(read_topic(settings, DEAD_LETTER.full_name(settings.topic_prefix))) as chunks:
        async for records in chunks:
            for record in records:
                yield letter(record, settings.default_collection)


# --- what has become of an article since -----------------------------------------------------------------------------

Since = Literal["retracted", "replaced"]


class _Later(Struct, frozen=True):
    partition: int
    offset: int
    timestamp: int
    retracted: bool

    def comes_after(self, partition: int, offset: int, timestamp: int) -> bool:
        """Whether it was sent after the record at this place."""
        return self.offset > offset if self.partition == partition else self.timestamp > timestamp


async def overtaken(settings: Settings, chosen: Iterable[Letter], refused: Iterable[Letter]) -> dict[Place, Since]:
    """The chosen letters whose article was retracted, or came again and was not refused, after they were sent.

    Keys are the letters' origins. Within a partition of the source topic offsets tell what came later, between
    partitions time stamps. `refused` are all dead letters: a later record that was refused replaces nothing.
    """
    chosen, origins = list(chosen), {letter.origin for letter in refused}
    found: dict[Place, Since] = {}
    for topic in sorted({letter.origin[0] for letter in chosen if letter.origin}):
        raw = topic == RAW.full_name(settings.topic_prefix)
        mine = {letter.origin: letter for letter in chosen if letter.origin and letter.origin[0] == topic}
        named = {origin: name for origin, letter in mine.items() if (name := _name(letter, raw=raw))}
        later, sent_at = await _history(settings, topic, set(named.values()), origins)
        for origin, name in named.items():
            _, partition, offset = origin
            at = sent_at.get((partition, offset), mine[origin].timestamp)
            after = [
                r for r in later.get(name, ()) if (r.offset > offset if r.partition == partition else r.timestamp > at)
            ]
            if after:
                newest = max(after, key=lambda r: (r.timestamp, r.offset))
                found[origin] = "retracted" if newest.retracted else "replaced"
    return found


async def _history(
    settings: Settings, topic: str, names: set[str], refused: set[Place | None]
) -> tuple[dict[str, list[_Later]], dict[tuple[int, int], int]]:
    """The records of the named articles that were not refused, and the time stamps of those that were."""
    collection = settings.default_collection if topic == RAW.full_name(settings.topic_prefix) else None
    later: dict[str, list[_Later]] = {}
    sent_at: dict[tuple[int, int], int] = {}
    async with aclosing(read_topic(settings, topic)) as chunks:
        async for records in chunks:
            for record in records:
                if (topic, record.partition, record.offset) in refused:
                    sent_at[record.partition, record.offset] = record.timestamp
                    continue
                name, retracted = _named(record, collection)
                if name in names:
                    told = _Later(record.partition, record.offset, record.timestamp, retracted)
                    later.setdefault(name, []).append(told)
    return later, sent_at


def _name(letter: Letter, *, raw: bool) -> str:
    """One name for all records of an article in a topic, "" if it is not known: producers' records say it in their
    value, ours in their key.
    """
    if raw:
        return f"{letter.article.collection}/{letter.article.id}" if letter.article else ""
    return (letter.key or b"").decode("utf-8", "replace")


def _named(record: Record, collection: str | None) -> tuple[str, bool]:
    """The same of a record of that topic, and whether it takes the article back.

    `collection` is that of producers' records that name none, and None for our own.
    """
    if collection is not None:
        found = identity(record.key, record.value, record.headers, collection)
        return (f"{found.collection}/{found.id}", found.retracted) if found else ("", False)
    value = record.value or b""
    retracted = b'"kind":"retraction"' in value or b'"verdict":"retracted"' in value
    return (record.key or b"").decode("utf-8", "replace"), retracted
