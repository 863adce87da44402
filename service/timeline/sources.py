"""Who is independent of whom: a copy speaks for the outlet that wrote the text, and an outlet is one source."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from service.records import ResolvedArticle


class Sources(NamedTuple):
    """Who wrote what: `group` maps an article to the leader of its same-text group, `component` to its source.

    The source of an article is the outlet of its group's leader. So a wire report that ten outlets print is one
    source, and an outlet stays one source whatever it prints besides.
    """

    group: Mapping[str, str]
    component: Mapping[str, str]

    def independent(self, article_ids: Iterable[str]) -> int:
        """How many independent sources these articles have."""
        return len({self.component[article_id] for article_id in article_ids})


class Union:
    """Disjoint sets of strings; the root of a set is its smallest member, whatever the order of the joins."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, item: str) -> str:
        """The smallest member of the set of `item`."""
        path = []
        while (parent := self._parent.get(item, item)) != item:
            path.append(item)
            item = parent
        for passed in path:
            self._parent[passed] = item
        return item

    def join(self, a: str, b: str) -> None:
        """Make one set of two."""
        low, high = sorted((self.root(a), self.root(b)))
        if low != high:
            self._parent[high] = low


def sources(articles: Iterable[ResolvedArticle]) -> Sources:
    """The same-text groups over the edges that the lane found (`duplicate_of`, `source_group`)."""
    articles = list(articles)
    union = Union()
    for article in articles:
        for other in (article.duplicate_of, article.source_group):
            if other is not None:
                union.join(article.id, other)
    leaders: dict[str, str] = {}
    for article in sorted(articles, key=lambda a: (a.published_at, a.id)):
        leaders.setdefault(union.root(article.id), article.id)
    group = {article.id: leaders[union.root(article.id)] for article in articles}
    outlet = {article.id: article.outlet for article in articles}
    return Sources(group, {article: outlet[leader] for article, leader in group.items()})
