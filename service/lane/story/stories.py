"""Which story an article belongs to: sparse tf-idf vectors, centroids, cosine and time.

All weights are integers, so sums are exact, and a story that is forgotten leaves no trace: the state is the same as if
it had never been there. The measured choices are in docs/explanation/lanes.md.
"""

import heapq
import math
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from msgspec import Struct

from service.lane.clock import DAY
from service.lane.story.terms import Profile
from service.lane.story.vocabulary import Vocabulary
from service.packed import matrix
from service.packed.compiled import I64, U32
from service.packed.matrix import LAST_SEQ, TOUCHED, Matrix
from service.packed.nearest import MICRO, nearest
from service.packed.slots import Slots

THRESHOLD: Final = 0.19
"""Score that joins. The curve is flat around it: from .12 to .18 BCubed F1 of the development stream moves by .004;
a wide stream wants the upper end, or stories chain."""
SHORT_TERMS, SHORT_THRESHOLD = 20, 0.14
"""An article or a story of fewer terms, such as a title alone, shares less with what it belongs to."""
DECAY_DAYS: Final = 2.0
"""Days in which a score falls to 1/e: worth four points of F1 on the development stream, more than any other choice."""
VECTOR_TERMS: Final = 60
"""Terms of an article that count in its story: the title and the lead; more words of the body brought nothing."""
UNIT: Final = 8192
"""Length of the vector of an article with VECTOR_TERMS terms: weights are integers of this scale."""
CENTROID_TERMS: Final = 400
"""Terms that a story keeps when it has come to hold twice as many: the heaviest."""
CANDIDATES: Final = 8
"""Stories scored exactly: 3 lose a thousandth of F1, 20 bring none."""
POSTINGS_CAP: Final = 128
"""A term held by more stories than this does not lead to candidates, unless it is the article's rarest."""
IDF_FLOOR: Final = 0.05
"""A term that every article holds still says a little, and no weight is zero."""
BACKGROUND: Final = 300
"""Articles that a lane is taken to have seen already, so that the first ones are not judged by each other alone."""
_ALWAYS: Final = -(2**62)
_NEVER: Final = 2**62
"""Before and after all times in seconds, with room to subtract."""


class Vector(NamedTuple):
    """uint32[n] terms of an article, heaviest first, and int64[k] weights of the first of them."""

    terms: U32
    weights: I64

    @classmethod
    def empty(cls) -> "Vector":
        """The vector of an article that adds nothing."""
        return cls(np.zeros(0, np.uint32), np.zeros(0, np.int64))


class Nearest(Struct, frozen=True):
    """The best open story for an article and the one after it; scores are cosine times decay, in [0, 1].

    `threshold` is the score from which the article belongs to the best.
    """

    story: str | None = None
    score: float = 0.0
    runner_up: str | None = None
    runner_up_score: float = 0.0
    candidates: int = 0
    threshold: float = THRESHOLD

    @property
    def joined(self) -> bool:
        """Whether the article belongs to `story`."""
        return self.story is not None and self.score >= self.threshold


class Stories:
    """The stories of one lane: a fold of `touch`, `add`, `withdraw` and `forget`."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._slots = Slots()
        self._members: list[list[int]] = []
        self._queue: list[tuple[int, int, int]] = []
        self._matrix = Matrix()

    def __len__(self) -> int:
        return len(self._slots)

    @property
    def nbytes(self) -> int:
        """Bytes of the packed state."""
        return self._matrix.nbytes + self._vocabulary.nbytes

    # --- deciding ----------------------------------------------------------------------------------------------------

    def vector(self, profile: Profile) -> Vector:
        """The profile weighted by how rare its terms are among the articles that the lane remembers.

        The fewer terms, the shorter the vector: a title alone does not pull the sum of a story to its few words.
        """
        if not profile:
            return Vector.empty()
        terms = np.fromiter(profile, np.uint32, len(profile))
        given = np.fromiter(profile.values(), np.float64, len(profile))
        weights = given * np.maximum(IDF_FLOOR, self._vocabulary.rarity(terms, BACKGROUND))
        order = np.lexsort((terms, -weights))
        # A sum in a fixed order: numpy's own may depend on the processor.
        heaviest = weights[order[:VECTOR_TERMS]].tolist()
        scale = UNIT * len(heaviest) / VECTOR_TERMS / math.sqrt(sum(w * w for w in heaviest))
        return Vector(terms[order], np.array([max(1, round(w * scale)) for w in heaviest], np.int64))

    def nearest(self, vector: Vector, event_time: int, open_since: int | None) -> Nearest:
        """The best story for a vector among those touched at `open_since` or later (all for None)."""
        weights = vector.weights
        columns = self._vocabulary.find(vector.terms[: len(weights)])
        when = (event_time, _ALWAYS if open_since is None else open_since, DECAY_DAYS * DAY)
        first, score, second, second_score, candidates = nearest(
            self._matrix.arrays, self._matrix.scratch, (columns, weights), (POSTINGS_CAP, CANDIDATES), when
        )
        if first < 0:
            return Nearest()
        terms = min(len(weights), self._matrix.size(first))
        return Nearest(
            story=self._slots.name(first),
            score=score / MICRO,
            runner_up=None if second < 0 else self._slots.name(second),
            runner_up_score=0.0 if second < 0 else second_score / MICRO,
            candidates=candidates,
            threshold=SHORT_THRESHOLD if terms < SHORT_TERMS else THRESHOLD,
        )

    # --- folding -----------------------------------------------------------------------------------------------------

    def touch(self, story_id: str, slot: int | None, seq: int, touched: int, event_time: int | None) -> None:
        """A record came to a story, which opens when it is not there.

        `slot`: the article in case it is new to the story. `event_time`: None for what tells nothing about when the
        story happens.
        """
        story = self._slots.get(story_id)
        if story is None:
            story = self._open(story_id)
            start = touched if event_time is None else event_time
            self._matrix.arrays.numbers[story] = (seq, start, start, touched, seq, 0)
            heapq.heappush(self._queue, (touched, seq, story))
        if slot is not None:
            self._members[story].append(slot)
        span = (_NEVER, _ALWAYS) if event_time is None else (event_time, event_time)
        matrix.touch(self._matrix.arrays.numbers, story, (seq, touched, *span))

    def add(self, story_id: str, vector: Vector) -> None:
        """The vector of an article joins the sum of its story; all its terms count in the document frequencies."""
        if not len(vector.terms):
            return
        story = self._slot(story_id)
        columns = self._vocabulary.count(vector.terms)[: len(vector.weights)]
        self._matrix.reserve(self._slots.width, self._vocabulary.width, len(columns))
        if matrix.add(self._matrix.arrays, story, columns, vector.weights) > 2 * CENTROID_TERMS:
            self._trim(story)

    def withdraw(self, story_id: str, vector: Vector) -> None:
        """The inverse of `add`; exactly so unless the story was trimmed in between."""
        if not len(vector.terms):
            return
        columns = self._vocabulary.find(vector.terms[: len(vector.weights)])
        matrix.subtract(self._matrix.arrays, self._slot(story_id), columns, vector.weights)
        self._vocabulary.uncount(vector.terms)

    def due(self, before: int, limit: int) -> tuple[tuple[int, int], int] | None:
        """The (touched, last seq) up to which at most `limit` stories were last touched before `before`.

        And how many articles they have in all.
        """
        found: list[tuple[int, int, int]] = []
        while len(found) < limit and (head := self._head()) and head[0] < before:
            found.append(heapq.heappop(self._queue))
        for entry in found:
            heapq.heappush(self._queue, entry)
        return (found[-1][:2], sum(len(self._members[story]) for *_, story in found)) if found else None

    def forget(self, until: tuple[int, int]) -> list[list[int]]:
        """Drop the stories whose (touched, last seq) is at or below `until`: the articles of each.

        The caller counts their articles out with `uncount`.
        """
        gone = []
        while (head := self._head()) and head[:2] <= until:
            story = heapq.heappop(self._queue)[2]
            matrix.drop(self._matrix.arrays, story)
            gone.append(self._members[story])
            self._members[story] = []
            self._slots.release(story)
        return gone

    def uncount(self, vectors: Sequence[bytes]) -> None:
        """Take the terms of articles of forgotten stories, uint32 each, out of the document frequencies."""
        terms = np.frombuffer(b"".join(vectors), "<u4").astype(np.uint32)
        self._vocabulary.uncount(terms, sum(map(bool, vectors)))

    def digest(self, article_id: Callable[[int], str]) -> tuple[object, ...]:
        """All state in a canonical form, for comparing."""
        stories = []
        for story_id in self._slots:
            story = self._slot(story_id)
            centroid = sorted(
                (self._vocabulary.term(column), weight) for column, weight in self._matrix.centroid(story)
            )
            members = sorted(map(article_id, self._members[story]))
            stories.append((story_id, self._matrix.arrays.numbers[story].tolist(), members, centroid))
        return self._vocabulary.articles, self._vocabulary.frequencies(), stories

    # --- slots -------------------------------------------------------------------------------------------

    def _trim(self, story: int) -> None:
        centroid = self._matrix.centroid(story)
        centroid.sort(key=lambda entry: (-entry[1], self._vocabulary.term(entry[0])))
        columns, weights = np.array(centroid[CENTROID_TERMS:], np.int64).T
        matrix.subtract(self._matrix.arrays, story, columns.astype(np.int32), weights.copy())

    def _open(self, story_id: str) -> int:
        story, grown = self._slots.take(story_id)
        if grown:
            self._members.append([])
            self._matrix.reserve(story + 1, self._vocabulary.width, 0)
        return story

    def _slot(self, story_id: str) -> int:
        story = self._slots.get(story_id)
        if story is None:
            raise KeyError(story_id)
        return story

    def _head(self) -> tuple[int, int, int] | None:
        """The story touched longest ago. Entries of the queue that are behind their story are brought up to date."""
        while self._queue:
            entry = self._queue[0]
            story = entry[2]
            current = (
                int(self._matrix.arrays.numbers[story, TOUCHED]),
                int(self._matrix.arrays.numbers[story, LAST_SEQ]),
                story,
            )
            if entry == current:
                return entry
            heapq.heapreplace(self._queue, current)
        return None
