"""What a language table holds, and how it becomes compiled regular expressions.

A table is data: words with their meanings, and rules written as patterns with slots. A pattern is a regular expression
over the folded text (`scan.fold`: lower case, plain quotes and hyphens) in which `{slot}` stands for any word of that
slot or for a number, a space for one or two blanks, and `,` or `'` may have a blank before it. A group named `span`
narrows the expression to itself; otherwise the whole match is the expression.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

NEVER = "(?!)"
"""Of words that a language does not have."""


class Rule(NamedTuple):
    """One way to write a time expression.

    `resolver` names the function of `resolve.RESOLVERS` that reads it; `triggers` are the classes of words that make
    the scanner look for it, parted by blanks. The tests see to it that the rule finds its `example`.
    """

    resolver: str
    triggers: str
    pattern: str
    example: str


class NounCues(NamedTuple):
    """Patterns of what stands beside a date that belongs to a noun: it may lie behind although the verb looks ahead."""

    after: str = NEVER
    """words before what has happened when the verb is reached: after, following"""
    before: str = NEVER
    """what stands between a noun and the weekday that it is called by"""
    behind: str = NEVER
    """what stands between a weekday and the noun that is called by it"""
    announced: str = NEVER
    """nouns for what is known beforehand: vote, summit"""


NO_NOUN_CUES = NounCues()


@dataclass(frozen=True)
class Language:
    """A language table. Earlier rules win over later ones of the same trigger class at the same place."""

    vocabulary: Mapping[str, Mapping[str, Any]]
    """slot -> surface (folded) -> meaning; `resolve` says which meanings it expects from which slot"""
    triggers: Mapping[str, Iterable[str]]
    """class -> words that start a search; the class `number` is for digits and needs no words"""
    rules: Sequence[Rule]
    future: str
    """pattern of the cues that put a verb's time after the publication"""
    promised: str
    """pattern of the cues that do so for what follows them ("vowed to"); what precedes them is when it was said"""
    past: str
    """pattern of the cues that put it before; the cue nearest to the expression decides"""
    open: str
    """pattern of the cues that leave it open, and so leave it to the calendar"""
    nouns: NounCues = NO_NOUN_CUES
    verb_last: bool = False
    """a verb ends its clause, so that the cue right of an expression decides, and only without one that left of it"""
    finite: frozenset[str] = frozenset()
    """past verbs that are no participles, so that no cue before them can lead them"""
    deadlines: frozenset[str] = frozenset()
    """those of them that a future cue before them makes a date to come"""
    stops: tuple[str, ...] = ("\n", ". ")
    """what no cue reaches across; a comma too, where it parts every clause from the next"""
    number_tails: tuple[str, ...] = ()
    """what may follow digits directly and make them a trigger (`s` in 1980s, ` uhr`)"""
    names: frozenset[str] = frozenset()
    """months that are persons' names or verbs too: they need a capital, and alone a word of `name_licences` before"""
    name_licences: frozenset[str] = frozenset()
    sure_licences: frozenset[str] = frozenset()
    """the licences that hold even in a text where the name is a person's"""
    title_beginnings: frozenset[str] = frozenset()
    """words that begin a name with a weekday in it ("The Sunday Times"); empty where all nouns have capitals"""
    ranges: frozenset[str] = frozenset(("-",))
    """what may stand between the two dates of a range"""
    until: frozenset[str] = frozenset(("-",))
    """those of them that say which date comes first"""
    lower_case_only: frozenset[str] = frozenset()
    """words for a day that are something else with a capital"""
    decimal: str = "."
    left: str = r"(?<!\w)"
    right: str = r"(?!\w)"
    """what an expression may begin and end at"""
    tokens: str = r"([a-z]++[^\W\d_]*+|\d+|[^\W\d_]+)"  # the first branch is but a fast one of the last
    """what the scanner takes for a word"""
    capitals: frozenset[str] = frozenset()
    """which of `month` and `weekday` are always written with a capital"""


NUMERIC_SLOTS = {
    "day": r"3[01]|[12]\d|0?[1-9]",
    "month_number": r"1[0-2]|0?[1-9]",
    "week_number": r"5[0-3]|[1-4]\d|0?[1-9]",
    "year": r"1[5-9]\d\d|20\d\d",
    "short_year": r"\d\d",
    "hour": r"2[0-4]|1\d|0?\d",
    "minute": r"[0-5]\d",
}
"""Slots that digits fill in every language; a vocabulary may add words to them."""


_PATTERN_PART = re.compile(r"\[[^\]]*\]|\{(?P<slot>[a-z]\w*)\}|\{[\d,]+\}| \?|[ ,']")
"""What `Grammar` rewrites in a pattern, and the classes and quantifiers that it must leave alone."""


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; common beginnings, and what follows several of them
    alike, are written once.

    Matching costs the length of the match, however many words there are, and compiling what is written.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: Mapping[str, Any]) -> str:
    heads: dict[str, list[str]] = {}  # what follows -> what it may follow
    for character, child in sorted(node.items()):
        if character:
            head, tail = _chain(character, child)
            heads.setdefault(_branch(tail), []).append(head)
    branches = [_any_of(found) + tail for tail, found in heads.items()]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in node else ''}"


def _chain(head: str, node: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """The characters that follow each other without a choice, and where the next choice is."""
    while len(node) == 1 and "" not in node:
        [(character, node)] = node.items()
        head += character
    return head, node


def _any_of(heads: Sequence[str]) -> str:
    if len(heads) == 1:
        return re.escape(heads[0])
    if all(len(head) == 1 for head in heads):
        return f"[{''.join(map(re.escape, heads))}]"
    return f"(?:{'|'.join(map(re.escape, heads))})"


class Grammar:
    """A language table, compiled."""

    def __init__(self, language: Language) -> None:
        """Compile a table.

        Raises KeyError for a slot without words, ValueError for a word of two trigger classes, re.error for a faulty
        pattern.
        """
        self.language = language
        sources = [self._source(rule.pattern) for rule in language.rules]
        self._sources = [rf"{language.left}{source}" for source in sources]
        self.classes = {trigger: re.compile(source) for trigger, source in self._by_trigger(sources).items()}
        """trigger class -> all its rules; the name of the group at which a match ended, without its `r`, is the rule's
        index"""
        self._rules: dict[int, re.Pattern[str]] = {}
        self._slots: dict[int, list[str]] = {}
        """for each rule the slots of its groups, which all have names, in order"""
        self.tokens = re.compile(language.tokens)
        self.lexicon = self._words()
        """word -> its trigger class, or "" for a word that can only stand before one"""
        self.triggers = frozenset(word for word, trigger in self.lexicon.items() if trigger)

    def _by_trigger(self, sources: Sequence[str]) -> dict[str, str]:
        members: dict[str, list[str]] = {}
        for index, (rule, source) in enumerate(zip(self.language.rules, sources, strict=True)):
            anonymous = re.sub(r"\(\?P<\w+>", "(?:", source).replace(")?", "|)")  # the same to `re`, but faster
            for trigger in rule.triggers.split():
                members.setdefault(trigger, []).append(f"{anonymous}(?P<r{index}>)")
        left = self.language.left
        return {trigger: rf"{left}(?:{'|'.join(rules)})" for trigger, rules in members.items()}

    def warm(self) -> None:
        """Compile every rule."""
        for index in range(len(self._sources)):
            self.rule(index)

    def rule(self, index: int) -> re.Pattern[str]:
        """The pattern of one rule. Compiled when first asked for: most rules of most languages hardly ever match."""
        if index not in self._rules:
            self._rules[index] = compiled = re.compile(self._sources[index])
            self._slots[index] = [group.partition("__")[0] for group in compiled.groupindex]
        return self._rules[index]

    def _source(self, pattern: str) -> str:
        source = "(?:" + _PATTERN_PART.sub(self._part, pattern) + rf"){self.language.right}"
        seen = Counter[str]()

        def numbered(match: re.Match[str]) -> str:  # a slot may stand in several branches, a group name only once
            seen[match.group(1)] += 1
            return f"(?P<{match.group(1)}__{seen[match.group(1)]}>"

        return re.sub(r"\(\?P<(\w+)>", numbered, source)

    def _part(self, match: re.Match[str]) -> str:
        part = match.group()
        if match.group("slot"):
            return self._slot(match.group("slot"))
        return {" ": " {1,2}", " ?": " {0,2}", ",": " ?,", "'": " ?'"}.get(part, part)

    def _slot(self, slot: str) -> str:
        words = self.language.vocabulary.get(slot, {})
        choices = [alternation(words)] if words else []
        if slot == "number":
            separator = "," if self.language.decimal == "." else r"\."
            choices.insert(
                0, rf"\d{{1,3}}(?:{separator}\d{{3}}){{1,2}}|\d{{1,6}}(?:{re.escape(self.language.decimal)}\d)?"
            )
        elif slot in NUMERIC_SLOTS:
            choices.insert(0, NUMERIC_SLOTS[slot])
        elif not words:
            raise KeyError(slot)
        return f"(?P<{slot}>{'|'.join(choices)})"

    def _words(self) -> dict[str, str]:
        lexicon: dict[str, str] = {}
        for rule in self.language.rules:
            literals = re.sub(r"\{\w+\}|\(\?P<\w+>|\\[a-zA-Z]", " ", rule.pattern)
            lexicon.update(dict.fromkeys(self.tokens.findall(literals), ""))
        for words in self.language.vocabulary.values():
            for surface in words:
                lexicon.update(dict.fromkeys(self.tokens.findall(surface), ""))
        for trigger, words_of_trigger in self.language.triggers.items():
            for word in words_of_trigger:
                if lexicon.get(word, trigger) not in ("", trigger):
                    raise ValueError(f"{word!r} triggers both {lexicon[word]} and {trigger}")
                lexicon[word] = trigger
        return {word: trigger for word, trigger in lexicon.items() if not word.isdigit()}

    def meanings(self, rule: int, match: re.Match[str]) -> dict[str, Any]:
        """Slot -> meaning of a match of the rule with this index: the table's for a word, a number for digits.

        Of a slot that is filled twice ("two to three weeks") the first counts.
        """
        found: dict[str, Any] = {}
        for slot, text in zip(self._slots[rule], match.groups(), strict=True):
            if text is not None and slot not in found:
                found[slot] = self._meaning(slot, text)
        return found

    def _meaning(self, slot: str, text: str) -> Any:
        words = self.language.vocabulary.get(slot)
        if words is not None and text in words:
            return words[text]
        if slot in NUMERIC_SLOTS:
            return int(text)
        if slot == "number":
            whole = text.replace("," if self.language.decimal == "." else ".", "").replace(self.language.decimal, ".")
            return float(whole) if "." in whole else int(whole)
        return text
