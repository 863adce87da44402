"""What of a page belongs to something else than its article: asides, comments, teasers, menus, footers."""

import re
from collections.abc import Iterator

from resiliparse.parse.html import HTMLTree
from resiliparse.parse.html.node import ElementNode, Node

from service.cleaning.markup import all_of, children

_FOREIGN_TAGS = frozenset(
    ("aside", "nav", "footer", "form", "figure", "figcaption", "blockquote", "a", "script", "style", "option", "button")
)
_ITEMS = frozenset(("li", "dd", "tr"))
_HEADLINE = 25
"""A link of so many characters in a list is the headline of another article."""
_INLINE = frozenset(("a", "blockquote", "figure", "figcaption"))
"""Foreign only as the place of a date: as text they are the article's."""
_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "pre", "svg"))
_OUTER_TAGS = frozenset(("html", "body", "main"))
_FOREIGN = re.compile(
    r"(?<![a-z])(?:related|recommend\w*|comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|discussion|"
    r"disqus\w*|replies|reader-?opinions?|sidebar|side-bar|most-?(?:read|popular|viewed)|popular|trending|teasers?|promos?|"
    r"promotions?|widget\w*|latest|more-?(?:from|on|stories|news)|read-?(?:more|next|also)|also|ticker|menu|newsletter|"
    r"\w*footer|breadcrumb\w*|carousel|cards?|archive|calendar|events?|weather|copyright|bottom|nav\w*|header[_-]date|"
    r"current[_-]?date|today|profile\w*|joined)(?![a-z])"
)
_COLUMN = re.compile(r"side-?bar")


def foreign(node: ElementNode, heading: ElementNode | None) -> bool:
    """Whether an element belongs to something else than the article under this heading."""
    at: Node | None = node
    while isinstance(at, ElementNode) and at.tag not in _OUTER_TAGS:
        if _is_foreign(at) and not _holds(at, heading) and not _is_of_article(at, heading):
            return True
        if at.tag in _ITEMS and any(len((link.text or "").strip()) > _HEADLINE for link in all_of(at, "a", 5)):
            return True
        if at.tag == "article" and heading is not None:
            return not _holds(at, heading) and bool(all_of(at, "a[href]", 1))
        at = at.parent
    return False


def foreign_blocks(tree: HTMLTree) -> Iterator[ElementNode]:
    """The outermost elements that belong to something else than the article: asides, comments, teasers, menus."""
    waiting: list[Node] = [tree.body] if tree.body is not None else []
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ElementNode):
            continue
        if node.tag not in _OUTER_TAGS and node.tag not in _INLINE and _is_foreign(node):
            if not all_of(node, "h1", 1):
                yield node
        elif node.tag not in _LEAVES:
            waiting.extend(reversed(list(children(node))))


def _is_of_article(node: ElementNode, heading: ElementNode | None) -> bool:
    """Whether it is a column beside the text, within the article of the heading, that leads to no other article."""
    if node.tag in _FOREIGN_TAGS or not _COLUMN.search(f"{node.class_name} {node.id}".lower()):
        return False
    at: Node | None = node
    while isinstance(at, ElementNode) and at.tag != "article":
        at = at.parent
    leads = (len((link.text or "").strip()) > _HEADLINE for link in all_of(node, "a", 20))
    return isinstance(at, ElementNode) and _holds(at, heading) and not any(leads)


def _is_foreign(node: ElementNode) -> bool:
    return node.tag in _FOREIGN_TAGS or _FOREIGN.search(f"{node.class_name} {node.id}".lower()) is not None


def _holds(node: ElementNode, heading: ElementNode | None) -> bool:
    return heading is not None and any(h == heading for h in all_of(node, "h1", 10))
