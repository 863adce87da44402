"""Takes leftovers of the page out of a normalised text, and says what and why.

The rules run until they find nothing more, so cleaning a cleaned text changes nothing; if they would take too much, or
do not settle, the text stays whole and is marked suspect.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from service.cleaning import appeals, blocks, cues, rules
from service.cleaning.lines import Line, removed, split
from service.language import labels
from service.records import ArticleMeta, Removed
from service.spans import cut

MOST_REMOVED = 0.45
"""Share of the words of a text: rules that would take more have taken it for something that it is not, and it stays
whole."""
MOST_PASSES = 8
"""Rules see what others left; real texts are settled after two or three passes."""
TITLE_LONGEST = 300
"""Characters; a longer first line is a paragraph."""
AUTHOR_MOST_WORDS = 8
"""A longer line with the name tells something of the author."""
LABEL_LONGEST = 80
"""Characters; no label is longer."""
_BRACKETED = re.compile(r"[(\[][^()\[\]]{5,160}[)\]]")
_LAST_SENTENCE = re.compile(r".*[.!?][\"”’»)]* (?=\S)")
_GLUED = frozenset({"furniture", "promo", "caption", "byline", "meta", "copyright"})
_NOT_LETTERS = re.compile(r"[\W_]+")

BLOCKS = (
    blocks.summary,
    blocks.contents,
    blocks.categories,
    blocks.breadcrumbs,
    blocks.faq,
    blocks.teasers,
    blocks.tail,
    blocks.asides,
    blocks.repeats,
    blocks.short_lines,
    blocks.datelines,
    blocks.biographies,
    blocks.reader_questions,
)
"""The rules about several lines, in this order, before those about one."""

ExtraRule = Callable[[str], str | None]
"""Maps a line to the name of the operator's rule that removes it, or None."""


class Stripped(Struct, frozen=True):
    """`cut(normalised, spans of removed) == text`. `suspect`: the rules wanted too much and took nothing."""

    text: str
    removed: tuple[Removed, ...]
    meta: ArticleMeta
    suspect: bool = False


class _Meta:
    """What the removed lines told, first come first kept."""

    def __init__(self) -> None:
        self.author: str | None = None
        self.credit: str | None = None
        self.categories: tuple[str, ...] = ()

    def add(self, name: str, value: str) -> None:
        value = value.strip()[:200]
        if name == "categories":
            self.categories = self.categories or tuple(v for v in (part.strip() for part in value.split(",")) if v)[:20]
        elif value and getattr(self, name) is None:
            setattr(self, name, value)


def strip(
    text: str,
    titles: Sequence[str] = (),
    extra: ExtraRule | None = None,
    authors: Sequence[str] | None = None,
    stamps: Sequence[str] = (),
) -> Stripped:
    """The text without its boilerplate. The known titles are removed where they open the text again, the known stamps
    above the first paragraph, the authors that its page names where they stand alone on a line; where no page tells
    (None), a name alone above it is its author.
    """
    lines = split(text)
    meta = _Meta()
    known = frozenset(filter(None, map(_letters, titles)))
    names = frozenset(filter(None, map(_letters, authors or ())))
    for line in lines if names else ():
        if line.words <= AUTHOR_MOST_WORDS and _letters(line.text.removeprefix("By ")) in names:
            line.remove("author")
    for line in blocks.head(lines, 0) if stamps else ():
        if line.text in stamps:
            line.remove("dateline")
    for line in lines:
        _unglue(line, meta)
    settled = any(not _pass(lines, known, extra, meta, guess=authors is None) for _ in range(MOST_PASSES))
    author = meta.author or next((line.text for line in lines if line.rule == "author"), None)
    found = ArticleMeta(author, meta.categories, meta.credit)
    if not settled or _too_much(lines):
        return Stripped(text, (), found, suspect=True)
    spans = removed(text, lines)
    return Stripped(cut(text, [(r.start, r.end) for r in spans]), spans, found)


def _unglue(line: Line, meta: _Meta) -> None:
    """Takes out of a paragraph what is glued to it: appeals to the reader, bracketed pointers and credits, a label or
    credit after its last sentence. What goes as a whole is left to the rules about lines.
    """
    parts = sorted(_parts(line.text, meta), key=lambda part: part[1:], reverse=True)
    if not parts or (len(line.text) <= rules.LONGEST_LINE and _single(line.text, False, meta)):
        return
    last = len(line.text) + 1
    for rule, start, end in parts:
        if end < last and end - start < len(line.text):
            line.cut_out(rule, start, end)
            last = start


def _parts(text: str, meta: _Meta) -> Iterator[tuple[str, int, int]]:
    for match in _BRACKETED.finditer(text) if "(" in text or "[" in text else ():
        rule = _single(match[0], False, meta)
        if rule in _GLUED:
            yield rule, *match.span()
    yield from appeals.glued(text)
    if not cues.ends_sentence(text) and (end := _LAST_SENTENCE.match(text)):
        after = text[end.end() :]
        rule = _single(after, False, meta) if after.count("(") == after.count(")") else None
        if rule in _GLUED:
            yield rule, end.end(), len(text)


def _too_much(lines: Sequence[Line]) -> bool:
    """Whether the rules took too much of what may be the article; menus, headlines and repeats do not count."""
    if all(line.rule for line in lines):
        return bool(lines)
    lines = [line for line in lines if line.rule != "repeat"]
    gone = [line for line in lines if line.rule]
    return bool(gone) and sum(map(blocks.weight, gone)) > MOST_REMOVED * sum(map(blocks.weight, lines))


def _pass(lines: Sequence[Line], titles: frozenset[str], extra: ExtraRule | None, meta: _Meta, *, guess: bool) -> bool:
    """Every rule once. Whether one of them found something."""
    live = _left(lines)
    before = (len(live), sum(len(line.text) for line in live))
    _opening(live, titles)
    for block in BLOCKS:
        block(live := _left(live))
    live = _left(live)
    head = {id(line) for line in blocks.head(live, 1)}
    for line in live:
        is_head = id(line) in head
        if len(line.text) <= rules.LONGEST_LINE and line.spared is not is_head:
            line.rule = _single(line.text, is_head, meta) or (extra(line.text) if extra else None)
            line.spared = is_head
    if guess:
        blocks.authors(blocks.head(_left(live), 1))
    live = _left(live)
    return (len(live), sum(len(line.text) for line in live)) != before


def _left(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.rule is None]


def _opening(lines: Sequence[Line], titles: frozenset[str]) -> None:
    """The title again, or a date glued to the first sentence."""
    for line in lines[:2]:
        match = rules.DATE_PREFIX.match(line.text[:80])
        if match and match.end() < len(line.text):
            line.trim_front("date-prefix", match.end())
    for line in lines[:3] if titles and len(lines) > 1 else ():
        if len(line.text) <= TITLE_LONGEST and _letters(line.text) in titles:
            line.remove("title")


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _single(text: str, is_head: bool, meta: _Meta) -> str | None:
    """The rule that removes this line by itself, if any."""
    lower = text.lower()
    tokens = lower.split(" ")
    first = tokens[0].strip("\"'“”„«»*•|-–:.,!?…[(")
    if len(text) < LABEL_LONGEST and labels.is_label(lower):
        return "furniture"
    bare = text.lstrip("[(*•|-–>» ")
    for rule in _BY_FIRST.get(first, ()):
        if (
            len(text) <= rule.longest
            and (is_head or not rule.head_only)
            and (match := rule.pattern.match(bare) or rule.pattern.match(text))
        ):
            if rule.meta:
                meta.add(rule.meta, match[1])
            return rule.name
    return _by_shape(text, lower, tokens, meta)


def _by_shape(text: str, lower: str, tokens: Sequence[str], meta: _Meta) -> str | None:
    """The rules that no first word announces, each behind a test that costs next to nothing."""
    for name, pattern in rules.TINY if len(text) < rules.TINY_LONGEST else ():
        if pattern.match(text):
            return name
    if len(text) <= 200 and lower.rstrip(".").endswith(rules.RIGHTS):
        return "copyright"
    if not rules.CONTRIBUTED.isdisjoint(tokens) and rules.CONTRIBUTORS.search(text):
        return "byline"
    if len(tokens) < rules.CREDIT_MOST_WORDS and (":" in text or "/" in text or text[-1] not in ".?!"):
        match = rules.CREDIT.search(text)
        if match:
            meta.add("credit", match[0].strip("()[] "))
            return "caption"
    return appeals.rule(text) if len(text) <= appeals.LONGEST else None


def _by_first_word() -> dict[str, tuple[rules.LineRule, ...]]:
    table: dict[str, tuple[rules.LineRule, ...]] = {}
    for rule in rules.LINE_RULES:
        for word in rule.first:
            table[word] = (*table.get(word, ()), rule)
    return table


_BY_FIRST = _by_first_word()
