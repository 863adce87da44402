"""A random feed of fictional articles: stories told by several outlets, copies, revisions, retractions and poison."""

import random
from collections.abc import Iterator

import orjson

from service.kafka.partitioner import partition_of
from tests.kafka.harness import Sent

OUTLETS = [f"outlet-{n}.example" for n in range(6)]
# fmt: off
SYLLABLES = [
    "ba", "ce", "dri", "fo", "gu", "hal", "kei", "lom", "mar", "nu", "ost", "pel", "qui", "ras", "tor", "ulv", "wen",
]
VERBS = [
    "opened", "closed", "repaired", "flooded", "sold", "moved", "inspected", "praised", "blocked", "renamed", "painted",
]
# fmt: on
POISON: tuple[bytes | None, ...] = (
    b"",
    b"not json",
    b"\xff\xfe\xfa",
    b"[1,2,3]",
    b'{"id":7,"text":"x"}',
    b'{"title":"neither id nor url","text":"x"}',
    b'{"id":"p-no-text"}',
    b'{"id":"p-date","text":"A text of some length.","published_at":"0000-00-00"}',
    b'{"id":"p-\\ud800","text":"x"}',
    b"[" * 10_000 + b"]" * 10_000,
    b'{"id":"%s","text":"x"}' % (b"i" * 100_000),
)


class Feed:
    """Draws records for `articles.raw` from one random generator; `ids` are the articles that must come through."""

    def __init__(
        self, seed: int, partitions: int, *, lanes: int = 6, poison_share: float = 0.01, sentences: int = 6
    ) -> None:
        self._rng = random.Random(seed)
        self._partitions, self._lanes, self._poison_share = partitions, lanes, poison_share
        self._sentences = sentences
        self._stories: list[dict[str, object]] = []
        self._articles: list[dict[str, str]] = []
        self.ids: set[str] = set()
        self.poison: list[bytes | None] = []

    def records(self, count: int) -> Iterator[Sent]:
        for number in range(count):
            kind = self._rng.random()
            if kind < self._poison_share:
                yield self._bad(number)
            elif kind < 0.10 and self._articles:
                yield self._article(self._revised())
            elif kind < 0.13 and self._articles:
                yield self._retraction(self._rng.choice(self._articles))
            elif kind < 0.20 and self._articles:
                yield self._article(self._rng.choice(self._articles))  # sent twice by its producer
            elif kind < 0.30 and self._articles:
                yield self._article(self._copied(number))
            else:
                yield self._article(self._new(number))

    def _bad(self, number: int) -> Sent:
        value = self._rng.choice(POISON)
        value = value and value + b" " * number  # each is one of a kind
        self.poison.append(value)
        return Sent(value, key=b"poison-%d" % number, headers=(("traceparent", b"00-%032x-%016x-01" % (number, 1)),))

    def _new(self, number: int) -> dict[str, str]:
        if not self._stories or self._rng.random() < 0.2:
            self._stories.append(
                {
                    "words": [self._word() for _ in range(6)] + [self._word().title() for _ in range(2)],
                    "collection": f"c{self._rng.randrange(self._lanes)}",
                    "day": self._rng.randrange(1, 10),
                }
            )
        story = self._rng.choice(self._stories[-12:])
        words, day = story["words"], story["day"]
        assert isinstance(words, list)
        assert isinstance(day, int)
        article = {
            "id": f"a{number:06d}",
            "outlet": self._rng.choice(OUTLETS),
            "title": f"{words[6]} {words[0]} {self._rng.choice(VERBS)} near {words[7]}",
            "text": self._text(words, day),
            "published_at": f"2025-03-{day + self._rng.randrange(4):02d}T{self._rng.randrange(24):02d}:00:00Z",
            "collection": str(story["collection"]),
            "language": "en",
        }
        self._articles.append(article)
        self.ids.add(article["id"])
        return article

    def _word(self) -> str:
        return "".join(self._rng.choices(SYLLABLES, k=3))

    def _text(self, words: list[str], day: int) -> str:
        pick, number = self._rng.choice, self._rng.randrange
        sentences = [
            f"The {pick(words[:6])} of {pick(words[6:])} was {pick(VERBS)} on {day + number(3)} March 2025; "
            f"{number(900)} people from {pick(words[6:])} {pick(VERBS)} the {pick(words[:6])} and the {self._word()}."
            for _ in range(self._sentences + number(-2, 3))
        ]
        return " ".join(sentences)

    def _copied(self, number: int) -> dict[str, str]:
        original = self._rng.choice(self._articles[-50:])
        copy = {**original, "id": f"w{number:06d}", "outlet": self._rng.choice(OUTLETS)}
        self._articles.append(copy)
        self.ids.add(copy["id"])
        return copy

    def _revised(self) -> dict[str, str]:
        position = self._rng.randrange(len(self._articles))
        article = self._articles[position]
        revised = {**article, "text": article["text"] + f" It was corrected {self._rng.randrange(10**6)} times."}
        self._articles[position] = revised
        return revised

    def _article(self, article: dict[str, str]) -> Sent:
        return Sent(orjson.dumps(article), key=article["outlet"].encode())

    def _retraction(self, article: dict[str, str]) -> Sent:
        """Either form, in the partition of the article's revisions."""
        if self._rng.random() < 0.5:
            return Sent(orjson.dumps({"id": article["id"], "retracted": True}), key=article["outlet"].encode())
        return Sent(None, key=article["id"].encode(), partition=partition_of(article["outlet"], self._partitions))
