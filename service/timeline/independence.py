"""Why two articles count as one source or as two, told to a person."""

from collections.abc import Iterator

from service.records import ResolvedArticle
from service.timeline.sources import Voice, family, sources


def compare(a: ResolvedArticle, b: ResolvedArticle) -> Iterator[str]:
    """The lines of the comparison: the verdict, then what each article says of itself."""
    found = sources([a, b])
    count = found.speaking([a.id, b.id])
    yield f"{a.id} and {b.id} count as {'one source' if count == 1 else 'two independent sources'}: {_because(a, b)}"
    for article in (a, b):
        yield f"  {article.id}: {article.outlet}, family {family(article)}"
        if article.origin is not None:
            origin = article.origin
            whole = "written by" if origin.share == "whole" else "with the help of"
            yield f"    {whole} {', '.join(origin.agencies)}: {origin.evidence!r} ({origin.basis})"


def _because(a: ResolvedArticle, b: ResolvedArticle) -> str:
    """The first reason that holds."""
    found = sources([a, b])
    if found.group[a.id] == found.group[b.id]:
        return "they print the same text"
    one, other = found.voice[a.id], found.voice[b.id]
    if one.family == other.family:
        return "one publisher answers for both"
    shared = _shared(one, other)
    own = sorted({found.own[article.id] for article in (a, b) if article.id in found.own})
    if shared and own:
        return f"what both print is {shared}'s, as their credits say, but for sentences in which {own[0]} names itself"
    if shared:
        return f"what both print is {shared}'s, as their credits say"
    if one.helped is not None and one.helped in (other.agency, other.helped, other.family):
        return f"{one.helped} helped, but each has sentences of its own; where one repeats the other they count as one"
    return "nothing that they print is known to come from one hand"


def _shared(one: Voice, other: Voice) -> str | None:
    """The agency that may have written both."""
    both = {one.family, one.agency} & {other.family, other.agency}
    return min((name for name in both if name is not None), default=None)
