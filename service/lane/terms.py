"""From a title and a lead to the hashed terms that tell stories apart.

Terms are stemmed words without stop words; scripts without spaces give character pairs. A term is the 32-bit xxh3 hash
of its text, so that state and log hold numbers only.
"""

import math
import re
from collections.abc import Iterator

import Stemmer
import xxhash

from service.lane.stopwords import STOP_WORDS

TITLE_WEIGHT = 3.0
BODY_WORDS = 120

_STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_](?:[^\W{_UNSPACED}]|['’&-](?=\w))*")
_FIRST_UNSPACED = re.compile(f"[{_UNSPACED}]")
_CACHE_LIMIT = 200_000

Profile = dict[int, float]
"""Term to its weight in the article, before document frequencies."""


class Terms:
    """The term extractor of one language. Pure: the cache only saves time."""

    def __init__(self, language: str) -> None:
        self._stop = STOP_WORDS.get(language, frozenset())
        name = _STEMMERS.get(language)
        self._stem = Stemmer.Stemmer(name).stemWord if name else str
        self._cache: dict[str, int] = {}

    def profile(self, title: str, text: str) -> Profile:
        """The weighted terms of an article: its title and the first words of its body, or of its body alone."""
        weights: dict[int, float] = {}
        body = text[len(title) :] if title and text.startswith(title) else text
        for source, weight, limit in ((title, TITLE_WEIGHT, BODY_WORDS), (body, 1.0, BODY_WORDS)):
            counts: dict[int, int] = {}
            for term in self._terms(source, limit):
                counts[term] = counts.get(term, 0) + 1
            for term, count in counts.items():
                weights[term] = weights.get(term, 0.0) + weight * (1.0 + math.log(count))
        return weights

    def _terms(self, source: str, limit: int) -> Iterator[int]:
        # No language needs more than this many characters for its first words.
        for found in _WORD.finditer(source, 0, limit * 24):
            word = found.group()
            for piece in _pairs(word) if _FIRST_UNSPACED.match(word) else (word,):
                term = self._cache.get(piece)
                if term is None:
                    term = self._term(piece)
                if term:
                    yield term
                    limit -= 1
                    if limit == 0:
                        return

    def _term(self, word: str) -> int:
        """The hash of the word's stem; 0 for words that say nothing."""
        lower = word.lower().replace("’", "'").removesuffix("'s")
        term = 0
        if lower not in self._stop and len(lower) > 1:
            term = xxhash.xxh3_64_intdigest(self._stem(lower).encode()) & 0xFFFFFFFF
        if len(self._cache) >= _CACHE_LIMIT:
            self._cache.clear()
        self._cache[word] = term
        return term


def _pairs(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]
