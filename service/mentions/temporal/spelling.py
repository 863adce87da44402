"""Capitals and neighbours: words of time that are verbs, persons or titles ("may", "Theresa May", "USA Today")."""

import re
from functools import cached_property

from service.mentions.temporal.language import Grammar
from service.mentions.temporal.scan import Found

_WORD = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ -]{1,2}\Z")
_ACRONYM = 3
"""Letters of the months that are cut short, and of most acronyms."""
_AROUND = 30
"""Characters on either side in which a small letter tells that capitals are no matter of style."""
_LONGEST_WORD_BEFORE = 12
"""Characters that are looked back for the word before a date; no determiner or preposition is longer."""


class Spelling:
    """What the original spelling of one text tells about the expressions found in its folded form."""

    def __init__(self, text: str, folded: str, grammar: Grammar) -> None:
        self._text, self._folded, self._grammar = text, folded, grammar

    def allows(self, found: Found) -> bool:
        """False for what is no time expression when it is spelt like this."""
        if found.resolver in self._grammar.language.capitals and self._is_small(found):
            return False
        return self._is_month(found) if "month" in found.meanings else not self._is_name(found)

    def _is_small(self, found: Found) -> bool:
        """Whether it is but a name, without "last" or "next", and without a capital."""
        return "shift" not in found.meanings and self._text[found.start : found.end].islower()

    def _is_name(self, found: Found) -> bool:
        """Whether the words stand in a name: "USA Today", "The Sunday Times", "This Week"."""
        language = self._grammar.language
        start, end = found.start, found.end
        words = self._folded[start:end]
        if words in language.lower_case_only and "deictic" in found.meanings:
            return self._text[start:end] != words
        if found.resolver in ("deictic", "vague"):
            return self._are_capitalised(start) and self._is_capitalised_before(start)
        if not language.title_beginnings:
            return False
        if found.resolver == "weekday" and words in language.vocabulary["weekday_full"]:
            return self._word_before(start) in language.title_beginnings and self._is_capitalised_after(end)
        is_title = found.resolver == "period" and self._is_title(start + words.rfind(" ") + 1)
        return is_title and not self._is_capitalised_before(start)  # in a headline all words have capitals

    def _is_month(self, found: Found) -> bool:
        language = self._grammar.language
        words = self._folded[found.start : found.end]
        if self._is_acronym(found):
            return False
        name = next((word for word in _WORD.finditer(words) if word.group() in language.names), None)
        if name is None:
            return True
        if self._text[found.start + name.start()] == words[name.start()]:
            return False
        return name.group() != words or self._is_licensed(found.start, words)

    def _is_acronym(self, found: Found) -> bool:
        """Whether three capitals stand alone among small letters: the DEC, the MAR; a month is written Dec there."""
        start, end = found.start, found.end
        if end - start != _ACRONYM or not self._text[start:end].isupper():
            return False
        return any(c.islower() for c in self._text[max(0, start - _AROUND) : end + _AROUND])

    def _is_licensed(self, start: int, name: str) -> bool:
        """Whether a name that stands alone follows a word that dates it; if it is a person here, a surer one."""
        language = self._grammar.language
        is_person = name in self._persons or (
            language.title_beginnings and self._is_capitalised_after(start + len(name))
        )
        return self._word_before(start) in (language.sure_licences if is_person else language.name_licences)

    def _word_before(self, start: int) -> str:
        before = _WORD_BEFORE.search(self._folded, max(0, start - _LONGEST_WORD_BEFORE), start)
        return before.group(1) if before else ""

    def _is_title(self, start: int) -> bool:
        """Whether a word that needs no capital begins with one, and goes on in small letters: "This Week"."""
        return self._text[start].isupper() and self._text[start + 1].islower() and self._text[start - 1] == " "

    def _is_capitalised_before(self, start: int) -> bool:
        """Whether the word before a blank before has a capital: "USA Today"."""
        before = _WORD_BEFORE.search(self._folded, max(0, start - _LONGEST_WORD_BEFORE), start)
        return before is not None and self._are_capitalised(before.start())

    def _is_capitalised_after(self, end: int) -> bool:
        """Whether a word with a capital follows after a blank."""
        return self._text[end : end + 1] == " " and self._text[end + 1 : end + 2].isupper()

    @cached_property
    def _persons(self) -> frozenset[str]:
        """The months that are persons in this text: they follow a word with a capital that no date begins with."""
        names = "|".join(sorted(self._grammar.language.names))
        pairs = re.finditer(rf"(?<!\w)([^\W\d_]+) ({names})(?!\w)", self._folded)
        return frozenset(
            pair.group(2)
            for pair in pairs
            if pair.group(1) not in self._grammar.lexicon and self._are_capitalised(pair.start(1), pair.start(2))
        )

    def _are_capitalised(self, *starts: int) -> bool:
        return all(self._text[start] != self._folded[start] for start in starts)
