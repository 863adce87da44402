"""The clean stage as a pure function of one raw record: what the clean agent and `replay` both run.

registry's framing -> CloudEvents envelope -> `cleaning.intake` -> `Cleaner.clean` -> `mentions.find` -> bytes for
`articles.clean`.
"""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from service import cloudevents, codec
from service.cleaning import Cleaned, Cleaner, Note, extra_rules, parse
from service.errors import UsageError
from service.framing import unframed
from service.language import registry
from service.mentions import find, warm
from service.pool.pool import Pool
from service.records import CleanArticle, Headers, Reason, Rejected, Retraction, lane_key, publication_day
from service.settings import Settings

WARM = "service.warm"
"""The module that the processes are born with."""
_CENTURIES_AHEAD_MS = 7_258_118_400_000  # 2200-01-01


class Incoming(Struct, frozen=True):
    """A record of `articles.raw`. `timestamp_ms` is Kafka's; a file has none."""

    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    timestamp_ms: int | None = None


class Ready(Struct, frozen=True):
    """A record for `articles.clean`, as bytes: equal input gives equal bytes in every process.

    `lane` is the partition key; None sends it to every partition, since the lane of a retraction is unknown.
    """

    id: str
    lane: str | None
    value: bytes
    headers: tuple[tuple[str, bytes], ...]


class CleanOutcome(Struct, frozen=True):
    """What became of a record, and what was noticed on the way, to be counted."""

    result: Ready | Rejected
    notes: tuple[Note, ...] = ()


def clean(incoming: Incoming, cleaner: Cleaner, *, fast: bool = False) -> CleanOutcome:
    """The record for `articles.clean`, or why there is none. Total: bad input is never an exception.

    Hostile pages may hang or crash the process; run it in `CleanStage` when they come from strangers.
    """
    envelope = cloudevents.unwrap(unframed(incoming.value), incoming.headers)
    if isinstance(envelope, Rejected):
        return CleanOutcome(envelope)
    parsed = parse(incoming.key, envelope.value)
    if isinstance(parsed, Rejected):
        return CleanOutcome(parsed)
    unknown = (Note.UNKNOWN_FIELD,) * len(parsed.unknown_fields)
    match cleaner.clean(parsed.article, _rfc3339(incoming.timestamp_ms), fast=fast):
        case Rejected() as rejected:
            return CleanOutcome(rejected, unknown)
        case Retraction() as retraction:
            return CleanOutcome(_retraction(retraction, envelope.carried), unknown)
        case Cleaned(article, notes, region):
            return CleanOutcome(_article(article, region, envelope.carried), unknown + notes)


def _article(article: CleanArticle, region: str, carried: Sequence[tuple[str, bytes]]) -> Ready:
    mentions = find(article.text, article.title, publication_day(article), article.language, region)
    article = msgspec.structs.replace(article, mentions=mentions)
    event_id = f"{article.id}@{article.revision}"
    return Ready(
        article.id,
        lane_key(article.collection, article.language),
        codec.encode(article),
        tuple(cloudevents.wrap(cloudevents.CLEANED, event_id, article.id, carried)),
    )


def _retraction(retraction: Retraction, carried: Sequence[tuple[str, bytes]]) -> Ready:
    headers = cloudevents.wrap(cloudevents.RETRACTED, f"{retraction.id}@retracted", retraction.id, carried)
    return Ready(retraction.id, None, codec.encode(retraction), tuple(headers))


def _rfc3339(timestamp_ms: int | None) -> str | None:
    """None also for a timestamp that says nothing: Kafka's -1, or one from a clock that is centuries ahead."""
    if timestamp_ms is None or not 0 <= timestamp_ms < _CENTURIES_AHEAD_MS:
        return None
    return datetime.fromtimestamp(timestamp_ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class CleanStage:
    """`clean` over batches, in processes that a hostile page may kill: it costs that page only.

    Raises UsageError for a wrong `text_rules_file` or `warm_languages`.
    """

    def __init__(self, settings: Settings, killed: Callable[[Reason], None] = lambda _: None) -> None:
        if settings.text_rules_file:
            extra_rules.load(settings.text_rules_file)  # a wrong file is told of once, here, not by each process
        if unknown := sorted(set(_warm_languages(settings)) - registry.known()):
            raise UsageError(f"warm_languages: there is no table for {', '.join(unknown)}")
        self._pool: Pool[tuple[Incoming, bool], CleanOutcome] = Pool(
            _clean_here, _start_process, settings, preload=WARM, killed=killed
        )

    async def run(
        self,
        batch: Sequence[Incoming],
        *,
        fast: bool = False,
        within_seconds: float = math.inf,
        progressed: Callable[[], None] = lambda: None,
    ) -> list[CleanOutcome]:
        """The outcomes in the order of the batch: of all, or of the first of them when the time is over.

        Batches do not overlap. `progressed` is called, in any thread, while articles are done.
        """
        items = [(incoming, fast) for incoming in batch]
        results = await self._pool.run(items, within_seconds=within_seconds, progressed=progressed)
        return [CleanOutcome(result) if isinstance(result, Rejected) else result for result in results]

    def close(self) -> None:
        """Kill the processes."""
        self._pool.close()


_cleaner: Cleaner


def _start_process(settings: Settings) -> None:
    global _cleaner  # noqa: PLW0603 - one for each process, made once since it reads files
    _cleaner = Cleaner(settings)
    for language in _warm_languages(settings):
        warm(language)


def _warm_languages(settings: Settings) -> list[str]:
    return [code.strip() for code in settings.warm_languages.split(",") if code.strip()]


def _clean_here(item: tuple[Incoming, bool]) -> CleanOutcome:
    incoming, fast = item
    return clean(incoming, _cleaner, fast=fast)
