"""What may become an entry: the events that somebody dates, and the offers."""

from collections.abc import Sequence

from service.timeline.chapters import Cache, Entries, Made, State
from service.timeline.choosing.candidates import MOST_TELLINGS, Candidate
from service.timeline.clustering.merge import Cluster, in_order
from service.timeline.clustering.tellings import Telling
from service.timeline.dating.edtf import days
from service.timeline.presenting.entries import entry, offered
from service.timeline.presenting.events import event, followers, hosts
from service.timeline.presenting.reading import unfinished
from service.timeline.presenting.worth import worth_telling
from service.timeline.sources import Sources


def pool(story_id: str, state: State, sources: Sources, cache: Cache) -> list[Candidate]:
    """The candidates of a story that a whole sentence tells, by date.

    Entries of what did not change come from the cache.
    """
    known = cache.entries.get(story_id) or Entries({}, {}, {})
    known = known.unmoved(sources.voice)
    leading = hosts(state.clusters)
    tellings = {place: telling for chapter in state.tellings for place, telling in chapter.items()}
    kept: dict[Cluster, Made] = {}
    found: list[Candidate] = []
    taken: set[tuple[str, int]] = set()
    for cluster in state.clusters:
        more = followers(cluster, leading, sources)
        made = None if more else known.clusters.get(cluster)
        if made is None:
            told = event(cluster, sources, more)
            made = Made(entry(told, sources), worth_telling(told, sources))
        if not more:
            kept[cluster] = made
        found.append(_candidate(made, [tellings[place] for place in _places(cluster)]))
        if made.firm:
            taken.update(_leads(cluster))
    offers = [offer for offer in (offer.without(taken) for offer in state.offers) if offer.tellings]
    entries = {o.origin: known.offers.get(o.origin) or offered(o, sources) for o in offers}
    found.extend(_candidate(Made(entries[o.origin], True), o.tellings, o.odds) for o in offers)
    cache.entries.put(story_id, Entries(sources.voice, kept, entries))
    whole = (c for c in found if not unfinished(c.shown.sentence.mentions[0]))
    return sorted(whole, key=lambda c: (c.entry.date, c.entry.id, c.entry.article_id, c.shown.sentence.start))


def _places(cluster: Cluster) -> list[tuple[str, int]]:
    """Where the sentences of a cluster stand, canonical order."""
    mentions = in_order((*cluster.dated, *cluster.undated))
    return list(dict.fromkeys((atom.article.id, atom.mention.sentence_start) for atom in mentions))


def _leads(cluster: Cluster) -> list[tuple[str, int]]:
    """Where the undated leads of a cluster stand."""
    return [(atom.article.id, atom.mention.sentence_start) for atom in cluster.leads]


def _candidate(made: Made, tellings: Sequence[Telling], odds: Sequence[int] = ()) -> Candidate:
    """A candidate with its tellings (canonical order); `odds` of the days of each for an offer."""
    strongest = sorted(range(len(tellings)), key=lambda i: (-tellings[i].matter, i))[:MOST_TELLINGS]
    low, high = days(made.entry.date)
    return Candidate(
        entry=made.entry,
        tellings=tuple(tellings[i] for i in sorted(strongest)),
        shown=next((t for t in tellings if _shows(t, made)), tellings[0]),
        low=low,
        high=high,
        offered=bool(odds),
        loose=not made.firm,
        odds=max(odds, default=0),
    )


def _shows(telling: Telling, made: Made) -> bool:
    s = telling.sentence
    return s.article.id == made.entry.article_id and s.article.text[s.start : s.end] == made.entry.text
