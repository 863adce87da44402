"""Dates in every language with a table: how many are right, what a text costs beside English, what a table takes.

    python -m benchmarks.languages [--write]

Annotated news and encyclopedia (en, de, es, fr, it, uk, el) and short cases of other projects' tests are those of
`../shared/data`. A value is right when its expression overlaps the annotated one and has its value, or one of the
further values that the annotation allows. `with a year` counts the expressions whose year stands in the text. Beside it
stands `dateparser.search`, told the language and the day of publication; it gives days only, so that any day of the
annotated week, month or year is right for it. `--write` keeps the figures in `service/language/measured.json`, where
`storyfold languages` reads them.
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
from typing import Any, NamedTuple

from benchmarks.peers import dates
from benchmarks.peers.dates import Date, Finder
from service.language import registry
from service.language.measured import FILE
from service.mentions import find, tagger, warm
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


class Figures(NamedTuple):
    """What was counted in one set or several."""

    dates: int = 0
    """annotated"""
    found: int = 0
    right: int = 0
    with_year: int = 0
    """annotated, with their year in the text"""
    with_year_right: int = 0

    @property
    def f1(self) -> float:
        """F1 of values."""
        return 2 * self.right / max(1, self.dates + self.found)

    def plus(self, other: "Figures") -> "Figures":
        """Those of both."""
        return Figures(*(mine + its for mine, its in zip(self, other, strict=True)))


def storyfold(text: str, published: date, language: str) -> list[Date]:
    """The dates that storyfold finds."""
    found = tag(text, published, language)
    return [Date(t.start, t.end, t.value) for t in found if t.type in ("DATE", "TIME") and t.value[:1].isdigit()]


def score(language: str, kind: str, finder: Finder, *, days_only: bool = False) -> Figures:
    """The figures of a finder on one set; one that gives `days_only` is right in the annotated week, month or year."""
    figures = Figures()
    for row, golds in read(sets(language)[kind]):
        found = finder(row["text"], date.fromisoformat(row["published_at"][:10]), language)
        wanted = [gold for gold in golds if gold["type"] in ("DATE", "TIME") and gold["value"][:1].isdigit()]
        used: set[int] = set()
        for gold in wanted:
            values = {gold["value"], *gold.get("also", ())}
            hit = next(
                (
                    i
                    for i, here in enumerate(found)
                    if i not in used
                    and here.start < gold["end"]
                    and gold["start"] < here.end
                    and (_right(here.value, values) or (days_only and _covers(values, here.value)))
                ),
                None,
            )
            used |= set() if hit is None else {hit}
            with_year = gold["value"][:4] in row["text"][gold["start"] : gold["end"]]
            figures = figures.plus(Figures(1, 0, hit is not None, with_year, with_year and hit is not None))
        figures = figures.plus(Figures(found=len(found)))
    return figures


def _right(value: str, wanted: set[str]) -> bool:
    return value in wanted or value[:10] in {day for day in wanted if len(day) == len("2000-01-01")}


def _covers(wanted: set[str], day: str) -> bool:
    week = "{}-W{:02d}".format(*date.fromisoformat(day).isocalendar())
    return bool(wanted & {day[:4], day[:7], week})


def sets(language: str) -> dict[str, str]:
    """The annotated sets of a language: kind -> name."""
    names = {kind: f"languages/temporal-{kind}-{language}" for kind in ("news", "cases")}
    if language == "en":
        names["news"] = ENGLISH
    return {kind: name for kind, name in names.items() if (DATA / f"{name}.jsonl.gz").exists()}


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
    """The figures of every set, printed as they come, those of the peer beside them."""
    kept: dict[str, dict[str, float]] = {}
    all_cases = all_cases_of_peer = Figures()
    for language in sorted(registry.known()):
        kept[language] = {}
        for kind in sets(language):
            figures = score(language, kind, storyfold)
            peer = score(language, kind, dates.found_by_dateparser, days_only=True)
            if kind == "cases" and language not in tagger.OWN:
                all_cases, all_cases_of_peer = all_cases.plus(figures), all_cases_of_peer.plus(peer)
            if figures.dates < SMALLEST_SET:
                continue
            kept[language][kind] = round(figures.f1, 3)
            line = f"{language} {kind}: dates {figures.dates}, f1 {figures.f1:.3f}"
            if kind == "news" and language in NO_YEAR_OF_ITS_OWN:
                share = figures.with_year_right / figures.with_year
                kept[language]["with_year"] = round(share, 3)
                line += f", with a year {share:.3f}"
            print(f"{line}; dateparser {peer.f1:.3f}", flush=True)
    together = f"f1 {all_cases.f1:.3f}; dateparser {all_cases_of_peer.f1:.3f}"
    print(f"all cases together, without German: dates {all_cases.dates}, {together}", flush=True)
    return kept


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
