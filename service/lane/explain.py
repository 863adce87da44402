"""Why an article got its verdict and its story, told to a person from the records of the lane."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from service.lane import clock
from service.lane.log.record import ArticleRecord, LaneRecord, RetractionRecord
from service.lane.near.duplicates import LEAST_SHINGLES
from service.lane.near.fingerprint import SAMPLE, Fingerprint
from service.lane.story.stories import SHORT_TERMS, SHORT_THRESHOLD
from service.records import ResolvedArticle


def history(article_id: str, records: Iterable[LaneRecord]) -> list[ArticleRecord | RetractionRecord]:
    """The records of an article, in the order of the decisions."""
    own = [r for r in records if isinstance(r, ArticleRecord | RetractionRecord) and r.id == article_id]
    return sorted(own, key=lambda r: (r.collection, r.language, r.seq))


def referred(own: Iterable[LaneRecord]) -> set[str]:
    """The other articles that an explanation wants to know: those whose text this one shares."""
    decisions = [r.decision for r in own if isinstance(r, ArticleRecord)]
    return {i for d in decisions for i in (d.duplicate_of, d.excerpt_of) if i is not None}


def explain(
    own: Iterable[ArticleRecord | RetractionRecord],
    others: Mapping[str, ArticleRecord],
    resolved: Mapping[str, ResolvedArticle],
) -> Iterator[str]:
    """The lines of the explanation.

    `own`: the article's records, from `history`. `others`: the newest record of each article of `referred`, where it
    is still in the log. `resolved`: the newest `articles.resolved` of the article by revision, for the text of the
    removed lines.
    """
    for record in own:
        where = f"decision {record.seq} of its partition, from offset {record.position} of articles.clean"
        lane = f"lane {record.collection}/{record.language}"
        if isinstance(record, RetractionRecord):
            yield f"{record.id}: retracted from story {record.story_id}"
            yield f"  {where}, {lane}"
            continue
        yield f"{record.id}, revision {record.revision}: {_verdict(record)}"
        yield f"  {where}, {lane}"
        yield f"  published {record.published_at} by {record.outlet}; the lane clock then stood at {_clock(record)}"
        yield from _same_text(record, others)
        yield from _story(record)
        yield from _removed(record, resolved.get(record.revision))


def _verdict(record: ArticleRecord) -> str:
    decision = record.decision
    match decision.verdict:
        case "new":
            return f"opens story {decision.story_id}"
        case "duplicate":
            return f"duplicate of {decision.duplicate_of}, in story {decision.story_id}"
        case "revision":
            return f"new revision, stays in story {decision.story_id}"
        case verdict:
            return f"{verdict}: story {decision.story_id}"


def _clock(record: ArticleRecord) -> str:
    return "no date yet" if record.clock.now is None else clock.rfc3339(record.clock.now)


def _same_text(record: ArticleRecord, others: Mapping[str, ArticleRecord]) -> Iterator[str]:
    decision = record.decision
    found = decision.duplicate_of or decision.excerpt_of
    if found is None:
        short = Fingerprint.from_bytes(record.fingerprint).shingle_count < LEAST_SHINGLES
        yield f"  text: {'too short to compare' if short else 'like no other that the lane remembers'}"
        return
    relation = "the same as that of" if decision.duplicate_of else "contained in that of"
    yield f"  text: {relation} {found}, similarity {decision.similarity}"
    other = others.get(found)
    if other is None:
        yield f"  {found} is not in the log any more"
        return
    mine, its = Fingerprint.from_bytes(record.fingerprint), Fingerprint.from_bytes(other.fingerprint)
    shared = len(np.intersect1d(mine.sample, its.sample))
    counts = f"{mine.shingle_count} and {its.shingle_count} shingles"
    yield f"  {counts}; {shared} of the {SAMPLE} smallest of each are in both"


def _story(record: ArticleRecord) -> Iterator[str]:
    grounds, verdict = record.grounds, record.decision.verdict
    if verdict == "duplicate":
        yield "  story: that of the text it repeats"
    elif verdict == "revision":
        yield "  story: that of its first revision"
    elif grounds.story is None:
        yield from _short(record)
        yield "  story: no open story shares a telling term with it"
    else:
        yield from _short(record)
        passed = "reaches" if verdict == "joined" else "does not reach"
        yield f"  story: nearest is {grounds.story}, score {grounds.score:.3f}, which {passed} {grounds.threshold}"
        if grounds.runner_up is not None:
            yield f"  runner-up {grounds.runner_up}, score {grounds.runner_up_score:.3f}"
        yield f"  {grounds.candidates} open stories compared"


def _short(record: ArticleRecord) -> Iterator[str]:
    """Why less is asked of the score than usual, where it is."""
    terms = len(record.weights) // 2
    if terms < SHORT_TERMS:
        yield f"  profile: a title alone, or little more ({terms} terms): a score of {SHORT_THRESHOLD} is enough"
    elif record.grounds.threshold == SHORT_THRESHOLD:
        yield f"  the nearest story was a title alone, or little more: a score of {SHORT_THRESHOLD} is enough"


def _removed(record: ArticleRecord, resolved: ResolvedArticle | None) -> Iterator[str]:
    cuts = record.decision.cuts
    if not cuts:
        return
    yield f"  learned boilerplate lines removed: {len(cuts)}"
    texts = {(r.start, r.end): r.text for r in resolved.removed} if resolved else {}
    for start, end in cuts:
        text = texts.get((start, end))
        yield f"    {start}:{end}" if text is None else f"    {start}:{end} {text.strip()!r}"
