"""Which events are entries: those that somebody dates outright, and that say what happened."""

from service.timeline.clustering.features import Atom
from service.timeline.presenting.events import Event
from service.timeline.presenting.reading import quoted, unfinished
from service.timeline.sources import Sources

_MIN_CLAUSE = 20
"""Characters of a clause that can say what happened: "he resigned on Friday" just does."""
_BACKGROUND_FEATURES = 3
"""Features of a background clause: a year dates many things, so more must be said of which."""
_BACKGROUND = ("year", "decade", "century", "season", "quarter")


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


def _readable(atom: Atom) -> bool:
    """Whether the sentence is whole, and no mere quotation: what somebody said is no event of its own."""
    return not quoted(atom) and not unfinished(atom)


def _not_over(atom: Atom) -> bool:
    """Whether a clause dates by a year or season that is not over as it is written: "the strongest this year"."""
    timex = atom.mention.timex
    return timex is not None and timex.precision in _BACKGROUND and atom.prepared.published < atom.high


def _tells(atom: Atom) -> bool:
    """Whether a clause says enough to stand alone."""
    mention = atom.mention
    if mention.end - mention.start < _MIN_CLAUSE or mention.timex is None or not _readable(atom):
        return False
    features = len(atom.about) + len(atom.told)
    if mention.timex.precision in _BACKGROUND:
        classes = {f[0] for f in (*atom.about, *atom.told)}
        return bool(atom.kinds or atom.quantities) and len(classes) > 1 and features >= _BACKGROUND_FEATURES
    return features >= 2
