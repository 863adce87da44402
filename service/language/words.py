"""The words and numbers of a text: where they stand, and what a spelling tells by itself in any text."""

import re
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from sys import intern

from msgspec import Struct

from service.language.lexicon import Lexicon, lexicon
from service.language.places import PLACES
from service.language.scripts import MARKS, has_paired, pairs


def _token(word: str, letters: str) -> re.Pattern[str]:
    """A token where words are such, and their parts after an apostrophe made of such letters."""
    joined = f"(?:['’&]{letters}+(?:['’&]{letters}+)*|)"
    return re.compile(
        rf"([A-Z]\.(?:[A-Z]\.)+|{word}{joined}|\d+(?:[.,]\d+)*|{letters}+{joined}|[$€£]\d+(?:[.,]\d+)*|[%€])"
    )


_LETTER = r"[^\W\d_]"
_MARKED_LETTER = rf"(?:[^\W\d_][{MARKS}]*)"
_TOKEN = _token(rf"[a-zA-Z]++{_LETTER}*+", _LETTER)  # a fast form of words that begin like English ones
_MARKED_TOKEN = _token(f"{_MARKED_LETTER}+", _MARKED_LETTER)
_MARK = re.compile(f"[{MARKS}]")
_POSSESSIVE = ("'s", "’s")
_APOSTROPHE = re.compile("['’]")
_LINKS = frozenset(("of", "de", "van", "al", "bin", "del", "da", "la", "el"))
_MAGNITUDES = frozenset(("tausend", "million", "millionen", "milliarde", "milliarden"))
_NUMERIC = frozenset("0123456789$€£")


class Word(Struct, frozen=True, eq=False, gc=False):
    """A word or number in one spelling, and what the tables of its language say of it."""

    length: int
    """of the spelling; `word` is shorter by a possessive ending"""
    word: str
    lower: str
    stem: str
    capital: bool
    small: bool
    """begins with a small letter"""
    nameable: bool
    """has a capital because it belongs to a name, unless it opens a sentence"""
    links: bool
    """may stand inside a name: Bank of England"""
    numeric: bool
    value: float | None
    currency: str | None
    place: str | None
    """anchor of the place that it alone names: `p:us`"""
    event: str | None
    """the class of events that it tells of: `meet`"""
    particled: bool
    """tells of events of another class before some particle: rule out"""
    content: str | None
    """what a clause tells by it where no anchor stands for it, `w:` and its stem; None for words of no content"""


_LEAST_CONTENT = 3
"""Letters of a word that may say something; where words are read in pairs of characters a pair does."""


class Vocabulary(dict[str, Word]):
    """Spelling -> word, in one language. News repeats its words: each is looked up in the tables once, then kept.

    Holds at most `SIZE` spellings of at most `LONGEST` characters; when full it starts anew.
    """

    SIZE = 1 << 15
    LONGEST = 40

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, spelling: str) -> Word:
        word = self._word(spelling)
        if len(spelling) <= self.LONGEST:
            if len(self) >= self.SIZE:
                self.clear()
            self[spelling] = word
        return word

    def _word(self, spelling: str) -> Word:
        lexicon = self.lexicon
        word = _without_ending(spelling, lexicon)
        lower = word.lower()
        stem = lexicon.stem(lower)
        place = PLACES.get(lower.rstrip("."))
        if place:
            nameable = lower != "us" or word == "US"
        else:
            nameable = word[0].isalpha() and len(word) > 1 and not _is_common(lower, lexicon)
        capital = word[0].isupper()
        numeric = word[0] in _NUMERIC or lower in lexicon.numbers
        value, currency = _value(lower, lexicon) if numeric else (None, None)
        event = lexicon.triggers.get(stem) or (_head(stem, lexicon) if capital else None)
        return Word(
            length=len(spelling),
            word=word,
            lower=lower,
            stem=intern(stem),
            capital=capital,
            small=word[0].islower(),
            nameable=capital and nameable,
            links=lower in _LINKS,
            numeric=numeric,
            value=value,
            currency=currency,
            place=place and f"p:{place}",
            event=event,
            particled=stem in lexicon.with_particle,
            content=intern(f"w:{stem}") if event is None and _has_content(lower, lexicon) else None,
        )


def _without_ending(spelling: str, lexicon: Lexicon) -> str:
    """The word without what an apostrophe adds: the possessive of English, any ending where the language has such."""
    if spelling.endswith(_POSSESSIVE):
        return spelling[:-2]
    if lexicon.endings_apart:
        return _APOSTROPHE.split(spelling, 1)[0] or spelling
    return spelling


def _has_content(lower: str, lexicon: Lexicon) -> bool:
    """Whether a word that names no kind of event says something: no function word, place, number or unit."""
    return (
        lower[0].isalpha()
        and (len(lower) >= _LEAST_CONTENT or has_paired(lower, 0, 1))
        and lower not in lexicon.stopwords
        and lower not in PLACES
        and lower not in lexicon.numbers
        and lower not in lexicon.units
    )


_LEAST_PREFIX = 4
"""Letters before the head of a compound; shorter ones make another word of it ("Bei-spiel")."""


def _head(stem: str, lexicon: Lexicon) -> str | None:
    """The kind of event that the last part of a compound names: "Dammbruch"."""
    if not lexicon.heads:
        return None
    return next((lexicon.heads[stem[i:]] for i in range(_LEAST_PREFIX, len(stem)) if stem[i:] in lexicon.heads), None)


def _is_common(lower: str, lexicon: Lexicon) -> bool:
    """Whether a word with a capital is no name: a title, and where all nouns have one, a number or a unit."""
    if lower in lexicon.name_stop:
        return True
    return lexicon.nouns_capitalised and (lower in lexicon.numbers or lower in lexicon.units or lower in _MAGNITUDES)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language (`Lexicon.language`), shared by all its texts."""
    return Vocabulary(lexicon(language))


def _value(digits: str, lexicon: Lexicon) -> tuple[float | None, str | None]:
    """What a number is worth, and its currency: $1,200.50, 38.000, twelve."""
    currency = None
    if digits[0] in "$€£":
        currency = lexicon.units.get(digits[0])
        digits = digits[1:]
    if not digits or not digits[0].isdigit():
        return lexicon.numbers.get(digits), currency
    if len(digits) > 15:
        return None, currency
    thousands = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)
    return float(
        re.sub(r"[.,]", "", digits)
        if thousands
        else re.sub(r"[.,].*$", lambda m: "." + m.group()[1:].replace(",", "").replace(".", ""), digits)
    ), currency


class Tokens(Struct, frozen=True, gc=False):
    """Words and where they begin, in order: equally long columns, cheaper than an object a token."""

    starts: list[int]
    words: list[Word]

    def __len__(self) -> int:
        return len(self.starts)

    def end(self, i: int) -> int:
        """Where the i-th token ends."""
        return self.starts[i] + self.words[i].length

    def within(self, start: int, end: int) -> "Tokens":
        """Those that begin in `start:end`."""
        i, j = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return Tokens(self.starts[i:j], self.words[i:j])

    def before(self, start: int, count: int) -> "Tokens":
        """The last `count` that begin before `start`."""
        i = bisect_left(self.starts, start)
        return Tokens(self.starts[max(0, i - count) : i], self.words[max(0, i - count) : i])

    def without(self, start: int, end: int) -> "Tokens":
        """Those that do not begin in `start:end`."""
        i, j = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return Tokens(self.starts[:i] + self.starts[j:], self.words[:i] + self.words[j:]) if i < j else self


def tokens(text: str, start: int, end: int, known: Vocabulary) -> Tokens:
    """The tokens of `start:end`. Where no blanks part words, every two characters that stand together are one."""
    part = text[start:end]
    marked = not part.isascii() and _MARK.search(part) is not None  # vowels of Hindi and Thai, and accents set apart
    parts = (_MARKED_TOKEN if marked else _TOKEN).split(part)  # what stands between, a token, what stands between, ...
    bounds = list(accumulate(map(len, parts), initial=start))
    starts, spellings = bounds[1:-1:2], parts[1::2]
    if has_paired(text, start, end):
        pieces = [
            (at + offset, piece)
            for at, word in zip(starts, spellings, strict=True)
            for offset, piece in (pairs(word) if has_paired(word, 0, len(word)) else ((0, word),))
        ]
        starts, spellings = [at for at, _ in pieces], [word for _, word in pieces]
    return Tokens(starts, list(map(known.__getitem__, spellings)))


class Reading:
    """The tokens of a text, found in one pass; those of its sentences and clauses are cut out of them."""

    def __init__(self, text: str, known: Vocabulary) -> None:
        self._text, self._known = text, known
        self._all = tokens(text, 0, len(text), known)

    def within(self, start: int, end: int) -> Tokens:
        """What `tokens` finds in `start:end`."""
        whole = self._all
        starts = whole.starts
        i, j = bisect_left(starts, start), bisect_left(starts, end)
        if (i > 0 and whole.end(i - 1) > start) or (j > i and whole.end(j - 1) > end):
            return tokens(self._text, start, end, self._known)  # an edge within a token: "U.S.", "2,000"
        return Tokens(starts[i:j], whole.words[i:j])
