"""Which mentions are worth comparing: an inverted index over features instead of all pairs."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from service.timeline.clustering.features import Atom

COMMON = 32
"""A feature that more mentions have proposes no pairs across days, and no events to undated mentions."""
COMPARED_ON_A_DAY = 128
"""The first so many mentions of one day with a feature are compared with the later ones."""


def unlike(atoms: Sequence[Atom], first: int) -> tuple[list[int], dict[int, list[int]]]:
    """Numbers of the mentions that differ in what they say, and for each of these its fresh twins.

    Twins are mentions (number >= `first`) with the same features and date, as copies of a wire report have.
    """
    nodes = list(range(first))
    twins: dict[int, list[int]] = {}
    seen: dict[tuple[object, ...], int] = {}
    for i in range(first, len(atoms)):
        atom = atoms[i]
        said = atom.about, atom.told, atom.low, atom.high, atom.mention.modality, atom.mention.block
        node = seen.setdefault((*said, atom.prepared.again), i)
        if node == i:
            nodes.append(i)
        else:
            twins.setdefault(node, []).append(i)
    return nodes, twins


def pairs(atoms: Sequence[Atom], nodes: Sequence[int], first: int) -> Mapping[int, set[int]]:
    """Each fresh node (number >= `first`) with the nodes before it that share a rare feature, or any on one day."""
    fresh = nodes[bisect_left(nodes, first) :]
    wanted = {feature for i in fresh for bag in (atoms[i].about, atoms[i].told) for feature in bag}
    index: dict[str, list[int]] = {feature: [] for feature in wanted}
    by_day: dict[tuple[str, int], list[int]] = {}
    for i in nodes:
        atom = atoms[i]
        for feature in (*(atom.about & wanted), *(atom.told & wanted)):
            index[feature].append(i)
            if atom.low == atom.high:
                by_day.setdefault((feature, atom.low), []).append(i)
    rare = min(max(8, len(nodes) // 4), COMMON)
    near: dict[int, set[int]] = {j: set() for j in fresh}
    for posting in (*(p for p in index.values() if len(p) <= rare), *by_day.values()):
        for n in range(bisect_left(posting, first), len(posting)):
            near[posting[n]].update(posting[: min(n, COMPARED_ON_A_DAY)])
    return near
