"""What each rule drops from real pages, and how much of that people count as the article.

    python -m benchmarks.rules [--show]

Precision of a rule: of the parts that it drops from what the extractor gives, the share that the article as people
marked it does not hold (a part is held if all its letters stand in it in a row; parts of fewer than eight letters are
left out, since they stand in anything). Beside it what the rule takes from the marked articles themselves, where
everything that it takes is lost: its share of their words. Needs the labelled pages beside the checkout.
"""

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator

import msgspec
import orjson

from service.cleaning import Cleaned, Cleaner
from service.records import RawArticle
from service.settings import Settings
from tests.shared import SHARED

FEWEST_LETTERS = 8
_WORD = re.compile(r"\w+")
_NOT_LETTERS = re.compile(r"[\W_]+")


def main() -> None:
    """Print a line for each rule that dropped anything."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--show", action="store_true", help="also the dropped parts that the articles hold")
    shows = options.parse_args().show
    cleaner = Cleaner(Settings())
    gold = {row["id"]: row["text"] for row in rows("extraction-dev.gold.jsonl.gz")}
    dropped, held, lost = Counter[str](), Counter[str](), Counter[str]()
    for row in rows("extraction-dev.jsonl.gz"):
        article = letters(gold[row["id"]])
        for rule, text in removed(cleaner, row):
            for line in filter(lambda line: len(letters(line)) >= FEWEST_LETTERS, text.split("\n")):
                dropped[rule] += 1
                if letters(line) in article:
                    held[rule] += 1
                    print(f"  {rule:<18} {line[:90]}") if shows else None
    words = sum(len(_WORD.findall(text)) for text in gold.values())
    for identity, text in gold.items():
        for rule, part in removed(cleaner, {"id": identity, "text": text}):
            lost[rule] += len(_WORD.findall(part))
            print(f"  {rule:<18} takes {part[:90]!r}") if shows else None
    print(f"{len(gold)} pages\n{'rule':<18} {'dropped':>8} {'held':>6} {'precision':>10} {'loss of words':>14}")
    for rule in sorted(dropped | lost, key=lambda rule: (-dropped[rule], rule)):
        precision = f"{1 - held[rule] / dropped[rule]:.3f}" if dropped[rule] else "-"
        print(f"{rule:<18} {dropped[rule]:>8} {held[rule]:>6} {precision:>10} {lost[rule] / words:>14.5f}")
    every, wrong = dropped.total(), held.total()
    print(f"{'all':<18} {every:>8} {wrong:>6} {1 - wrong / every:>10.3f} {lost.total() / words:>14.5f}")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a labelled set."""
    with gzip.open(SHARED / name) as file:
        return [orjson.loads(line) for line in file]


def removed(cleaner: Cleaner, row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Rule and text of what cleaning takes out of an article."""
    found = cleaner.clean(msgspec.convert(row, RawArticle), None)
    if isinstance(found, Cleaned):
        yield from ((part.rule, part.text) for part in found.article.removed)


def letters(text: str) -> str:
    """A text without everything in which two copies of it may differ."""
    return _NOT_LETTERS.sub("", text.casefold())


if __name__ == "__main__":
    main()
