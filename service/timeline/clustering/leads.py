"""What was reported on a day: one entry per publication day for leads that give no date of their own."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from service.records import publication_day
from service.timeline.clustering.features import Atom
from service.timeline.clustering.score import score
from service.timeline.sources import Sources

REPEATED = 300
"""Leads of this likeness tell the same news; a repetition on a later day opens no entry (thousandths)."""
REPEATED_ON_A_DAY = 120
"""The same for leads of one day: outlets choose different words for the news of a story's day."""


class News(NamedTuple):
    """Leads that tell the same: the first one stands for all. Canonical order."""

    first: Atom
    leads: tuple[Atom, ...]


def gather(news: Sequence[News], fresh: Sequence[Atom], weights: Mapping[str, int]) -> list[News]:
    """The news after one more chapter: each of its leads joins the news that it repeats most closely, or is new.

    The lead of an article is its first mention, if that is a lead sentence in which nothing is dated. `weights` must
    cover the first leads of `news` and the fresh mentions.
    """
    found = list(news)
    dated = {(a.article.id, a.mention.sentence_start) for a in fresh if a.is_dated}
    seen: set[str] = set()
    for atom in fresh:
        if atom.article.id in seen:
            continue
        seen.add(atom.article.id)
        if atom.mention.block != "lead" or (atom.article.id, atom.mention.sentence_start) in dated:
            continue
        ranked = [(_likeness(n, atom, weights), -i) for i, n in enumerate(found)]
        value, position = max(ranked, default=(0, 0))
        if value >= REPEATED:
            found[-position] = found[-position]._replace(leads=(*found[-position].leads, atom))
        else:
            found.append(News(atom, (atom,)))
    return found


def _likeness(news: News, atom: Atom, weights: Mapping[str, int]) -> int:
    """Likeness of a lead to the first lead of some news, or to any of them from the same day."""
    value = score(news.first, atom, weights)
    for lead in reversed(news.leads):
        if lead.prepared.published != atom.prepared.published:
            break  # they are in order of publication
        if lead.told <= weights.keys() and lead.about <= weights.keys():
            close = score(lead, atom, weights)
            value = max(value, close + REPEATED - REPEATED_ON_A_DAY if close >= REPEATED_ON_A_DAY else close)
    return value


def days(news: Sequence[News], taken: Collection[tuple[str, str, int, int]], sources: Sources) -> dict[str, list[Atom]]:
    """Publication days and the leads of the best sourced news first reported on each.

    `taken` are keys of leads that another entry has already.
    """
    best: dict[str, list[Atom]] = {}
    for item in news:
        leads = [atom for atom in item.leads if atom.key not in taken]
        if not leads or not _is_day(publication_day(leads[0].article)):
            continue
        day = publication_day(leads[0].article)
        kept = best.get(day, [])
        best[day] = max(kept, leads, key=lambda group: sources.independent(atom.article.id for atom in group))
    return best


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
