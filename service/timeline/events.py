"""From clusters of mentions to events: the testimonies of each and the date that follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from service.mentions.find import QUOTED
from service.timeline.claims import Testimony, Verdict, judge, testify
from service.timeline.features import Atom
from service.timeline.merge import Cluster
from service.timeline.sources import Sources

_MIN_CLAUSE = 20
_BACKGROUND_FEATURES = 3
_BACKGROUND = ("year", "decade", "century", "season", "quarter")

Key = tuple[str, int | None]
"""Article id and start of a mention."""


class Event(NamedTuple):
    """A cluster with its testimonies and their verdict."""

    cluster: Cluster
    testimonies: Sequence[Testimony]
    verdict: Verdict


def event(cluster: Cluster, source: Mapping[str, str], more: Iterable[Testimony] = ()) -> Event:
    """The event of a cluster; `source` names the independent source of each article, `more` adds testimonies."""
    testimonies = [atom.prepared.testimony for atom in cluster.dated if atom.prepared.testimony is not None]
    testimonies += more
    return Event(cluster, testimonies, judge(testimonies, source))


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


def followers(cluster: Cluster, hosts: Mapping[Key, Cluster], source: Mapping[str, str]) -> tuple[Testimony, ...]:
    """Testimonies of undated mentions that take the day of the event that they follow."""
    found = []
    for atom in cluster.followers:
        host = hosts.get((atom.article.id, atom.mention.follows))
        if host is None or host is cluster:
            continue
        verdict = event(host, source).verdict
        if verdict.precision in ("day", "time"):
            days, precision = verdict.days, verdict.precision
            found.append(
                testify(atom.article, atom.mention, days, precision=precision, basis="inferred", value=days[0])
            )
    return tuple(found)


def worth_telling(event: Event, sources: Sources) -> bool:
    """Whether an event is an entry: somebody dates it outright, and it says what happened.

    "After the meeting on Monday, ..." dates what follows only loosely, "Monday's vote" only in passing, and "this year"
    hardly at all, so these take two sources; a year or season of a background paragraph needs a kind of event or a
    quantity, and company.
    """
    cluster = event.cluster
    relations = {atom.mention.relation for atom in cluster.dated}
    if not relations & {"on", "within"} or all(map(_not_over, cluster.dated)):
        joined = (atom.article.id for atom in (*cluster.dated, *cluster.undated))
        tellers = joined if "of" in relations else (t.article_id for t in event.testimonies)
        if sources.independent(tellers) < 2:
            return False
    return any(_tells(atom) for atom in cluster.dated)


def _not_over(atom: Atom) -> bool:
    """Whether a clause dates by a year or season that is not over as it is written: "the strongest this year"."""
    timex = atom.mention.timex
    return timex is not None and timex.precision in _BACKGROUND and atom.low <= atom.prepared.published < atom.high


def _tells(atom: Atom) -> bool:
    """Whether a clause says enough to stand alone."""
    mention = atom.mention
    if mention.end - mention.start < _MIN_CLAUSE or mention.timex is None or _quoted(atom):
        return False
    features = len(atom.about) + len(atom.told)
    if mention.timex.precision in _BACKGROUND:
        classes = {f[0] for f in (*atom.about, *atom.told)}
        return bool(atom.kinds or atom.quantities) and len(classes) > 1 and features >= _BACKGROUND_FEATURES
    return features >= 2


def _quoted(atom: Atom) -> bool:
    """Whether the sentence is a quotation with its speaker: what somebody said is no event of its own."""
    text, start, end = atom.article.text, atom.mention.sentence_start, atom.mention.sentence_end
    quotations = list(QUOTED.finditer(text, start, end))
    return any(m.start() == start for m in quotations) or 2 * sum(m.end() - m.start() for m in quotations) > end - start
