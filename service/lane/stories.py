"""Which story an article belongs to: sparse tf-idf vectors, centroids, cosine and time.

All weights are integers, so sums are exact in any order, and what is taken out leaves no trace: the state is the same
whether a forgotten story was ever there or not.
"""

import heapq
import math
from collections.abc import Callable, Sequence

from msgspec import Struct

from service.lane.clock import DAY
from service.lane.terms import Profile

THRESHOLD = 0.18
DECAY_DAYS = 2.0
VECTOR_TERMS = 40
UNIT = 8192
"""Length of a story vector: weights are integers of this scale."""
CANDIDATES = 8
POSTINGS_CAP = 256
IDF_FLOOR = 0.05


class Vector(Struct, frozen=True):
    """The terms of an article, those with a weight first, heaviest first."""

    terms: list[int]
    weights: list[int]


class Nearest(Struct, frozen=True):
    """The best open story for an article and the one after it; `joined` tells whether the best is near enough."""

    story: str | None = None
    score: float = 0.0
    runner_up: str | None = None
    runner_up_score: float = 0.0
    candidates: int = 0

    @property
    def joined(self) -> bool:
        """Whether the article belongs to `story`."""
        return self.story is not None and self.score >= THRESHOLD


class Story(Struct):
    """A live story: `first` and `last` event time, the time its life counts from, and the sum of its vectors."""

    founded: int
    first: int
    last: int
    touched: int
    last_seq: int
    members: list[int]
    centroid: dict[int, int]
    square: int = 0


class Stories:
    """The stories of one lane: a fold of `touch`, `add`, `withdraw` and `forget`."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}
        self._postings: dict[int, set[str]] = {}
        self._frequency: dict[int, int] = {}
        self._articles = 0
        self._queue: list[tuple[int, int, str]] = []

    def __len__(self) -> int:
        return len(self._stories)

    def vector(self, profile: Profile) -> Vector:
        """The profile weighted by how rare its terms are among the articles that the lane remembers."""
        whole = math.log(self._articles + 2)
        frequency = self._frequency
        weighed = sorted(
            (-weight * max(IDF_FLOOR, whole - math.log(frequency.get(term, 0) + 1)), term)
            for term, weight in profile.items()
        )
        length = math.sqrt(sum(w * w for w, _ in weighed[:VECTOR_TERMS]))
        weights = [max(1, round(-w / length * UNIT)) for w, _ in weighed[:VECTOR_TERMS]]
        return Vector([term for _, term in weighed], weights)

    def nearest(self, vector: Vector, event_time: int, open_since: int | None) -> Nearest:
        """The best story among those touched at `open_since` or later."""
        dots: dict[str, int] = {}
        skipped = []
        walked = False
        ordered = sorted(
            (len(self._postings.get(term, ())), i) for i, term in enumerate(vector.terms[: len(vector.weights)])
        )
        for size, i in ordered:
            term, weight = vector.terms[i], vector.weights[i]
            if not size:
                continue
            if walked and size > POSTINGS_CAP:
                skipped.append((term, weight))
                continue
            walked = True
            for story_id in self._postings[term]:
                dots[story_id] = dots.get(story_id, 0) + weight * self._stories[story_id].centroid[term]
        own = math.sqrt(sum(w * w for w in vector.weights))
        found = []
        for story_id, dot in dots.items():
            story = self._stories[story_id]
            if open_since is None or story.touched >= open_since:
                rate = _decay(story, event_time) / (own * math.sqrt(story.square))
                found.append((-dot * rate, story.founded, story_id, rate))
        best = []
        for _, founded, story_id, rate in heapq.nsmallest(CANDIDATES, found):
            centroid = self._stories[story_id].centroid
            dot = dots[story_id] + sum(weight * centroid.get(term, 0) for term, weight in skipped)
            best.append((-round(dot * rate, 6), founded, story_id))
        best.sort()
        first = best[0] if best else (0.0, 0, None)
        second = best[1] if len(best) > 1 else (0.0, 0, None)
        return Nearest(first[2], -first[0], second[2], -second[0], len(found))

    def touch(self, story_id: str, slot: int | None, seq: int, touched: int, event_time: int | None) -> None:
        """A record came to a story, which opens when it is not there.

        `slot`: the article in case it is new to the story. `event_time`: None for what tells nothing about when the
        story happens.
        """
        story = self._stories.get(story_id)
        if story is None:
            span = touched if event_time is None else event_time
            story = Story(seq, span, span, touched, seq, [], {})
            self._stories[story_id] = story
            heapq.heappush(self._queue, (touched, seq, story_id))
        if slot is not None:
            story.members.append(slot)
        if event_time is not None:
            story.first = min(story.first, event_time)
            story.last = max(story.last, event_time)
        story.touched = max(story.touched, touched)
        story.last_seq = seq

    def add(self, story_id: str, terms: Sequence[int], weights: Sequence[int]) -> None:
        """The vector of an article joins the sum of its story; all its terms count in the document frequencies."""
        story = self._stories[story_id]
        for term, weight in zip(terms, weights, strict=False):
            before = story.centroid.get(term, 0)
            if not before:
                self._postings.setdefault(term, set()).add(story_id)
            story.centroid[term] = before + weight
            story.square += weight * (weight + 2 * before)
        self._count(terms, 1)

    def withdraw(self, story_id: str, terms: Sequence[int], weights: Sequence[int]) -> None:
        """The inverse of `add`, exactly."""
        story = self._stories[story_id]
        for term, weight in zip(terms, weights, strict=False):
            before = story.centroid[term]
            story.square -= weight * (2 * before - weight)
            if before > weight:
                story.centroid[term] = before - weight
            else:
                self._drop(story_id, term)
                del story.centroid[term]
        self._count(terms, -1)

    def due(self, before: int, limit: int) -> tuple[int, int] | None:
        """The (touched, last seq) up to which at most `limit` stories were last touched before `before`."""
        found: list[tuple[int, int, str]] = []
        while len(found) < limit and (head := self._head()) and head[0] < before:
            found.append(heapq.heappop(self._queue))
        for entry in found:
            heapq.heappush(self._queue, entry)
        return found[-1][:2] if found else None

    def forget(self, until: tuple[int, int]) -> list[tuple[str, list[int]]]:
        """Drop the stories whose (touched, last seq) is at or below `until`: their ids and articles.

        The caller counts their articles out with `uncount`.
        """
        gone = []
        while (head := self._head()) and head[:2] <= until:
            story_id = heapq.heappop(self._queue)[2]
            story = self._stories.pop(story_id)
            for term in story.centroid:
                self._drop(story_id, term)
            gone.append((story_id, story.members))
        return gone

    def uncount(self, terms: Sequence[int]) -> None:
        """Take an article of a forgotten story out of the document frequencies."""
        self._count(terms, -1)

    def digest(self, article_id: Callable[[int], str]) -> tuple[object, ...]:
        """All state in a canonical form, for comparing."""
        stories = []
        for story_id, s in sorted(self._stories.items()):
            numbers = (s.founded, s.first, s.last, s.touched, s.last_seq, s.square)
            members = sorted(map(article_id, s.members))
            stories.append((story_id, numbers, members, sorted(s.centroid.items())))
        return self._articles, sorted(self._frequency.items()), stories

    def _head(self) -> tuple[int, int, str] | None:
        """The story touched longest ago. Entries of the queue that are behind their story are brought up to date."""
        while self._queue:
            entry = self._queue[0]
            story = self._stories[entry[2]]
            current = (story.touched, story.last_seq, entry[2])
            if entry == current:
                return entry
            heapq.heapreplace(self._queue, current)
        return None

    def _drop(self, story_id: str, term: int) -> None:
        holders = self._postings[term]
        holders.discard(story_id)
        if not holders:
            del self._postings[term]

    def _count(self, terms: Sequence[int], step: int) -> None:
        if not terms:
            return
        self._articles += step
        for term in terms:
            count = self._frequency.get(term, 0) + step
            if count:
                self._frequency[term] = count
            else:
                del self._frequency[term]


def _decay(story: Story, event_time: int) -> float:
    gap = max(0, story.first - event_time, event_time - story.last)
    return math.exp(-gap / (DECAY_DAYS * DAY))
