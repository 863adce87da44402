"""Same-event merge: which mentions of a story tell of one event.

Dated mentions are clustered first, then clusters that tell one event with other dates are joined (the conflicts), then
undated mentions join the cluster they fit best; they never found one. Candidate pairs come from an inverted index over
features, edges are taken in the order of falling score with an average-link check, so that no chain of pairwise
likeness swallows unlike events. All scores are whole numbers and all orders are total.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.timeline.features import SCALE, Atom, weigh

SAME_DAY = 300
"""Least score (thousandths) of two mentions of one day that tell the same event."""
ALIGNED = 140
"""The same when each is the other's best match among the mentions of that day in the two articles."""
FROM_AFAR = 40
"""Off that for articles published at least two days apart: who names a day from afar names what it is known for."""
COMPATIBLE = 400
COMPATIBLE_ALIGNED = 240
"""The same for days that only overlap (a month and a day in it)."""
CONFLICT = 150
CONFLICT_EVIDENCE = 280
CONFLICT_TOLD = 190
"""The same for other days, with the least weight of all that is shared, and of what is shared besides names: what
makes a conflict instead of two events."""
CONFLICT_UNLIKELY = 480
"""The same when one article is older than the other one's date: then a second event is the likelier story."""
UNDATED = 360
"""The same for an undated mention and the cluster it joins."""
CHAIN = 700
"""Average link of a merge, in thousandths of the threshold."""
CONFLICT_DAYS = 7
"""Dates further apart are two events whatever the likeness."""

_FLOOR = 14 * SCALE
"""Containment in a smaller bag than this says little."""
_QUANTITY_BONUS = 150
_OTHER_KIND = 700
_RARE = 3 * SCALE


class Cluster(NamedTuple):
    """Mentions of one event: `dated` found it, `undated` joined it. Numbers of atoms, ascending."""

    dated: tuple[int, ...]
    undated: tuple[int, ...] = ()


def score(a: Atom, b: Atom, weights: Mapping[str, int]) -> int:
    """Likeness of two mentions in thousandths: mean of containment and Jaccard of their weighted features.

    0 unless they share a kind of event, a quantity, or a word and one more feature.
    """
    shared = a.features & b.features
    if not shared:
        return 0
    told = quantity = False
    for feature in shared:
        kind = feature[0]
        told = told or kind in "tq" or (kind == "w" and len(shared) > 1)
        quantity = quantity or (kind == "q" and weights[feature] >= _RARE)
    if not told:
        return 0
    common = weigh(shared, weights)
    contained = 1000 * common // max(min(a.weight, b.weight), _FLOOR)
    jaccard = 1000 * common // max(a.weight + b.weight - common, _FLOOR)
    value = (contained + jaccard) // 2 + (_QUANTITY_BONUS if quantity else 0)
    if _kinds(a) and _kinds(b) and not _kinds(a) & _kinds(b):
        value = value * _OTHER_KIND // 1000
    return value


def _kinds(atom: Atom) -> set[str]:
    return {f for f in atom.features if f[0] == "t"}


def merge(atoms: Sequence[Atom], weights: Mapping[str, int]) -> list[Cluster]:
    """The clusters of a story's mentions; atoms must be in canonical order. Ascending by first atom."""
    dated = [i for i, atom in enumerate(atoms) if atom.prepared.low is not None]
    same: list[tuple[int, int, int]] = []
    other: list[tuple[int, int, int]] = []
    for i, j in _candidates(atoms, dated):
        value = score(atoms[i], atoms[j], weights)
        if value:
            (same if _gap(atoms[i], atoms[j]) == 0 else other).append((-value, i, j))
    groups = _link(dated, _strong(sorted(same), atoms), atoms)
    cross = [(v, i, j) for v, i, j in sorted(other) if _may_conflict(-v, atoms[i], atoms[j], weights)]
    groups = _conflicts(groups, cross, atoms)
    clusters = [Cluster(tuple(sorted(group))) for group in groups]
    return _attach(atoms, sorted(clusters), weights)


def _strong(edges: Sequence[tuple[int, int, int]], atoms: Sequence[Atom]) -> list[tuple[int, int, int]]:
    """The edges that may merge: good in themselves, or the best between two articles that name one day."""
    best: dict[tuple[int, str], int] = {}
    for value, i, j in edges:
        best.setdefault((i, atoms[j].article.id), value)
        best.setdefault((j, atoms[i].article.id), value)
    return [
        (value, i, j)
        for value, i, j in edges
        if -value >= _least(atoms[i], atoms[j], value == best[i, atoms[j].article.id] == best[j, atoms[i].article.id])
    ]


def _least(a: Atom, b: Atom, best: bool) -> int:
    aligned = best and a.article.id != b.article.id
    if not _same_day(a, b):
        return COMPATIBLE_ALIGNED if aligned else COMPATIBLE
    if not aligned:
        return SAME_DAY
    return ALIGNED - (FROM_AFAR if abs(a.prepared.published - b.prepared.published) >= 2 else 0)


def _candidates(atoms: Sequence[Atom], numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs that share a feature that few mentions have."""
    index: dict[str, list[int]] = {}
    for i in numbers:
        for feature in atoms[i].features:
            index.setdefault(feature, []).append(i)
    common = max(8, len(numbers) // 4)
    pairs = set()
    for feature in sorted(index):
        posting = index[feature]
        if len(posting) <= common:
            pairs.update((i, j) for n, i in enumerate(posting) for j in posting[n + 1 :])
    return sorted(pairs)


def _gap(a: Atom, b: Atom) -> int:
    """Days between two dates; 0 when they overlap."""
    p, q = a.prepared, b.prepared
    assert p.low is not None and p.high is not None and q.low is not None and q.high is not None  # noqa: S101 - dated
    return max(p.low - q.high, q.low - p.high, 0)


def _same_day(a: Atom, b: Atom) -> bool:
    p, q = a.prepared, b.prepared
    return p.low == p.high == q.low == q.high


def _may_conflict(value: int, a: Atom, b: Atom, weights: Mapping[str, int]) -> bool:
    """Whether other dates for what reads alike are a contradiction rather than a second event or a new plan."""
    p, q = a.prepared, b.prepared
    if p.low != p.high or q.low != q.high or _gap(a, b) > CONFLICT_DAYS or a.mention.modality != b.mention.modality:
        return False
    if a.article.id == b.article.id and a.mention.block == b.mention.block:
        return False
    if a.mention.modality == "projected" and p.published != q.published:
        return False
    foreseen = max(p.low or 0, q.low or 0) > min(p.published, q.published)
    if value < (CONFLICT_UNLIKELY if foreseen else CONFLICT) or p.again != q.again:
        return False
    shared = a.features & b.features
    told = weigh((f for f in shared if f[0] not in "np"), weights)
    if weigh(shared, weights) < CONFLICT_EVIDENCE or told < CONFLICT_TOLD:
        return False
    numbers_a = {f for f in a.features if f[0] == "q"}
    numbers_b = {f for f in b.features if f[0] == "q"}
    if numbers_a and numbers_b and not numbers_a & numbers_b:
        return False
    return len(shared) >= 2


def _link(numbers: Sequence[int], edges: Sequence[tuple[int, int, int]], atoms: Sequence[Atom]) -> list[list[int]]:
    """Agglomeration along falling edges; a merge needs the average over all pairs of both sides."""
    group = {i: [i] for i in numbers}
    of = {i: i for i in numbers}
    scores = {(i, j): -value for value, i, j in edges}
    for _, i, j in edges:
        a, b = of[i], of[j]
        if a == b:
            continue
        a, b = min(a, b), max(a, b)
        total = sum(scores.get((min(x, y), max(x, y)), 0) for x in group[a] for y in group[b])
        least = _least(atoms[i], atoms[j], best=True)
        if total * 1000 < least * CHAIN * len(group[a]) * len(group[b]):
            continue
        for member in group[b]:
            of[member] = a
        group[a].extend(group.pop(b))
    return [group[i] for i in sorted(group)]


def _conflicts(
    groups: list[list[int]], cross: Sequence[tuple[int, int, int]], atoms: Sequence[Atom]
) -> list[list[int]]:
    """Join clusters that are each other's best match across dates, unless one article tells both as two events."""
    of = {i: n for n, group in enumerate(groups) for i in group}
    best: dict[int, tuple[int, int]] = {}
    for value, i, j in cross:
        a, b = of[i], of[j]
        if a == b or not _separate_tellers(groups[a], groups[b], atoms):
            continue
        for this, other in ((a, b), (b, a)):
            best.setdefault(this, (value, other))
    joined = [list(group) for group in groups]
    for a, (_, b) in sorted(best.items()):
        if a < b and best.get(b, (0, -1))[1] == a:
            joined[a] += joined[b]
            joined[b] = []
    return [group for group in joined if group]


def _separate_tellers(a: Sequence[int], b: Sequence[int], atoms: Sequence[Atom]) -> bool:
    """No article has both in its prose (its own table or chronology may contradict it)."""

    def tellers(group: Sequence[int]) -> set[tuple[str, bool]]:
        return {(atoms[i].article.id, atoms[i].mention.block in ("table", "list")) for i in group}

    return not tellers(a) & tellers(b)


def _attach(atoms: Sequence[Atom], clusters: list[Cluster], weights: Mapping[str, int]) -> list[Cluster]:
    """Undated mentions join the cluster with the best score, if good enough."""
    index: dict[str, list[int]] = {}
    for n, cluster in enumerate(clusters):
        for feature in sorted({f for i in cluster.dated for f in atoms[i].features}):
            index.setdefault(feature, []).append(n)
    joined: dict[int, list[int]] = {}
    for i, atom in enumerate(atoms):
        if atom.prepared.low is not None:
            continue
        near = sorted({n for f in atom.features if f[0] not in "np" for n in index.get(f, ())})
        ranked = [(fit(atom, clusters[n], atoms, weights), -n) for n in near]
        value, n = max(ranked, default=(0, 0))
        if value >= UNDATED:
            joined.setdefault(-n, []).append(i)
    return [c._replace(undated=tuple(joined.get(n, ()))) for n, c in enumerate(clusters)]


def fit(atom: Atom, cluster: Cluster, atoms: Sequence[Atom], weights: Mapping[str, int]) -> int:
    """How well an undated mention fits a cluster: its best score, if the average holds too."""
    published = atom.article.published_at[:10]
    values = []
    for i in cluster.dated:
        other = atoms[i]
        timex = other.mention.timex
        if atom.mention.modality == "occurred" and timex is not None and (timex.low or "") > published:
            continue
        values.append(score(atom, other, weights))
    if not values or sum(values) * 1000 < UNDATED * CHAIN * len(values):
        return 0
    return max(values)
