"""Random feeds of fictional articles, and a lanes log with all that a broker does to it."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from service.lane.log.fold import Fold
from service.lane.log.record import LogRecord
from service.lane.partition import PartitionLanes, Resolution
from service.records import CleanArticle, Retraction
from service.settings import Settings

SETTINGS = Settings(story_window_days=2, story_grace_days=1, tombstone_delay_hours=0)
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "mar", "nes", "por", "qui", "ras", "sto", "tem", "vel", "wan", "zor")


def words(seed: object, count: int) -> list[str]:
    """Invented words, the same for the same seed."""
    rng = random.Random(repr(seed))
    return ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(count)]


def text(topic: object, variant: object, length: int = 60) -> str:
    """A text about a topic: half its words are the topic's, the rest its own."""
    rng = random.Random(repr((topic, variant)))
    pool = words(topic, 12)
    own = words((topic, variant), length // 2)
    return " ".join(rng.choice(pool) if i % 2 else own[i // 2] for i in range(length))


def article(article_id: str, body: str, day: float, **fields: Any) -> CleanArticle:
    """A clean article published `day` days after the first of March 2024."""
    seconds = round(day * 86_400)
    hours, rest = divmod(seconds % 86_400, 3600)
    month_day = seconds // 86_400
    known: dict[str, Any] = {
        "outlet": "gazette.example",
        "title": " ".join(body.split()[:6]),
        "language": "en",
        "collection": "default",
        "published_at": _date(month_day) + f"T{hours:02}:{rest // 60:02}:{rest % 60:02}Z",
        "published_basis": "given",
        "extractor": "text",
    }
    known.update(fields)
    revision = blake2b(repr((article_id, body, sorted(known.items()))).encode(), digest_size=8).hexdigest()
    return CleanArticle(id=article_id, revision=revision, text=body, **known)


def _date(day: int) -> str:
    return (date(2024, 3, 1) + timedelta(days=day)).isoformat()


def feed(seed: int, length: int) -> list[CleanArticle | Retraction]:
    """Articles of a few topics over weeks: copies, revisions, retractions, late and wrong dates, repeats, two lanes."""
    rng = random.Random(seed)
    sent: list[CleanArticle | Retraction] = []
    ids: list[str] = []
    day = 0.0
    for i in range(length):
        day += rng.choice((0.0, 0.05, 0.2, 0.2, 0.6)) + (rng.random() < 0.03) * 6
        kind = rng.random()
        if ids and kind < 0.08:
            sent.append(Retraction(rng.choice(ids[-25:])))
            continue
        if sent and kind < 0.2:
            sent.append(rng.choice(sent[-40:]))
            continue
        earlier = [a for a in sent[-30:] if isinstance(a, CleanArticle)]
        if earlier and kind < 0.32:
            body = rng.choice(earlier).text
        else:
            body = text(rng.randint(int(day) // 2, int(day) // 2 + 1), i, rng.choice((0, 4, 40, 60)))
        outlet = rng.randint(1, 2)
        if rng.random() < 0.8:
            body += "\n" + " ".join(words(("promo", outlet), 9))
        article_id = rng.choice(ids[-15:]) if ids and rng.random() < 0.2 else f"a{i}"
        ids.append(article_id)
        when = day + rng.choice((0, 0, 0, -0.5, -1.5)) + (rng.random() < 0.03) * rng.choice((-400, 900))
        lane = {"language": "de"} if rng.random() < 0.2 else {}
        sent.append(article(article_id, body, when, outlet=f"outlet{outlet}.example", **lane))
    return sent


def run(
    lanes: PartitionLanes, records: Sequence[CleanArticle | Retraction], start: int = 0
) -> tuple[list[Resolution], list[LogRecord]]:
    """Resolve records from offset `start` on: the resolutions and the log they make."""
    resolutions = [lanes.resolve(record, position) for position, record in enumerate(records, start)]
    log = [LogRecord(*pair, start + i) for i, r in enumerate(resolutions) for pair in r.log]
    return resolutions, log


def compacted(log: Sequence[LogRecord], rng: random.Random) -> list[LogRecord]:
    """What compaction may leave: of each key the newest copy and any others, late copies, tombstones dropped or not."""
    newest = {record.key: i for i, record in enumerate(log)}
    kept = [r for i, r in enumerate(log) if newest[r.key] == i or (r.value is not None and rng.random() < 0.5)]
    kept = [r for r in kept if r.value is not None or rng.random() < 0.7 or sum(o.key == r.key for o in kept) > 1]
    for record in rng.sample(kept, len(kept) // 4):
        if record.value is not None and newest[record.key] == log.index(record):
            kept.append(record)
    return kept


def folded(log: Sequence[LogRecord], committed: int) -> PartitionLanes:
    """The lanes that the log holds."""
    fold = Fold(PartitionLanes(SETTINGS), committed)
    for start in range(0, len(log), 7):
        fold.add(log[start : start + 7])
    return fold.finish()
