"""Whether one candidate tells again what another one tells: the signs of two candidates."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from service.timeline.choosing.candidates import Candidate
from service.timeline.clustering.likeness import FLOOR, likeness, stems
from service.timeline.learned.model import Whole

PAIR_SIGNS = (
    "cover", "cover back", "cover shown", "shown alike", "same shown", "next", "near", "one article", "all inside",
    "names shared", "names new", "kinds shared", "kinds new", "numbers shared", "numbers new", "same date", "meet",
    "day apart", "week apart", "far apart", "both explicit", "explicit apart", "leads", "lead stronger", "lead weaker",
    "titles", "titles date", "planned differ", "crowd", "cover date", "alike date", "next date", "near date",
    "size stronger", "size weaker", "matter stronger", "matter weaker", "quotation weaker", "said weaker",
    "said stronger", "offered weaker", "offered both", "loose weaker", "loose stronger", "main", "main date",
    "main stronger", "articles shared",
)  # fmt: skip
"""Signs of two candidates [stronger, weaker], for the sum `repeat`."""


def table(candidates: Sequence[Candidate]) -> Whole:
    """The signs of each two candidates: [stronger, weaker, sign]."""
    n = len(candidates)
    found = {**_words(candidates), **_places(candidates), **_dates(candidates), **_ranks(candidates)}
    same, meet = found["same date"], found["meet"]
    found["cover date"], found["alike date"] = found["cover shown"] * same, found["shown alike"] * same
    found["next date"], found["near date"] = found["next"] * (same | meet), found["near"] * (same | meet)
    found["titles date"] = found["titles"] * same
    found["main date"] = found["main"] * same
    out = np.empty((n, n, len(PAIR_SIGNS)), dtype=np.int64)
    for i, sign in enumerate(PAIR_SIGNS):
        out[:, :, i] = found[sign]
    return out


def _words(candidates: Sequence[Candidate]) -> dict[str, Whole]:
    """What the two share in stems, names, kinds of event and quantities."""
    every = [t.sentence.stems for c in candidates for t in c.tellings]
    known = stems(every)
    unions = known.bags([frozenset().union(*(t.sentence.stems for t in c.tellings)) for c in candidates])
    shown = known.bags([c.shown.sentence.stems for c in candidates])
    whole, alone = np.maximum(known.weigh(unions), FLOOR), known.weigh(shown)
    common = known.common(unions, unions)
    found = {
        "cover": np.minimum(20 * common // whole[None, :], 20),
        "cover back": np.minimum(20 * common // whole[:, None], 20),
        "cover shown": np.minimum(20 * known.common(unions, shown) // np.maximum(alone, FLOOR)[None, :], 20),
        "shown alike": np.minimum(likeness(known.common(shown, shown), alone, alone) // 50, 16),
    }
    keys: tuple[tuple[str, Callable[[Candidate], frozenset[str]]], ...] = (
        ("names", lambda c: frozenset().union(*(t.sentence.names for t in c.tellings))),
        ("kinds", lambda c: frozenset().union(*(t.sentence.kinds for t in c.tellings))),
        ("numbers", lambda c: frozenset().union(*(t.sentence.quantities for t in c.tellings))),
    )
    for name, of in keys:
        sets = [of(c) for c in candidates]
        column = {value: i for i, value in enumerate(dict.fromkeys(v for s in sets for v in s))}
        bags = np.zeros((len(sets), len(column)), dtype=np.int64)
        for row, values in zip(bags, sets, strict=True):
            row[[column[v] for v in values]] = 1
        shared = bags @ bags.T
        found[f"{name} shared"] = np.minimum(shared, 4)
        found[f"{name} new"] = np.minimum(bags.sum(axis=1)[None, :] - shared, 4)
    return found


_APART = 1 << 20


def _places(candidates: Sequence[Candidate]) -> dict[str, Whole]:
    """How near the two stand to each other, and which articles tell both."""
    n = len(candidates)
    told = [t for c in candidates for t in c.tellings]
    column = {a: i for i, a in enumerate(dict.fromkeys(t.sentence.article.id for t in told))}
    place = np.array([column[t.sentence.article.id] * _APART + t.sentence.order for t in told], dtype=np.int64)
    starts = np.cumsum([0, *(len(c.tellings) for c in candidates[:-1])])
    between = np.abs(place[:, None] - place[None, :])
    apart = np.minimum.reduceat(np.minimum.reduceat(between, starts, 0), starts, 1)
    articles = np.zeros((n, len(column)), dtype=np.int64)
    for row, c in zip(articles, candidates, strict=True):
        row[[column[t.sentence.article.id] for t in c.tellings]] = 1
    shared = articles @ articles.T
    return {
        "next": (apart <= 1).astype(np.int64),
        "near": (apart <= 3).astype(np.int64),
        "one article": (apart < _APART // 2).astype(np.int64),
        "articles shared": np.minimum(shared, 4),
        "all inside": (shared == articles.sum(axis=1)[None, :]).astype(np.int64),
        "same shown": same_shown(candidates).astype(np.int64),
    }


def same_shown(candidates: Sequence[Candidate]) -> npt.NDArray[np.bool_]:
    """Whether two candidates show the same sentence."""
    numbers: dict[tuple[str, int], int] = {}
    at = np.array([numbers.setdefault(c.shown.sentence.place, len(numbers)) for c in candidates], dtype=np.int64)
    return np.equal(at[:, None], at[None, :])


def _dates(candidates: Sequence[Candidate]) -> dict[str, Whole]:
    """How far the dates of the two are apart, and who says so."""
    low = np.array([c.low for c in candidates], dtype=np.int64)
    high = np.array([c.high for c in candidates], dtype=np.int64)
    explicit = _flags([c.entry.basis == "explicit" for c in candidates])
    gap = np.maximum(np.maximum(low[:, None] - high[None, :], low[None, :] - high[:, None]), 0)
    same = (low[:, None] == low[None, :]) & (high[:, None] == high[None, :])
    outright = explicit[:, None] & explicit[None, :]
    crowd = np.array([min(6, int(n).bit_length()) for n in same.sum(axis=1)], dtype=np.int64)
    return {
        "same date": same.astype(np.int64),
        "meet": ((gap == 0) & ~same).astype(np.int64),
        "day apart": (gap == 1).astype(np.int64),
        "week apart": ((gap > 1) & (gap <= 7)).astype(np.int64),
        "far apart": (gap > 7).astype(np.int64),
        "both explicit": outright * same,
        "explicit apart": outright * (gap > 0),
        "crowd": crowd[:, None] * same,
    }


def _ranks(candidates: Sequence[Candidate]) -> dict[str, Whole]:
    """What either of the two is by itself."""
    lead = _flags([any(t.sentence.lead for t in c.tellings) for c in candidates])
    title = np.array([max(t.title for t in c.tellings) for c in candidates], dtype=np.int64)
    main = np.array([max(t.main for t in c.tellings) for c in candidates], dtype=np.int64)
    planned = _flags([c.entry.status == "projected" for c in candidates])
    size = np.array([min(5, len(c.tellings).bit_length()) for c in candidates], dtype=np.int64)
    matter = np.array([min(8, max(-8, max(t.matter for t in c.tellings) // 500)) for c in candidates], dtype=np.int64)
    quotation = np.array([min(t.sentence.quotation for t in c.tellings) for c in candidates], dtype=np.int64)
    said = _flags([all(t.sentence.signs[1] for t in c.tellings) for c in candidates])
    loose = _flags([c.loose for c in candidates])
    offered = _flags([c.offered for c in candidates])
    return {
        "leads": lead[:, None] * lead[None, :], "lead stronger": lead[:, None], "lead weaker": lead[None, :],
        "loose weaker": loose[None, :], "loose stronger": loose[:, None],
        "main": np.minimum(main[:, None], main[None, :]), "main stronger": main[:, None],
        "titles": np.minimum(title[:, None], title[None, :]),
        "planned differ": planned[:, None] ^ planned[None, :],
        "size stronger": size[:, None], "size weaker": size[None, :],
        "matter stronger": matter[:, None], "matter weaker": matter[None, :],
        "quotation weaker": quotation[None, :], "said weaker": said[None, :], "said stronger": said[:, None],
        "offered weaker": offered[None, :], "offered both": offered[:, None] * offered[None, :],
    }  # fmt: skip


def _flags(values: Sequence[bool]) -> Whole:
    return np.array(values, dtype=np.int64)
