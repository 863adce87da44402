"""Anchors of a clause: the names, quantities, trigger classes and places by which two sources' clauses are matched."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from service.language.lexicon import Lexicon
from service.language.places import PLACES
from service.language.words import Tokens, Word

_SCORE = re.compile(r"(?<![\d:.-])(\d{1,2})(?:[-–](\d{1,2})|:(\d))(?![\d:.–-])")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")
_MAGNITUDES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "m": 10**6,
               "tausend": 10**3, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9, "mio": 10**6,
               "mrd": 10**9}  # fmt: skip
_PEOPLE = frozenset(("person", "dead", "hurt"))
_AFTER_AGE = {", ": ",", " (": ")"}
"""What stands between a name and its age -> what stands after the age."""
_PAIR, _LONGEST_AND = 2, 3
"""Place of the second of two names that are joined by a word of so many letters at most."""
_MAX_NAME_TOKENS = 4
"""A longer run of capitals is a headline or a list."""


class Spelling(NamedTuple):
    """How words are written in this article away from the beginning of sentences: tells names from first words."""

    capitalised: frozenset[str]
    plain: frozenset[str]


def spelling(sentences: Iterable[Tokens]) -> Spelling:
    """Spelling statistics over the sentences of an article."""
    inside = set(chain.from_iterable(sentence.words[1:] for sentence in sentences))
    return Spelling(
        frozenset(word.lower for word in inside if word.capital),
        frozenset(word.lower for word in inside if word.small),
    )


class Name(Struct, frozen=True, gc=False):
    """A name (`n:mark rutte`) or place (`p:us`) at `start:end`."""

    start: int
    end: int
    anchor: str


def names(text: str, sentence: Tokens, written: Spelling, lexicon: Lexicon) -> list[Name]:
    """Names and places of a sentence, in order."""
    words = sentence.words
    if not words:
        return []
    if words[-1].word.isupper() and _is_shouted(words):
        return []
    found: list[Name] = []
    end = 0  # of the words that are read already
    for begin in [i for i, word in enumerate(words) if word.nameable]:
        if begin < end or (begin == 0 and not _opens_name(words, written, lexicon)):
            continue
        end = begin + 1
        while end < len(words) and _continues(text, sentence, begin, end):
            end += 1
        found.extend(_resolve(sentence, begin, end, lexicon))
    return found


def _continues(text: str, sentence: Tokens, begin: int, i: int) -> bool:
    """Whether the i-th word belongs to the name that begins at `begin`: a blank before it, and no possessive ending."""
    words = sentence.words
    if text[sentence.starts[i - 1] + len(words[i - 1].word) : sentence.starts[i]] != " ":
        return False
    return i - begin < _MAX_NAME_TOKENS and (words[i].nameable or (i - begin < 3 and _links(words, i)))


def _links(words: list[Word], i: int) -> bool:
    """Whether the i-th word stands inside a name: Bank of England."""
    return words[i].links and i + 1 < len(words) and words[i + 1].capital


def _is_shouted(words: list[Word]) -> bool:
    """Whether most of the sentence is in capitals, so that capitals tell nothing."""
    letters = [w.word for w in words if w.word[0].isalpha() and len(w.word) > 1]
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.6 * len(letters)


def _opens_name(words: list[Word], written: Spelling, lexicon: Lexicon) -> bool:
    """Whether the first word of a sentence has its capital because it belongs to a name."""
    first = words[0]
    if first.place:
        return True
    if lexicon.nouns_capitalised:
        return first.lower not in lexicon.stopwords
    if first.lower in lexicon.stopwords or first.lower in written.plain:
        return False
    following = len(words) > 1 and words[1].capital
    if first.lower in written.capitalised or following:
        return True
    return first.event is None if lexicon.knows_events else _is_paired(words)


def _is_paired(words: list[Word]) -> bool:
    """Whether the first word and another with a capital are joined by a short one: "Holm and Ruiz"."""
    return len(words) > _PAIR and words[_PAIR].capital and len(words[1].word) <= _LONGEST_AND


def _resolve(sentence: Tokens, begin: int, end: int, lexicon: Lexicon) -> list[Name]:
    """A run `begin:end` of capitalised words as places and one name."""
    starts, words = sentence.starts, sentence.words
    while begin < end and words[end - 1].links:
        end -= 1
    whole = " ".join([w.lower for w in words[begin:end]])
    place = PLACES.get(whole.rstrip("."))
    if place:
        return [Name(starts[begin], sentence.end(end - 1), f"p:{place}")]
    found = []
    while begin < end and (words[begin].place or words[begin].links):
        if anchor := words[begin].place:
            found.append(Name(starts[begin], sentence.end(begin), anchor))
        begin += 1
    if end - begin > 1 or (end > begin and (not lexicon.nouns_capitalised or words[begin].word.isupper())):
        found.append(Name(starts[begin], sentence.end(end - 1), "n:" + " ".join([w.lower for w in words[begin:end]])))
    return found


def quantities(text: str, clause: Tokens, lexicon: Lexicon) -> list[str]:
    """Numbers with their normalised unit: `q:40min`, `q:90e9usd`, `q:14` for people, `q:3-1` for a score."""
    words = clause.words
    numeric = [i for i, word in enumerate(words) if word.numeric]
    if not numeric:
        return []
    start, end = clause.starts[0], clause.end(len(words) - 1)
    found = [f"q:{m.group(1)}-{m.group(2) or m.group(3)}" for m in _SCORE.finditer(text, start, end)]
    for i in numeric:
        word, start = words[i], clause.starts[i]
        if _CLOCK.match(text, start) or _SCORE.match(text, start):
            continue
        if text[max(0, start - 1) : start] in (":", "-", "–"):
            continue
        before, gap = (words[i - 1], text[clause.end(i - 1) : start]) if i else (None, "")
        if before and before.capital and text[clause.end(i) : clause.end(i) + 1] == _AFTER_AGE.get(gap):
            continue
        value, currency = word.value, word.currency
        if value is None:
            continue
        rest = words[i + 1 : i + 4]
        if rest and rest[0].lower in _MAGNITUDES and value < 10**6:
            value *= _MAGNITUDES[rest[0].lower]
            rest = rest[1:]
        unit = currency or next((u for w in rest[:2] if (u := lexicon.units.get(w.lower))), None)
        if unit in _PEOPLE or (unit is None and word.word[0].isdigit()):
            if unit is None and before and gap == " " and _labels(before, lexicon):
                found.append(f"q:{before.lower}{_number(value)}")
            elif value >= (3 if unit else 10):
                found.append(f"q:{_number(value)}")
        elif unit is not None and (value > 1 or currency):
            found.append(f"q:{_number(value)}{unit}")
    return found


def _labels(word: Word, lexicon: Lexicon) -> bool:
    """Whether a capitalised word before a number makes one name with it: Article 5, Flight 271."""
    return word.capital and word.lower not in lexicon.name_stop and word.lower not in lexicon.stopwords


def _number(value: float) -> str:
    """Compact: 40, 1.5, 90e9."""
    if value == int(value):
        whole = int(value)
        zeros = len(str(whole)) - len(str(whole).rstrip("0"))
        return f"{str(whole)[:-zeros]}e{zeros}" if zeros >= 6 else str(whole)
    return f"{value:g}"


def triggers(text: str, clause: Tokens, lexicon: Lexicon) -> list[str]:
    """Classes of the verbs and nouns that tell what kind of event this is: `t:meet`."""
    telling = [i for i, word in enumerate(clause.words) if word.event is not None or word.particled]
    events = [kind(text, clause, i, lexicon) for i in telling]
    return [f"t:{event}" for event in events if event]


def kind(text: str, clause: Tokens, i: int, lexicon: Lexicon) -> str | None:
    """The class of events that the i-th word of a clause tells of, if any."""
    word = clause.words[i]
    return _with_particle(text, clause, i, lexicon) if word.particled else word.event


def _with_particle(text: str, clause: Tokens, i: int, lexicon: Lexicon) -> str | None:
    """The event that the i-th word tells of together with a particle after it, if there is one."""
    verb, last = clause.words[i], lexicon.particles_last
    event = verb.event
    for j in range(i + 1, len(clause) if last else min(i + 3, len(clause))):
        found = lexicon.particles.get((verb.stem, clause.words[j].lower))
        if found is not None and not (last and _goes_on(text, clause.end(j))):
            event = found
    return event


def _goes_on(text: str, position: int) -> bool:
    """Whether a word of the same clause follows: "ein" is then an article, "an" a preposition."""
    return text[position : position + 1] == " " and not text.startswith((" und ", " oder ", " sowie "), position)
