"""What the merge compares: each mention as a bag of weighted features, and the days that it names."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from sys import intern

from msgspec import Struct

from service.language.lexicon import Lexicon, lexicon
from service.language.words import Reading
from service.records import Mention, ResolvedArticle, publication_day
from service.timeline.clustering.aliases import aliases
from service.timeline.dating.claims import Testimony, testify
from service.timeline.dating.edtf import ordinal
from service.timeline.dating.telling import again, days, firm

SCALE = 64
"""Weights are whole numbers of 1/64 bit: equal on every machine."""

_KIND_WEIGHT = {"n": 4, "p": 3, "q": 8, "t": 6, "w": 5}
"""Quantities and kinds of event tell events of one story apart better than its names do (fifths)."""


_NONE: frozenset[str] = frozenset()
"""One object for all empty bags: most are empty, and the garbage collector visits each that is kept."""


class Prepared(Struct, frozen=True, eq=False, gc=False):
    """A mention before its story is known: names as written, and words that may turn out to be names.

    `key` is the canonical order of mentions: publication, article, offsets. `low`, `high` are ordinal days, 0 for an
    undated one; `again` and `firm` as in `telling`. The other fields are as in `Atom`.
    """

    key: tuple[str, str, int, int]
    article: ResolvedArticle
    mention: Mention
    names: tuple[str, ...]
    words: tuple[str, ...]
    places: frozenset[str]
    told: frozenset[str]
    kinds: frozenset[str]
    quantities: frozenset[str]
    low: int
    high: int
    published: int
    again: bool
    firm: bool
    testimony: Testimony | None


class Atom(Struct, frozen=True, eq=False, gc=False):
    """A mention with the features that it has in its story, and their weight in the chapter that compares it.

    `about` has its names and places, `told` what it says of them: `kinds` of events, `quantities`, and words.
    """

    prepared: Prepared
    article: ResolvedArticle
    mention: Mention
    about: frozenset[str]
    told: frozenset[str]
    kinds: frozenset[str]
    quantities: frozenset[str]
    weight: int
    is_dated: bool
    low: int
    high: int

    @property
    def key(self) -> tuple[str, str, int, int]:
        """Canonical order of mentions: publication, article, offsets."""
        return self.prepared.key


def prepare(article: ResolvedArticle, read: Reading) -> tuple[Prepared, ...]:
    """The mentions of an article, read in `read`, with their features; a function of the article alone."""
    words = lexicon(article.language)
    published = ordinal(publication_day(article))
    found = []
    for mention in article.mentions:
        if mention.modality == "negated" or mention.end > len(article.text):
            continue
        word = _testimony(article, mention, published, words)
        # One object for equal features: sets compare faster, and articles that are kept share them.
        anchors = [intern(anchor) for anchor in mention.anchors]
        by_class = {letter: frozenset([a for a in anchors if a[0] == letter]) or _NONE for letter in "pqt"}
        names = tuple([intern(a[2:]) for a in anchors if a[0] == "n"])
        content = _content(read, mention, names)
        found.append(
            Prepared(
                key=(article.published_at, article.id, mention.start, mention.end),
                article=article,
                mention=mention,
                names=names,
                words=tuple(content.values()),
                places=by_class["p"],
                told=frozenset((*by_class["q"], *by_class["t"], *content)),
                kinds=by_class["t"],
                quantities=by_class["q"],
                low=ordinal(word.days[0]) if word else 0,
                high=ordinal(word.days[1]) if word else 0,
                published=published,
                again=again(article.text, mention, words),
                firm=word is not None and words.tells_modality and firm(article.text, mention, published, words),
                testimony=word,
            )
        )
    return tuple(found)


def _testimony(article: ResolvedArticle, mention: Mention, published: int, words: Lexicon) -> Testimony | None:
    timex = mention.timex
    meant = days(article.text, timex, published, words) if timex is not None else None
    if timex is None or meant is None:
        return None
    return testify(article, mention, meant, precision=timex.precision, basis=timex.basis, value=timex.value)


def _content(read: Reading, mention: Mention, names: Sequence[str]) -> dict[str, str]:
    """Features and stems of the clause's content words that no anchor stands for."""
    found = read.within(mention.start, mention.end)
    if mention.timex is not None:
        found = found.without(mention.timex.start, mention.timex.end)
    named = {word for name in names for word in name.split()}
    return {w.content: w.stem for w in found.words if w.content is not None and w.lower not in named}


def atoms(prepared: Sequence[Prepared]) -> tuple[list[Atom], Mapping[str, int]]:
    """The mentions of a chapter with aliases resolved, and the weight of each feature (rare ones weigh more)."""
    known = {name: intern(f"n:{alias}") for name, alias in aliases(p.names for p in prepared).items()}
    bags = [_bag(p, known) for p in prepared]
    counts = Counter(chain.from_iterable(chain.from_iterable(bags)))
    rarity = {count: log2(len(bags), count) for count in set(counts.values())}
    weights = {f: rarity[count] * _KIND_WEIGHT[f[0]] // 5 for f, count in counts.items()}
    return [_atom(p, about, told, weights) for p, (about, told) in zip(prepared, bags, strict=True)], weights


def atom(p: Prepared) -> Atom:
    """A mention by itself, which is compared with nothing."""
    return _atom(p, p.places, p.told, dict.fromkeys((*p.places, *p.told), 1))


def _atom(p: Prepared, about: frozenset[str], told: frozenset[str], weights: Mapping[str, int]) -> Atom:
    weight = weigh(about, weights) + weigh(told, weights)
    return Atom(
        p, p.article, p.mention, about, told, p.kinds, p.quantities, weight, p.testimony is not None, p.low, p.high
    )


def weigh(features: Iterable[str], weights: Mapping[str, int]) -> int:
    """Sum of the features' weights."""
    return sum(map(weights.__getitem__, features))


def _bag(p: Prepared, known: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    """What a mention is about, and what it tells."""
    about = p.places.union([known[name] for name in p.names]) if p.names else p.places
    # A name written in lower case, or met by its first word only, is still the name.
    named = [word for word in p.words if word in known]
    if not named:
        return about, p.told
    return about.union([known[word] for word in named]), p.told.difference([f"w:{word}" for word in named])


def log2(total: int, count: int) -> int:
    """Binary logarithm of 1 + total / count in 1/64, linear between powers of two: whole numbers only."""
    x = ((total + count) << 16) // count
    bits = x.bit_length() - 1
    return (bits - 16) * SCALE + (((x - (1 << bits)) * SCALE) >> bits)
