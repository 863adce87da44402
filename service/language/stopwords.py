"""Common words of a language, for the tables that bring none of their own."""

from functools import cache

import stopwordsiso

from service.language.dictionary import words


@cache
def common(language: str) -> frozenset[str]:
    """Function words, and the words for months, weekdays and days near by; none for a language that nobody listed."""
    listed = stopwordsiso.stopwords(language) if stopwordsiso.has_lang(language) else ()
    dates = words(language)
    of_dates = (*dates.months, *dates.weekdays, *dates.short_weekdays, *dates.away)
    found = {word.lower() for phrase in (*listed, *of_dates) for word in phrase.split()}
    return frozenset(word for word in found if word[:1].isalpha())
