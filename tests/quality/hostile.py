"""Input made to hang, crash or fill whatever reads it. Each maker is called for one string."""

import random
from collections.abc import Callable, Iterator

from service.cleaning import Cleaned, Cleaner
from service.records import RawArticle, Rejected, Retraction
from service.settings import Settings

PROSE = "The harbour master said on Monday that the ferry would not leave before the storm had passed the islands. "


def good_page(i: int) -> str:
    """An ordinary page; no two have the same text."""
    paragraphs = "".join(f"<p>Report {i}, part {part}. {PROSE * 3}</p>" for part in range(6))
    return (
        f"<html lang=en><head><title>Storm {i}</title><script>var a = {{b: '<p>'}};</script></head><body>"
        f"<nav><a href=/>Home</a></nav><article><h1>Storm {i}</h1>{paragraphs}</article>"
        "<footer>About</footer></body></html>"
    )


PAGES: dict[str, Callable[[], str]] = {
    "20,000 nested tags": lambda: "<div>" * 20_000 + PROSE + "</div>" * 20_000,
    "5,000 nested inline tags": lambda: "<b><i>" * 2_500 + PROSE,
    "depth just allowed": lambda: "<div>" * 490 + f"<p>{PROSE}</p>" + "</div>" * 490,
    "tables in tables, depth just allowed": lambda: "<table><tr><td>" * 490 + PROSE,
    "60,000 paragraphs": lambda: f"<p>{PROSE}</p>" * 60_000,
    "3,300 paragraphs": lambda: "".join(f"<p>{i} {PROSE}</p>" for i in range(3_300)),
    "table of 40,000 rows": lambda: "<table>" + "<tr><td>a<td>b" * 40_000,
    "table of 6,000 rows": lambda: "<table>" + "<tr><td>a<td>b" * 6_000,
    "paragraph of 11 MB": lambda: "<p>" + PROSE * 100_000,
    "paragraph of 1.9 MB": lambda: "<p>" + PROSE * 17_500,
    "100,000 unclosed tags": lambda: '<a href="x' * 100_000,
    "19,000 unclosed tags": lambda: f'<a href="x">{PROSE[:40]}' * 19_000,
    "20,000 unclosed scripts": lambda: "<script>var a = 1;" * 20_000,
    "unclosed comments": lambda: "<!-- a " * 200_000,
    "200,000 attributes": lambda: "<p " + "a=b " * 200_000 + f">{PROSE}",
    "800,000 entities": lambda: "<p>" + "&amp;&#xd800;&nosuch;" * 90_000,
    "entity bomb": lambda: (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><p>' + "&b;" * 10_000 + PROSE
    ),
    "gzip read as text": lambda: (b"\x1f\x8b\x08\x00" + random.Random(1).randbytes(50_000)).decode("latin-1"),
    "NUL characters": lambda: f"<p>{PROSE}\0</p>" * 50 + "\0" * 10_000,
    "wrong charset": lambda: (
        f"<meta charset=utf-16><p>{PROSE}Café – “naïve” Übergröße</p>".encode().decode("cp1252", "replace") * 20
    ),
    "UTF-16 read as text": lambda: f"<p>{PROSE}</p>".encode("utf-16-le").decode("latin-1") * 20,
    "script only": lambda: "<script>" + "document.write('x');" * 10_000 + "</script>",
    "empty body": lambda: "<html><body></body></html>",
    "less-than signs": lambda: "<" * 500_000,
    "half a million spaces in a tag": lambda: "<meta" + " " * 500_000 + f"><h1 {' ' * 500_000}",
    "titles without end": lambda: "<title>a" * 9_000 + "<h1>b" * 9_000,
    "linked data without end": lambda: '<script type="application/ld+json">[' * 9_000,
    "linked data too deep": lambda: (
        '<script type="application/ld+json">' + "[" * 300_000 + "</script>" + f"<p>{PROSE}</p>"
    ),
}

TEXTS: dict[str, Callable[[], str]] = {
    "one line": lambda: PROSE * 3_500,
    "400,000 line ends": lambda: "\n" * 399_999 + "a",
    "100,000 short lines": lambda: "Ad\n" * 100_000,
    "a word of 400,000 letters": lambda: "a" * 399_999,
    "brackets": lambda: "(" * 399_999,
    "names without end": lambda: ("By " + "Ada Lund and " * 8 + "\n") * 3_000,
    "one name a line": lambda: "Ada Lund\n" * 40_000,
    "ampersands": lambda: "&#" * 199_999,
    "joiners": lambda: "\u200d\u200c" * 199_999,
    "combining marks": lambda: "a" + "\u0301" * 399_000,
    "mojibake": lambda: "Ã©â€™" * 30_000,
    "dates": lambda: "2025-08-21 " * 30_000,
    "questions": lambda: "What do you think?\n" * 20_000,
    "controls": lambda: "".join(map(chr, range(32))) * 10_000,
}


def mutations(count: int, seed: int) -> Iterator[str]:
    """Good pages with random bytes overwritten, cut out and doubled."""
    chance = random.Random(seed)
    for i in range(count):
        page = bytearray(good_page(i).encode())
        for _ in range(chance.randint(1, 60)):
            at = chance.randrange(len(page))
            match chance.randrange(3):
                case 0:
                    page[at] = chance.randrange(256)
                case 1:
                    del page[at : at + chance.randrange(40)]
                case _:
                    page[at:at] = page[max(0, at - 30) : at] + chance.randbytes(3)
        yield page.decode("utf-8", "replace")


_cleaner: Cleaner


def prepare(settings: Settings) -> None:
    """For processes of the pool."""
    global _cleaner  # noqa: PLW0603
    _cleaner = Cleaner(settings)


def clean(item: tuple[RawArticle, bool]) -> Cleaned | Retraction | Rejected:
    """For processes of the pool: an article, and whether to take the overload extractor."""
    raw, fast = item
    return _cleaner.clean(raw, None, fast=fast)
