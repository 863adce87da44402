"""From the text of an article to its mentions: the clauses that may tell of an event, with date and anchors."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from service.mentions import tagger
from service.mentions.anchors import Spelling, Token, names, quantities, spelling, tokens, triggers
from service.mentions.blocks import Block, Timexes, blocks
from service.mentions.clauses import Clause, clauses
from service.mentions.lexicon import Lexicon, lexicon
from service.mentions.sentences import sentences
from service.records import Mention, Timex

MAX_SENTENCE = 1000
"""A longer "sentence" (code points) is no prose and gives no mention."""
MAX_MENTIONS = 400
"""The first so many mentions of an article are kept: bounds every later stage."""

_QUOTED = re.compile(r"“[^”\n]{1,1000}”|\"[^\"\n]{1,1000}\"|„[^“”\n]{1,1000}[“”]|«[^»\n]{1,1000}»")
_DURATION = re.compile(r"P(\d{1,3})([DWM])$")
_UNIT_DAYS = {"D": 1, "W": 7, "M": 30}
_EARLIER = re.compile(r"(?:earlier|bereits|early)\b", re.IGNORECASE)
_LATER = re.compile(r"later\b", re.IGNORECASE)


class _Sentence(NamedTuple):
    block: Block
    kind: str
    start: int
    end: int
    tokens: list[Token]


class _Context:
    """What carries over from sentence to sentence: the last subject and the last event told."""

    def __init__(self) -> None:
        self.subject: str | None = None
        self.event: Mention | None = None
        self.block_start = -1


def find(text: str, title: str, published_at: str, language: str) -> tuple[Mention, ...]:
    """The mentions of an article, sorted by start; offsets are code points of `text`.

    `published_at` is a date or date-time (its day anchors relative dates), `language` a primary subtag. Pure: no
    state, no clock; any text gives an answer in time linear in its length.
    """
    words = lexicon(language)
    published = _day(published_at)
    timexes = tagger.tag(text, published, language)
    index = Timexes(timexes)
    found = _sentences(text, title, index, words)
    written = spelling(s.tokens for s in found)
    quotes = [m.span() for m in _QUOTED.finditer(text)]
    context = _Context()
    mentions: list[Mention] = []
    for sentence in found:
        mentions.extend(_mentions(text, sentence, index, written, quotes, published, context, words))
        if len(mentions) >= MAX_MENTIONS:
            break
    return tuple(sorted(mentions[:MAX_MENTIONS], key=lambda m: (m.start, m.end)))


def _day(published_at: str) -> date | None:
    try:
        return date.fromisoformat(published_at[:10])
    except ValueError:
        return None


def _sentences(text: str, title: str, index: Timexes, words: Lexicon) -> list[_Sentence]:
    found = []
    for block in blocks(text, title, index):
        first = True
        for start, end in sentences(text, block.start, block.end, words):
            if end - start > MAX_SENTENCE or text[start:end].rstrip("”\"»'’)").endswith("?"):
                continue
            kind = "prose" if block.kind == "lead" and not first else block.kind
            found.append(_Sentence(block, kind, start, end, tokens(text, start, end)))
            first = False
            if len(found) > MAX_MENTIONS:
                return found
    return found


def _mentions(
    text: str,
    sentence: _Sentence,
    index: Timexes,
    written: Spelling,
    quotes: Sequence[tuple[int, int]],
    published: date | None,
    context: _Context,
    words: Lexicon,
) -> list[Mention]:
    """The mentions of one sentence; updates the context."""
    if len(sentence.tokens) < 3:
        return []
    inside = index.within(sentence.start, sentence.end)
    parts = clauses(text, sentence.start, sentence.end, inside, words)
    named = names(text, sentence.tokens, written, words)
    subject = _subject(text, sentence, parts, named, context, words)
    sequel = context.block_start == sentence.block.start and bool(
        words.sequel.search(text, sentence.start, min(sentence.end, sentence.start + 60))
    )
    fronted = next((p.timex for p in parts if p.role == "after" and p.start == sentence.start), None)
    made: list[Mention] = []
    main: Mention | None = None
    for part in parts:
        timex, relation = _dating(part, sentence, fronted, published, text, inside, words)
        host = main if part.role == "during" else context.event if sequel and part.role == "main" else None
        if timex is None and host is not None and host.timex is not None and host.timex.precision in ("day", "time"):
            timex, relation = replace(host.timex, basis="inferred"), "within" if part.role == "during" else "after"
        anchors = _anchors(text, sentence, part, named, timex, subject, words)
        if not anchors or (timex is None and len(anchors) < 2):
            continue
        mention = Mention(
            start=part.start,
            end=part.end,
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            block=sentence.kind,  # type: ignore[arg-type]
            timex=timex,
            relation=relation,  # type: ignore[arg-type]
            modality=_modality(text, part, timex, published, words),  # type: ignore[arg-type]
            anchors=anchors,
            quoted=any(a <= part.start + 1 and part.end - 1 <= b for a, b in quotes),
            follows=host.start if host is not None and timex is None else None,
        )
        made.append(mention)
        if part.role == "main" and main is None:
            main = mention
    context.subject = subject or context.subject
    context.event = main or context.event
    context.block_start = sentence.block.start
    return made


def _subject(
    text: str,
    sentence: _Sentence,
    parts: Sequence[Clause],
    named: Sequence[tuple[int, str]],
    context: _Context,
    words: Lexicon,
) -> str | None:
    """Who the main clause is about: its first name, or the last subject when it opens with a pronoun."""
    main = next((p for p in parts if p.role == "main"), parts[0])
    comma = text.find(", ", main.start, min(main.end, main.start + 80))
    opening = text[main.start : main.start + 3].lower()
    start = comma if comma > 0 and opening in ("in ", "on ", "at ", "dur", "am ", "im ", "bei", "to ") else main.start
    first = next((t for t in sentence.tokens if t.start >= start), None)
    if first is not None and first.lower in words.pronouns:
        return context.subject
    return next((name for offset, name in named if start <= offset < main.end), None)


def _dating(
    part: Clause,
    sentence: _Sentence,
    fronted: Timex | None,
    published: date | None,
    text: str,
    inside: Sequence[Timex],
    words: Lexicon,
) -> tuple[Timex | None, str]:
    """The date of a clause and how it relates to it."""
    timex = part.timex
    if timex is not None:
        return _clipped(timex, text, published), "on"
    if part.role == "main" and sentence.block.date is not None:
        return sentence.block.date, "on"
    if part.role == "main" and sentence.block.live and published is not None:
        return _published_day(sentence, published), "on"
    if part.role == "main" and fronted is not None and fronted.precision in ("day", "time"):
        return replace(fronted, basis="inferred"), "after"
    if published is not None and not any(t.low for t in inside):
        for duration in inside:
            if part.start <= duration.start < part.end:
                interval = _horizon(duration, part, text, published, words)
                if interval is not None:
                    return interval, "within"
    return None, "on"


def _published_day(sentence: _Sentence, published: date) -> Timex:
    """The day of a live blog's item: the day of the blog."""
    day = published.isoformat()
    return Timex(sentence.start, sentence.start, "DATE", day, "day", day, day, "inferred", "same")


def _clipped(timex: Timex, text: str, published: date | None) -> Timex:
    """ "Earlier this month" ends with the day of publication, "later this week" begins with it."""
    if published is None or timex.low is None or timex.high is None or timex.precision in ("day", "time"):
        return timex
    day = published.isoformat()
    if not timex.low < day < timex.high:
        return timex
    words = text[timex.start : timex.end]
    if _EARLIER.match(words):
        return replace(timex, high=day)
    return replace(timex, low=day) if _LATER.match(words) else timex


def _horizon(timex: Timex, part: Clause, text: str, published: date, words: Lexicon) -> Timex | None:
    """ "Within two weeks" of something still to come, as the days from publication on."""
    match = _DURATION.match(timex.value)
    if match is None or text[timex.end : timex.end + 4] == " of ":
        return None
    forward = re.search(r"\b(?:next|coming|nächsten|kommenden)\b", text[timex.start : timex.end])
    if not forward and not words.within.search(text, max(part.start, timex.start - 30), timex.start):
        return None
    if not words.projected.search(text, part.start, part.end):
        return None
    days = int(match.group(1)) * _UNIT_DAYS[match.group(2)]
    if not 2 <= days <= 400:
        return None
    return replace(
        timex, low=published.isoformat(), high=(published + timedelta(days=days)).isoformat(), direction="future"
    )


def _anchors(
    text: str,
    sentence: _Sentence,
    part: Clause,
    named: Sequence[tuple[int, str]],
    timex: Timex | None,
    subject: str | None,
    words: Lexicon,
) -> tuple[str, ...]:
    starts = [t.start for t in sentence.tokens]
    own = sentence.tokens[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
    if timex is not None:
        own = [t for t in own if not timex.start <= t.start < timex.end]
    if not own:
        return ()
    found = {name for offset, name in named if part.start <= offset < part.end}
    if subject is not None and part.role != "phrase":
        found.add(subject)
    found.update(quantities(text, own, words))
    found.update(triggers(own, words))
    return tuple(sorted(found))


def _modality(text: str, part: Clause, timex: Timex | None, published: date | None, words: Lexicon) -> str:
    if words.negated.search(text, part.start, part.end):
        return "negated"
    if timex is not None and timex.low is not None and timex.high is not None and published is not None:
        day = published.isoformat()
        if timex.low > day:
            return "projected"
        if timex.high < day:
            return "occurred"
        if timex.direction == "past":
            return "occurred"
    return "projected" if words.projected.search(text, part.start, part.end) else "occurred"
