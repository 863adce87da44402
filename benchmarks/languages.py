"""Dates in every language with a table: how many are right, what a text costs beside English, what a table takes.

    python -m benchmarks.languages [--write]

Annotated news and encyclopedia (es, fr, it, uk, el) and short cases of other projects' tests are those of
`../shared/data/languages`. A value is right when its expression overlaps the annotated one and has its value, or one of
the further values that the annotation allows. `with a year` counts the expressions whose year stands in the text.
`--write` keeps the figures in `service/language/measured.json`, where `storyfold languages` reads them.
"""

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from service.language import registry
from service.language.date_words import date_words
from service.language.measured import FILE
from service.mentions import find, warm
from service.mentions.tagger import tag

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
NO_YEAR_OF_ITS_OWN = ("el", "uk")
"""Encyclopedia: most dates belong to the year of the story told, so that only those with a year are scored."""
ENGLISH = "temporal-timebank"
SMALLEST_SET = 10

Row = Mapping[str, Any]


def read(name: str) -> Iterator[tuple[Row, list[Row]]]:
    """Each text of a set with its annotated dates."""
    with (
        gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as texts,
        gzip.open(DATA / f"{name}.gold.jsonl.gz", "rt", encoding="utf-8") as golds,
    ):
        wanted = {row["id"]: row["timexes"] for row in map(json.loads, golds)}
        for row in map(json.loads, texts):
            yield row, wanted[row["id"]]


def score(language: str, kind: str) -> dict[str, float]:
    """The figures of one set: F1 of values, and the share right of those that hold their year."""
    right = found_in_all = wanted_in_all = years = years_right = 0
    for row, wanted in read(f"languages/temporal-{kind}-{language}"):
        text, published = row["text"], date.fromisoformat(row["published_at"][:10])
        found = [t for t in tag(text, published, language) if t.type in ("DATE", "TIME") and t.value[:1].isdigit()]
        found_in_all += len(found)
        wanted_in_all += len(wanted)
        used: set[int] = set()
        for gold in wanted:
            values = {gold["value"], *gold.get("also", ())}
            hit = next(
                (
                    i
                    for i, t in enumerate(found)
                    if i not in used and t.start < gold["end"] and gold["start"] < t.end and _right(t.value, values)
                ),
                None,
            )
            if hit is not None:
                used.add(hit)
                right += 1
            if gold["value"][:4] in text[gold["start"] : gold["end"]]:
                years += 1
                years_right += hit is not None
    figures = {"dates": wanted_in_all, "f1": 2 * right / max(1, found_in_all + wanted_in_all)}
    return figures | ({"with_year": years_right / years} if language in NO_YEAR_OF_ITS_OWN and years else {})


def _right(value: str, wanted: set[str]) -> bool:
    return value in wanted or value[:10] in {day for day in wanted if len(day) == len("2000-01-01")}


def cost(name: str, language: str) -> float:
    """Milliseconds of CPU for the mentions of 1,000 characters: the least of five passes after one that warms.

    What is loaded and compiled at a first text is told by `tables`.
    """
    rows, passes = [row for row, _ in read(name)], list[float]()
    for _ in range(6):
        start = time.process_time()
        for row in rows:
            find(row["text"], "", row["published_at"], language)
        passes.append(time.process_time() - start)
    return min(passes[1:]) * 1e6 / sum(len(row["text"]) for row in rows)


def measure() -> dict[str, dict[str, float]]:
    """The figures of every set, printed as they come."""
    found: dict[str, dict[str, float]] = {}
    for language in sorted(registry.known()):
        if date_words(language) is None:
            continue
        kept = found.setdefault(language, {})
        for kind in ("news", "cases"):
            if not (DATA / f"languages/temporal-{kind}-{language}.jsonl.gz").exists():
                continue
            figures = score(language, kind)
            if figures["dates"] < SMALLEST_SET:
                continue
            kept[kind] = round(figures["f1"], 3)
            if kind == "news" and "with_year" in figures:
                kept["with_year"] = round(figures["with_year"], 3)
            print(
                f"{language} {kind}: " + ", ".join(f"{name} {value:.3g}" for name, value in figures.items()), flush=True
            )
    return found


def resident_megabytes() -> float:
    """Memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def tables() -> None:
    """What it takes to have every table at hand."""
    start, before = time.process_time(), resident_megabytes()
    languages = sorted(registry.known())
    slowest = ("", 0.0)
    for language in languages:
        begun = time.process_time()
        warm(language)
        slowest = max(slowest, (language, time.process_time() - begun), key=lambda pair: pair[1])
    print(
        f"tables: {len(languages)} languages in {time.process_time() - start:.1f} s of CPU (slowest {slowest[0]}, "
        f"{slowest[1]:.2f} s), {resident_megabytes() - before:.0f} MB",
        flush=True,
    )


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="keep the figures for `storyfold languages`")
    options = parser.parse_args()
    if not (DATA / "languages").exists():
        sys.exit("no figures: development data not found: ../shared/data/languages")
    tables()
    english = cost(ENGLISH, "en")
    print(f"en: {english:.2f} ms of CPU for the mentions of 1,000 characters")
    for language in ("es", "fr", "it", "uk", "el", "de"):
        spent = cost(f"languages/temporal-news-{language}", language)
        print(f"{language}: {spent:.2f} ms, {spent / english:.2f} of English")
    figures = measure()
    if options.write:
        FILE.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
