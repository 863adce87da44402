"""From the text of an article to its mentions: the clauses that may tell of an event, with date and anchors."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from msgspec import Struct

from service.language.lexicon import fold, lexicon
from service.language.sentences import is_question, sentences
from service.language.words import Reading, Tokens, vocabulary
from service.mentions import tagger
from service.mentions.anchors import Name, names, quantities, spelling, triggers
from service.mentions.blocks import Block, Kind, Timexes, blocks
from service.mentions.clauses import Clause, clauses
from service.mentions.dating import UNDATED, Dating, ahead, counted, inferred, modality, own, reckoned
from service.records import Mention, Timex

MAX_SENTENCE = 1000
"""A longer "sentence" (code points) is no prose and gives no mention."""
MAX_MENTIONS = 400
"""The first so many mentions of an article are kept: bounds every later stage."""

QUOTED = re.compile(r"“[^”\n]{1,1000}”|\"[^\"\n]{1,1000}\"|„[^“”\n]{1,1000}[“”]|«[^»\n]{1,1000}»")
"""A quotation with its marks."""
_POST = re.compile(r"\bpic\.twitter\.com/|\(@\w{1,30}\)")
"""Marks of an embedded post, whose date is its stamp."""
_ANTECEDENT = 4
"""Words before a relative clause among which the noun is that it tells about."""


def find(text: str, title: str, published_at: str, language: str, region: str = "") -> tuple[Mention, ...]:
    """The mentions of an article, sorted by start; offsets are code points of `text`.

    `published_at` is a date or date-time (its day anchors relative dates), `language` a primary subtag, `region` that
    of the outlet (see `tagger.tag`). Pure: no state, no clock; any text gives an answer in time linear in its length.
    """
    return _Finder(text, title, _day(published_at), language, region).mentions()


def warm(language: str) -> None:
    """Read and compile the tables of a language, so that no article waits for them."""
    tagger.warm(language)
    find("A line.", "", "2000-01-01", language)


def _day(published_at: str) -> date | None:
    try:
        return date.fromisoformat(published_at[:10])
    except ValueError:
        return None


class _Sentence(Struct, frozen=True, gc=False):
    block: Block
    kind: Kind
    start: int
    end: int
    tokens: Tokens


class _Views(Struct, frozen=True, gc=False):
    """The names of a sentence, and its tokens without those in names, and without those in dates."""

    names: list[Name]
    plain: Tokens
    undated: Tokens


class _Finder:
    """One article on its way to mentions. Carries the last subject and the last event from sentence to sentence."""

    def __init__(self, text: str, title: str, published: date | None, language: str, region: str) -> None:
        self._text, self._folded, self._published = text, fold(text), published
        self._words = lexicon(language)
        self._timexes = Timexes(tagger.tag(text, published, language, region))
        self._sentences = self._split(title)
        self._spelling = spelling(s.tokens for s in self._sentences)
        self._quotes = [m.span() for m in QUOTED.finditer(text)]
        self._subject: str | None = None
        self._event: Mention | None = None
        self._block_start = -1

    def mentions(self) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for sentence in self._sentences:
            found.extend(self._of(sentence))
            if len(found) >= MAX_MENTIONS:
                break
        return tuple(sorted(found[:MAX_MENTIONS], key=attrgetter("start", "end")))

    def _split(self, title: str) -> list[_Sentence]:
        """The sentences that may hold events: no questions, no embedded posts, nothing endless."""
        text, found = self._text, list[_Sentence]()
        read = Reading(text, vocabulary(self._words.language))
        posts = "pic.twitter.com/" in text or "(@" in text
        for block in blocks(text, title, self._timexes):
            kind = block.kind
            for start, end in sentences(text, block.start, block.end, self._words):
                if end - start > MAX_SENTENCE or is_question(text, start, end):
                    continue
                if posts and _POST.search(text, start, end):
                    continue
                found.append(_Sentence(block, kind, start, end, read.within(start, end)))
                kind = "prose" if kind == "lead" else kind
                if len(found) > MAX_MENTIONS:
                    return found
        return found

    def _of(self, sentence: _Sentence) -> list[Mention]:
        """The mentions of one sentence."""
        if len(sentence.tokens) < 3:
            return []
        inside = self._timexes.within(sentence.start, sentence.end)
        if self._words.unreal.match(self._folded, sentence.start, sentence.end):
            return []
        parts = clauses(self._folded, sentence.start, sentence.end, inside, self._words)
        named = names(self._text, self._nameable(sentence, inside), self._spelling, self._words)
        # "Hurricane" in the name of a storm tells nothing about what it does
        plain = _outside(sentence.tokens, [n for n in named if " " in n.anchor])
        views = _Views(named, plain, _outside(sentence.tokens, [t for t in inside if t.type != "DURATION"]))
        subject = self._subject_of(sentence, parts, named)
        earlier = self._event if self._is_sequel(sentence) else None
        fronted = reckoned(self._folded, parts[0], self._published, self._words) if len(parts) > 1 else None
        made: list[Mention] = []
        main: Mention | None = None
        for part in parts:
            host = main if part.role == "during" else earlier if part.role == "main" else None
            dating = own(self._folded, part, sentence.block, self._published, self._words)
            if dating is UNDATED:
                dating = ahead(self._folded, part, inside, self._published, self._words)
            if dating is UNDATED:
                dating = inferred(part, fronted, host.timex if host else None)
            if dating is UNDATED and made and part.role in ("after", "before"):
                dating = counted(self._folded, part, made[-1].timex, self._published, self._words)
            anchors = self._anchors(views, part, dating.timex, subject)
            if part.role == "relative":
                antecedent = self._kinds(views.plain.before(part.start, _ANTECEDENT))
                anchors = tuple(sorted({*anchors, *antecedent}))
            if dating.timex is None and len(anchors) < 2:
                continue
            mention = self._mention(sentence, part, dating, anchors, host)
            made.append(mention)
            if part.role == "main" and main is None:
                main = mention
        self._subject = subject or self._subject
        self._event = main or self._event
        self._block_start = sentence.block.start
        return made

    def _nameable(self, sentence: _Sentence, inside: Sequence[Timex]) -> Tokens:
        """The tokens that may be names: those of dates are none, which only whole lexicons know by themselves."""
        return sentence.tokens if self._words.name_stop else _outside(sentence.tokens, [t for t in inside if t.low])

    def _mention(
        self, sentence: _Sentence, part: Clause, dating: Dating, anchors: tuple[str, ...], host: Mention | None
    ) -> Mention:
        return Mention(
            start=part.start,
            end=part.end,
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            block=sentence.kind,
            timex=dating.timex,
            relation=dating.relation,
            modality=modality(self._folded, part, dating.timex, self._published, self._words),
            anchors=anchors,
            quoted=any(a <= part.start + 1 and part.end - 1 <= b for a, b in self._quotes),
            follows=host.start if host is not None and dating.timex is None else None,
        )

    def _is_sequel(self, sentence: _Sentence) -> bool:
        """Whether the sentence goes on from the one before it in time ("Afterwards", "later confirmed")."""
        if self._block_start != sentence.block.start:
            return False
        stop = min(sentence.end, sentence.start + 60)
        return self._words.sequel.search(self._folded, sentence.start, stop) is not None

    def _subject_of(self, sentence: _Sentence, parts: list[Clause], named: list[Name]) -> str | None:
        """Who the main clause is about: its first name, or the last subject when it opens with a pronoun."""
        main = next((p for p in parts if p.role == "main"), parts[0])
        start = main.start
        if self._words.adverbial.match(self._folded, start):
            comma = self._text.find(", ", start, min(main.end, start + 80))
            start = comma if comma > 0 else start
        first = bisect_left(sentence.tokens.starts, start)
        if first < len(sentence.tokens) and sentence.tokens.words[first].lower in self._words.pronouns:
            return self._subject
        return next((name.anchor for name in named if start <= name.start < main.end), None)

    def _kinds(self, words: Tokens) -> list[str]:
        return triggers(self._text, words, self._words) if words else []

    def _anchors(self, views: _Views, part: Clause, timex: Timex | None, subject: str | None) -> tuple[str, ...]:
        found = {name.anchor for name in views.names if part.start <= name.start < part.end}
        if subject is not None and part.role != "phrase":
            found.add(subject)
        numbers = views.undated.within(part.start, part.end)
        words = numbers if views.plain is views.undated else views.plain.within(part.start, part.end)
        if timex is not None:
            numbers, words = numbers.without(timex.start, timex.end), words.without(timex.start, timex.end)
        found.update(quantities(self._text, numbers, self._words))
        found.update(self._kinds(words))
        return tuple(sorted(found)) if numbers or words else ()


def _outside(found: Tokens, spans: Sequence[Name | Timex]) -> Tokens:
    """The tokens that begin in none of the spans."""
    for span in spans:
        found = found.without(span.start, span.end)
    return found
