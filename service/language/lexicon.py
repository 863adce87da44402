"""The words and phrases of a language that sentences, clauses, stories and timelines are read by, as data.

What every stage must know of a language stands in one `Lexicon`, built by keyword in a file of
`service.language.tables`. Every field but the language may be left out: then nothing is found by it, but stop words
come from a list that others keep.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from re import Pattern

from service.language import registry
from service.language.stemmers import stemmer
from service.language.stopwords import common

NEVER = re.compile(r"(?!)")
"""A phrase that a language does not have."""
_NONE: frozenset[str] = frozenset()
_LEAST_HEAD = 4
_LEAST_VERB = 7
"""Letters of a noun at the end of compounds, and of one that may be a verb."""


def words(text: str) -> frozenset[str]:
    """The words of a readable list, in lower case there."""
    return frozenset(text.split())


def by_form(forms: Mapping[str, str]) -> dict[str, str]:
    """Turns a readable table, meaning -> its forms, into form -> meaning."""
    return {form: meaning for meaning, text in forms.items() for form in text.split()}


def pattern(text: str) -> Pattern[str]:
    """A phrase to be searched for in folded text."""
    return re.compile(text)


def fold(text: str) -> str:
    """The text in lower case, character by character, so that offsets stay: what the patterns are for."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass(frozen=True, kw_only=True, eq=False)
class Lexicon:
    """The table of one language. Words are in lower case, patterns are for folded text."""

    language: str
    """primary subtag; "" for the empty table that an unknown language is read by"""
    nouns_capitalised: bool = False
    """all nouns have a capital, so that one tells no name"""

    endings_apart: bool = False
    """an apostrophe parts a name from its endings"""

    # --- words
    stopwords: frozenset[str] = _NONE
    """function words, dates and the like: what neither names nor tells"""
    function_words: frozenset[str] = _NONE
    """words that carry no meaning of their own; all others tell sentences apart"""
    sign_words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """sign of a sentence that tells of an event, or of one that tells of none -> the words that are counted for it"""
    past_ending: str = ""
    """how verbs in the past end that are not among the sign words of the past"""
    small_talk: frozenset[str] = _NONE
    """words that tell no story from another"""
    name_stop: frozenset[str] = _NONE
    """words that begin with a capital for other reasons than being a name"""
    pronouns: frozenset[str] = _NONE
    """words that stand for the last subject"""
    abbreviations: frozenset[str] = _NONE
    """words whose full stop ends no sentence, written without it"""
    numbers: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    """word or sign beside a number -> unit"""

    # --- kinds of event
    trigger_words: Mapping[str, str] = field(default_factory=dict)
    """kind of event -> words that tell of one, as they stand in a dictionary; they are compared by stem"""
    particle_verbs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """verb and its particle that mean something else than the verb alone -> kind of event, "" for none"""
    particles_last: bool = False
    """a particle ends its clause, far from its verb, and not within two words of it"""

    # --- where a clause begins
    fronted: Pattern[str] = NEVER
    """a phrase before the main clause: "after the talks, ..." """
    before: Pattern[str] = NEVER
    """such a phrase that puts its clause after the main one"""
    measure: Pattern[str] = NEVER
    """how long after or before: group `one` or `count` when in days"""
    cut: Pattern[str] = NEVER
    """where a clause begins; the group that matched, if any, says which: `relative`, `restrictive` (relative without
    a comma) or `during`"""
    coordination: Pattern[str] = NEVER
    apposition: Pattern[str] = NEVER
    """after a comma: a noun with a remark, not a clause of its own"""
    finite: Pattern[str] = NEVER
    """before a finite verb, where that ends a phrase that opens the sentence without a comma"""
    adverbial: Pattern[str] = NEVER
    """a preposition that a phrase of time or place begins with"""

    # --- what a clause says of its event
    projected: Pattern[str] = NEVER
    """it is to come"""
    negated: Pattern[str] = NEVER
    """it did not happen"""
    unreal: Pattern[str] = NEVER
    """a sentence of what would have been"""
    unkept: Pattern[str] = NEVER
    """before a day that is past: what was planned for it, which tells nothing about what came of it"""
    pluperfect: Pattern[str] = NEVER
    recurrence: Pattern[str] = NEVER
    """it is one more of its kind"""
    past: Pattern[str] = NEVER
    """a verb in the past, not a participle before a noun"""
    saying: Pattern[str] = NEVER
    """a verb of telling: a date beside one says when it was told, not when it happened"""
    sequel: Pattern[str] = NEVER
    """an opening that needs the sentence before: "later", "on the same day" """

    # --- what stands beside a date
    comparison: Pattern[str] = NEVER
    """before a date that is a measure, not the time of what happens"""
    bound: Pattern[str] = NEVER
    """before the beginning or end of a span"""
    deadline: Pattern[str] = NEVER
    determiner: Pattern[str] = NEVER
    nominal: Pattern[str] = NEVER
    """before a date that belongs to a noun with a participle"""
    within: Pattern[str] = NEVER
    weekday: Pattern[str] = NEVER
    earlier: Pattern[str] = NEVER
    later: Pattern[str] = NEVER
    forward: Pattern[str] = NEVER
    """a span that lies ahead"""
    counted_from: Pattern[str] = NEVER
    """after a span: it is counted from something that is not the publication"""

    @property
    def tells_modality(self) -> bool:
        """Whether what did not happen can be told from what did: without that no contradiction is claimed."""
        return self.negated is not NEVER

    @property
    def knows_events(self) -> bool:
        """Whether a word that names no kind of event can be told from one whose kind is not known."""
        return bool(self.trigger_words)

    @cached_property
    def stemmer(self) -> Callable[[str], str] | None:
        """None where the language has no stemmer."""
        return stemmer(self.language)

    def stem(self, word: str) -> str:
        """The stem of a lower-case word; the word itself where the language has no stemmer."""
        return self.stemmer(word) if self.stemmer else word

    @cached_property
    def triggers(self) -> dict[str, str]:
        """Stem -> kind of event."""
        return {self.stem(word): kind for kind, text in self.trigger_words.items() for word in text.split()}

    @cached_property
    def particles(self) -> dict[tuple[str, str], str]:
        """Stem of a verb and particle -> kind of event."""
        return {(self.stem(verb), particle): kind for (verb, particle), kind in self.particle_verbs.items()}

    @cached_property
    def with_particle(self) -> frozenset[str]:
        """Stems of verbs that some particle makes another verb."""
        return frozenset(verb for verb, _ in self.particles)

    @cached_property
    def heads(self) -> dict[str, str]:
        """Stems of the nouns that a compound may end with, and what kind of event they name.

        No short ones, nor short infinitives ("Unfall" is no fall); only where nouns have capitals and are joined.
        """
        heads = {}
        if self.nouns_capitalised:
            for kind, text in self.trigger_words.items():
                for word in text.split():
                    stem = self.stem(word)
                    if len(stem) >= _LEAST_HEAD and (len(word) >= _LEAST_VERB or not word.endswith("en")):
                        heads[stem] = kind
        return heads


def lexicon(language: str) -> Lexicon:
    """The lexicon of a language (primary subtag); an empty one, that finds names and numbers only, for an unknown."""
    return _lexicon(language if language in registry.known() else "")


@cache
def _lexicon(language: str) -> Lexicon:
    table = registry.load(language)
    if table is None:
        return Lexicon(language="")
    found: Lexicon = table.LEXICON
    if found.stopwords:
        return found
    listed = common(language)
    return replace(found, stopwords=listed, small_talk=listed)
