"""The one stemmer of a language: Snowball's, but for languages that it does not know."""

from collections.abc import Callable
from functools import partial

import Stemmer

_NAMES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip


_CLITICS = {"he": "ובהלמשכ"}
"""Languages without a stemmer there whose words are mostly told apart by letters that are written before them: "and",
"in", "the" """
_LEAST_LETTERS = 3
"""Of a word without its clitics, as the roots of such languages have."""


def stemmer(language: str) -> Callable[[str], str] | None:
    """What stems lower-case words of a language (primary subtag), with a cache of its own; None where there is none."""
    if language in _CLITICS:
        return partial(_without_clitics, _CLITICS[language])
    name = _NAMES.get(language)
    return Stemmer.Stemmer(name).stemWord if name else None


def _without_clitics(clitics: str, word: str) -> str:
    """The word from its first letter on that is no clitic: the same with and without one."""
    bare = word.lstrip(clitics)
    return bare if len(bare) >= _LEAST_LETTERS else word[-_LEAST_LETTERS:]
