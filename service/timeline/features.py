"""What the merge compares: each mention as a bag of weighted features, and the days that it names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from service.mentions.lexicon import Lexicon, lexicon
from service.mentions.places import PLACES
from service.mentions.words import tokens, vocabulary
from service.records import Mention, ResolvedArticle
from service.timeline.aliases import aliases
from service.timeline.edtf import ordinal

SCALE = 64
"""Weights are whole numbers of 1/64 bit: equal on every machine."""

_OPENING = 12
"""A date so near to the beginning of its clause (characters) stands before the verb."""

_KIND_WEIGHT = {"n": 4, "p": 3, "q": 8, "t": 6, "w": 5}
"""Quantities and kinds of event tell events of one story apart better than its names do (fifths)."""


class Prepared(NamedTuple):
    """A mention before its story is known: its features with names as written.

    `key` is the canonical order of mentions: publication, article, offsets.
    """

    key: tuple[str, str, int, int]
    article: ResolvedArticle
    mention: Mention
    names: tuple[str, ...]
    others: tuple[str, ...]
    words: tuple[str, ...]
    low: int | None
    high: int | None
    published: int
    again: bool


class Atom(Struct, frozen=True, eq=False):
    """A mention with the features that it has in its story, and their weight in the chapter that compares it.

    `low`, `high` are ordinal days, 0 for an undated one.
    """

    prepared: Prepared
    article: ResolvedArticle
    mention: Mention
    features: frozenset[str]
    weight: int
    has_kind: bool
    is_dated: bool
    low: int
    high: int

    @property
    def key(self) -> tuple[str, str, int, int]:
        """Canonical order of mentions: publication, article, offsets."""
        return self.prepared.key


def prepare(article: ResolvedArticle) -> tuple[Prepared, ...]:
    """The mentions of an article with their features; a function of the article alone, so it may be kept."""
    words = lexicon(article.language)
    published = ordinal(article.published_at[:10])
    found = []
    for mention in article.mentions:
        if mention.modality == "negated" or mention.end > len(article.text):
            continue
        timex = mention.timex
        dated = timex is not None and timex.low is not None and timex.high is not None
        found.append(
            Prepared(
                (article.published_at, article.id, mention.start, mention.end),
                article,
                mention,
                tuple(a[2:] for a in mention.anchors if a.startswith("n:")),
                tuple(a for a in mention.anchors if not a.startswith("n:")),
                _content(article.text, mention, words),
                ordinal(timex.low) if dated else None,  # type: ignore[union-attr,arg-type]
                ordinal(timex.high) if dated else None,  # type: ignore[union-attr,arg-type]
                published,
                _again(article.text, mention, words),
            )
        )
    return tuple(found)


def _again(text: str, mention: Mention, words: Lexicon) -> bool:
    """Whether the clause calls its event one more of a kind; what stands after the date tells of something else."""
    stop = mention.end
    if mention.timex is not None and mention.start + _OPENING < mention.timex.start < stop:
        stop = mention.timex.start
    return words.recurrence.search(text[mention.start : stop].lower()) is not None


def _content(text: str, mention: Mention, words: Lexicon) -> tuple[str, ...]:
    """Stems of the clause's content words that no anchor stands for."""
    named = {word for anchor in mention.anchors if anchor.startswith("n:") for word in anchor[2:].split()}
    timex = mention.timex
    found = tokens(text, mention.start, mention.end, vocabulary(words.language))
    if timex is not None:
        found = found.without(timex.start, timex.end)
    stems = [
        word.stem
        for word in found.words
        if len(word.lower) > 2
        and word.word[0].isalpha()
        and word.lower not in words.stopwords
        and word.event is None
        and word.lower not in named
        and word.lower not in PLACES
        and word.lower not in words.numbers
        and word.lower not in words.units
    ]
    return tuple(dict.fromkeys(stems))


def atoms(prepared: Sequence[Prepared]) -> tuple[list[Atom], Mapping[str, int]]:
    """The mentions of a chapter with aliases resolved, and the weight of each feature (rare ones weigh more)."""
    known = aliases(p.names for p in prepared)
    bags = [_bag(p, known) for p in prepared]
    counts = Counter(feature for bag in bags for feature in bag)
    weights = {f: log2(len(bags), count) * _KIND_WEIGHT[f[0]] // 5 for f, count in counts.items()}
    return [_atom(p, bag, weights) for p, bag in zip(prepared, bags, strict=True)], weights


def _atom(p: Prepared, bag: frozenset[str], weights: Mapping[str, int]) -> Atom:
    has_kind = any(f[0] == "t" for f in bag)
    dated = p.low is not None
    return Atom(p, p.article, p.mention, bag, weigh(bag, weights), has_kind, dated, p.low or 0, p.high or 0)


def weigh(features: Iterable[str], weights: Mapping[str, int]) -> int:
    """Sum of the features' weights."""
    return sum(map(weights.__getitem__, features))


def _bag(prepared: Prepared, known: Mapping[str, str]) -> frozenset[str]:
    bag = {"n:" + known[name] for name in prepared.names}
    bag.update(prepared.others)
    # A name written in lower case, or met by its first word only, is still the name.
    bag.update("n:" + known[word] if word in known else "w:" + word for word in prepared.words)
    return frozenset(bag)


def log2(total: int, count: int) -> int:
    """Binary logarithm of 1 + total / count in 1/64, linear between powers of two: whole numbers only."""
    x = ((total + count) << 16) // count
    bits = x.bit_length() - 1
    return (bits - 16) * SCALE + (((x - (1 << bits)) * SCALE) >> bits)
