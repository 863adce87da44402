"""From a title and a lead to the hashed terms that tell stories apart.

Terms are stemmed words without stop words; scripts without spaces give character pairs. A term is the 32-bit xxh3 hash
of its text, so that state and log hold numbers only.
"""

import math
import re
from collections import Counter
from itertools import islice

import xxhash

from service.language.lexicon import lexicon
from service.language.scripts import MARKS, PAIRED, has_paired, pairs
from service.language.stemmers import stemmer

TITLE_WEIGHT = 3.0
TERMS = 100
"""Terms read of the title and of the body: news says first what it is about."""

_WORD = re.compile(  # the class of Latin letters is but a fast form of the one after it
    rf"[{PAIRED}]+|[^\W_](?:[a-zA-Z0-9_]++|[^\W{PAIRED}]|[{MARKS}]|['’&-](?=\w))*"
)
_CACHE_LIMIT = 200_000
"""Words whose hashes are kept; when there are more, they are forgotten and made anew, so that memory is bounded."""
_MAX_WORD = 40
"""Characters: what is longer is no word, and its beginning tells it from others."""

Profile = dict[int, float]
"""Term to its weight in the article, before document frequencies."""


class Terms:
    """The term extractor of one language. Pure: what it caches only saves time."""

    def __init__(self, language: str) -> None:
        self._hashes = _Hashes(language)

    def profile(self, title: str, text: str) -> Profile:
        """The weighted terms of an article: of its title, and of the first words of the body that follow it."""
        body = text[len(title) :] if title and text.startswith(title) else text
        weights = {term: TITLE_WEIGHT * _damped(count) for term, count in self._counts(title).items()}
        for term, count in self._counts(body).items():
            weights[term] = weights.get(term, 0.0) + _damped(count)
        return weights

    def _counts(self, source: str) -> Counter[int]:
        words: list[str] = _WORD.findall(source[: TERMS * 12])
        if has_paired(source, 0, TERMS * 12):
            words = [piece for word in words for piece in _pieces(word)]
        if len(self._hashes) > _CACHE_LIMIT:
            self._hashes.clear()
        return Counter(islice(filter(None, map(self._hashes.__getitem__, words)), TERMS))


class _Hashes(dict[str, int]):
    """Word to the hash of its stem; 0 for words that say nothing."""

    def __init__(self, language: str) -> None:
        self._stop = lexicon(language).small_talk
        self._stem = stemmer(language) or str

    def __missing__(self, word: str) -> int:
        lower = word[:_MAX_WORD].lower().replace("’", "'").removesuffix("'s")
        term = 0
        if lower not in self._stop and len(lower) > 1:
            term = xxhash.xxh3_64_intdigest(self._stem(lower).encode()) & 0xFFFFFFFF
        self[word] = term
        return term


def _damped(count: int) -> float:
    return _DAMPED[count] if count < len(_DAMPED) else 1.0 + math.log(count)


_DAMPED = [0.0, *(1.0 + math.log(count) for count in range(1, 32))]
"""By count: nearly all are small, and a logarithm is dear."""


def _pieces(word: str) -> list[str]:
    """Pairs of characters where words are not set apart by blanks."""
    return [piece for _, piece in pairs(word)] if has_paired(word, 0, 1) else [word]
