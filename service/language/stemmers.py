"""The one stemmer of a language: Snowball's."""

import Stemmer

_NAMES = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip


def stemmer(language: str) -> Stemmer.Stemmer | None:
    """A stemmer of a language (primary subtag), with a cache of its own; None where there is none."""
    name = _NAMES.get(language)
    return Stemmer.Stemmer(name) if name else None
