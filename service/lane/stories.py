"""Which story an article belongs to: sparse tf-idf vectors, centroids, cosine and time.

All weights are integers, so sums are exact in any order, and what is taken out leaves no trace: the state is the same
whether a forgotten story was ever there or not. The measured choices are in docs/explanation/lanes.md.
"""

import heapq
import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from service.lane import matrix
from service.lane.clock import DAY
from service.lane.matrix import FIRST, LAST, LAST_SEQ, MICRO, TOUCHED
from service.lane.terms import Profile

THRESHOLD: Final = 0.19
DECAY_DAYS: Final = 2.0
VECTOR_TERMS: Final = 60
UNIT: Final = 8192
"""Length of a story vector: weights are integers of this scale."""
CANDIDATES: Final = 8
POSTINGS_CAP: Final = 128
"""A term held by more stories than this does not lead to candidates, unless it is the article's rarest."""
IDF_FLOOR: Final = 0.05
BACKGROUND: Final = 300
"""Articles that a lane is taken to have seen already, so that the first ones are not judged by each other alone."""
_ALWAYS: Final = -(2**62)


class Vector(Struct, frozen=True):
    """The terms of an article, those with a weight first, heaviest first."""

    terms: list[int]
    weights: list[int]


class Nearest(Struct, frozen=True):
    """The best open story for an article and the one after it; scores are cosine times decay, in [0, 1]."""

    story: str | None = None
    score: float = 0.0
    runner_up: str | None = None
    runner_up_score: float = 0.0
    candidates: int = 0

    @property
    def joined(self) -> bool:
        """Whether the article belongs to `story`."""
        return self.story is not None and self.score >= THRESHOLD


class Stories:
    """The stories of one lane: a fold of `touch`, `add`, `withdraw` and `forget`."""

    def __init__(self) -> None:
        self._frequency: dict[int, int] = {}
        self._articles = 0
        self._slots: dict[str, int] = {}
        self._ids: list[str] = []
        self._members: list[list[int]] = []
        self._free: list[int] = []
        self._queue: list[tuple[int, int, int]] = []
        self._columns: dict[int, int] = {}
        self._free_columns: list[int] = []
        self._terms: list[int] = []
        self._matrix = matrix.empty(CANDIDATES, VECTOR_TERMS)

    def __len__(self) -> int:
        return len(self._slots)

    # --- deciding ----------------------------------------------------------------------------------------------------

    def vector(self, profile: Profile) -> Vector:
        """The profile weighted by how rare its terms are among the articles that the lane remembers."""
        whole, log, frequency = math.log(self._articles + BACKGROUND), math.log, self._frequency
        weighed = sorted(
            (-weight * max(IDF_FLOOR, whole - log(frequency.get(term, 0) + 1)), term)
            for term, weight in profile.items()
        )
        kept = weighed[:VECTOR_TERMS]
        scale = UNIT / math.sqrt(sum(w * w for w, _ in kept)) if kept else 0.0
        return Vector([term for _, term in weighed], [max(1, round(-w * scale)) for w, _ in kept])

    def nearest(self, vector: Vector, event_time: int, open_since: int | None) -> Nearest:
        """The best story for a vector among those touched at `open_since` or later (all for None)."""
        get = self._columns.get
        columns = np.array([get(term, -1) for term in vector.terms[: len(vector.weights)]], np.int32)
        weights = np.array(vector.weights, np.int64)
        counts = matrix.dot_products(self._matrix, columns, weights, POSTINGS_CAP)
        when = (event_time, _ALWAYS if open_since is None else open_since, DECAY_DAYS * DAY)
        first, score, second, second_score, candidates = matrix.best(self._matrix, counts, columns, weights, when)
        if first < 0:
            return Nearest()
        if second < 0:
            return Nearest(self._ids[first], score / MICRO, candidates=candidates)
        return Nearest(self._ids[first], score / MICRO, self._ids[second], second_score / MICRO, candidates)

    # --- folding -----------------------------------------------------------------------------------------------------

    def touch(self, story_id: str, slot: int | None, seq: int, touched: int, event_time: int | None) -> None:
        """A record came to a story, which opens when it is not there.

        `slot`: the article in case it is new to the story. `event_time`: None for what tells nothing about when the
        story happens.
        """
        story = self._slots.get(story_id)
        if story is None:
            story = self._open(story_id)
            span = touched if event_time is None else event_time
            self._matrix.numbers[story] = (seq, span, span, touched, seq, 0)
            heapq.heappush(self._queue, (touched, seq, story))
        numbers = self._matrix.numbers[story]
        if slot is not None:
            self._members[story].append(slot)
        if event_time is not None:
            numbers[FIRST] = min(numbers[FIRST], event_time)
            numbers[LAST] = max(numbers[LAST], event_time)
        numbers[TOUCHED] = max(numbers[TOUCHED], touched)
        numbers[LAST_SEQ] = seq

    def add(self, story_id: str, vector: Vector) -> None:
        """The vector of an article joins the sum of its story; all its terms count in the document frequencies."""
        if not vector.terms:
            return
        story = self._slots[story_id]
        columns = np.array([self._column(term) for term in vector.terms[: len(vector.weights)]], np.int32)
        matrix.reserve(self._matrix, story, len(self._terms), len(columns))
        matrix.add(self._matrix, story, columns, np.array(vector.weights, np.int64))
        self._count(vector.terms, 1)

    def withdraw(self, story_id: str, vector: Vector) -> None:
        """The inverse of `add`, exactly."""
        if not vector.terms:
            return
        story = self._slots[story_id]
        columns = np.array([self._columns[term] for term in vector.terms[: len(vector.weights)]], np.int32)
        self._release(matrix.subtract(self._matrix, story, columns, np.array(vector.weights, np.int64)))
        self._count(vector.terms, -1)

    def due(self, before: int, limit: int) -> tuple[int, int] | None:
        """The (touched, last seq) up to which at most `limit` stories were last touched before `before`."""
        found: list[tuple[int, int, int]] = []
        while len(found) < limit and (head := self._head()) and head[0] < before:
            found.append(heapq.heappop(self._queue))
        for entry in found:
            heapq.heappush(self._queue, entry)
        return found[-1][:2] if found else None

    def forget(self, until: tuple[int, int]) -> list[list[int]]:
        """Drop the stories whose (touched, last seq) is at or below `until`: the articles of each.

        The caller counts their articles out with `uncount`.
        """
        gone = []
        while (head := self._head()) and head[:2] <= until:
            story = heapq.heappop(self._queue)[2]
            self._release(matrix.drop(self._matrix, story))
            gone.append(self._members[story])
            del self._slots[self._ids[story]]
            self._ids[story], self._members[story] = "", []
            self._free.append(story)
        return gone

    def uncount(self, terms: Sequence[int]) -> None:
        """Take an article of a forgotten story out of the document frequencies."""
        if terms:
            self._count(terms, -1)

    def digest(self, article_id: Callable[[int], str]) -> tuple[object, ...]:
        """All state in a canonical form, for comparing."""
        stories = []
        for story_id, story in sorted(self._slots.items()):
            centroid = sorted((self._terms[column], weight) for column, weight in matrix.centroid(self._matrix, story))
            members = sorted(map(article_id, self._members[story]))
            stories.append((story_id, self._matrix.numbers[story].tolist(), members, centroid))
        return self._articles, sorted(self._frequency.items()), stories

    # --- slots and columns -------------------------------------------------------------------------------------------

    def _open(self, story_id: str) -> int:
        if self._free:
            story = self._free.pop()
        else:
            story = len(self._ids)
            self._ids.append("")
            self._members.append([])
            matrix.reserve(self._matrix, story, 0, 0)
        self._ids[story] = story_id
        self._slots[story_id] = story
        return story

    def _column(self, term: int) -> int:
        column = self._columns.get(term)
        if column is None:
            if self._free_columns:
                column = self._free_columns.pop()
                self._terms[column] = term
            else:
                column = len(self._terms)
                self._terms.append(term)
            self._columns[term] = column
        return column

    def _release(self, emptied: int) -> None:
        for column in self._matrix.emptied[:emptied].tolist():
            del self._columns[self._terms[column]]
            self._free_columns.append(column)

    def _head(self) -> tuple[int, int, int] | None:
        """The story touched longest ago. Entries of the queue that are behind their story are brought up to date."""
        while self._queue:
            entry = self._queue[0]
            story = entry[2]
            current = (int(self._matrix.numbers[story, TOUCHED]), int(self._matrix.numbers[story, LAST_SEQ]), story)
            if entry == current:
                return entry
            heapq.heapreplace(self._queue, current)
        return None

    def _count(self, terms: Sequence[int], step: int) -> None:
        self._articles += step
        frequency = self._frequency
        for term in terms:
            count = frequency.get(term, 0) + step
            if count:
                frequency[term] = count
            else:
                del frequency[term]
