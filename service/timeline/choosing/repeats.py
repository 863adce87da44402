"""Whether one candidate tells again what another one tells: the signs of two candidates."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from service.timeline.choosing.candidates import Candidate
from service.timeline.choosing.folded import Folded
from service.timeline.clustering.likeness import FLOOR, bags, likeness, stems
from service.timeline.clustering.sentences import Sentence
from service.timeline.learned.model import Column

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


Square = Mapping[str, Column]
"""A sign of each two candidates [stronger, weaker]; a row or column stands for equal ones."""


def square(candidates: Sequence[Candidate]) -> Square:
    """The signs of each two of some candidates (at least one)."""
    folded = Folded(candidates)
    found = {**_words(folded), **_shared(folded), **_places(folded), **_dates(folded), **_ranks(folded)}
    same, meet = found["same date"], found["meet"]
    found["cover date"], found["alike date"] = found["cover shown"] * same, found["shown alike"] * same
    found["next date"], found["near date"] = found["next"] * (same | meet), found["near"] * (same | meet)
    found["titles date"] = found["titles"] * same
    found["main date"] = found["main"] * same
    return found


def _words(folded: Folded) -> dict[str, Column]:
    """What the two share in stems."""
    said = [[t.sentence.stems for t in c.tellings] for c in folded.candidates]
    beyond = [c.shown.sentence.stems for c in folded.candidates if c.shown not in c.tellings]
    known = stems([s.stems for s in folded.sentences], beyond)
    unions = known.bags([sets[0].union(*sets[1:]) for sets in said])
    shown = known.bags([c.shown.sentence.stems for c in folded.candidates])
    whole, alone = np.maximum(unions.weight, FLOOR), shown.weight
    common = known.common(unions, unions)
    return {
        "cover": np.minimum(20 * common // whole[None, :], 20),
        "cover back": np.minimum(20 * common // whole[:, None], 20),
        "cover shown": np.minimum(20 * known.common(unions, shown) // np.maximum(alone, FLOOR)[None, :], 20),
        "shown alike": np.minimum(likeness(known.common(shown, shown), alone, alone) // 50, 16),
    }


def _shared(folded: Folded) -> dict[str, Column]:
    """What the two share in names, kinds of event and quantities, and what the weaker has besides."""
    found: dict[str, Column] = {}
    of: tuple[tuple[str, Callable[[Sentence], frozenset[str]]], ...] = (
        ("names", lambda s: s.names), ("kinds", lambda s: s.kinds), ("numbers", lambda s: s.quantities),
    )  # fmt: skip
    for name, values in of:
        sets = [values(s) for s in folded.sentences]
        column = {value: i for i, value in enumerate(dict.fromkeys(chain.from_iterable(sets)))}
        rows = folded.most(bags(sets, column))
        shared = rows @ rows.T
        new = rows.sum(axis=1)[None, :] - shared
        found[f"{name} shared"] = np.minimum(shared, 4).astype(np.int64)
        found[f"{name} new"] = np.minimum(new, 4).astype(np.int64)
    return found


_APART = 1 << 20
"""More sentences than any article has, so that no two articles come near each other."""


def _places(folded: Folded) -> dict[str, Column]:
    """How near the two stand to each other, and which articles tell both."""
    told = folded.sentences
    ids = [s.article.id for s in told]
    column = {article: i for i, article in enumerate(dict.fromkeys(ids))}
    place = np.array([column[s.article.id] * _APART + s.order for s in told], dtype=np.int64)
    apart = folded.least(folded.least(np.abs(place[:, None] - place[None, :])), axis=1)
    rows = folded.most(bags([(article,) for article in ids], column))
    shared = rows @ rows.T
    return {
        "next": (apart <= 1).astype(np.int64),
        "near": (apart <= 3).astype(np.int64),
        "one article": (apart < _APART // 2).astype(np.int64),
        "articles shared": np.minimum(shared, 4).astype(np.int64),
        "all inside": (shared == rows.sum(axis=1)[None, :]).astype(np.int64),
        "same shown": same_shown(folded.candidates).astype(np.int64),
    }


def same_shown(candidates: Sequence[Candidate]) -> npt.NDArray[np.bool_]:
    """Whether two candidates show the same sentence."""
    numbers: dict[tuple[str, int], int] = {}
    at = np.array([numbers.setdefault(c.shown.sentence.place, len(numbers)) for c in candidates], dtype=np.int64)
    return np.equal(at[:, None], at[None, :])


def _dates(folded: Folded) -> dict[str, Column]:
    """How far the dates of the two are apart, and who says so."""
    low = np.array([c.low for c in folded.candidates], dtype=np.int64)
    high = np.array([c.high for c in folded.candidates], dtype=np.int64)
    explicit = np.array([c.entry.basis == "explicit" for c in folded.candidates], dtype=np.int64)
    gap = np.maximum(np.maximum(low[:, None] - high[None, :], low[None, :] - high[:, None]), 0)
    same = (low[:, None] == low[None, :]) & (high[:, None] == high[None, :])
    outright = explicit[:, None] & explicit[None, :]
    crowd = np.array([min(6, n.bit_length()) for n in same.sum(axis=1).tolist()], dtype=np.int64)
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


def _ranks(folded: Folded) -> dict[str, Column]:
    """What either of the two is by itself."""
    most, least, told = folded.most, folded.least, folded.told
    flags = [(c.loose, c.offered, c.entry.status == "projected") for c in folded.candidates]
    loose, offered, planned = np.array(flags, dtype=np.int64).T
    lead, title, main = most(told("lead")), most(told("title")), most(told("main"))
    size = np.array([min(5, n.bit_length()) for n in folded.sizes.tolist()], dtype=np.int64)
    matter = np.minimum(8, np.maximum(-8, most(told("matter")) // 500))
    quotation, said = least(told("quotation")), least(told("said"))
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
