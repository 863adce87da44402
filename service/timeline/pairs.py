"""Which mentions are worth comparing: an inverted index over features instead of all pairs."""

from collections.abc import Sequence

from service.timeline.features import Atom

COMMON = 32
"""A feature that more mentions have proposes no pairs across days, and no events to undated mentions."""
SAME_DAY = 128
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
        key = (atom.features, atom.low, atom.high, atom.mention.modality, atom.mention.block, atom.prepared.again)
        node = seen.setdefault(key, i)
        if node == i:
            nodes.append(i)
        else:
            twins.setdefault(node, []).append(i)
    return nodes, twins


def pairs(atoms: Sequence[Atom], nodes: Sequence[int], first: int) -> list[tuple[int, int]]:
    """Pairs of nodes with a fresh mention (number >= first) that share a rare feature, or any feature on one day."""
    wanted = {feature for i in nodes if i >= first for feature in atoms[i].features}
    index: dict[str, list[int]] = {}
    by_day: dict[tuple[str, int], list[int]] = {}
    for i in nodes:
        atom = atoms[i]
        for feature in atom.features & wanted:
            index.setdefault(feature, []).append(i)
            if atom.low == atom.high:
                by_day.setdefault((feature, atom.low), []).append(i)
    rare = min(max(8, len(nodes) // 4), COMMON)
    found: set[tuple[int, int]] = set()
    for posting in (*(p for p in index.values() if len(p) <= rare), *by_day.values()):
        for n, j in enumerate(posting):
            if j >= first:
                found.update((i, j) for i in posting[: min(n, SAME_DAY)])
    return sorted(found)
