"""What a page shows below its article and is none of it: comments of its readers, teasers of other articles.

Cut out of the tree before an extractor reads it, where the page itself says what it is: by a name (`id`, `class`,
microdata) or a heading. Names are given for other things too ("comments-open"), so nothing goes that stands above the
first prose, or holds the heading of the page or its body.
"""

import itertools
import re
from collections.abc import Collection, Iterator

from resiliparse.parse.html import HTMLTree
from resiliparse.parse.html.node import ElementNode, Node

from service.cleaning import cues, markup
from service.language.labels import words
from service.language.scripts import UNSPACED

_STEMS = ("omment", "omentario", "eacties", "eaction", "isqus", "iscussion", "eplies", "esponses", "cmt")
_NAMES = ("class", "id", "itemprop", "itemtype", "data-testid", "data-component", "aria-label")
_OF_READERS = ", ".join(
    f'[{name}*="{stem}"]' for name in _NAMES for stem in (_STEMS if name in ("class", "id") else _STEMS[:1])
)
"""A quick choice; each part of it costs time on every page."""
_HEADINGS = "h2, h3, h4, h5, h6"
_HEADED = "h1, [itemprop~=articleBody], [property~=articleBody]"
_ARTICLES = "article"
_MOST = 2000
"""Elements of a hostile page that are looked at."""
_WORD = re.compile(r"[a-zäöüß]+|[A-ZÄÖÜ]+(?![a-z])|[A-ZÄÖÜ][a-zäöüß]+")
_READERS = re.compile(
    r"(?:(?:user|reader|leser|fb|wp|article|artikel|disqus)?(?:comments?|kommentare?|commentaires?|comentarios?|"
    r"commenti|commento|reacties|replies|responses|discussions?|disqus|cmts?)"
    r"|(?:user|reader|leser|visitor)s?(?:reactions?|responses?|opinions?|meinungen))"
    r"(?:lists?|liste|section|box|area|thread|wrapper|wrap|container|block|bereich|items?)?"
)
_SAYS_HOW = words(
    """has no with without enabled disabled open opened closed allow allowed on off count counts link links button btn
    icon number status form responsive main editorial"""
)
"""Words that make a name tell of comments, not hold them."""
_PROSE = re.compile(
    r"(?:[^\s{}=;<>。！？]{1,40} ){8}[^\n{}=;<>]{0,300}?[.!?]"
    rf"|[^\s{{}}=;<>]{{20,}}?[。！？]|[{UNSPACED}]{{40,80}}"
)
"""A sentence of some length, and no code."""
_LONGEST_HEADING = 90
"""Characters; a longer heading is a sentence."""
_TELLING = 80
"""Characters that tell the text of one element from others."""
_CLIMBS = 2
"""Boxes that a heading may stand alone in."""
_LONGEST_TEASER = 600
"""Characters of the announcement of another article."""
_SHORTEST = 20
"""Characters that are worth a cut."""


def cut(tree: HTMLTree) -> bool:
    """Cut comments and teasers out of the tree; whether there were any."""
    body = tree.body
    candidates = list(_candidates(body)) if body is not None else []
    if body is None or not candidates:
        return False
    whole = body.text or ""
    title = next((heading.text or "" for heading in markup.named(tree, "h1", 1)), "")
    prose = _PROSE.search(whole, whole.find(title) + len(title))
    if prose is None:
        return False
    chosen: list[ElementNode] = []
    for node in candidates:
        inside = (node.text or "").strip()[:_TELLING]
        if len(inside) >= _SHORTEST and whole.find(inside, prose.end()) >= 0 and not _is_within(node, chosen):
            chosen.append(node)
    for node in chosen:
        heading = next(filter(_is_comments_head, markup.all_of(node, _HEADINGS)), None)
        if heading is not None and node.parent is not None:
            # It stays, since it tells that what follows on the page is no article either.
            kept = tree.create_element("h3")
            if kept is not None:
                kept.text = heading.text or ""
                node.parent.insert_before(kept, node)
        node.decompose()
    return bool(chosen)


def _candidates(body: ElementNode) -> Iterator[ElementNode]:
    """The elements that say they are comments or teasers, outer ones before those inside them."""
    for node in markup.all_of(body, _OF_READERS, _MOST):
        if _is_of_readers(node) and not markup.all_of(node, _HEADED, 1):
            yield node
    for node in filter(_is_comments_head, markup.all_of(body, _HEADINGS, _MOST)):
        yield from _following(node)
    for node in markup.all_of(body, _ARTICLES, _MOST):
        if _is_teaser(node):
            yield node


def _is_of_readers(node: ElementNode) -> bool:
    return any(_names_readers(name) for attribute in _NAMES for name in (node.getattr(attribute) or "").split())


def _names_readers(name: str) -> bool:
    parts = [word.lower() for word in _WORD.findall(name.rsplit("/", 1)[-1])]
    pairs = map("".join, itertools.pairwise(parts))
    return _SAYS_HOW.isdisjoint(parts) and any(map(_READERS.fullmatch, (*parts, *pairs)))


def _is_comments_head(heading: ElementNode) -> bool:
    text = " ".join((heading.text or "").split())
    return len(text) <= _LONGEST_HEADING and cues.COMMENTS_HEAD.match(text) is not None


def _following(heading: ElementNode) -> Iterator[ElementNode]:
    """What stands beside a heading, below it; where that stands alone in a box, what is beside the box."""
    at: Node = heading
    for _ in range(_CLIMBS):
        if isinstance(at, ElementNode) and at.next_element is None and at.parent is not None:
            at = at.parent
    while isinstance(at, ElementNode):
        if at != heading and not markup.all_of(at, _HEADED, 1):
            yield at
        following = at.next_element
        if following is None:
            break
        at = following


def _is_teaser(node: ElementNode) -> bool:
    """Whether an `article` is one link with a few words: its heading leads to another page."""
    if len(node.text or "") > _LONGEST_TEASER or markup.all_of(node, "h1, article", 1):
        return False
    links = [
        *markup.all_of(node, "h2 a[href], h3 a[href], h4 a[href]", 1),
        *markup.all_of(node, "a[href] h2, a[href] h3, a[href] h4", 1),
    ]
    target = next((_target(link) for link in links), "")
    return bool(target) and not target.startswith("#")


def _target(node: ElementNode) -> str:
    at: Node | None = node
    while isinstance(at, ElementNode) and at.tag != "a":
        at = at.parent
    return (at.getattr("href") or "").strip() if isinstance(at, ElementNode) else ""


def _is_within(node: ElementNode, chosen: Collection[ElementNode]) -> bool:
    at: Node | None = node if chosen else None
    while at is not None:
        if any(at == other for other in chosen):
            return True
        at = at.parent
    return False
