"""A large corpus for the read side, of real stories: their timelines and articles, and what people may ask of them.

The articles are the development data's: two years of news of a dozen outlets, the story bed, near-duplicates of four
topics, newswire and three long-running stories. `storyfold replay` makes stories of them, a few thousand that differ.
These are told again under other ids until there are as many as asked for, each under the headline of another, so that
no two have the same words. A word is told by the same share of stories as in the real ones: what a frequent word costs
is not made small. What is missing is the long tail, words of a few stories among 100,000, which cost nothing.
"""

import gzip
import itertools
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
from msgspec import Struct
from msgspec.structs import replace

from service import codec
from service.records import Claim, ResolvedArticle, Timeline

SHARED = Path(__file__).resolve().parents[2] / "shared"
SOURCES = (
    "data/stories-dev.jsonl.gz",
    "data/near-dup-dev-clean.jsonl.gz",
    "data/temporal-timebank.jsonl.gz",
    "data/timelines-dev/*.jsonl.gz",
    "storybed/stories/*.articles.jsonl",
)
TIMELINES, RESOLVED = "timelines", "articles.resolved"
FREQUENT = 0.05
"""A frequent word is told by at least this share of the real stories (by their titles and entries)."""


class Told(Struct, frozen=True):
    """A record as a consumer gives it."""

    topic: str
    offset: int
    key: bytes
    value: bytes
    partition: int = 0
    timestamp: int = 0


class Real(Struct, frozen=True):
    """What replay made of the real articles."""

    timelines: list[Timeline]
    articles: dict[str, ResolvedArticle]


def derive(home: Path) -> Real:
    """Real timelines and their articles, by way of `storyfold replay`. Ends the program where they are not there."""
    raw, timelines, articles = home / "raw.jsonl", home / "timelines.jsonl", home / "articles.jsonl"
    paths = [path for source in SOURCES for path in sorted(SHARED.glob(source))]
    if not paths:
        sys.exit("the real articles are not there: ../shared")
    with raw.open("wb") as file:
        for number, line in enumerate(itertools.chain.from_iterable(map(_lines, paths))):
            file.write(orjson.dumps(orjson.loads(line) | {"id": f"a-{number}"}) + b"\n")
    command: list[str | Path] = ["-m", "service", "replay", raw, "--timelines", timelines, "--articles", articles]
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    told = [codec.decode(line, ResolvedArticle) for line in articles.read_bytes().splitlines()]
    found = [codec.decode(line, Timeline) for line in timelines.read_bytes().splitlines()]
    return Real([timeline for timeline in found if timeline.entries], {article.id: article for article in told})


def _lines(path: Path) -> list[bytes]:
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines()


def records(real: Real, stories: int) -> Iterator[Told]:
    """The articles of each story, then its timeline."""
    rng = random.Random(1)
    offsets = itertools.count()
    for number in range(stories):
        timeline, title = rng.choice(real.timelines), rng.choice(real.timelines).title
        told = again(timeline, number, title)
        for article in told.articles:
            original = real.articles[article.id.rpartition("#")[0]]
            value = codec.encode(replace(original, id=article.id, story_id=told.story_id))
            yield Told(RESOLVED, next(offsets), article.id.encode(), value)
        yield Told(TIMELINES, next(offsets), told.story_id.encode(), codec.encode(told))


def again(timeline: Timeline, number: int, title: str) -> Timeline:
    """The same timeline as another story."""

    def name(article_id: str) -> str:
        return f"{article_id}#{number}"

    def claim(one: Claim) -> Claim:
        return replace(one, evidence=tuple(replace(e, article_id=name(e.article_id)) for e in one.evidence))

    return replace(
        timeline,
        story_id=f"s-{number}",
        title=title,
        articles=tuple(replace(a, id=name(a.id), duplicate_of=None) for a in timeline.articles),
        entries=tuple(
            replace(
                e,
                article_id=name(e.article_id),
                sources=tuple(map(name, e.sources)),
                claims=tuple(map(claim, e.claims)),
            )
            for e in timeline.entries
        ),
    )


def words(text: str) -> list[str]:
    """As a person would type them."""
    return [word for raw in text.split() if (word := raw.strip(".,:;'\"‘’“”?!()-–—`$%")).isalnum()]


def questions(real: Real, rng: random.Random) -> dict[str, Callable[[], dict[str, str]]]:
    """Makers of searches by their kind, as parameters of `GET /timelines`.

    One frequent word (of the commonest ones, "the" among them, to names in every twentieth story); one rare word (of
    one or two real stories); two words of one headline; a frequent word with one filter of each kind in turn.
    """
    told = Counter(word for timeline in real.timelines for word in {w.lower() for w in _all_words(timeline)})
    frequent = sorted(word for word, count in told.items() if count >= FREQUENT * len(real.timelines))
    rare = sorted(word for word, count in told.items() if count <= 2)
    headlines = [some for timeline in real.timelines if len(some := words(timeline.title)) > 1]
    day = [
        entry.date for timeline in real.timelines for entry in timeline.entries if len(entry.date) == len("2017-01-31")
    ]
    outlet = [article.outlet for timeline in real.timelines for article in timeline.articles]
    filters: list[Callable[[], dict[str, str]]] = [
        lambda: {"since": (d := rng.choice(day)), "until": d},
        lambda: {"since": rng.choice(day)},
        lambda: {"outlet": rng.choice(outlet)},
        lambda: {"min_sources": "2"},
        lambda: {"conflict": "hard"},
        lambda: {"status": "projected", "language": "en"},
        lambda: {"collection": "default"},
    ]
    return {
        "one frequent word": lambda: {"q": rng.choice(frequent)},
        "one rare word": lambda: {"q": rng.choice(rare)},
        "two words": lambda: {"q": " ".join(rng.sample(rng.choice(headlines), 2))},
        "a frequent word and a filter": lambda: {"q": rng.choice(frequent)} | rng.choice(filters)(),
    }


def _all_words(timeline: Timeline) -> list[str]:
    return words(" ".join([timeline.title, *(entry.text for entry in timeline.entries)]))
