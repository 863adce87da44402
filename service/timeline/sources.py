"""Who is independent of whom: a copy speaks for the outlet that wrote the text, the titles of one publisher are one
source, and what an agency wrote is the agency's, wherever it is printed.

The number of independent sources is the fewest voices that could have told all of it: a minimum vertex cover of the
graph whose edges join the family of an outlet with the agency that its article credits. So a further credit, or a
further row among the publisher families, never raises the number, and the order of the articles never matters.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from service.outlets.own import speaks
from service.records import ResolvedArticle

_AGENCIES_TRIED = 10
"""More agencies than these in one count are taken for one: the search is exponential in their number."""
_COPIED_SHARE = (3, 5)
"""A sentence with this share of its words in one that the agency is credited with is the agency's, not the outlet's."""
_WORD = re.compile(r"\w{3,}")


class Voice(NamedTuple):
    """Who speaks in an article: the family of its outlet, and the agency that may have written it (None: nobody else).

    `helped` names the agency that only contributed: what the outlet has from there speaks for the agency.
    """

    family: str
    agency: str | None = None
    helped: str | None = None

    @property
    def source(self) -> str:
        """The one source that the article counts as."""
        return self.agency or self.family


class Sources(NamedTuple):
    """Who wrote what: `group` maps an article to the leader of its same-text group, `voice` to who speaks in it.

    The voice is that of the group's leader. So a wire report that ten outlets print is one source, and an outlet stays
    one source whatever it prints besides. `own` maps articles that are credited as a whole, and in which the outlet
    says that it found out something itself, to that outlet.
    """

    group: Mapping[str, str]
    voice: Mapping[str, Voice]
    own: Mapping[str, str]

    def independent(self, article_ids: Iterable[str]) -> int:
        """How many independent sources wrote these articles."""
        return fewest({self.voice[article_id] for article_id in article_ids})

    def speaking(self, article_ids: Iterable[str]) -> int:
        """How many independent sources speak in these articles, if only in a sentence of their own."""
        return fewest({self._itself(article_id) for article_id in article_ids})

    def _itself(self, article_id: str) -> Voice:
        voice = self.voice[article_id]
        return voice._replace(agency=None) if article_id in self.own else voice

    def telling(self, told: Iterable[tuple[str, str]]) -> int:
        """How many independent sources tell something; `told` pairs articles with the sentences that tell it.

        Beside an agency's own words, an outlet that it helped speaks for itself only in sentences of its own; one that
        credits it with everything, only in those that say so.
        """
        told = list(told)
        if len({article_id for article_id, _ in told}) == 1:
            return 1
        words: dict[str, set[str]] = {}
        voices: dict[str, Voice] = {}
        for article_id, sentence in told:
            words.setdefault(article_id, set()).update(_WORD.findall(sentence.casefold()))
            voices.setdefault(article_id, self.voice[article_id])
            if article_id in self.own and speaks(sentence, self.own[article_id]):
                voices[article_id] = self._itself(article_id)
        return fewest({self._beside(article_id, words, voices) for article_id in words})

    def _beside(self, article_id: str, words: Mapping[str, set[str]], voices: Mapping[str, Voice]) -> Voice:
        voice, own = voices[article_id], words[article_id]
        if voice.helped is None:
            return voice
        most, of = _COPIED_SHARE
        others = (o for o, v in voices.items() if o != article_id and voice.helped in (v.agency, v.helped, v.family))
        copied = any(len(own & words[o]) * of >= min(len(own), len(words[o])) * most for o in others)
        return voice._replace(agency=voice.helped) if copied else voice


def fewest(voices: Iterable[Voice]) -> int:
    """The fewest families and agencies among whom every voice finds itself."""
    edges = {(v.family, v.agency) for v in voices}
    alone = {family for family, agency in edges if agency in (None, family)}
    shared = {(f, a) for f, a in edges if a is not None and f not in alone and a not in alone}
    agencies = sorted({agency for _, agency in shared})
    few, many = agencies[:_AGENCIES_TRIED], frozenset(agencies[_AGENCIES_TRIED:])
    return (
        len(alone)
        + min(
            len({*chosen, *(family for family, agency in shared if agency not in chosen and agency not in many)})
            for size in range(len(few) + 1)
            for chosen in combinations(few, size)
        )
        + bool(many)
    )


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


def family(article: ResolvedArticle) -> str:
    """The publisher family of an article's outlet."""
    return article.family or article.outlet


def sources(articles: Iterable[ResolvedArticle]) -> Sources:
    """The same-text groups over the edges that the lane found (`duplicate_of`, `source_group`), and who speaks."""
    articles = sorted(articles, key=lambda a: (a.published_at, a.id))
    union, speakers = Union(), _speakers(articles)
    for article in articles:
        for other in (article.duplicate_of, article.source_group):
            if other is not None:
                union.join(article.id, other)
    leaders: dict[str, ResolvedArticle] = {}
    credited: dict[str, ResolvedArticle] = {}
    for article in articles:
        root = union.root(article.id)
        leaders.setdefault(root, article)
        if article.origin is not None and article.origin.share == "whole":
            credited.setdefault(root, article)
    roots = {article.id: union.root(article.id) for article in articles}
    voices = {root: _voice(leader, credited.get(root, leader), speakers) for root, leader in leaders.items()}
    own = {root: leader.outlet for root, leader in leaders.items() if voices[root].agency and _says_own(leader)}
    group = {article_id: leaders[root].id for article_id, root in roots.items()}
    return Sources(
        group,
        {article_id: voices[root] for article_id, root in roots.items()},
        {article_id: own[root] for article_id, root in roots.items() if root in own},
    )


def _says_own(article: ResolvedArticle) -> bool:
    return speaks(article.text, article.outlet)


def _voice(leader: ResolvedArticle, credited: ResolvedArticle, speakers: Union) -> Voice:
    """Whoever of the group names the agency of its text, the text is that agency's."""
    own, origin = speakers.root(family(leader)), credited.origin
    if origin is None:
        return Voice(own)
    agency = speakers.root(origin.agencies[0])
    if agency == own:
        return Voice(own)
    return Voice(own, agency) if origin.share == "whole" else Voice(own, helped=agency)


def _speakers(articles: Iterable[ResolvedArticle]) -> Union:
    """Families that are one in this story: those of one outlet's name, and the agencies of one credit."""
    union, outlets = Union(), dict[str, str]()
    for article in articles:
        own = family(article)
        union.join(own, outlets.setdefault(article.outlet, own))
        agencies = article.origin.agencies if article.origin is not None else ()
        for agency in agencies[1:]:
            union.join(agencies[0], agency)
    return union
