"""Which partition a key belongs to: Kafka's default, so that any client in any language finds a story or an article.

`murmur2(key) & 0x7fffffff % partitions`, key in UTF-8. The key is the lane for `articles.clean` and `lanes`, the story
for `articles.resolved` and `timelines`; the record's own key may be another (an article id).
"""

from functools import lru_cache

from aiokafka.partitioner import murmur2


@lru_cache(maxsize=65_536)
def partition_of(key: str, partitions: int) -> int:
    """The partition of a key among `partitions`. Pure, and the same for ever: changing it would tear stories apart."""
    return int(murmur2(key.encode()) & 0x7FFFFFFF) % partitions
