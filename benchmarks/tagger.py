"""The temporal tagger on one core, beside dateparser's `search_dates` on the same articles.

    python benchmarks/tagger.py [--articles 1000] [--file ARTICLES.jsonl.gz]

Articles are invented, 500 words each, a time expression every 50 words as in agency copy; with --file the texts of that
file are used (rows {"text", "published_at"}). Then hostile texts, each of 400,000 characters.
"""

import argparse
import gzip
import json
import random
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date, datetime

from dateparser.search import search_dates

from service.mentions.tagger import tag

WORDS_AN_ARTICLE = 500
DATEPARSER_ARTICLES = 20
PUBLISHED = date(2025, 8, 21)
PLAIN = (
    "The council of Harlow has closed the old bridge over the river after cracks were seen in two of its pillars.",
    "Nobody was hurt, but the mayor said that the town may need help from the county to build a new one.",
    "Engineers had warned of the damage in a report that the council did not publish.",
    "The ferry carries 60 people and four lorries at a time, and there is a queue on both sides of the water.",
    "Shops in the old town say that they have lost a third of their customers and ask for lower taxes.",
    "The opposition wants to know who read the report first, and why no one acted on it.",
    "A new bridge would cost about $20 million, the minister of transport told reporters in the capital.",
    "\u201cWe will not wait for another winter,\u201d said the head of the chamber of trade, once an engineer.",
)
DATED = (
    "Divers searched the river on Monday for a lorry that is missing since the collapse.",
    "The court will hear the case on 3 September, a spokeswoman said late Tuesday.",
    "In July the county had paid for repairs that took six weeks.",
    "The bridge was built in 1931 and last repaired two years ago.",
    "A day earlier, the union had called for a strike to be held next week.",
    "Traffic fell by 12 percent in the second quarter, compared with a year earlier.",
)


def invented(count: int) -> list[str]:
    """Articles of prose with dates; equal arguments give equal ones."""
    chance = random.Random(11)
    articles = []
    for _ in range(count):
        words: list[str] = []
        while len(words) < WORDS_AN_ARTICLE:
            words += chance.choice(DATED if chance.random() < 0.2 else PLAIN).split()
        articles.append(" ".join(words[:WORDS_AN_ARTICLE]))
    return articles


def read(path: str) -> list[str]:
    """The texts of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def rate(texts: Sequence[str], run: Callable[[str], object]) -> float:
    """500-word articles a second of CPU time."""
    start = time.process_time()
    for text in texts:
        run(text)
    return sum(len(text.split()) for text in texts) / WORDS_AN_ARTICLE / (time.process_time() - start)


def beside_dateparser(text: str) -> object:
    """What a user of dateparser would write for news."""
    settings = {"RELATIVE_BASE": datetime(2025, 8, 21), "PREFER_DATES_FROM": "past"}  # noqa: DTZ001  (naive on purpose)
    return search_dates(text, languages=["en"], settings=settings)


HOSTILE = {
    "no full stop": "he met her in the late early last of the next " * 8_700,
    "dates only": "May 5 " * 66_667,
    "weekdays only": "on Monday " * 40_000,
    "one word": "a" * 400_000,
    "colons": "12:" * 133_334,
}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--file")
    arguments = parser.parse_args()
    texts = read(arguments.file) if arguments.file else invented(arguments.articles)
    tag("", PUBLISHED, "en")  # compiles the table
    expressions = sum(len(tag(text, PUBLISHED, "en")) for text in texts)
    ours = max(rate(texts, lambda text: tag(text, PUBLISHED, "en")) for _ in range(3))
    warnings.simplefilter("ignore")  # dateparser's own deprecations
    theirs = rate(texts[:DATEPARSER_ARTICLES], beside_dateparser)
    print(f"{len(texts)} articles, {expressions / len(texts):.1f} time expressions each")
    print(f"tagger (best of 3)       {ours:8.0f} 500-word articles/s/core")
    print(f"dateparser search_dates  {theirs:8.0f} 500-word articles/s/core ({ours / theirs:.0f} times slower)")
    for name, text in HOSTILE.items():
        start = time.process_time()
        found = len(tag(text, PUBLISHED, "en"))
        print(f"{name:<16} {len(text):>8} characters  {found:>6} found  {time.process_time() - start:6.2f} s")


if __name__ == "__main__":
    main()
