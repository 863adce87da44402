"""What happened to a timeline between two of its versions."""

from collections.abc import Iterator, Sequence

from service.read.views import Change
from service.records import Entry, Timeline


def changes(before: Timeline, after: Timeline) -> tuple[Change, ...]:
    """The differences in the order of the entries' dates: pure, and empty for the same version.

    An entry is the same one when its id is, or else when the two share most evidence: an id is that of the smallest
    mention, and a smaller one may join.
    """
    pairs = _pairs(before.entries, after.entries)
    kept = {id(old) for old, _ in pairs if old}
    found = [change for old, new in pairs for change in (_compare(old, new) if old else _added(new))]
    found += [_about(old, "withdrawn") for old in before.entries if id(old) not in kept]
    return tuple(sorted(found, key=lambda change: (change.date, change.entry_id)))


def _pairs(before: Sequence[Entry], after: Sequence[Entry]) -> list[tuple[Entry | None, Entry]]:
    left = {entry.id: entry for entry in before}
    same = {entry.id: left.pop(entry.id) for entry in after if entry.id in left}
    by_evidence: dict[object, str] = {place: entry.id for entry in left.values() for place in _evidence(entry)}
    for entry in after:
        if entry.id in same:
            continue
        shared = [by_evidence[place] for place in _evidence(entry) if place in by_evidence]
        best = max(sorted(set(shared)), key=shared.count, default=None)
        if best in left:
            same[entry.id] = left.pop(best)
    return [(same.get(entry.id), entry) for entry in after]


def _evidence(entry: Entry) -> set[tuple[str, int, int]]:
    return {(place.article_id, place.start, place.end) for claim in entry.claims for place in claim.evidence}


def _added(entry: Entry) -> Iterator[Change]:
    yield _about(entry, "added")
    if entry.conflict != "none":
        yield _about(entry, "conflict opened", None, entry.conflict)


def _compare(old: Entry, new: Entry) -> Iterator[Change]:
    if old.date != new.date:
        yield _about(new, "dated", old.date, new.date)
    if old.text != new.text:
        yield _about(new, "reworded", old.text, new.text)
    if old.status != new.status:
        yield _about(new, "status", old.status, new.status)
    if (old.conflict == "none") != (new.conflict == "none"):
        kind = "conflict opened" if old.conflict == "none" else "conflict settled"
        yield _about(new, kind, old.conflict, new.conflict)
    if gained := tuple(source for source in new.sources if source not in old.sources):
        yield _about(new, "source gained", sources=gained)
    if lost := tuple(source for source in old.sources if source not in new.sources):
        yield _about(new, "source lost", sources=lost)


def _about(
    entry: Entry, kind: str, before: str | None = None, after: str | None = None, sources: tuple[str, ...] = ()
) -> Change:
    return Change(kind, entry.id, entry.date, entry.text, before, after, sources)  # type: ignore[arg-type]
