"""The sentences of an article that may tell of an event, and what each says of itself: its signs."""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import groupby

from msgspec import Struct

from service.language.lexicon import Lexicon, lexicon
from service.language.words import Reading, Tokens, tokens, vocabulary
from service.mentions.find import QUOTED
from service.records import ResolvedArticle
from service.timeline.clustering.features import Prepared, prepare

SIGNS = (
    "past", "said", "present", "act", "opinion", "modal", "today", "position", "relative", "lead", "quotation",
    "dated", "vague", "of", "kinds", "names", "numbers", "places", "length", "pronoun", "planned", "future", "listed",
)  # fmt: skip
"""What a sentence says of itself. The first seven are counts of words that its language knows for a sign."""
_WORDS = SIGNS[:7]
_MOST = {"past": 3, "present": 3, "act": 3}
"""So often such words are counted, all others once: more says no more."""
_EIGHTHS = 8
"""Shares are told in eighths, since signs are small whole numbers."""


Span = tuple[int, int]
"""Inclusive ordinal days."""


class Sentence(Struct, frozen=True, eq=False, gc=False):
    """A sentence with mentions. `order` is its place among those of its article, `published` an ordinal day.

    `stems` are those of its content words, `days` those that it names, each once; `quotation` tells how many eighths
    of it stand in quotation marks; `signs` are in the order of `SIGNS`.
    """

    article: ResolvedArticle
    mentions: tuple[Prepared, ...]
    start: int
    end: int
    order: int
    published: int
    stems: frozenset[str]
    names: frozenset[str]
    kinds: frozenset[str]
    quantities: frozenset[str]
    days: tuple[Span, ...]
    lead: bool
    dated: bool
    planned: bool
    quotation: int
    signs: tuple[int, ...]

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: article id and offset."""
        return self.article.id, self.start


class Read(Struct, frozen=True, eq=False, gc=False):
    """What a timeline takes from one article: mentions, the sentences that hold them, the stems of the title."""

    mentions: tuple[Prepared, ...]
    sentences: tuple[Sentence, ...]
    title: frozenset[str]


def read(article: ResolvedArticle) -> Read:
    """The mentions and sentences of an article; a function of the article alone, so it may be kept."""
    words = lexicon(article.language)
    reading = Reading(article.text, vocabulary(words.language))
    mentions = prepare(article, reading)
    groups = [tuple(found) for _, found in groupby(mentions, key=lambda m: m.mention.sentence_start)]
    quotes = [m.span() for m in QUOTED.finditer(article.text)]
    sentences = [_sentence(found, (order, len(groups)), quotes, reading, words) for order, found in enumerate(groups)]
    title = tokens(article.title, 0, len(article.title), vocabulary(words.language))
    return Read(mentions, tuple(sentences), _stems(title, words))


def _sentence(
    mentions: tuple[Prepared, ...],
    place: tuple[int, int],
    quotes: Sequence[tuple[int, int]],
    reading: Reading,
    words: Lexicon,
) -> Sentence:
    """The sentence of some mentions; `place` is its number and how many its article has."""
    article, first, published = mentions[0].article, mentions[0].mention, mentions[0].published
    start, end = first.sentence_start, first.sentence_end
    order, count = place
    found = reading.within(start, end)
    kinds, quantities, places = (_all([getattr(m, of) for m in mentions]) for of in ("kinds", "quantities", "places"))
    names = frozenset([name for m in mentions for name in m.names])
    inside = sum([min(b, end) - max(a, start) for a, b in quotes if a < end and start < b])
    dated = [m for m in mentions if m.testimony is not None]
    told = {
        **_counted(found, words),
        "position": min(6, (order + 1).bit_length()),
        "relative": _EIGHTHS * order // count,
        "lead": order == 0 and first.block == "lead",
        "quotation": inside * _EIGHTHS // max(1, end - start),
        "dated": bool(dated),
        "vague": bool(dated) and all(m.high - m.low > 1 for m in dated),
        "of": bool(dated) and all(m.mention.relation == "of" for m in dated),
        "kinds": min(4, len(kinds)),
        "names": min(4, len(names)),
        "numbers": min(3, len(quantities)),
        "places": min(3, len(places)),
        "length": min(8, len(found) // 6),
        "pronoun": len(found) > 0 and found.words[0].lower in words.pronouns,
        "planned": any(m.mention.modality == "projected" for m in mentions),
        "future": any(m.low > published for m in dated),
        "listed": first.block in ("list", "table"),
    }
    return Sentence(
        article=article,
        mentions=mentions,
        start=start,
        end=end,
        order=order,
        published=published,
        stems=_stems(found, words),
        names=names,
        kinds=kinds,
        quantities=quantities,
        days=tuple(dict.fromkeys([(m.low, m.high) for m in dated])),
        lead=bool(told["lead"]),
        dated=bool(dated),
        planned=bool(told["planned"]),
        quotation=told["quotation"],
        signs=tuple([int(told[sign]) for sign in SIGNS]),
    )


def _all(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """What is in any of some sets (at least one)."""
    return sets[0].union(*sets[1:]) if len(sets) > 1 else sets[0]


def _stems(found: Tokens, words: Lexicon) -> frozenset[str]:
    function_words = words.function_words
    return frozenset([w.stem for w in found.words if w.lower not in function_words and len(w.lower) > 1])


def _counted(found: Tokens, words: Lexicon) -> dict[str, int]:
    counts = dict.fromkeys(_WORDS, 0)
    known = _marks(words.language)
    for word in found.words:
        for sign in known[word.lower]:
            if counts[sign] < _MOST.get(sign, 1):
                counts[sign] += 1
    return counts


class _Marks(dict[str, tuple[str, ...]]):
    """Word -> the signs that it is counted for. Bounded: starts anew when full."""

    SIZE = 1 << 15

    def __init__(self, words: Lexicon) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = tuple(sign for sign, known in self._words.sign_words.items() if word in known)
        if self._words.past_ending and "past" not in found and _ends(word, self._words.past_ending):
            found = (*found, "past")
        if len(self) >= self.SIZE:
            self.clear()
        self[word] = found
        return found


_LEAST_VERB = 5
"""Letters of a verb with the ending of the past; shorter words in -ed are others (red, need)."""


def _ends(word: str, ending: str) -> bool:
    return len(word) >= _LEAST_VERB and word.endswith(ending)


@cache
def _marks(language: str) -> Mapping[str, tuple[str, ...]]:
    return _Marks(lexicon(language))
