"""What was reported on a day: one entry per publication day for leads that give no date of their own."""

from collections.abc import Mapping, Sequence

from service.timeline.claims import Testimony, judge
from service.timeline.entries import Event, day_of, valid_day
from service.timeline.features import Atom
from service.timeline.merge import Cluster, score
from service.timeline.sources import Sources

REPEATED = 300
"""Leads of this likeness tell the same news; a repetition on a later day opens no entry (thousandths)."""


def leads(atoms: Sequence[Atom], events: Sequence[Event], weights: Mapping[str, int], sources: Sources) -> list[Event]:
    """The publication-day events of a story, at most one for each day.

    The first mention of each article counts when it is the lead, has no date and belongs to no event. Leads alike are
    one piece of news, dated by its first publication; of several on one day the best sourced is the entry.
    """
    taken = {i for event in events for i in (*event.cluster.dated, *event.cluster.undated)}
    first: dict[str, int] = {}
    for i, atom in enumerate(atoms):
        first.setdefault(atom.article.id, i)
    dated = {(a.article.id, a.mention.sentence_start) for a in atoms if a.prepared.low is not None}
    free = [
        i
        for i in first.values()
        if i not in taken
        and atoms[i].mention.block == "lead"
        and (atoms[i].article.id, atoms[i].mention.sentence_start) not in dated
        and valid_day(day_of(atoms[i]))
    ]
    news: list[list[int]] = []
    for i in free:  # canonical order: a lead joins the oldest news that it repeats
        same = next((n for n in news if score(atoms[n[0]], atoms[i], weights) >= REPEATED), None)
        if same is None:
            news.append([i])
        else:
            same.append(i)
    best: dict[str, list[int]] = {}
    for group in news:
        day = day_of(atoms[group[0]])
        best[day] = max(best.get(day, []), group, key=lambda g: sources.independent(atoms[i].article.id for i in g))
    component = sources.components(a.article.id for a in atoms)
    return [_event(group, day, atoms, component) for day, group in sorted(best.items())]


def _event(group: Sequence[int], day: str, atoms: Sequence[Atom], component: Mapping[str, str]) -> Event:
    testimonies = []
    for i in group:
        atom = atoms[i]
        m = atom.mention
        testimonies.append(
            Testimony(
                atom.prepared.key,
                atom.article.id,
                component[atom.article.id],
                day,
                day,
                "day",
                "publication",
                m.block,
                m.modality,
                day,
                m.sentence_start,
                m.sentence_end,
            )
        )
    return Event(Cluster((), tuple(group)), tuple(testimonies), judge(testimonies))
