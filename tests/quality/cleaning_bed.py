"""Fictional articles as feeds and content systems leave them, with what belongs to the article marked; and the scorer.

A file of `cleaning_held_out/` has header lines, an empty line, and the article. In `texts/*.txt` the leftovers are
marked ⟦kind: like this⟧, and what looks like a leftover but belongs to the article ⟪kind: like this⟫; in
`pages/*.html` the article itself is marked ⟦so⟧. Without the marks it is what the cleaner is given.
"""

import html
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import orjson

from service.cleaning import Cleaned, Cleaner
from service.records import CleanArticle, RawArticle
from service.settings import Settings

BED = Path(__file__).parent / "cleaning_held_out"
WORD = re.compile(r"\w+")
MARKED = re.compile(r"⟦(?P<leftover>\w+): (.*?)⟧|⟪(?P<stays>\w+): (.*?)⟫", re.DOTALL)
IN_PAGE = re.compile(r"⟦(.*?)⟧", re.DOTALL)
TAG = re.compile(r"(</?(?:a|abbr|b|code|em|i|span|strong)\b[^>]*>)|<[^>]*>")


class Piece(NamedTuple):
    """A run of words of an article: what kind of thing it is, and whether it belongs to the article."""

    kind: str
    body: bool
    words: list[str]


class Sample(NamedTuple):
    """An article with its gold: the pieces of a text in order, of a page the article alone."""

    name: str
    raw: RawArticle
    title: str
    published: str
    pieces: list[Piece]

    @property
    def gold(self) -> list[str]:
        """The words of the article itself."""
        return [word for piece in self.pieces if piece.body for word in piece.words]


def texts() -> list[Sample]:
    """The plain texts, by name."""
    return [_text(path) for path in sorted((BED / "texts").glob("*.txt"))]


def pages() -> list[Sample]:
    """The pages, by name."""
    return [_page(path) for path in sorted((BED / "pages").glob("*.html"))]


def _read(path: Path) -> tuple[dict[str, str], str]:
    head, content = path.read_text(encoding="utf-8").split("\n\n", 1)
    return dict(line.split(": ", 1) for line in head.split("\n")), content


def _text(path: Path) -> Sample:
    head, content = _read(path)
    pieces, text, end = [], "", 0
    for mark in MARKED.finditer(content):
        inside = mark[2] or mark[4]
        pieces.append(Piece("", True, WORD.findall(content[end : mark.start()])))
        kind, body = mark["leftover"] or mark["stays"], mark["stays"] is not None
        pieces.extend(Piece(kind, body, WORD.findall(line)) for line in inside.split("\n"))
        text += content[end : mark.start()] + inside
        end = mark.end()
    pieces.append(Piece("", True, WORD.findall(content[end:])))
    raw = RawArticle(
        id=path.stem,
        outlet=head["Outlet"],
        title=head["Title"],
        text=text + content[end:],
        published_at=head["Published"],
    )
    return Sample(path.stem, raw, head["Title"], head["Published"], [piece for piece in pieces if piece.words])


def _page(path: Path) -> Sample:
    head, content = _read(path)
    article = " ".join(IN_PAGE.findall(content))
    if "</p>" not in article and "\\n" in article:  # the article is a string of linked data
        article = orjson.loads(f'"{article}"')
    words = WORD.findall(html.unescape(TAG.sub(lambda tag: "" if tag[1] else " ", article)))
    raw = RawArticle(id=path.stem, html=content.replace("⟦", "").replace("⟧", ""))
    return Sample(path.stem, raw, head["Title"], head["Published"], [Piece("", True, words)])


def shingles(words: list[str]) -> Counter[tuple[str, ...]]:
    """The 4-word runs of a text; a shorter text is one."""
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def shingle_f1(pairs: Iterable[tuple[list[str], list[str]]]) -> float:
    """Of pairs (found, gold): the harmonic mean of precision and recall averaged over articles."""
    precisions, recalls = [], []
    for found, gold in pairs:
        hits = (shingles(found) & shingles(gold)).total()
        precisions.append(hits / max(1, shingles(found).total()))
        recalls.append(hits / max(1, shingles(gold).total()))
    precision, recall = fmean(precisions), fmean(recalls)
    return 2 * precision * recall / (precision + recall)


@dataclass
class Score:
    """What cleaning did to a set of articles."""

    f1: float = 0.0
    body: int = 0
    lost: int = 0
    leftovers: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    titles: int = 0
    dates: int = 0
    hurt: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def body_loss(self) -> float:
        """Share of the words of the articles that are gone."""
        return self.lost / self.body

    @property
    def leftover_rate(self) -> float:
        """Of a text: share of the leftover lines that are mostly there still. Of a page: share of foreign words."""
        return self.kept.total() / self.leftovers.total()


def score(samples: Iterable[Sample], *, fast: bool = False) -> Score:
    """Clean every sample, pages with the overload extractor if `fast`."""
    cleaner, result, pairs = Cleaner(Settings()), Score(), []
    for sample in samples:
        cleaned = cleaner.clean(sample.raw, None, fast=fast)
        assert isinstance(cleaned, Cleaned), (sample.name, cleaned)
        found = WORD.findall(cleaned.article.text)
        result.titles += cleaned.article.title == sample.title
        result.dates += cleaned.article.published_at.startswith(sample.published)
        pairs.append((found, sample.gold))
        (_judge_text if sample.raw.text else _judge_page)(sample, cleaned.article, found, result)
    result.f1 = shingle_f1(pairs)
    return result


def _judge_text(sample: Sample, article: CleanArticle, found: list[str], result: Score) -> None:
    words = [word for piece in sample.pieces for word in piece.words]
    there = [False] * len(words)
    for start, _, size in SequenceMatcher(None, words, found, autojunk=False).get_matching_blocks():
        there[start : start + size] = [True] * size
    at = 0
    for piece in sample.pieces:
        gone = there[at : at + len(piece.words)].count(False)
        at += len(piece.words)
        if piece.body:
            result.body += len(piece.words)
            result.lost += gone
            if gone:
                result.hurt.append(f"{sample.name}: {piece.kind or 'body'}: {gone} of: {' '.join(piece.words)}")
        else:
            result.leftovers[piece.kind] += 1
            if gone <= len(piece.words) / 2:
                result.kept[piece.kind] += 1
                result.misses.append(f"{sample.name}: {piece.kind}: {' '.join(piece.words)}")


def _judge_page(sample: Sample, article: CleanArticle, found: list[str], result: Score) -> None:
    lost, foreign = Counter(sample.gold) - Counter(found), Counter(found) - Counter(sample.gold)
    result.body += len(sample.gold)
    result.lost += lost.total()
    result.leftovers["foreign words"] += len(found)
    result.kept["foreign words"] += foreign.total()
    if lost:
        result.hurt.append(f"{sample.name}: {' '.join(lost)}")
    if foreign:
        result.misses.append(f"{sample.name}: {' '.join(foreign)}")


def main() -> None:
    """Print the figures of each path and, with `-v`, what was lost and what was left."""
    for name, result in {
        "text": score(texts()),
        "accurate": score(pages()),
        "overload": score(pages(), fast=True),
    }.items():
        print(
            f"{name:9} F1 {result.f1:.4f}  body loss {result.body_loss:.4f}  leftover rate {result.leftover_rate:.3f}"
            f"  titles {result.titles}  dates {result.dates}"
        )
        if "-v" in sys.argv:
            kinds = (f"{kind} {result.kept[kind]}/{count}" for kind, count in sorted(result.leftovers.items()))
            print("  kept:", ", ".join(kinds))
            print(*(f"  lost {line}" for line in result.hurt), *(f"  left {line}" for line in result.misses), sep="\n")


if __name__ == "__main__":
    main()
