"""What a reader is told when a timeline grows."""

from service.cli.growth import changes
from service.records import Claim, Entry, Evidence, Timeline, TimelineArticle

OUTLETS = {"a": "north.example", "b": "south.example", "c": "east.example"}


def entry(sources: str, claims: dict[str, str], conflict: str = "none", name: str = "e-1") -> Entry:
    """`claims`: by date the articles that give it, the preferred date first."""
    told = tuple(
        Claim(date, "explicit", tuple(Evidence(article, 0, 9) for article in articles))
        for date, articles in claims.items()
    )
    date = next(iter(claims))
    return Entry(
        name, date, "day", "occurred", "The tugs\x1b freed it.", sources[0], "explicit", tuple(sources), len(sources),
        told, conflict,  # type: ignore[arg-type]
    )  # fmt: skip


def timeline(articles: str, *entries: Entry) -> Timeline:
    listed = tuple(TimelineArticle(a, OUTLETS[a], "t", "2026-03-10T00:00:00Z") for a in articles)
    return Timeline(
        "s-1", "v", "t", "en", "d", "2026", "2026", len(articles), listed, len(articles), entries=entries
    )  # fmt: skip


def told(before: Timeline | None, after: Timeline) -> list[str]:
    return [" ".join(line.split()) for line in changes(before, after)]


FIRST = timeline("a", entry("a", {"2026-03-09": "a"}))
CONFIRMED = timeline("ab", entry("ab", {"2026-03-09": "ab"}))
CONTRADICTED = timeline("abc", entry("abc", {"2026-03-09": "ab", "2026-03-08": "c"}, "hard"))


def test_an_entry_appears_and_a_second_outlet_confirms_it():
    assert told(None, FIRST) == ["+ 2026-03-09 The tugs freed it. says north.example"]
    assert told(FIRST, CONFIRMED) == ["= 2026-03-09 The tugs freed it. confirmed by south.example"]
    assert told(FIRST, FIRST) == []


def test_a_third_contradicts_it_and_takes_it_back():
    assert "! 2026-03-09 The tugs freed it. contradicted: east.example says 2026-03-08" in told(CONFIRMED, CONTRADICTED)
    corrected = timeline("abc", entry("abc", {"2026-03-09": "abc"}))
    assert told(CONTRADICTED, corrected) == ["- 2026-03-09 The tugs freed it. east.example no longer says 2026-03-08"]


def test_an_entry_goes_with_the_articles_that_told_it_but_is_not_told_of_when_another_takes_it_in():
    two = timeline("abc", entry("ab", {"2026-03-09": "ab"}), entry("c", {"2026-03-10": "c"}, name="e-2"))
    assert told(two, CONFIRMED) == ["- 2026-03-10 The tugs freed it. taken back by east.example"]
    merged = timeline("abc", entry("abc", {"2026-03-09": "abc"}))
    assert told(two, merged) == ["= 2026-03-09 The tugs freed it. confirmed by east.example"]
