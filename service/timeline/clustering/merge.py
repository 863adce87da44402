"""Same-event merge: which mentions of a story tell of one event.

Dated mentions are clustered first, then clusters that tell one event with other dates are joined (the conflicts), then
undated mentions join the cluster they fit best; they never found one. Candidate pairs come from an inverted index over
features, edges are taken in the order of falling score with an average-link check, so that no chain of pairwise
likeness swallows unlike events. All scores are whole numbers and all orders are total.

A large story is merged chapter by chapter: `merge` takes the clusters of the chapters before, each represented by a
few exemplars, and the mentions of one more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from service.timeline.clustering.attach import attach
from service.timeline.clustering.features import Atom, weigh
from service.timeline.clustering.link import Edge, conflicts, link, strong, unrivalled
from service.timeline.clustering.pairs import pairs, unlike
from service.timeline.clustering.score import Bar, bar, comparable, contradict, score

HEADS = 8
"""Mentions of a cluster with which undated ones are compared, the first in canonical order."""
EXEMPLARS = 3
"""Mentions that stand for a cluster in later chapters."""


class Cluster(Struct, frozen=True, eq=False, gc=False):
    """Mentions of one event: `dated` found it, `undated` joined it; `exemplars` stand for it. Canonical order each.

    `leads` are undated leads, `followers` undated mentions that share the time of another one of their article.

    Clusters are equal when their mentions are the same and say the same in their story.
    """

    dated: tuple[Atom, ...]
    undated: tuple[Atom, ...] = ()
    exemplars: tuple[Atom, ...] = ()
    leads: tuple[Atom, ...] = ()
    followers: tuple[Atom, ...] = ()

    def __eq__(self, other: object) -> bool:
        """Compares mentions and features; those of copies of a mention in another chapter are never equal."""
        return isinstance(other, Cluster) and _same(self.dated, other.dated) and _same(self.undated, other.undated)

    def __hash__(self) -> int:
        """Cheap, since most look-ups are of the very object."""
        return hash((self.dated[:1] and self.dated[0].key, len(self.dated), len(self.undated)))


def _same(some: Sequence[Atom], others: Sequence[Atom]) -> bool:
    return len(some) == len(others) and all(
        a.prepared is b.prepared and a.told == b.told and a.about == b.about for a, b in zip(some, others, strict=True)
    )


def merge(
    settled: Sequence[Cluster],
    exemplars: Sequence[Sequence[Atom]],
    fresh: Sequence[Atom],
    weights: Mapping[str, int],
) -> list[Cluster]:
    """The clusters of a story after one more chapter: `settled` ones, grown or joined, and new ones.

    `exemplars` are those of the settled clusters, `fresh` the chapter's mentions in canonical order, after all settled
    ones; both are weighed with `weights`. A settled cluster that nothing joins comes back as the same object. Order:
    settled ones first, then by mention.
    """
    atoms = [e for standing in exemplars for e in standing]
    owner = [n for n, standing in enumerate(exemplars) for _ in standing]
    first = len(atoms)
    atoms += [atom for atom in fresh if atom.is_dated]
    nodes, twins = unlike(atoms, first)
    same, across = _edges(atoms, pairs(atoms, nodes, first), weights, bar(first + len(fresh)))
    groups = link(_begin(owner, nodes), strong(same, atoms), atoms)
    groups = [_complete(group, twins) for group in groups]
    groups = conflicts(groups, unrivalled(across, same, atoms), atoms)
    distinct = set(nodes)
    heads = [[atoms[i] for i in group if i in distinct][:HEADS] for group in groups]
    joined = attach([a for a in fresh if not a.is_dated], heads, weights)
    clusters = []
    for n, group in enumerate(groups):
        old = [settled[s] for s in sorted({owner[i] for i in group if i < first})]
        new = [atoms[i] for i in group if i >= first]
        undated = joined.get(n, [])
        if len(old) == 1 and not new and not undated:
            clusters.append(old[0])
        else:
            members = [atoms[i] for i in group]
            clusters.append(_grown(old, new, undated, _exemplars(members)))
    return clusters


def _edges(
    atoms: Sequence[Atom], near: Mapping[int, Iterable[int]], weights: Mapping[str, int], bar: Bar
) -> tuple[list[Edge], list[Edge]]:
    """The pairs that are alike and whose days meet, and those that may contradict each other; by falling score."""
    same: list[Edge] = []
    across: list[Edge] = []
    for j, earlier in near.items():
        b = atoms[j]
        for i in earlier:
            a = atoms[i]
            if a.low <= b.high and b.low <= a.high:
                if value := score(a, b, weights):
                    same.append((-value, i, j))
            elif comparable(a, b) and contradict(value := score(a, b, weights), a, b, weights, bar):
                across.append((-value, i, j))
    return sorted(same), sorted(across)


def _begin(owner: Sequence[int], nodes: Sequence[int]) -> list[list[int]]:
    """The groups before linking: one for each settled cluster, one for each fresh mention."""
    groups: dict[int, list[int]] = {}
    for i in nodes:
        groups.setdefault(owner[i] if i < len(owner) else i, []).append(i)
    return list(groups.values())


def _complete(group: list[int], twins: Mapping[int, Sequence[int]]) -> list[int]:
    if twins.keys().isdisjoint(group):
        return group
    return sorted(chain(group, *(twins[i] for i in group if i in twins)))


def _grown(
    old: Sequence[Cluster], new: Sequence[Atom], undated: Sequence[Atom], exemplars: tuple[Atom, ...]
) -> Cluster:
    """The cluster of `old` ones and fresh mentions."""
    return Cluster(
        in_order([*chain.from_iterable(c.dated for c in old), *new]),
        in_order([*chain.from_iterable(c.undated for c in old), *undated]),
        exemplars,
        (*chain.from_iterable(c.leads for c in old), *(a for a in undated if a.mention.block == "lead")),
        (*chain.from_iterable(c.followers for c in old), *(a for a in undated if a.mention.follows is not None)),
    )


def in_order(atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    """Mentions in canonical order."""
    return tuple(sorted(atoms, key=attrgetter("prepared.key")))


def _exemplars(members: Sequence[Atom]) -> tuple[Atom, ...]:
    """The mentions that share most with the others, at least one of each date; in canonical order."""
    if len(members) <= EXEMPLARS:
        return in_order(members)
    shared = Counter(chain.from_iterable(bag for atom in members for bag in (atom.about, atom.told)))
    common = {f: 1 - count for f, count in shared.items()}
    ranked = sorted(in_order(members), key=lambda atom: weigh(atom.about, common) + weigh(atom.told, common))
    chosen: dict[tuple[int, int], list[Atom]] = {}
    for atom in ranked:
        chosen.setdefault((atom.low, atom.high), []).append(atom)
    kept = [group[0] for group in chosen.values()][:EXEMPLARS]
    kept += [a for a in ranked if a not in kept][: EXEMPLARS - len(kept)]
    return in_order(kept)
