"""Takes leftovers of the page out of a normalised text, and says what and why.

The rules run until they find nothing more, so cleaning a cleaned text changes nothing; if they would take too much, or do
not settle, the text stays whole and is marked suspect.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from service.cleaning import blocks, rules
from service.cleaning.lines import Line, removed, split
from service.records import ArticleMeta, Removed
from service.spans import cut

MOST_REMOVED = 0.45
MOST_PASSES = 8

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


def strip(text: str, title: str = "", extra: ExtraRule | None = None) -> Stripped:
    """The text without its boilerplate. `title`, when given, is removed where it opens the text again."""
    lines = split(text)
    meta = _Meta()
    total = sum(line.words for line in lines)
    settled = any(not _pass(lines, title, extra, meta) for _ in range(MOST_PASSES))
    taken = total - sum(line.words for line in lines if line.rule is None)
    found = ArticleMeta(meta.author, meta.categories, meta.credit)
    if not settled or taken > MOST_REMOVED * total:
        return Stripped(text, (), found, suspect=True)
    spans = removed(text, lines)
    return Stripped(cut(text, [(r.start, r.end) for r in spans]), spans, found)


def _pass(lines: Sequence[Line], title: str, extra: ExtraRule | None, meta: _Meta) -> bool:
    """Every rule once. Whether one of them found something."""
    live = [line for line in lines if line.rule is None]
    before = (len(live), sum(len(line.text) for line in live))

    def left() -> list[Line]:
        return [line for line in live if line.rule is None]

    _opening(live, title, meta)
    blocks.summary(left())
    blocks.faq(left())
    blocks.teasers(left())
    blocks.tail(left())
    for line, is_head in [(line, i < blocks.HEAD_LINES) for i, line in enumerate(left())]:
        if len(line.text) <= rules.LONGEST_LINE:
            line.rule = _single(line, is_head, meta) or (extra(line.text) if extra else None)
    for name in blocks.authors(left()):
        meta.add("author", name)
    blocks.short_lines(left())
    live = left()
    return (len(live), sum(len(line.text) for line in live)) != before


def _opening(lines: Sequence[Line], title: str, meta: _Meta) -> None:
    for line in lines[:2]:
        match = rules.DATE_PREFIX.match(line.text[:80])
        if match and match.end() < len(line.text):
            line.trim_front("date-prefix", match.end())
    if title and lines and _same(lines[0].text, title) and len(lines) > 1:
        lines[0].remove("title")


def _same(line: str, title: str) -> bool:
    return len(line) <= 300 and _letters(line) == _letters(title)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _single(line: Line, is_head: bool, meta: _Meta) -> str | None:
    """The rule that removes this line by itself, if any."""
    text = line.text
    lower = text.lower()
    words = lower.split(" ")
    first = words[0].strip("\"'“”„«»*•|-–:.,!?…")
    if len(text) < 60 and lower.strip("\"'“”„«»*•|-–:.,!?…>() ") in rules.FURNITURE:
        return "furniture"
    for rule in _BY_FIRST.get(first, ()):
        if len(text) <= rule.longest and (is_head or not rule.head_only) and (match := rule.pattern.match(text)):
            if rule.meta:
                meta.add(rule.meta, match[1])
            return rule.name
    return _by_ending(text, words, meta) or _addressing(text, words)


def _by_ending(text: str, words: Sequence[str], meta: _Meta) -> str | None:
    if len(text) < 24 and (rules.AGO.match(text) or rules.READING_TIME.match(text)):
        return "dateline"
    if len(text) <= 200 and "re" in text and rules.COPYRIGHT.search(text):
        return "copyright"
    if len(words) < rules.CREDIT_LONGEST_WORDS and (match := rules.CREDIT.search(text)):
        meta.add("credit", match[0].strip("()[] "))
        return "caption"
    return None


def _addressing(text: str, words: Sequence[str]) -> str | None:
    bare = {word.strip(".,;:!?()\"'“”’") for word in words}
    if not bare & rules.ADDRESS:
        return None
    if len(bare & rules.ACTION_WORDS) >= 2:
        return "call-to-action"
    if text.endswith("?") and words[0] in rules.QUESTION_STARTS and rules.READER.search(text) and "." not in text:
        return "reader-question"
    return None


def _by_first_word() -> dict[str, tuple[rules.LineRule, ...]]:
    table: dict[str, tuple[rules.LineRule, ...]] = {}
    for rule in rules.LINE_RULES:
        for word in rule.first:
            table[word] = (*table.get(word, ()), rule)
    return table


_BY_FIRST = _by_first_word()
