"""Which way weekdays look in invented sentences, in twelve languages."""

from collections import defaultdict

from tests.quality.weekday_sentences import weekdays

LANGUAGES = {"ar", "de", "en", "es", "fr", "it", "ja", "pl", "pt", "ru", "tr", "zh"}


def test_weekdays_look_the_right_way():
    seen = defaultdict(list)
    for weekday in weekdays():
        seen[weekday.language].append(weekday)
    assert seen.keys() == LANGUAGES
    wrong = {language: [w.text for w in found if not w.right] for language, found in seen.items()}
    assert {language: texts for language, texts in wrong.items() if len(texts) > len(seen[language]) // 20} == {}
    assert all(any(w.ahead for w in found) and not all(w.ahead for w in found) for found in seen.values())
