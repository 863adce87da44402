"""Who is independent of whom: copies of one text are one source, and so is one outlet."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from service.records import ResolvedArticle


class Sources(NamedTuple):
    """Same-text groups of a story: `group` maps an article id to the id of its group's leader."""

    group: Mapping[str, str]
    outlet: Mapping[str, str]
    component: Mapping[str, str]
    """Article id -> name of its source within the whole story: articles that share an outlet or a group are one."""

    def independent(self, article_ids: Iterable[str]) -> int:
        """How many independent sources these articles are, among themselves."""
        return len(set(_components(article_ids, self.group, self.outlet).values()))


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
    return Sources(group, outlet, _components(group, group, outlet))


def _components(article_ids: Iterable[str], group: Mapping[str, str], outlet: Mapping[str, str]) -> dict[str, str]:
    union = Union()
    ids = sorted(set(article_ids))
    for article in ids:
        union.join("a " + article, "g " + group[article])
        union.join("a " + article, "o " + outlet[article])
    return {article: union.root("a " + article) for article in ids}
