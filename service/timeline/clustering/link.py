"""Which dated mentions tell of one event: agglomeration of those whose days meet, then of clusters across dates."""

from collections.abc import Iterable, Mapping, Sequence

from service.timeline.clustering.features import Atom
from service.timeline.clustering.score import least
from service.timeline.sources import family

CHAIN = 700
"""Average link of a merge, in thousandths of the threshold."""
Edge = tuple[int, int, int]
"""(-score, i, j) with i < j: sorts by falling score."""


def strong(edges: Sequence[Edge], atoms: Sequence[Atom]) -> list[Edge]:
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


def link(groups: Sequence[Sequence[int]], edges: Sequence[Edge], atoms: Sequence[Atom]) -> list[list[int]]:
    """Agglomeration along falling edges.

    A merge needs the average over all scored pairs of both sides, and days that all dates of both sides share, unless
    one side is a conflict already.
    """
    group = {members[0]: list(members) for members in groups}
    of = {i: members[0] for members in groups for i in members}
    total = _totals(edges, of)
    days = {n: _common(group[n], atoms) for n in total}
    for _, i, j in edges:
        a, b = sorted((of[i], of[j]))
        if a == b:
            continue
        low, high = max(days[a][0], days[b][0]), min(days[a][1], days[b][1])
        if low > high and days[a][0] <= days[a][1] and days[b][0] <= days[b][1]:
            continue
        if total[a][b] * 1000 < least(atoms[i], atoms[j], best=True) * CHAIN * len(group[a]) * len(group[b]):
            continue
        for member in group[b]:
            of[member] = a
        days[a] = low, high
        group[a].extend(group.pop(b))
        for c, value in total.pop(b).items():
            del total[c][b]
            if c != a:
                total[a][c] = total[c][a] = total[a].get(c, 0) + value
    return [sorted(group[i]) for i in sorted(group)]


def _totals(edges: Iterable[Edge], of: Mapping[int, int]) -> dict[int, dict[int, int]]:
    """For each group with edges the groups that they lead to, with the sum of the edges' scores."""
    total: dict[int, dict[int, int]] = {}
    for value, i, j in edges:
        a, b = of[i], of[j]
        between = total.setdefault(a, {}).get(b, 0) - value
        total[a][b] = total.setdefault(b, {})[a] = between
    return total


def _common(members: Sequence[int], atoms: Sequence[Atom]) -> tuple[int, int]:
    """The days that all dates of a group share; low > high when there are none."""
    return max(atoms[i].low for i in members), min(atoms[i].high for i in members)


def unrivalled(across: Sequence[Edge], same: Iterable[Edge], atoms: Sequence[Atom]) -> list[Edge]:
    """The edges across dates of mentions that fit each other better than all with a common day fit them.

    What the other outlet tells of the mention's own day comes first: there it agrees, and tells of something else here.
    """
    best: dict[tuple[int, str], int] = {}
    for value, i, j in same if across else ():
        best.setdefault((i, family(atoms[j].article)), value)
        best.setdefault((j, family(atoms[i].article)), value)
    return [
        (value, i, j)
        for value, i, j in across
        if value < min(best.get((i, family(atoms[j].article)), 0), best.get((j, family(atoms[i].article)), 0))
    ]


def conflicts(groups: Sequence[list[int]], cross: Iterable[Edge], atoms: Sequence[Atom]) -> list[list[int]]:
    """Join groups that are each other's best match across dates; `cross` are the edges in order."""
    of = {i: n for n, group in enumerate(groups) for i in group}
    best: dict[int, tuple[int, int]] = {}
    for value, i, j in cross:
        a, b = of[i], of[j]
        if a != b and not (a in best and b in best):
            best.setdefault(a, (value, b))
            best.setdefault(b, (value, a))
    joined = list(groups)
    for a, (_, b) in sorted(best.items()):
        if a < b and best.get(b, (0, -1))[1] == a and not _sequence(groups[a], groups[b], atoms):
            joined[a] = sorted([*groups[a], *groups[b]])
            joined[b] = []
    return [group for group in joined if group]


def _sequence(some: Iterable[int], others: Iterable[int], atoms: Sequence[Atom]) -> bool:
    """Whether an article tells of both groups, and each has another article: two events, which it tells apart.

    Where all that speaks for a date is in an article that gives another one as well, it contradicts itself.
    """
    one, other = ({atoms[i].article.id for i in group} for group in (some, others))
    both = one & other
    return bool(both) and both < one and both < other
