"""The sentences of a chapter as the chapter sees them: whether each tells an event, and how far it matters."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from service.timeline.clustering.features import SCALE
from service.timeline.clustering.likeness import Floats, likeness, neighbours, stems
from service.timeline.clustering.sentences import SIGNS, Sentence
from service.timeline.learned.model import Whole, model

TELLING_SIGNS = (*SIGNS, "alike", "told", "share", "own title", "other title", "titled lead", "main", "articles")
"""Signs of a sentence in its chapter, for the sums `event` and `matter`."""
ALIKE = 150
"""Sentences of one day so much alike (thousandths) tell one event."""
_TOLD = 200
"""A sentence of another article that is so much alike tells the same."""
_TITLE_FLOOR = 12 * SCALE
"""A title that weighs less (three rare words or so) shares little, however much of it is shared."""


class Telling(Struct, frozen=True, eq=False, gc=False):
    """A sentence in its chapter.

    `event`, `matter`: log odds (thousandths) that it tells an event, and one that matters. `title`: how many tenths it
    has of the title that it shares most with; `told`: how many other articles tell the same; `main`: see `_main`.
    """

    sentence: Sentence
    event: int
    matter: int
    title: int
    told: int
    main: int


class Chapter(NamedTuple):
    """The tellings of a chapter, the others that each is like (number and likeness, ascending), the signs of each."""

    tellings: list[Telling]
    near: list[list[tuple[int, int]]]
    signs: Whole


def tell(sentences: Sequence[Sentence], titles: Mapping[str, frozenset[str]]) -> Chapter:
    """The tellings of sentences in canonical order; `titles` has the stems of the title of each of their articles."""
    known = stems([s.stems for s in sentences], titles.values())
    bags = known.bags([s.stems for s in sentences])
    like = likeness(known.common(bags, bags), bags.weight, bags.weight)
    ids = list(titles)
    column = {article: i for i, article in enumerate(ids)}
    owner = np.array([column[s.article.id] for s in sentences], dtype=np.int64)
    named = known.bags([titles[article] for article in ids])
    shared = 10 * known.common(bags, named) // np.maximum(named.weight, _TITLE_FLOOR)[None, :]
    main = _main(sentences, owner, known.weight[: known.shared], (named.rows, bags.rows))
    signs = _signs(sentences, like, owner, np.minimum(shared, 10), main)
    language = sentences[0].article.language if sentences else ""
    event = model("event", language, TELLING_SIGNS)(signs)
    matter = model("matter", language, TELLING_SIGNS)(signs)
    title, told = shared.max(axis=1, initial=0), signs[:, TELLING_SIGNS.index("told")]
    columns = (event, matter, title, told, main)
    made = [Telling(*row) for row in zip(sentences, *(column.tolist() for column in columns), strict=True)]
    return Chapter(made, neighbours(like, ALIKE), signs)


def _signs(sentences: Sequence[Sentence], like: Whole, owner: Whole, shared: Whole, main: Whole) -> Whole:
    """The signs of each sentence: its own and those that it has in its chapter."""
    count = len(sentences)
    if not count:
        return np.zeros((0, len(TELLING_SIGNS)), dtype=np.int64)
    articles = shared.shape[1]
    best = np.zeros((count, articles), dtype=np.int64)
    for article in range(articles):
        theirs = owner == article
        if theirs.any():
            best[:, article] = like[:, theirs].max(axis=1)
    rows = np.arange(count)
    best[rows, owner] = 0
    told = (best >= _TOLD).sum(axis=1)
    mine = shared[rows, owner]
    others = shared.copy()
    others[rows, owner] = 0
    others = others.max(axis=1)
    own = np.array([s.signs for s in sentences], dtype=np.int64)
    lead = own[:, SIGNS.index("lead")]
    more = (
        np.minimum(12, best.max(axis=1, initial=0) // 50),
        np.minimum(5, told),
        8 * told // max(1, articles - 1),
        mine,
        others,
        lead * mine,
        main,
        np.full(count, min(6, articles.bit_length())),
    )
    return np.hstack([own, np.stack(more, axis=1)])


_MAIN_WORDS = 8
"""So many words, the weightiest, name the main event: about as many as a headline has that say something."""


def _main(sentences: Sequence[Sentence], owner: Whole, weights: Floats, bags: tuple[Floats, Floats]) -> Whole:
    """How many tenths of the words of the main event each sentence has.

    These are in the titles or first sentences of several articles, and weigh as much as articles have them there.
    `bags`: those of titles, and of sentences.
    """
    named, told = bags
    heads = named.copy()
    firsts = [i for i, s in enumerate(sentences) if s.order == 0]
    heads[owner[firsts]] = np.maximum(named[owner[firsts]], told[firsts])
    counts = heads.sum(axis=0).astype(np.int64)
    weight = np.where(counts > 1, counts * weights.astype(np.int64) // SCALE, 0)
    whole = int(np.sort(weight)[-_MAIN_WORDS:].sum())
    found: Whole = np.minimum(10, np.rint(told @ weight).astype(np.int64) * 10 // max(1, whole))
    return found
