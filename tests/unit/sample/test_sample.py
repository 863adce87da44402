"""What the sample feed must yield: its stories, links, conflicts and dead letters."""

import asyncio
from collections import Counter, defaultdict

import pytest

from service import codec, sample
from service.cli import rows
from service.records import CleanArticle, Reason, Rejected, ResolvedArticle, Retraction, Timeline
from service.replay import Replay, cleaned
from service.settings import Settings
from service.stages import Incoming

LEFTOVERS = [
    "Share this article", "Pro Tip", "Recent Posts", "Table of Contents", "FAQ", "Photo: Northwire", "Image: Northwire",
    "Categories:", "Did You Know", "Teilen Sie", "Foto: Stadtbote", "Cookie settings", "Most read",
]  # fmt: skip


class Result:
    """The feed, folded."""

    def __init__(self) -> None:
        self.replay = Replay(Settings())
        self.clean: list[CleanArticle | Retraction] = []
        self.refused: list[Rejected] = []

    async def run(self) -> "Result":
        records = [Incoming(r.key, r.value) for _, r in rows.raw_records(sample.PATH, raw=False, progress="")]
        async for _, outcome in cleaned(records, Settings(clean_processes=2)):
            if isinstance(outcome.result, Rejected):
                self.refused.append(outcome.result)
            else:
                self.clean.append(codec.decode(outcome.result.value, CleanArticle | Retraction))
                self.replay.add(self.clean[-1])
                if self.clean[-1].id == "ferry-15":  # what comes next corrects and retracts
                    self.uncorrected = self._timelines()
        resolved = [codec.decode(data, ResolvedArticle) for data in self.replay.articles()]
        self.resolved = {article.id: article for article in resolved}
        self.timelines = self._timelines()
        return self

    def _timelines(self) -> dict[str, Timeline]:
        timelines = [codec.decode(data, Timeline) for data in self.replay.timelines()]
        return {timeline.story_id: timeline for timeline in timelines}

    def timeline(self, article_id: str) -> Timeline:
        return self.timelines[self.resolved[article_id].story_id]


@pytest.fixture(scope="module")
def feed():
    return asyncio.run(Result().run())


def test_it_is_as_large_as_it_should_be(feed):
    articles = [a for a in feed.clean if isinstance(a, CleanArticle)]
    assert len(articles) >= 40
    assert len({a.outlet for a in articles}) >= 6
    assert Counter(a.language for a in articles)["de"] >= 5


def test_each_story_is_one_story(feed):
    stories = defaultdict(set)
    for article in feed.resolved.values():
        if not article.id.startswith("false-"):
            stories[article.id.split("-")[0]].add(article.story_id)
    assert {name: len(ids) for name, ids in stories.items()} == {
        "ferry": 1, "strike": 1, "lodva": 1, "flut": 1, "bank": 1, "single": 2, "pont": 1,
    }  # fmt: skip
    assert len(set.union(*stories.values())) == 8


@pytest.mark.parametrize(
    ("copy", "original"),
    [("ferry-02", "ferry-01"), ("ferry-03", "ferry-01"), ("ferry-06", "ferry-05"), ("ferry-10", "ferry-08"),
     ("strike-02", "strike-01"), ("strike-04", "strike-03"), ("lodva-02", "lodva-01"), ("lodva-07", "lodva-06"),
     ("flut-02", "flut-01"), ("flut-04", "flut-03"), ("bank-06", "bank-05")],
)  # fmt: skip
def test_copies_cut_and_edited_are_linked(feed, copy, original):
    assert feed.resolved[copy].verdict == "duplicate"
    assert feed.resolved[copy].duplicate_of == original


def test_articles_of_their_own_are_no_copies(feed):
    for article_id in ("ferry-04", "ferry-09", "strike-05", "lodva-04", "lodva-05", "bank-02", "bank-04"):
        assert feed.resolved[article_id].duplicate_of is None


def test_leftovers_are_gone(feed):
    for article in feed.resolved.values():
        assert not [leftover for leftover in LEFTOVERS if leftover in article.text], article.id


def test_a_line_that_an_outlet_repeats_is_learned(feed):
    texts = [a.text for a in feed.clean if isinstance(a, CleanArticle) and a.outlet == "harbour-times.example"]
    assert any(text.startswith("By our own staff") for text in texts)
    last = max((a for a in feed.resolved.values() if a.outlet == "harbour-times.example"), key=lambda a: a.published_at)
    assert "By our own staff" not in last.text


@pytest.mark.parametrize(
    ("article", "days", "word"),
    [("ferry-08", {"2026-03-08", "2026-03-09"}, "tugs"), ("lodva-01", {"2026-03-10", "2026-03-11"}, "40 minutes")],
)
def test_the_two_conflicts_are_seen_until_one_is_corrected(feed, article, days, word):
    stage = feed.uncorrected if article == "ferry-08" else feed.timelines
    timeline = stage[feed.resolved[article].story_id]
    hard = [entry for entry in timeline.entries if entry.conflict == "hard"]
    texts = {a.id: a.text for a in feed.resolved.values()}
    texts["ferry-09"] = texts["ferry-09"].replace("on Monday after", "on Sunday after")
    evidence = [
        ({claim.date for claim in entry.claims}, " ".join(
            texts[e.article_id][e.start : e.end] for claim in entry.claims for e in claim.evidence))
        for entry in hard
    ]  # fmt: skip
    assert [found for found, text in evidence if days <= found and word in text]


def test_a_correction_takes_its_claim_back(feed):
    entries = [e for e in feed.timeline("ferry-09").entries if "ferry-09" in e.sources and "ferry-08" in e.sources]
    freed = [entry for entry in entries if "tugs" in entry.text]
    assert [(entry.date, entry.conflict) for entry in freed] == [("2026-03-09", "none")]


def test_the_revision_replaces_what_it_corrects(feed):
    assert feed.resolved["bank-01"].verdict == "revision"
    assert "4.8 billion" not in "".join(entry.text for entry in feed.timeline("bank-01").entries)


@pytest.mark.parametrize("article", ["false-01", "false-02"])
def test_both_retractions_take_the_article_back(feed, article):
    assert feed.resolved[article].verdict == "retracted"
    timeline = feed.timeline(article)
    assert article not in {a.id for a in timeline.articles}
    assert article not in {source for entry in timeline.entries for source in entry.sources}


def test_names_in_other_spellings_do_not_split_an_event(feed):
    begun = [entry for entry in feed.timeline("strike-01").entries if entry.date == "2026-03-09"]
    assert {"strike-03", "strike-04"} <= {source for entry in begun for source in entry.sources}


def test_the_broken_records_are_refused_each_for_its_reason(feed):
    assert sorted(rejected.reason for rejected in feed.refused) == sorted(
        [Reason.NO_ID_OR_URL, Reason.BAD_DATE, Reason.NOT_JSON]
    )


def test_every_entry_shows_a_sentence_of_its_article(feed):
    entries = [entry for timeline in feed.timelines.values() for entry in timeline.entries]
    assert len(entries) > 50
    for entry in entries:
        assert entry.text in " ".join(feed.resolved[entry.article_id].text.split())


def test_a_third_language_has_its_timeline_too(feed):
    timeline = feed.timeline("pont-01")
    assert timeline.language == "fr"
    told = {entry.date: entry.status for entry in timeline.entries}
    assert told["2026-03-09"] == told["2026-03-10"] == told["2026-03-13"] == "occurred"
    assert told["2026-03-23"] == told["2026-04-03"] == "projected"
