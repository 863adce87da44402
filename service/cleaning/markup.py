"""A page as the tree that a browser makes of it: what was never closed is closed, by the HTML5 rules (lexbor)."""

import re
from collections.abc import Iterator
from html import escape
from itertools import accumulate
from operator import sub

from resiliparse.parse.html import HTMLTree
from resiliparse.parse.html.node import ElementNode, Node, TextNode

from service.language.labels import words

DEEPEST = 200
"""Containers nested deeper than this add nothing but depth: they are left out, and what is in them stays. (libxml2, on
which the accurate extractor stands, drops what lies below 256 levels; browsers cut at 512.)"""
DEEPEST_OF_ALL = 240
"""The same for every other tag."""
_CONTAINERS = words(
    """a abbr article aside b big blockquote center cite code dd del div dl dt em fieldset figure font footer form g
    header i ins label main mark nav nobr ol picture q s section small span strike strong sub sup svg tt u ul use"""
)
_VOID = words("area base br col embed hr img input link meta param source track wbr")
_RAW = frozenset(("script", "style", "noscript", "template", "iframe"))


_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,20}")
_FLAT = _VOID | {"p", "li", "dt", "dd", "tr", "td", "th", "option"}
"""Tags that never enclose anything, or end by themselves where the next of their kind begins."""


class _Steps(dict[str, int]):
    """How a tag changes the number of open ones: +1, 0 or -1. Remembers the few names that there are."""

    def __missing__(self, tag: str) -> int:
        step = 0 if tag.lstrip("</").lower() in _FLAT else -1 if tag.startswith("</") else 1
        if len(self) < 1000:
            self[tag] = step
        return step


_STEP = _Steps()


def parse(html: str) -> HTMLTree:
    """The tree of a page. Never raises, in time linear in its length."""
    return HTMLTree.parse(html)


def mended(html: str) -> str:
    """The page as it is, or written anew where more tags are open at once than the accurate extractor can follow."""
    balance = list(accumulate(map(_STEP.__getitem__, _TAG.findall(html)), initial=0))
    # A stray end tag at the outermost level closes nothing.
    return flat(parse(html)) if max(map(sub, balance, accumulate(balance, min))) > DEEPEST else html


def all_of(node: ElementNode, selector: str, most: int = 1000) -> list[ElementNode]:
    """The first elements in a node that a CSS selector chooses, in order.

    A slice: what resiliparse gives is evaluated anew at each step through it.
    """
    return [found for found in node.query_selector_all(selector)[:most] if isinstance(found, ElementNode)]


def named(tree: HTMLTree, tag: str, most: int = 1000) -> list[ElementNode]:
    """The first elements of a page with this tag, in order."""
    elements = tree.document.get_elements_by_tag_name(tag)[:most] if tree.document is not None else ()
    return [found for found in elements if isinstance(found, ElementNode)]


def children(node: Node) -> Iterator[Node]:
    """The child nodes in order."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def flat(tree: HTMLTree) -> str:
    """The page written anew, with no tag deeper than DEEPEST_OF_ALL; comments and all scripts but JSON-LD left out."""
    parts: list[str] = ["<!doctype html>"]
    waiting: list[tuple[Node | str, int]] = [(tree.document, 0)] if tree.document is not None else []
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, TextNode):
            parts.append(escape(node.text or "", quote=False))
        elif not isinstance(node, ElementNode):
            waiting.extend((child, depth) for child in reversed(list(children(node))))
        elif node.tag in _RAW:
            if "ld+json" in (node.getattr("type") or ""):
                parts.append(f'<script type="application/ld+json">{node.text}</script>')
        else:
            kept = depth < (DEEPEST if node.tag in _CONTAINERS else DEEPEST_OF_ALL)
            if kept:
                parts.append(_opening(node))
                if node.tag not in _VOID:
                    waiting.append((f"</{node.tag}>", depth))
            waiting.extend((child, depth + kept) for child in reversed(list(children(node))))
    return "".join(parts)


def _opening(node: ElementNode) -> str:
    attributes = "".join(f' {name}="{escape(node.getattr(name) or "")}"' for name in node.attrs)
    return f"<{node.tag}{attributes}>"
