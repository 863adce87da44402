"""Which candidates are told: the strongest first; what repeats one of these goes under it, what is weak is left out.

A candidate is first ranked by itself (`rank`). In that order each is told, unless it more likely than not repeats a
better one (`repeat`): then its sentences go under that one as `also`. What is left is told when the chance that it is
right and matters (`right that matters`) is large enough against the chance that it is wrong (`right`): more is asked of
what nobody dates outright (thresholds `odds` and `offer odds` of the learned data).
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from service.records import Entry, Evidence
from service.timeline.choosing import alone, repeats
from service.timeline.choosing.alone import CANDIDATE_SIGNS
from service.timeline.choosing.candidates import Candidate, Story
from service.timeline.choosing.repeats import PAIR_SIGNS
from service.timeline.learned.chance import chance
from service.timeline.learned.model import Whole, model, threshold

MOST = 200
"""So many candidates of a story are compared, those of the highest rank."""
REPEATS = 0
"""Log odds (thousandths) from which on a candidate repeats another."""
ALIKE = 9000
"""Log odds of candidates that show one and the same sentence: it is shown once."""
_UNLIKE = -9000
"""Log odds of what is first; nothing is told to be less alike."""
MOST_ALSO = 20
"""Further tellings that an entry keeps, the first ones in canonical order."""

CHOICE_SIGNS = (
    *CANDIDATE_SIGNS, "repeats", "repeats another", "likely repeats", "repeats on its day", "rank", "relative rank",
    "first", "first of its day", "better of its day", "better of its articles", "better of both", "repeated",
    "articles of all", "dated of its day", "offer of a day without", "offer beside no lead",
)  # fmt: skip
"""Signs of a candidate among the others, for the sums `right` and `right that matters`."""


class Ranked(NamedTuple):
    """The candidates that repeat no better one, best first: their numbers, the repetitions of each, their signs."""

    kept: list[int]
    members: dict[int, list[int]]
    signs: Whole


def choose(candidates: Sequence[Candidate], story: Story) -> tuple[Entry, ...]:
    """The entries of a story, by date, from candidates in canonical order."""
    if not candidates:
        return ()
    signs = alone.table(candidates, story)
    order = by_rank(model("rank", story.language, CANDIDATE_SIGNS)(signs))[:MOST]
    some, signs = [candidates[i] for i in order], signs[order]
    repeat = model("repeat", story.language, PAIR_SIGNS).of(repeats.square(some))
    ranked = among(some, signs, repeat)
    right = model("right", story.language, CHOICE_SIGNS)(ranked.signs).tolist()
    matters = model("right that matters", story.language, CHOICE_SIGNS)(ranked.signs).tolist()
    least = {offered: threshold("offer odds" if offered else "odds") for offered in (False, True)}
    told = []
    for i, p, q in zip(ranked.kept, right, matters, strict=True):
        worth = chance(q)
        enough = 1000 * worth >= least[some[i].offered] * (1000 - chance(p))
        if enough or some[i].entry.conflict == "hard":
            told.append(_entry(some, i, ranked.members[i], worth))
    return tuple(sorted(_distinct(told), key=lambda entry: (entry.date, entry.id)))


def _distinct(found: Sequence[Entry]) -> list[Entry]:
    """Entries of one day in the same words, which would have one id, get ids of their own."""
    distinct: dict[str, Entry] = {}
    for made in sorted(found, key=lambda e: (e.id, e.sources, e.article_id)):
        number = 1
        while (name := made.id if number == 1 else f"{made.id}-{number}") in distinct:
            number += 1
        distinct[name] = made if number == 1 else replace(made, id=name)
    return list(distinct.values())


def by_rank(scores: Whole) -> list[int]:
    """Numbers of candidates by falling score, in their order among equals."""
    values = scores.tolist()
    return sorted(range(len(values)), key=lambda i: (-values[i], i))


def among(candidates: Sequence[Candidate], signs: Whole, repeat: Whole) -> Ranked:
    """Candidates (best first) without those that repeat a better one. `repeat`: log odds [stronger, weaker]."""
    kept: list[int] = []
    members: dict[int, list[int]] = {}
    over: list[tuple[int, int]] = []
    odds: list[list[int]] = repeat.tolist()
    highest: list[list[int]] = np.where(repeats.same_shown(candidates), np.maximum(repeat, ALIKE), repeat).tolist()
    for i, candidate in enumerate(candidates):
        values = [highest[k][i] for k in kept]
        top = max(values, default=_UNLIKE)
        if top >= REPEATS and candidate.entry.conflict != "hard":
            host = kept[values.index(top)]
            members[host].append(i)
            highest[host] = list(map(max, highest[host], odds[i]))
        else:
            kept.append(i)
            members[i] = [i]
            second, top = sorted((_UNLIKE, _UNLIKE, *values))[-2:]
            over.append((top, second))
    return Ranked(kept, members, _signs(candidates, signs, kept, members, over))


def _signs(
    candidates: Sequence[Candidate],
    signs: Whole,
    kept: Sequence[int],
    members: dict[int, list[int]],
    over: Sequence[tuple[int, int]],
) -> Whole:
    """The signs of those kept, among each other; `over`: the two highest odds that each repeats a better one."""
    rows = []
    days: dict[tuple[int, int], list[int]] = {}
    dated = Counter((c.low, c.high) for c in candidates if not c.offered)
    articles = [{t.sentence.article.id for t in candidates[i].tellings} for i in kept]
    for n, (i, (top, second)) in enumerate(zip(kept, over, strict=True)):
        c = candidates[i]
        day = days.setdefault((c.low, c.high), [])
        near = [m for m in range(n) if not articles[m].isdisjoint(articles[n])]
        both = len(set(near).intersection(day))
        likely = min(16, max(0, 8 + top // 250))
        rows.append((
            min(8, max(-16, top // 250)), min(8, max(-16, second // 250)), likely, likely * bool(day),
            min(6, (n + 1).bit_length()), 8 * n // len(candidates), n == 0, not day, min(6, len(day)),
            min(8, len(near)), min(6, both),
            min(4, len(members[i]) - 1),
            min(5, len({t.sentence.article.id for m in members[i] for t in candidates[m].tellings})),
            min(4, dated.get((c.low, c.high), 0)), c.offered and not dated.get((c.low, c.high), 0),
            c.offered and not any(t.sentence.lead for m in members[i] for t in candidates[m].tellings),
        ))  # fmt: skip
        day.append(n)
    return np.hstack([signs[list(kept)], np.array(rows, dtype=np.int64)])


def _entry(candidates: Sequence[Candidate], i: int, members: Sequence[int], salience: int) -> Entry:
    """The entry of a candidate, with the sentences of those that repeat it."""
    entry = candidates[i].entry
    shown = {(v.article_id, v.start) for claim in entry.claims for v in claim.evidence}
    others = sorted({t.sentence for m in members if m != i for t in candidates[m].tellings}, key=lambda s: (
        s.article.published_at, s.article.id, s.start,
    ))  # fmt: skip
    also = [Evidence(s.article.id, s.start, s.end) for s in others if s.place not in shown]
    return replace(entry, salience=salience, also=tuple(also[:MOST_ALSO]))
