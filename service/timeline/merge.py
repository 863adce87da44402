"""Same-event merge: which mentions of a story tell of one event.

Dated mentions are clustered first, then clusters that tell one event with other dates are joined (the conflicts), then
undated mentions join the cluster they fit best; they never found one. Candidate pairs come from an inverted index over
features, edges are taken in the order of falling score with an average-link check, so that no chain of pairwise
likeness swallows unlike events. All scores are whole numbers and all orders are total.

A large story is merged chapter by chapter: `merge` takes the clusters of the chapters before, each represented by a
few exemplars, and the mentions of one more.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from service.timeline.features import Atom
from service.timeline.pairs import COMMON, pairs, unlike
from service.timeline.score import UNDATED, UNDATED_ONLY, bar, gap, least, may_conflict, score

CHAIN = 700
"""Average link of a merge, in thousandths of the threshold."""
HEADS = 8
"""Mentions of a cluster with which undated ones are compared, the first in canonical order."""
EXEMPLARS = 3
"""Mentions that stand for a cluster in later chapters."""
Edge = tuple[int, int, int]
"""(-score, i, j) with i < j: sorts by falling score."""


class Cluster(NamedTuple):
    """Mentions of one event: `dated` found it, `undated` joined it; `exemplars` stand for it. Canonical order each."""

    dated: tuple[Atom, ...]
    undated: tuple[Atom, ...] = ()
    exemplars: tuple[Atom, ...] = ()

    @property
    def members(self) -> tuple[Atom, ...]:
        """All mentions, in canonical order."""
        return tuple(sorted((*self.dated, *self.undated), key=lambda atom: atom.key))


def merge(settled: Sequence[Cluster], fresh: Sequence[Atom], weights: Mapping[str, int]) -> list[Cluster]:
    """The clusters of a story after one more chapter: `settled` ones, grown or joined, and new ones.

    `fresh` are the chapter's mentions in canonical order; exemplars and fresh mentions must be weighed with `weights`.
    A settled cluster that nothing joins comes back as the same object. Order: settled ones first, then by mention.
    """
    atoms = [e for cluster in settled for e in cluster.exemplars]
    owner = dict(enumerate(n for n, cluster in enumerate(settled) for _ in cluster.exemplars))
    first = len(atoms)
    atoms += [atom for atom in fresh if atom.is_dated]
    nodes, twins = unlike(atoms, first)
    same: list[Edge] = []
    other: list[Edge] = []
    for i, j in pairs(atoms, nodes, first):
        value = score(atoms[i], atoms[j], weights)
        if value:
            (same if gap(atoms[i], atoms[j]) == 0 else other).append((-value, i, j))
    groups = _link(_begin(owner, nodes), _strong(sorted(same), atoms), atoms)
    groups = [sorted([*group, *(twin for i in group for twin in twins.get(i, ()))]) for group in groups]
    least_likeness = bar(first + len(fresh))
    cross = [(v, i, j) for v, i, j in sorted(other) if may_conflict(-v, atoms[i], atoms[j], weights, least_likeness)]
    groups = _conflicts(groups, cross, atoms, settled, owner)
    distinct = set(nodes)
    heads = [[atoms[i] for i in group if i in distinct][:HEADS] for group in groups]
    joined = _attach([a for a in fresh if not a.is_dated], heads, weights)
    return [_grown(group, joined.get(n, ()), atoms, settled, owner) for n, group in enumerate(groups)]


def _begin(owner: Mapping[int, int], nodes: Sequence[int]) -> list[list[int]]:
    """The groups before linking: one for each settled cluster, one for each fresh mention."""
    groups: dict[int, list[int]] = {}
    for i in nodes:
        groups.setdefault(owner.get(i, len(owner) + i), []).append(i)
    return [groups[n] for n in sorted(groups)]


def _strong(edges: Sequence[Edge], atoms: Sequence[Atom]) -> list[Edge]:
    """The edges that may merge: good in themselves, or the best between two articles that name one day."""
    best: dict[tuple[int, str], int] = {}
    for value, i, j in edges:
        best.setdefault((i, atoms[j].article.id), value)
        best.setdefault((j, atoms[i].article.id), value)
    return [
        (value, i, j)
        for value, i, j in edges
        if -value >= least(atoms[i], atoms[j], value == best[i, atoms[j].article.id] == best[j, atoms[i].article.id])
    ]


def _link(groups: Sequence[Sequence[int]], edges: Sequence[Edge], atoms: Sequence[Atom]) -> list[list[int]]:
    """Agglomeration along falling edges.

    A merge needs the average over all scored pairs of both sides, and days that all dates of both sides share, unless
    one side is a conflict already.
    """
    group = {members[0]: list(members) for members in groups}
    days = {n: _common(members, atoms) for n, members in group.items()}
    of = {i: members[0] for members in groups for i in members}
    scores = {(i, j): -value for value, i, j in edges}
    for _, i, j in edges:
        a, b = sorted((of[i], of[j]))
        if a == b:
            continue
        low, high = max(days[a][0], days[b][0]), min(days[a][1], days[b][1])
        if low > high and days[a][0] <= days[a][1] and days[b][0] <= days[b][1]:
            continue
        total = sum(scores.get((min(x, y), max(x, y)), 0) for x in group[a] for y in group[b])
        if total * 1000 < least(atoms[i], atoms[j], best=True) * CHAIN * len(group[a]) * len(group[b]):
            continue
        for member in group[b]:
            of[member] = a
        days[a] = low, high
        group[a].extend(group.pop(b))
    return [sorted(group[i]) for i in sorted(group)]


def _common(members: Sequence[int], atoms: Sequence[Atom]) -> tuple[int, int]:
    """The days that all dates of a group share; low > high when there are none."""
    return max(atoms[i].low for i in members), min(atoms[i].high for i in members)


def _conflicts(
    groups: list[list[int]],
    cross: Sequence[Edge],
    atoms: Sequence[Atom],
    settled: Sequence[Cluster],
    owner: Mapping[int, int],
) -> list[list[int]]:
    """Join clusters that are each other's best match across dates, unless one article tells both as two events."""
    of = {i: n for n, group in enumerate(groups) for i in group}
    tellers = {n: _tellers(groups[n], atoms, settled, owner) for n in sorted({of[i] for e in cross for i in e[1:]})}
    best: dict[int, tuple[int, int]] = {}
    for value, i, j in cross:
        a, b = of[i], of[j]
        if a == b or tellers[a] & tellers[b]:
            continue
        for this, that in ((a, b), (b, a)):
            best.setdefault(this, (value, that))
    joined = [list(group) for group in groups]
    for a, (_, b) in sorted(best.items()):
        if a < b and best.get(b, (0, -1))[1] == a:
            joined[a] += joined[b]
            joined[b] = []
    return [sorted(group) for group in joined if group]


def _tellers(
    group: Sequence[int], atoms: Sequence[Atom], settled: Sequence[Cluster], owner: Mapping[int, int]
) -> set[tuple[str, bool]]:
    """Who dates the event, prose apart from tables and chronologies: an article's own table may contradict it."""
    members: list[Atom] = []
    for i in group:
        members.extend(settled[owner[i]].dated if i in owner else (atoms[i],))
    return {(a.article.id, a.mention.block in ("table", "list")) for a in members}


def _attach(
    undated: Iterable[Atom], groups: Sequence[Sequence[Atom]], weights: Mapping[str, int]
) -> dict[int, list[Atom]]:
    """Undated mentions by the number of the group that they fit best, those that fit none left out."""
    index: dict[str, list[int]] = {}
    for n, group in enumerate(groups):
        for feature in sorted({f for atom in group for f in atom.features if f[0] not in "np"}):
            index.setdefault(feature, []).append(n)
    joined: dict[int, list[Atom]] = {}
    for atom in undated:
        postings = {f: index.get(f, ()) for f in atom.features if f[0] not in "np"}
        only = {n for f, posting in postings.items() if f[0] == "t" and len(posting) == 1 for n in posting}
        near = sorted({n for posting in postings.values() if len(posting) <= COMMON for n in posting})
        fits = [_fit(atom, groups[n], weights, n in only) for n in near]
        value, n = max(zip(fits, (-n for n in near), strict=True), default=(0, 0))
        if value:
            joined.setdefault(-n, []).append(atom)
    return joined


def _fit(atom: Atom, others: Sequence[Atom], weights: Mapping[str, int], only: bool) -> int:
    """How well an undated mention fits a group: its best score, if that is enough and the average holds; else 0.

    `only`: no other group tells of this kind of event, so a name in common and less likeness will do. What is told as
    past cannot be an event of a later day.
    """
    occurred = atom.mention.modality == "occurred"
    near = [o for o in others if not (occurred and o.low > atom.prepared.published)]
    values = [score(atom, other, weights) for other in near]
    named = only and any(f[0] == "n" for other in near for f in atom.features & other.features)
    threshold = UNDATED_ONLY if named else UNDATED
    if not values or max(values) < threshold or sum(values) * 1000 < threshold * CHAIN * len(values):
        return 0
    return max(values)


def _grown(
    group: Sequence[int],
    undated: Sequence[Atom],
    atoms: Sequence[Atom],
    settled: Sequence[Cluster],
    owner: Mapping[int, int],
) -> Cluster:
    """The cluster of a group: the settled one itself when nothing joined it."""
    old = [settled[n] for n in sorted({owner[i] for i in group if i in owner})]
    new = [atoms[i] for i in group if i not in owner]
    if len(old) == 1 and not new and not undated:
        return old[0]
    dated = sorted([a for c in old for a in c.dated] + new, key=lambda a: a.key)
    others = sorted([a for c in old for a in c.undated] + list(undated), key=lambda a: a.key)
    return Cluster(tuple(dated), tuple(others), _exemplars([atoms[i] for i in group]))


def _exemplars(members: Sequence[Atom]) -> tuple[Atom, ...]:
    """The mentions that share most with the others, at least one of each date; in canonical order."""
    shared: dict[str, int] = {}
    for atom in members:
        for feature in atom.features:
            shared[feature] = shared.get(feature, 0) + 1
    ranked = sorted(members, key=lambda atom: (-sum(shared[f] - 1 for f in atom.features), atom.key))
    chosen: dict[tuple[int, int], list[Atom]] = {}
    for atom in ranked:
        chosen.setdefault((atom.low, atom.high), []).append(atom)
    kept = [group[0] for group in chosen.values()][:EXEMPLARS]
    kept += [a for a in ranked if a not in kept][: EXEMPLARS - len(kept)]
    return tuple(sorted(kept, key=lambda a: a.key))
