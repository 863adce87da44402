"""Anchors of a clause: the names, quantities, trigger classes and places by which two sources' clauses are matched."""

import re
from collections.abc import Iterable, Sequence
from itertools import starmap
from typing import NamedTuple

from msgspec import Struct

from service.mentions.lexicon import Lexicon
from service.mentions.places import PLACES

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[$€£]?\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’&][^\W\d_]+)*|[%€]")
_SCORE = re.compile(r"(?<![\d:.-])(\d{1,2})(?:[-–](\d{1,2})|:(\d))(?![\d:.–-])")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")
_LINK = frozenset(("of", "de", "van", "al", "bin", "del", "da", "la", "el"))
_MAGNITUDES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "m": 10**6,
               "tausend": 10**3, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9, "mio": 10**6,
               "mrd": 10**9}  # fmt: skip
_PEOPLE = frozenset(("person", "dead", "hurt"))
_POSSESSIVE = frozenset(("'s", "’s"))
_NUMERIC = frozenset("0123456789$€£")
_MAX_NAME_TOKENS = 4


class Token(Struct, frozen=True, gc=False):
    """A word or number: its span, itself without a possessive ending, its lower-case form and the stem of that."""

    start: int
    end: int
    word: str
    lower: str
    stem: str


class Spelling(NamedTuple):
    """How words are written in this article away from the beginning of sentences: tells names from first words."""

    capitalised: frozenset[str]
    plain: frozenset[str]


def tokens(text: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """The tokens of `start:end`."""
    matches = list(_TOKEN.finditer(text, start, end))
    words = [m.group() for m in matches]
    words = [w[:-2] if w[-2:] in _POSSESSIVE else w for w in words]
    lower = [w.lower() for w in words]
    spans = [m.span() for m in matches]
    rows = zip([a for a, _ in spans], [b for _, b in spans], words, lower, lexicon.stems(lower), strict=True)
    return list(starmap(Token, rows))


def spelling(sentences: Iterable[Sequence[Token]]) -> Spelling:
    """Spelling statistics over the sentences of an article."""
    inside = [t for sentence in sentences for t in sentence[1:]]
    return Spelling(
        frozenset(t.lower for t in inside if t.word[0].isupper()),
        frozenset(t.lower for t in inside if t.word[0].islower()),
    )


class Name(NamedTuple):
    """A name (`n:mark rutte`) or place (`p:us`) at `start:end`."""

    start: int
    end: int
    anchor: str


def names(text: str, sentence: Sequence[Token], written: Spelling, lexicon: Lexicon) -> list[Name]:
    """Names and places of a sentence, in order."""
    if sentence[-1].word.isupper() and _is_shouted(sentence):
        return []
    found: list[Name] = []
    run: list[Token] = []
    for i, token in enumerate(sentence):
        if not run and not token.word[0].isupper():
            continue
        link = token.lower in _LINK and i + 1 < len(sentence) and sentence[i + 1].word[0].isupper()
        joined = (
            bool(run) and text[run[-1].end : token.start] == " " and run[-1].end - run[-1].start == len(run[-1].word)
        )
        capital = token.word[0].isupper() and _may_be_name(i, token, sentence, written, lexicon)
        if run and not (joined and (capital or (link and len(run) < 3)) and len(run) < _MAX_NAME_TOKENS):
            found.extend(_resolve(run, lexicon))
            run = []
        if capital or (run and link):
            run.append(token)
    if run:
        found.extend(_resolve(run, lexicon))
    return found


def _is_shouted(sentence: Sequence[Token]) -> bool:
    """Whether most of the sentence is in capitals, so that capitals tell nothing."""
    letters = [t for t in sentence if t.word[0].isalpha() and len(t.word) > 1]
    return len(letters) > 3 and sum(t.word.isupper() for t in letters) > 0.6 * len(letters)


def _may_be_name(i: int, token: Token, sentence: Sequence[Token], written: Spelling, lexicon: Lexicon) -> bool:
    if token.lower.rstrip(".") in PLACES:
        return token.lower != "us" or token.word == "US"
    if token.lower in lexicon.name_stop or not token.word[0].isalpha() or len(token.word) == 1:
        return False
    if i > 0:
        return True
    if lexicon.nouns_capitalised:
        return token.lower not in lexicon.stopwords
    if token.lower in lexicon.stopwords or token.lower in written.plain:
        return False
    following = len(sentence) > 1 and sentence[1].word[0].isupper()
    return token.lower in written.capitalised or following or token.stem not in lexicon.triggers


def _resolve(run: list[Token], lexicon: Lexicon) -> list[Name]:
    """A run of capitalised words as places and one name."""
    while run and run[-1].lower in _LINK:
        run = run[:-1]
    whole = " ".join(t.lower for t in run).rstrip(".")
    if whole in PLACES:
        return [Name(run[0].start, run[-1].end, "p:" + PLACES[whole])]
    found = []
    while run and (run[0].lower.rstrip(".") in PLACES or run[0].lower in _LINK):
        place = PLACES.get(run[0].lower.rstrip("."))
        if place:
            found.append(Name(run[0].start, run[0].end, "p:" + place))
        run = run[1:]
    if run and (len(run) > 1 or not lexicon.nouns_capitalised or run[0].word.isupper()):
        found.append(Name(run[0].start, run[-1].end, "n:" + " ".join(t.lower for t in run)))
    return found


def quantities(text: str, clause: Sequence[Token], lexicon: Lexicon) -> list[str]:
    """Numbers with their normalised unit: `q:40min`, `q:90e9usd`, `q:14` for people, `q:3-1` for a score."""
    numeric = [i for i, t in enumerate(clause) if t.word[0] in _NUMERIC or t.lower in lexicon.numbers]
    if not numeric:
        return []
    start, end = clause[0].start, clause[-1].end
    found = [f"q:{m.group(1)}-{m.group(2) or m.group(3)}" for m in _SCORE.finditer(text, start, end)]
    for i in numeric:
        token = clause[i]
        if _CLOCK.match(text, token.start) or _SCORE.match(text, token.start):
            continue
        if text[max(0, token.start - 1) : token.start] in (":", "-", "–"):
            continue
        value, currency = _value(token, lexicon)
        if value is None:
            continue
        rest = clause[i + 1 : i + 4]
        if rest and rest[0].lower in _MAGNITUDES and value < 10**6:
            value *= _MAGNITUDES[rest[0].lower]
            rest = rest[1:]
        unit = currency or next((u for t in rest[:2] if (u := lexicon.units.get(t.lower))), None)
        before = clause[i - 1] if i else None
        if unit in _PEOPLE or (unit is None and token.word[0].isdigit()):
            if unit is None and before and _labels(before, lexicon):
                found.append(f"q:{before.lower}{_number(value)}")
            elif value >= (3 if unit else 10):
                found.append(f"q:{_number(value)}")
        elif unit is not None and (value > 1 or currency):
            found.append(f"q:{_number(value)}{unit}")
    return found


def _labels(word: Token, lexicon: Lexicon) -> bool:
    """Whether a capitalised word before a number makes one name with it: Article 5, Flight 271."""
    return word.word[0].isupper() and word.lower not in lexicon.name_stop and word.lower not in lexicon.stopwords


def _value(token: Token, lexicon: Lexicon) -> tuple[float | None, str | None]:
    word, currency = token.lower, None
    if word[0] in "$€£":
        currency = lexicon.units.get(word[0])
        word = word[1:]
    if not word or not word[0].isdigit():
        return lexicon.numbers.get(word), currency
    if len(word) > 15:
        return None, currency
    thousands = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", word)
    return float(
        re.sub(r"[.,]", "", word)
        if thousands
        else re.sub(r"[.,].*$", lambda m: "." + m.group()[1:].replace(",", "").replace(".", ""), word)
    ), currency


def _number(value: float) -> str:
    """Compact: 40, 1.5, 90e9."""
    if value == int(value):
        whole = int(value)
        zeros = len(str(whole)) - len(str(whole).rstrip("0"))
        return f"{str(whole)[:-zeros]}e{zeros}" if zeros >= 6 else str(whole)
    return f"{value:g}"


def triggers(clause: Sequence[Token], lexicon: Lexicon) -> list[str]:
    """Classes of the verbs and nouns that tell what kind of event this is: `t:meet`."""
    found = []
    for i, token in enumerate(clause):
        name = lexicon.triggers.get(token.stem)
        if token.stem in lexicon.with_particle:
            for other in clause[i + 1 : i + 3]:
                name = lexicon.particles.get((token.stem, other.lower), name)
        if name:
            found.append("t:" + name)
    return found
