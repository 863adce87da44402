"""Clauses of a sentence: a date belongs to its clause, not to its sentence.

"Following a meeting on Monday, the two spoke by phone" dates the meeting; the call only came after it.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from service.language.date_words import after_patterns
from service.language.lexicon import Lexicon
from service.records import Timex

Role = Literal["main", "after", "before", "during", "relative", "phrase"]

_MIN_CLAUSE = 12
_MIN_SUBJECT = 4
_OWN_WORDS = 3
"""A coordinated half with fewer words besides its date shares the verb of the other half."""
_POSSESSIVE = re.compile(r" ?['’]s\b")
_WORD = re.compile(r"[^\W\d_]{3,}")


class Clause(Struct, frozen=True, gc=False):
    """A stretch of a sentence with one predicate.

    `after` / `before`: a phrase that only places the main clause in time; `during`: happens at the time of the clause
    before it; `phrase`: a noun with a date of its own ("Monday's vote"). `timex` is the date that the clause has.
    """

    start: int
    end: int
    role: Role
    timex: Timex | None = None


def clauses(text: str, start: int, end: int, timexes: Sequence[Timex], lexicon: Lexicon) -> list[Clause]:
    """The clauses of the sentence `start:end` of a folded text, in order, each with its date if it has one."""
    parts = _split(text, start, end, timexes, lexicon)
    if not timexes:
        return parts
    found: list[Clause] = []
    for part in parts:
        dated = [t for t in timexes if part.start <= t.start < part.end and dates(text, part.start, t, lexicon)]
        phrases = [p for t in dated if (p := _phrase(text, part, t, lexicon)) is not None]
        owned = {p.timex for p in phrases}
        free = [t for t in dated if t not in owned]
        found.extend(phrases)
        found.extend(_coordinated(text, part, free, lexicon))
    return found


def dates(text: str, start: int, timex: Timex, lexicon: Lexicon) -> bool:
    """Whether an expression says when something happens: not a comparison, a deadline or the year of a model."""
    if timex.low is None:
        return False
    before = text[max(start, timex.start - 60) : timex.start]
    if lexicon.comparison.search(before) or lexicon.bound.search(before):
        return False
    if timex.direction == "past" and lexicon.unkept.search(before):
        return False
    counted = timex.direction == "past" and timex.precision in ("day", "time") and not lexicon.projected.search(before)
    if lexicon.deadline.search(before) and not counted:
        return False  # "34 cases by Tuesday evening" is a date, "the bill must pass by Friday" is none
    if timex.precision in ("year", "decade", "century"):
        # "the 2024 election", "a 2019 law": the year is part of a name, not a time of this clause
        following = text[timex.end : timex.end + 2]
        named = following[:1] == " " and following[1:].islower()
        return not (named and lexicon.determiner.search(before))
    return True


def _split(text: str, start: int, end: int, timexes: Sequence[Timex], lexicon: Lexicon) -> list[Clause]:
    """The stretches between the cuts."""
    edges = _cuts(text, start, end, timexes, lexicon)
    if timexes and len(edges) > 1:
        edges = _without_idle(text, edges, timexes, lexicon)
    stops = [*(cut for cut, _ in edges[1:]), end]
    return [Clause(*_trimmed(text, a, b), role) for (a, role), b in zip(edges, stops, strict=True)]


def _cuts(text: str, start: int, end: int, timexes: Sequence[Timex], lexicon: Lexicon) -> list[tuple[int, Role]]:
    """Where stretches begin, in order, none of them inside a time expression or next to an end of the sentence."""

    def free(position: int, least: int = _MIN_CLAUSE) -> bool:
        within = start + least <= position <= end - _MIN_CLAUSE
        return within and not any(t.start < position < t.end for t in timexes)

    cuts: dict[int, Role] = {}
    first: Role = "main"
    floor = reach = start
    phrased = lexicon.fronted.match(text, start, end) and not any(t.start == start and t.low for t in timexes)
    if phrased and (main := _main_after_phrase(text, start, end, lexicon, free)) is not None:
        first, floor = _time_role(text, start, lexicon), main
        relative = lexicon.cut.match(text, floor, end)
        if relative is None or relative.lastgroup != "relative":
            cuts[floor + 1] = "main"  # after "After the vote, which ..." the main clause begins at a later comma
    for match in lexicon.cut.finditer(text, floor, end):
        cut, kind = match.end(), match.lastgroup
        if kind in ("relative", "restrictive"):
            if free(cut, _MIN_SUBJECT):
                cuts[cut] = "relative"
                if (comma := _comma(text, cut, end, free)) is not None:
                    cuts[comma + 1] = "main"
        elif cut >= reach and free(cut):
            cuts[cut] = "during" if kind == "during" else "main"
            if phrase := lexicon.fronted.match(text, cut, end):
                cuts[cut] = _time_role(text, cut, lexicon)
                reach = phrase.end()  # "three days after" is cut before "three" only
    return [(start, first), *sorted(cuts.items())]


def _main_after_phrase(text: str, start: int, end: int, lexicon: Lexicon, free: Callable[[int], bool]) -> int | None:
    """The comma or blank before the main clause, after the phrase that opens the sentence: "After the vote, ..."."""
    comma = _comma(text, start, end, free)
    verb = lexicon.finite.search(text, start, end if comma is None else comma)
    if verb is not None and free(verb.end()):
        return verb.start()
    return comma


def _comma(text: str, start: int, end: int, free: Callable[[int], bool]) -> int | None:
    """The first comma at which a clause may end."""
    return next((i for i in _commas(text, start, end) if free(i)), None)


def _without_idle(
    text: str, edges: list[tuple[int, Role]], timexes: Sequence[Timex], lexicon: Lexicon
) -> list[tuple[int, Role]]:
    """The edges but for those that would part a time from what happens then."""
    kept = edges[:1]
    for cut, role in edges[1:]:
        if role in ("relative", "during") or not _says_only_when(text, kept[-1][0], cut, timexes, lexicon):
            kept.append((cut, role))
    return kept


def _says_only_when(text: str, start: int, end: int, timexes: Sequence[Timex], lexicon: Lexicon) -> bool:
    """Whether a stretch that begins with a time has no more to say: "On Friday, the day" (after the vote, ...)."""
    position = start
    for timex in timexes:
        if start <= timex.start < end:
            if position == start and _WORD.search(text, start, timex.start):
                return False
            if not _is_filler(text, position, timex.start, lexicon):
                return False
            position = timex.end
    return position > start and _is_filler(text, position, end, lexicon)


def _is_filler(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    return all(word in lexicon.stopwords for word in _WORD.findall(text, start, end))


def _time_role(text: str, start: int, lexicon: Lexicon) -> Role:
    """The role of a phrase or clause that `fronted` matches."""
    return "before" if lexicon.before.match(text, start) else "after"


def _commas(text: str, start: int, end: int) -> list[int]:
    """Commas outside brackets and numbers."""
    found = []
    position = text.find(",", start, end)
    while position >= 0:
        if text[position + 1 : position + 2].isspace() and text.count("(", start, position) == text.count(
            ")", start, position
        ):
            found.append(position)
        position = text.find(",", position + 1, end)
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """`start:end` without blanks and marks at its ends."""
    while start < end and text[start] in " \t\n,;:–—-":
        start += 1
    while end > start and text[end - 1] in " \t\n,;:–—-":
        end -= 1
    return start, end


def _phrase(text: str, part: Clause, timex: Timex, lexicon: Lexicon) -> Clause | None:
    """The noun phrase that owns the date: "Monday's vote", "the arms deal announced in July"."""
    if possessive := _POSSESSIVE.match(text, timex.end, part.end):
        stop = possessive.end()
        for _ in range(4):
            space = text.find(" ", stop + 1, part.end)
            stop = part.end if space < 0 else space
            if stop == part.end or text[stop - 1] in ",;.":
                break
        while text[stop - 1] in ",;.":
            stop -= 1
        return Clause(*_trimmed(text, timex.start, stop), "phrase", timex)
    match = lexicon.nominal.search(text, max(part.start, timex.start - 80), timex.start)
    if match and part.end - timex.end > 3:
        return Clause(*_trimmed(text, match.start(1), timex.end), "phrase", timex)
    return None


def _coordinated(text: str, part: Clause, timexes: Sequence[Timex], lexicon: Lexicon) -> list[Clause]:
    """The clause, or its coordinated halves when each has a date of its own."""
    if not timexes:
        return [part]
    for left, right in pairwise(timexes):
        if (left.low, left.high) == (right.low, right.high):
            continue
        found = lexicon.coordination.finditer(text, left.end, right.start)
        joints = [m for m in found if m.start() - part.start >= _MIN_CLAUSE and part.end - m.end() >= _MIN_CLAUSE]
        if joints:
            joint = joints[-1]
            before = Clause(*_trimmed(text, part.start, joint.start()), part.role, part.timex)
            # ", a virus last seen in 2011": after a bare comma stands a remark on a noun
            apposition = lexicon.apposition.match(text, joint.end(), part.end)
            after = Clause(*_trimmed(text, joint.end(), part.end), "phrase" if apposition else "main")
            if len(_WORD.findall(text, joint.end(), part.end)) - _words_of(right, text) < _OWN_WORDS:
                # "on April 8 and again on April 15": both dates belong to the one predicate
                return [replace(part, timex=left), replace(part, timex=right)]
            return [
                *_coordinated(text, before, [t for t in timexes if t.end <= joint.start()], lexicon),
                *_coordinated(text, after, [t for t in timexes if t.start >= joint.end()], lexicon),
            ]
    return [replace(part, timex=min(_of_the_clause(text, part, timexes, lexicon), key=_narrowness))]


def _of_the_clause(text: str, part: Clause, timexes: Sequence[Timex], lexicon: Lexicon) -> Sequence[Timex]:
    """The dates but for those of what the clause comes after ("after the call on Monday"), if there are others."""
    after = after_patterns(lexicon.language) if len(timexes) > 1 else None
    if after is None:
        return timexes
    starts = [part.start, *(t.end for t in timexes)]
    ends = [*(t.start for t in timexes), part.end]
    own = [
        timex
        for i, timex in enumerate(timexes)
        if after.before.search(text, starts[i], ends[i]) is None
        and after.behind.match(text, starts[i + 1], ends[i + 1]) is None
    ]
    return own or timexes


def _words_of(timex: Timex, text: str) -> int:
    return len(_WORD.findall(text, timex.start, timex.end))


def _narrowness(timex: Timex) -> tuple[bool, int, int]:
    order = ("time", "day", "week", "month", "quarter", "season", "year", "decade", "century", "none")
    # "in the morning" is of a day that is named elsewhere, perhaps beside it
    bare = timex.precision == "time" and timex.basis == "inferred"
    return bare, order.index(timex.precision), timex.start
