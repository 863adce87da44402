"""The stories of a partition of `articles.resolved`: the newest record of each article, and what was last published."""

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Iterator

import cramjam
from msgspec import Struct

from service import codec
from service.records import ResolvedArticle

DECODED_ARTICLES = 2000
"""Decoded articles that are kept, unless the story touched last alone has more."""


class _Story(Struct):
    """The one field that the shelf itself needs of a record."""

    story_id: str


class Shelf:
    """Articles by story, as compressed record bytes; those of the stories touched last are kept decoded too, story by
    story, so that a new article never costs the decoding of a large story that was touched before it.

    The newest record of an article id counts, as on the compacted topic that this is a fold of; an article whose record
    is deleted is gone without a trace. `bytes` are those of the compressed records: by LZ4, which takes a fifth of the
    time of zlib for half as many bytes more.
    """

    def __init__(self) -> None:
        self._stories: dict[str, dict[str, bytes]] = {}
        self._story_of: dict[str, str] = {}
        self._published: dict[str, bytes] = {}
        self.bytes = 0
        self._decoded: OrderedDict[str, dict[str, ResolvedArticle]] = OrderedDict()
        self._most_decoded = DECODED_ARTICLES

    def put(self, article_id: str, value: bytes | None) -> tuple[str, ...]:
        """Take a record of `articles.resolved` in, and return the stories to publish: none for a tombstone.

        An article that comes to another story (a revision in another language, say) leaves the one that it was in.
        """
        left = self._remove(article_id)
        if value is None:
            return ()
        story_id = codec.decode(value, _Story).story_id
        self._story_of[article_id] = story_id
        packed = self._stories.setdefault(story_id, {})[article_id] = bytes(cramjam.lz4.compress_block(value))
        self.bytes += len(packed)
        return (story_id,) if left in (None, story_id) else (left, story_id)

    def story_ids(self) -> tuple[str, ...]:
        """The stories, those that all articles have left among them."""
        return tuple(self._stories)

    def records(self, story_id: str) -> Iterator[bytes]:
        """The newest records of the story's articles, as they came."""
        return (bytes(cramjam.lz4.decompress_block(value)) for value in self._stories.get(story_id, {}).values())

    def articles(self, story_id: str) -> Collection[ResolvedArticle]:
        """The newest records of the story's articles."""
        decoded = self._decoded.setdefault(story_id, {})
        for article_id, value in self._stories.get(story_id, {}).items():
            if article_id not in decoded:
                decoded[article_id] = codec.decode(bytes(cramjam.lz4.decompress_block(value)), ResolvedArticle)
        self._decoded.move_to_end(story_id)
        self._shrink()
        return decoded.values()

    def keep_decoded(self, articles: int) -> None:
        """Keep so many decoded articles from now on; what is too much goes at once."""
        self._most_decoded = articles
        self._shrink()

    def story_of(self, article_id: str) -> str | None:
        """The story that an article is in."""
        return self._story_of.get(article_id)

    def bytes_of(self, story_id: str) -> int:
        """Bytes of a story's compressed records."""
        return sum(map(len, self._stories.get(story_id, {}).values()))

    def changed(self, story_id: str, value: bytes) -> bool:
        """Whether these bytes differ from the last ones given for the story; they are remembered."""
        digest = hashlib.blake2b(value, digest_size=8).digest()
        if self._published.get(story_id) == digest:
            return False
        self._published[story_id] = digest
        return True

    def __len__(self) -> int:
        """Number of articles."""
        return len(self._story_of)

    @property
    def stories(self) -> int:
        """Number of stories."""
        return len(self._stories)

    def tidy(self) -> None:
        """Forget the stories of which nothing is left."""
        for story_id in [story_id for story_id, articles in self._stories.items() if not articles]:
            del self._stories[story_id]
            self._published.pop(story_id, None)
            self._decoded.pop(story_id, None)

    def _shrink(self) -> None:
        while len(self._decoded) > 1 and sum(map(len, self._decoded.values())) > self._most_decoded:
            self._decoded.popitem(last=False)

    def _remove(self, article_id: str) -> str | None:
        """Take an article off, and return the story that it was in."""
        story_id = self._story_of.pop(article_id, None)
        if story_id is not None:
            self.bytes -= len(self._stories[story_id].pop(article_id))
            self._decoded.get(story_id, {}).pop(article_id, None)
        return story_id
