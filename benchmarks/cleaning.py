"""Cleaning on one core: texts, pages by both extractors beside the plain libraries, the pool's overhead, hostile input.

    python benchmarks/cleaning.py [--pages 90] [--rounds 5]

Pages are the labelled development pages where they lie beside the checkout, else invented ones. Figures are CPU time,
the best of several rounds, since the machine may have other work.
"""

import argparse
import asyncio
import gzip
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import orjson
import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from service.cleaning import Cleaner
from service.pool.pool import Pool
from service.records import RawArticle
from service.settings import Settings
from tests.quality import hostile
from tests.shared import SHARED
from tests.unit.cleaning import golden

BATCH = 50
SETTINGS = Settings(clean_processes=1)
Item = TypeVar("Item")


def main() -> None:
    """Print every figure."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pages", type=int, default=90)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    cleaner = Cleaner(SETTINGS)
    texts, pages = text_articles(), page_articles(options.pages)

    def clean(raw: RawArticle) -> object:
        return cleaner.clean(raw, "2025-08-22T00:00:00Z")

    def clean_fast(raw: RawArticle) -> object:
        return cleaner.clean(raw, "2025-08-22T00:00:00Z", fast=True)

    print("text path, articles of 500 words, with language, date and address")
    for name, articles in texts.items():
        seconds = cpu(clean, articles, options.rounds)
        print(f"  {name:<28} {seconds / len(articles) * 1e3:7.3f} ms an article")

    print(f"pages ({len(pages)}, mean {sum(len(p.html or '') for p in pages) // len(pages):,} characters), a core")
    plain: dict[str, Callable[[RawArticle], object]] = {
        "trafilatura alone, fast": lambda raw: trafilatura.extract(raw.html, fast=True, include_comments=False),
        "accurate path": clean,
        "resiliparse alone": lambda raw: extract_plain_text(
            raw.html or "", main_content=True, preserve_formatting=True
        ),
        "overload path": clean_fast,
    }
    for name, function in plain.items():
        print(f"  {name:<28} {len(pages) / cpu(function, pages, options.rounds):7.0f} pages/s")

    print(f"pool, one process, batches of {BATCH}: CPU time of both sides against the same calls without it")
    for name, articles in (("texts", texts["with leftovers"]), ("pages", pages)):
        batch = [articles[i % len(articles)] for i in range(BATCH)]
        print(f"  {name:<28} {asyncio.run(overhead(cleaner, batch, 10 * options.rounds)) * 100:+7.1f} %")

    print("hostile input, wall time of the slowest three, accurate path")
    for seconds, name in slowest(clean)[:3]:
        print(f"  {name:<42} {seconds:7.2f} s")


def text_articles() -> dict[str, list[RawArticle]]:
    """Invented articles: clean ones, and the same with leftovers of several kinds."""
    body = "\n".join([golden.ONE, golden.TWO, golden.THREE, golden.FOUR])
    parts = [f"{body}\nReport {{}} of the harbour office."] * 3 + [golden.ONE, golden.TWO]
    clean = "\n".join(parts)
    dirty = golden.DATE_SUMMARY_CAPTION.text + "\n".join(parts[:2]) + golden.CATEGORIES_RECENT_POSTS.text[-900:]
    return {
        name: [article(i, text=text.replace("{}", str(i))) for i in range(200)]
        for name, text in (("clean", clean), ("with leftovers", dirty))
    }


def article(i: int, *, text: str | None = None, html: str | None = None) -> RawArticle:
    """A raw article as producers send it."""
    url = f"https://www.gazette.example/2025/08/21/{i}?utm_source=feed"
    return RawArticle(id=f"a-{i}", url=url, text=text, html=html, published_at="2025-08-21T10:00:00Z")


def page_articles(count: int) -> list[RawArticle]:
    """Labelled pages, else invented ones."""
    path = SHARED / "extraction-dev.jsonl.gz"
    if not path.exists():
        return [article(i, html=hostile.good_page(i)) for i in range(count)]
    with gzip.open(path) as file:
        rows = [orjson.loads(line) for line in file][:count]
    return [article(i, html=row["html"]) for i, row in enumerate(rows)]


def cpu(function: Callable[[Item], object], items: Sequence[Item], rounds: int) -> float:
    """CPU seconds for all items, the best round after a first one that loads models."""
    best = float("inf")
    for _ in range(rounds + 1):
        before = time.process_time()
        for item in items:
            function(item)
        best = min(best, time.process_time() - before)
    return best


async def overhead(cleaner: Cleaner, batch: Sequence[RawArticle], rounds: int) -> float:
    """How much more CPU time both processes together take for a batch than the calls alone, as a share.

    Best rounds, taken in turns. The items around the batch ask the process for its clock.
    """
    pool: Pool[RawArticle | None, object] = Pool(clean_or_tell_time, hostile.prepare, SETTINGS)
    alone = pooled = float("inf")
    for _ in range(rounds):
        alone = min(alone, cpu(lambda raw: cleaner.clean(raw, None), batch, 0))
        before = time.process_time()
        first, *_, last = await pool.run([None, *batch, None])
        ours = time.process_time() - before
        assert isinstance(first, float)
        assert isinstance(last, float)
        pooled = min(pooled, ours + last - first)
    pool.close()
    return pooled / alone - 1


def clean_or_tell_time(raw: RawArticle | None) -> object:
    """For the process of the pool."""
    return hostile.clean((raw, False)) if raw else time.process_time()


def slowest(clean: Callable[[RawArticle], object]) -> list[tuple[float, str]]:
    """Wall seconds of each hostile input, the slowest first."""
    raws = [RawArticle(id=name, html=make()) for name, make in hostile.PAGES.items()]
    raws += [RawArticle(id=name, text=make()) for name, make in hostile.TEXTS.items()]
    times = []
    for raw in raws:
        before = time.perf_counter()
        clean(raw)
        times.append((time.perf_counter() - before, raw.id or ""))
    return sorted(times, reverse=True)


if __name__ == "__main__":
    main()
