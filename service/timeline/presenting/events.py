"""From clusters of mentions to events: the testimonies of each and the date that follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from service.timeline.clustering.merge import Cluster
from service.timeline.dating.claims import Testimony, Verdict, judge, testify
from service.timeline.sources import Sources

Key = tuple[str, int | None]
"""Article id and start of a mention."""


class Event(NamedTuple):
    """A cluster with its testimonies and their verdict."""

    cluster: Cluster
    testimonies: Sequence[Testimony]
    verdict: Verdict


def event(cluster: Cluster, sources: Sources, more: Iterable[Testimony] = ()) -> Event:
    """The event of a cluster; `more` adds testimonies."""
    testimonies = [atom.prepared.testimony for atom in cluster.dated if atom.prepared.testimony is not None]
    testimonies += more
    return Event(cluster, testimonies, judge(testimonies, sources))


def hosts(clusters: Sequence[Cluster]) -> dict[Key, Cluster]:
    """The clusters of the mentions whose time some undated mention of another cluster shares ("during which")."""
    wanted = {(atom.article.id, atom.mention.follows) for c in clusters for atom in c.followers}
    if not wanted:
        return {}
    return {
        key: c
        for c in clusters
        for atom in chain(c.dated, c.undated)
        if (key := (atom.article.id, atom.mention.start)) in wanted
    }


def followers(cluster: Cluster, hosts: Mapping[Key, Cluster], sources: Sources) -> tuple[Testimony, ...]:
    """Testimonies of undated mentions that take the day of the event that they follow."""
    found = []
    for atom in cluster.followers:
        host = hosts.get((atom.article.id, atom.mention.follows))
        if host is None or host is cluster:
            continue
        verdict = event(host, sources).verdict
        if verdict.precision in ("day", "time"):
            days, precision = verdict.days, verdict.precision
            found.append(
                testify(atom.article, atom.mention, days, precision=precision, basis="inferred", value=days[0])
            )
    return tuple(found)
