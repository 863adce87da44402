"""The origin of an article: the agency that it credits, read from dateline, byline, tail and page.

A credit is known by its form, never by an agency's name alone: a name in brackets after a place and before a dash, a
line that is nothing but names of agencies, "contributed to this report". So an agency that an article is about is no
credit, and neither is the agency of a picture. Forms are patterns (`forms.py`), names are data (`agencies.toml`).

`whole` means that the text is the agency's; `part` that the outlet's own reporting stands beside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import re2

from service.outlets import forms
from service.outlets.families import Families, plain
from service.records import Origin, OriginBasis, OriginShare

_HEAD_LINES, _HEAD_LONGEST = 4, 300
"""A dateline or byline stands in the first lines; more than a dateline and its first words need not be read."""
_TAIL_LINES, _TAIL_LONGEST = 8, 320
"""A credit at the end stands in the last lines, before at most a few leftovers; a longer line is prose."""
_EVIDENCE_LONGEST = 200
_CODE = 4
"""Names of so few letters are codes (AP, dpa): they are compared with their case, or every third word would be one."""

_PLACE_LONGEST = 4
"""Words of a place, its date aside, behind which an agency in brackets needs no dash."""
_EDGES = " \t.()[]（）【】*•–—-_"
_BRACKETS = re.compile(r"\s*[()（）:：]\s*")
_FOR = re.compile(r"\s+(?:of|for|für|pour|para|per)\s+")
_SIGNED = re.compile(r"\s*[,/|]\s*|\s{2,}|\s+[–—-]\s+")
_SIGNED_SO, _EDITED = "reuters", "editing by"


class Credit(NamedTuple):
    """An agency that an article credits, and the words that do."""

    agency: str
    share: OriginShare
    basis: OriginBasis
    evidence: str


class Reader:
    """Finds origins with the agencies of one table."""

    def __init__(self, families: Families) -> None:
        self._exact: Mapping[str, str] = families.agencies
        self._plain = {plain(name): family for name, family in families.agencies.items() if len(name) > _CODE}
        longest_first = sorted(families.agencies, key=lambda name: (-len(name), name))
        # One look at head and tail tells most articles, which credit nobody, from the rest.
        self._any = _one_of(longest_first)
        self._named = re.compile("|".join(_bounded(name) for name in longest_first))

    def origin(
        self, text: str, *, byline: str = "", organizations: Iterable[str] = (), given: str | None = None
    ) -> Origin | None:
        """What the article credits, None if nothing.

        `text` is the article before any rule cut it (credits are leftovers to the rules), `byline` the author that a
        page or the producer names, `organizations` what the page calls the source, `given` the producer's word.
        """
        found = list(self._given(given))
        found += (
            Credit(family, "whole", "page", name) for name in organizations for family in self._listed(name) or ()
        )
        found += self._byline(byline)
        lines = [line.strip() for line in text.split("\n") if line and not line.isspace()]
        head = [_with_brackets(line[:_HEAD_LONGEST]) for line in lines[:_HEAD_LINES]]
        tail = lines[-_TAIL_LINES:]
        if self._any.search("\n".join([*head, *(line[-_TAIL_LONGEST:] for line in tail)])):
            for i, line in enumerate(head):
                found += self._head(line, last=i == len(lines) - 1)
            for line in tail:
                found += self._tail(line)
        return _origin(found)

    def _given(self, given: str | None) -> Iterator[Credit]:
        if given and given.strip():
            for family in self._listed(given) or (plain(given),):
                yield Credit(family, "whole", "given", given)

    def _byline(self, byline: str) -> Iterator[Credit]:
        """The author as the page names it: "Reuters Staff", "Jane Doe, Associated Press", "Jane Doe und dpa"."""
        if not byline or not self._any.search(byline):
            return
        if families := self._listed(byline):
            yield from (Credit(family, "whole", "byline", byline) for family in families)
        elif found := self._signed(byline):
            yield from (Credit(family, found[1], "byline", byline) for family in found[0])

    def _signed(self, line: str) -> tuple[list[str], OriginShare] | None:
        """A person's name with agencies: "NAME, AGENCY" is the agency's, "NAME and AGENCY" the outlet's in part."""
        bare = forms.ROLE.sub("", forms.BY.sub("", line.strip()))
        helped = any(self._listed(part) for part in forms.WITH.split(bare)[1:])
        for separator in (_SIGNED, _FOR, forms.WITH):
            parts = [part.strip() for part in separator.split(bare)]
            named = [family for part in parts[1:] for family in self._listed(forms.ROLE.sub("", part)) or ()]
            if named and len(parts[0].split()) <= 6:
                return named, "part" if helped else "whole"
        return None

    def _beside(self, line: str) -> list[str] | None:
        """The agencies of a line that is the outlet's own people and agencies: "Redaktion mit dpa", "X and AP"."""
        author, *helpers = forms.BESIDE.split(line)
        if helpers and (forms.AUTHOR.fullmatch(author) or forms.HOUSE.fullmatch(author)):
            return self._listed(" ".join(helpers))
        parts = [part.strip() for part in forms.APART.split(_protected(_commas(line))) if part.strip()]
        own = [part for part in parts if forms.HOUSE.fullmatch(part)]
        if not own:
            return None
        named = [self._listed(_restored(part)) for part in parts if part not in own and not _nobody(part)]
        return [family for families in named for family in families or ()] if all(named) else None

    def _head(self, line: str, *, last: bool) -> Iterator[Credit]:
        """Dateline or byline in one of the first lines."""
        for form in (forms.BRACKETED, forms.DASHED, forms.CHINESE, forms.REPORTER, *forms.CAPITALS):
            match = form.match(line)
            if match and (families := self._dateline(form, match, line)):
                yield from (Credit(family, "whole", "dateline", match[0].strip()) for family in families)
                return
        if (
            last
            or len(line) > 90
            or (line.endswith((".", "!", "?")) and not forms.BY.match(line))
            or forms.PICTURE.search(line)
        ):
            return
        if families := self._listed(forms.PUBLISHED.sub("", line)):
            yield from (Credit(family, "whole", "byline", line) for family in families)
        elif beside := self._beside(line):
            yield from (Credit(family, "part", "byline", line) for family in beside)
        elif (forms.BY.match(line) or "," in line or _is_signed(line)) and (found := self._signed(line)):
            yield from (Credit(family, found[1], "byline", line) for family in found[0])

    def _dateline(self, form: re.Pattern[str], match: re.Match[str], line: str) -> list[str] | None:
        inner = match["inner"]
        if forms.PICTURE.search(inner):
            return None
        families = self._listed(inner) or self._embedded(inner)
        if not families or form in (forms.CHINESE, forms.REPORTER):
            return families
        place = forms.DAY.sub(" ", match["place"]).strip(" ,")
        if form in forms.CAPITALS:
            return families if place == place.upper() != place.lower() else None
        begins_small = [word for word in forms.LOWER.findall(place) if not forms.SMALL.fullmatch(word)]
        if begins_small or (form is forms.DASHED and not place):
            return None
        if form is forms.DASHED or match["after"].strip():
            return families
        rest = line[match.end() :].strip()
        short = place == place.upper() or (len(place.split()) <= _PLACE_LONGEST and rest[:1] != rest[:1].lower())
        return families if rest and short and "/" not in match[0] else None

    def _tail(self, line: str) -> Iterator[Credit]:
        """A credit in one of the last lines, or after the last sentence of one."""
        if forms.HOUSE_STYLE.search(line[-2 * _TAIL_LONGEST :]):
            yield Credit(_SIGNED_SO, "whole", "tail", line[-_EVIDENCE_LONGEST:])
        end = forms.LAST_WORDS.search(line[-_TAIL_LONGEST:])
        if end and not forms.PICTURE.search(end["inner"]):
            inner = end["inner"].strip()
            mixed = forms.MIXED_LINE.match(inner)
            families = self._listed(mixed["names"]) if mixed else self._listed(forms.SOURCE.sub("", inner))
            share: OriginShare = "part" if mixed else "whole"
            yield from (Credit(family, share, "tail", end["credit"]) for family in families or ())
        if len(line) <= _TAIL_LONGEST and self._any.search(line) and not forms.PICTURE.search(line):
            yield from (Credit(family, part, "tail", line) for family, part in self._credit_line(line))

    def _credit_line(self, line: str) -> Iterator[tuple[str, OriginShare]]:
        """The agencies of a line that is a credit as a whole."""
        copyright_of, bare = forms.COPYRIGHT.match(line), line.strip(_EDGES)
        mixed = forms.MIXED_LINE.match(bare)
        if mixed and (beside := self._listed(mixed["names"])):
            yield from ((family, "part") for family in beside)
        elif copyright_of and (owner := self._named.match(line, copyright_of.end())):
            yield self._exact[owner[0]], "whole"
        elif source := forms.SOURCE.match(bare):
            parts = forms.APART.split(_protected(bare[source.end() :]))
            yield from ((family, "whole") for part in parts for family in self._listed(_restored(part)) or ())
        elif listed := self._listed(bare):
            yield from ((family, "whole") for family in listed)
        elif helped := self._beside(bare):
            yield from ((family, "part") for family in helped)
        elif (reported := forms.BY.match(bare)) and (signed := self._signed(bare[reported.end() :])):
            yield from ((family, signed[1]) for family in signed[0])
        elif len(bare.split()) <= 40 and (forms.CONTRIBUTED.search(bare) or forms.REPUBLISHED.search(bare)):
            share: OriginShare = "part" if forms.CONTRIBUTED.search(bare) else "whole"
            if forms.OF_THIS_REPORT.search(bare):
                yield from ((self._exact[m[0]], share) for m in self._named.finditer(bare))

    def _listed(self, text: str) -> list[str] | None:
        """The agencies of a text that names nothing else (initials of editors and desks aside)."""
        text = text.strip(_EDGES + "\"'“”")
        if not 1 < len(text) <= 90:
            return None
        if family := self._agency(text):
            return [family]
        parts = [_restored(part).strip() for part in forms.APART.split(_protected(_commas(text))) if part.strip()]
        families = [self._agency(part) for part in parts]
        if not all(families) and "-" in text and all(twins := [self._agency(part) for part in text.split("-")]):
            return [family for family in twins if family]  # "TT-AFP"
        known = [family for family in families if family]
        others = [part for part, family in zip(parts, families, strict=True) if family is None]
        beside = all(map(_nobody, others))
        return known if known and beside else None

    def _embedded(self, inner: str) -> list[str] | None:
        """Scripts without blanks write place, day and agency in one: 【東京共同】, (서울=연합뉴스), 新华社北京."""
        if inner.isascii():
            return None
        words = re.split(r"[\s=＝　]+", inner.strip())
        return [
            family
            for name, family in self._exact.items()
            if not name.isascii() and (words[-1].endswith(name) or words[0].startswith(name))
        ][:1] or None

    def _agency(self, name: str) -> str | None:
        for spelling in (name, forms.ROLE.sub("", forms.CALLED.sub("", forms.BY.sub("", name)))):
            bare = spelling.removeprefix("the ").removeprefix("The ").strip()
            if family := self._exact.get(bare):
                return family
            if len(bare) > _CODE and (family := self._plain.get(plain(bare))):
                return family
        return None


@cache
def reader(families: Families) -> Reader:
    """One reader for a table of families."""
    return Reader(families)


def _one_of(names: Sequence[str]) -> "re2._Regexp":
    """An automaton for any of the names: its cost does not grow with their number. Codes are sought with their case."""
    latin = [name for name in names if name.isascii()]
    codes = "|".join(re2.escape(name) for name in latin if len(name) <= _CODE)
    longer = "|".join(re2.escape(name) for name in (*latin, _EDITED) if len(name) > _CODE)
    others = "|".join(re2.escape(name) for name in names if not name.isascii())
    return re2.compile(rf"\b(?:{codes})\b|(?i:\b(?:{longer})\b)|(?i:{others})")


def _bounded(name: str) -> str:
    """A pattern for the name as a whole word; scripts that write no blanks have no edges."""
    if not name[0].isascii():
        return re.escape(name)
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"


def _with_brackets(line: str) -> str:
    """The line with the brackets that tokenised corpora spell out."""
    return line.replace("-LRB-", "(").replace("-RRB-", ")") if "-LRB-" in line else line


def _protected(text: str) -> str:
    """A hyphen inside a name ("dpa-AFX") parts no list."""
    return forms.SOLE_HYPHEN.sub("\0", text)


def _restored(part: str) -> str:
    return part.replace("\0", "-")


def _commas(text: str) -> str:
    """A list in brackets behind a word ("Agencies (AP, AFP)") is a list like another."""
    return _BRACKETS.sub(", ", text)


def _is_signed(line: str) -> bool:
    """A person's name before a dash or a bar (and not a slash, as pictures are signed where letters have case)."""
    author, *rest = _SIGNED.split(line)
    slashed = "/" in line and line.upper() != line.lower()
    return len(rest) == 1 and not slashed and (forms.AUTHOR.fullmatch(author) is not None or "/" in line)


def _nobody(part: str) -> bool:
    """Whether a part of a credit names nobody."""
    return bool(forms.DESK.fullmatch(part)) or _is_date(part)


def _is_date(part: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_]{3,9}\.?\s\d{1,2}(?:,? \d{4})?|\d{1,2}\.? ?[^\W\d_]{3,9}\.?(?: \d{4})?", part))


def _origin(found: list[Credit]) -> Origin | None:
    """One origin of all credits: whole if one of them is, its words those of the first."""
    if not found:
        return None
    whole = [credit for credit in found if credit[1] == "whole"]
    first = (whole or found)[0]
    return Origin(
        agencies=tuple(sorted({credit[0] for credit in found})),
        share=first[1],
        basis=first[2],
        evidence=first[3].strip()[:_EVIDENCE_LONGEST],
    )
