"""Mentions and timelines on one core: articles a second, and what one more article costs a story of some size.

    python benchmarks/timeline.py [--articles 400] [--stories 20 1000 5000]

Articles are invented news of about 500 words, every third sentence dated, told in a few hundred events of a story;
one article in six is a copy. Then stories that are one-sided on purpose, and what a shelf costs. Beside each other in
one run: the tagger alone, `mentions.find` as a whole, and dateparser's `search_dates` on the same texts. Figures are
CPU time of this process.
"""

import argparse
import random
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from dateparser.search import search_dates
from msgspec.structs import replace

from service.codec import encode
from service.mentions import find, tagger
from service.records import ResolvedArticle
from service.shelf import Shelf
from service.timeline.chapters import Cache
from service.timeline.derive import derive

LIMIT = 900_000
START = datetime(2026, 3, 2, tzinfo=UTC)
PEOPLE = ("Petra Dolenz", "Yusuf Karimov", "Ilan Vostok", "Igor Saller", "Tomas Brandl", "Nell Farrow", "Olaf Berg")
PLACES = ("Lindau", "Karst", "Holm Junction", "Rosen Palace", "Port Lasalle", "Velden", "Sandhaven", "Elmsbury")
DEEDS = (
    "met dock workers",
    "ruled out a deployment of troops",
    "opened a new line",
    "agreed to appoint senior delegates",
    "approved the merger",
    "called off the launch",
    "visited the flooded villages",
    "announced a ban on exports",
    "signed a contract worth 90 million dollars",
    "ordered an evacuation",
    "found cracks in the bridge",
)
DETAILS = (
    "after nine hours of talks",
    "despite protests in the capital",
    "before a crowded court",
    "to the surprise of the opposition",
    "with 60 votes against 12",
    "during a visit that lasted two days",
)
FILLER = (
    "Nobody in the town remembers a winter in which so much was said about so little",
    "Supporters point to the schools and hospitals that could be paid from it",
    "The cabinet kept silent on the matter",
)


def event(number: int) -> tuple[str, str, str]:
    """Who did what where: the number-th event of the invented story."""
    chooser = random.Random(number)
    return chooser.choice(PEOPLE), chooser.choice(DEEDS), chooser.choice(PLACES)


def text(chooser: random.Random, published: datetime, words: int = 500) -> str:
    """An article: a lead, then sentences about events of the last days, every third one dated."""
    parts: list[str] = []
    count = 0
    while count < words:
        back = chooser.randint(0, 6)
        day = published - timedelta(days=back)
        who, did, where = event(day.toordinal() * 8 + chooser.randint(0, 7))
        when = chooser.choice([f"on {day:%A}", f"on {day:%B} {day.day}", "", "", "", ""])
        parts.append(f"{who} {did} in {where} {when}, {chooser.choice(DETAILS)}.".replace(" ,", ","))
        parts.append(f"{chooser.choice(FILLER)}, {chooser.choice(PEOPLE)} said.")
        count = sum(part.count(" ") + 1 for part in parts)
    return "\n".join(" ".join(parts[i : i + 3]) for i in range(0, len(parts), 3))


def articles(count: int) -> list[ResolvedArticle]:
    """A story of so many articles over ten days, by forty outlets, in order of publication."""
    chooser = random.Random(5)
    found: list[ResolvedArticle] = []
    for i in range(count):
        published = START + timedelta(minutes=14_400 * i // count)
        copied = chooser.choice(found[-50:]) if found and chooser.random() < 1 / 6 else None
        body = copied.text if copied else text(chooser, published)
        stamp = f"{published:%Y-%m-%dT%H:%M:%SZ}"
        found.append(
            ResolvedArticle(
                id=f"a{i:05}",
                revision="1",
                outlet=f"o{i % 40}.example",
                title=f"News of the valley, part {i}",
                text=body,
                language="en",
                collection="default",
                published_at=stamp,
                published_basis="given",
                extractor="text",
                verdict="duplicate" if copied else "joined",
                story_id="s-bench",
                mentions=find(body, "", stamp, "en"),
                duplicate_of=copied.id if copied else None,
            )
        )
    return found


def speed(count: int) -> None:
    """Articles a second of tagger, mentions and baseline."""
    chooser = random.Random(1)
    texts = [text(chooser, START) for _ in range(count)]
    day = date(START.year, START.month, START.day)
    for warm in texts[:20]:
        find(warm, "", day.isoformat(), "en")
    words = sum(t.count(" ") + 1 for t in texts) / count
    print(f"{count} articles of {words:.0f} words; a second and core:")
    for name, run, rows in (
        ("tagger", lambda t: tagger.tag(t, day, "en"), texts),
        ("mentions, tagger included", lambda t: find(t, "", day.isoformat(), "en"), texts),
        ("dateparser search_dates", lambda t: search_dates(t, languages=["en"]), texts[:10]),
    ):
        begin = time.process_time()
        for row in rows:
            run(row)
        print(f"  {name:28} {len(rows) / (time.process_time() - begin):8.0f}")


def growth(size: int) -> None:
    """What the last articles cost a story, in order and late."""
    story = articles(size + 10)
    cache = Cache()
    begin = time.process_time()
    derive("s-bench", story[:size], LIMIT, cache)
    cold = time.process_time() - begin
    print(f"story of {size} articles: from nothing {cold:.2f} s", end="; one more: ")
    costs = sorted(_added(story, size + i, cache) for i in range(10))
    late = story[: size // 2] + story[size // 2 + 1 :]
    cache = Cache()
    derive("s-late", late, LIMIT, cache)
    begin = time.process_time()
    timeline = derive("s-late", story, LIMIT, cache)
    cost = time.process_time() - begin
    assert timeline is not None
    print(f"median {1000 * costs[5]:.0f} ms, worst {1000 * costs[9]:.0f} ms; one in the middle {1000 * cost:.0f} ms")
    print(f"  {len(timeline.entries)} entries, {len(encode(timeline))} bytes, limit {LIMIT}")


def _added(story: Sequence[ResolvedArticle], size: int, cache: Cache) -> float:
    begin = time.process_time()
    derive("s-bench", story[: size + 1], LIMIT, cache)
    return time.process_time() - begin


def extremes() -> dict[str, list[ResolvedArticle]]:
    """Stories that are one-sided on purpose."""
    (article,) = articles(1)
    day = f"{PEOPLE[0]} {DEEDS[0]} in {PLACES[0]} on March 1."
    deeds = [f"{who} {deed} in {where} on March 1." for who in PEOPLE for deed in DEEDS for where in PLACES]
    dates = [f"{event(i)[0]} {event(i)[1]} on {START - timedelta(days=i):%B %-d, %Y}." for i in range(5000)]
    return {
        "1,000 mentions of one day": [_told(article, i, "\n".join(deeds[i * 10 % 600 :][:10])) for i in range(100)],
        "1,000 times one sentence": [_told(article, i, "\n".join([day] * 10)) for i in range(100)],
        "500 copies of one article": [_told(article, i, article.text) for i in range(500)],
        "an article with 5,000 dates": [_told(article, 0, "\n".join(dates))],
    }


def _told(article: ResolvedArticle, number: int, body: str) -> ResolvedArticle:
    mentions = find(body, "", article.published_at, "en")
    return replace(article, id=f"a{number:05}", outlet=f"o{number % 40}.example", text=body, mentions=mentions)


def extreme(name: str, story: Sequence[ResolvedArticle]) -> None:
    """The longest of the calls when a story comes in twenty batches."""
    cache, longest = Cache(), 0.0
    for size in range(max(1, len(story) // 20), len(story) + 1, max(1, len(story) // 20)):
        begin = time.process_time()
        derive("s-bench", story[:size], LIMIT, cache)
        longest = max(longest, time.process_time() - begin)
    print(f"  {name:28} {sum(len(a.mentions) for a in story):6} mentions, longest call {1000 * longest:6.0f} ms")


def shelf(size: int) -> None:
    """What the shelf costs for one more article of a story, decoding included."""
    (article,) = articles(1)
    held, records = Shelf(), [(f"a{i}", encode(replace(article, id=f"a{i}"))) for i in range(size + 1)]
    for record in records[:-1]:
        held.put(*record)
    held.articles("s-bench")
    begin = time.process_time()
    held.put(*records[-1])
    held.articles("s-bench")
    print(f"shelf: one more article of a story of {size}: {1000 * (time.process_time() - begin):.1f} ms")


def main() -> None:
    """Print all figures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--articles", type=int, default=400)
    arguments.add_argument("--stories", type=int, nargs="*", default=[20, 1000, 5000])
    options = arguments.parse_args()
    speed(options.articles)
    for size in options.stories:
        growth(size)
    print("one-sided stories:")
    for name, story in extremes().items():
        extreme(name, story)
    shelf(5000)


if __name__ == "__main__":
    main()
