"""Which way weekdays look: how many of those ahead of the publication and behind it are right, with cues and without.

    python -m benchmarks.weekdays

Annotated are the news of `../shared/data`: English (TimeBank), German and Spanish; the French and Italian sets do not
tell which Monday is meant, and few weekdays of news lie ahead at all. What cues are worth in other languages is seen in
invented sentences of the tests, which were written for it and read while cues were chosen: their figures are no measure
of news. Without cues every weekday is the last one.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest import mock

from benchmarks.languages import DATA, ENGLISH, read
from service.mentions import tagger
from tests.quality.weekday_sentences import weekdays

NEWS = {"en": ENGLISH, "de": "languages/temporal-news-de", "es": "languages/temporal-news-es"}
NAMES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:diens|donners|frei|sams|sonn)tag|montag|mittwoch|sonnabend|"
    r"lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
)

Counts = Counter[tuple[str, bool, bool]]
"""(language, lies ahead, is right) -> how often"""


def annotated() -> Counts:
    """Weekdays of the annotated news that stand without the number of a day."""
    counts = Counts()
    for language, name in NEWS.items():
        for row, wanted in read(name):
            published = row["published_at"][:10]
            found = tagger.tag(row["text"], date.fromisoformat(published), language)
            for gold in wanted:
                words, day = row["text"][gold["start"] : gold["end"]].lower(), gold["value"][:10]
                if NAMES.search(words) is None or re.search(r"\d", words) or not re.fullmatch(r"[\d-]{10}", day):
                    continue
                days = {day, *(value[:10] for value in gold.get("also", ()))}
                right = any(t.start < gold["end"] and gold["start"] < t.end and t.value[:10] in days for t in found)
                counts[language, day > published, right] += 1
    return counts


def invented() -> Counts:
    """Weekdays of the invented sentences."""
    return Counts((seen.language, seen.ahead, seen.right) for seen in weekdays())


@contextmanager
def without_cues() -> Iterator[None]:
    """The tagger without the words that tell which way a verb looks."""
    with mock.patch.object(tagger, "tense_around", return_value="open"):
        yield


def print_table(title: str, counts: Counts, plain: Counts) -> None:
    """A line for each language: weekdays ahead and behind, and how many of them are right."""
    print(title)
    for language in sorted({language for language, _, _ in counts}):
        parts = []
        for side, ahead in (("ahead", True), ("behind", False)):
            total = counts[language, ahead, True] + counts[language, ahead, False]
            right, right_without = counts[language, ahead, True], plain[language, ahead, True]
            parts.append(f"{side} {total}: {right} right, {right_without} without cues")
        print(f"  {language}: {'; '.join(parts)}")
    total, right, without = counts.total(), _right(counts), _right(plain)
    print(f"  all {total}: {right / total:.3f} right, {without / total:.3f} without cues", flush=True)


def _right(counts: Counts) -> int:
    return sum(count for (_, _, right), count in counts.items() if right)


def main() -> None:
    """Print every table."""
    if not DATA.exists():
        sys.exit("no figures: development data not found: ../shared/data")
    for title, count in (("annotated news", annotated), ("invented sentences", invented)):
        with without_cues():
            plain = count()
        print_table(title, count(), plain)


if __name__ == "__main__":
    main()
