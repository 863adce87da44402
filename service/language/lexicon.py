"""What the mentions stage must know of a language: word classes and phrases, as data. A further language is a table.

Words in `triggers` and `content_stop` are written as they stand in a dictionary; they are compared by stem.
"""

import re
from functools import cache
from re import Pattern
from typing import NamedTuple

import Stemmer

from service.language.tables import de, en


class Lexicon(NamedTuple):
    """Tables of one language, "" for an unknown one. Patterns are for folded text, words lower case, triggers keyed
    by stem.
    """

    language: str
    stemmer: Stemmer.Stemmer | None
    nouns_capitalised: bool
    stopwords: frozenset[str]
    name_stop: frozenset[str]
    pronouns: frozenset[str]
    abbreviations: frozenset[str]
    triggers: dict[str, str]
    particles: dict[tuple[str, str], str]
    with_particle: frozenset[str]
    particles_last: bool
    """a particle ends its clause, far from its verb, and not within two words of it"""
    heads: dict[str, str]
    """stems of the nouns that a compound may end with, and what kind of event they name"""
    numbers: dict[str, int]
    units: dict[str, str]
    fronted: Pattern[str]
    before: Pattern[str]
    measure: Pattern[str]
    """how long after or before: group `one` or `count` when in days"""
    cut: Pattern[str]
    """where a clause begins; the group that matched, if any, says which: `relative`, `restrictive` (relative
    without a comma) or `during`"""
    coordination: Pattern[str]
    apposition: Pattern[str]
    sequel: Pattern[str]
    projected: Pattern[str]
    negated: Pattern[str]
    unreal: Pattern[str]
    comparison: Pattern[str]
    finite: Pattern[str]
    """before a finite verb, where that ends a phrase that opens the sentence without a comma"""
    unkept: Pattern[str]
    bound: Pattern[str]
    deadline: Pattern[str]
    determiner: Pattern[str]
    nominal: Pattern[str]
    within: Pattern[str]
    pluperfect: Pattern[str]
    recurrence: Pattern[str]
    past: Pattern[str]
    saying: Pattern[str]
    weekday: Pattern[str]
    earlier: Pattern[str]
    later: Pattern[str]
    forward: Pattern[str]
    counted_from: Pattern[str]
    adverbial: Pattern[str]

    def stem(self, word: str) -> str:
        """The stem of a lower-case word; the word itself where the language has no stemmer."""
        return self.stemmer.stemWord(word) if self.stemmer else word


_TABLES = {"en": en, "de": de}
_STEMMERS = {"en": "english", "de": "german"}
_NEVER = re.compile(r"(?!)")
_PATTERNS = (
    "fronted",
    "before",
    "measure",
    "cut",
    "coordination",
    "apposition",
    "sequel",
    "projected",
    "negated",
    "unreal",
    "comparison",
    "finite",
    "unkept",
    "bound",
    "deadline",
    "determiner",
    "nominal",
    "within",
    "pluperfect",
    "recurrence",
    "past",
    "saying",
    "weekday",
    "earlier",
    "later",
    "forward",
    "counted_from",
    "adverbial",
)


_LEAST_HEAD = 4
_LEAST_VERB = 7
"""Letters of a noun at the end of compounds, and of one that may be a verb."""


def fold(text: str) -> str:
    """The text in lower case, character by character, so that offsets stay: what the patterns are for."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def lexicon(language: str) -> Lexicon:
    """The tables of a language (primary subtag); empty ones, that find names and numbers only, for an unknown one."""
    return _lexicon(language if language in _TABLES else "")


def _heads(triggers: dict[str, str], stemmer: Stemmer.Stemmer) -> dict[str, str]:
    """Of the trigger words those that end compounds: no short ones, nor short infinitives ("Unfall" is no fall)."""
    heads = {}
    for name, words in triggers.items():
        for word in words.split():
            stem = stemmer.stemWord(word)
            if len(stem) >= _LEAST_HEAD and (len(word) >= _LEAST_VERB or not word.endswith("en")):
                heads[stem] = name
    return heads


@cache
def _lexicon(language: str) -> Lexicon:
    table = _TABLES.get(language)
    if table is None:
        empty: frozenset[str] = frozenset()
        return Lexicon(
            language,
            None,
            False,
            empty,
            empty,
            empty,
            empty,
            {},
            {},
            empty,
            False,
            {},
            {},
            {},
            *([_NEVER] * len(_PATTERNS)),
        )
    stemmer = Stemmer.Stemmer(_STEMMERS[language])
    triggers = {stem: name for name, words in table.TRIGGERS.items() for stem in stemmer.stemWords(words.split())}
    return Lexicon(
        language,
        stemmer,
        table.NOUNS_CAPITALISED,
        frozenset(table.STOPWORDS.split()),
        frozenset(table.NAME_STOP.split()),
        frozenset(table.PRONOUNS.split()),
        frozenset(table.ABBREVIATIONS.split()),
        triggers,
        {(stemmer.stemWord(a), b): name for (a, b), name in table.PARTICLES.items()},
        frozenset(stemmer.stemWord(a) for a, _ in table.PARTICLES),
        table.PARTICLES_LAST,
        _heads(table.TRIGGERS, stemmer) if table.NOUNS_CAPITALISED else {},
        table.NUMBERS,
        {form: unit for unit, forms in table.UNITS.items() for form in forms.split()},
        *(re.compile(getattr(table, name.upper())) for name in _PATTERNS),
    )
