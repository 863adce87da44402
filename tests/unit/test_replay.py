"""Replay: the same bytes from every starting point, and dates for what has none."""

from pathlib import Path

import msgspec
import orjson
import pytest
from click.testing import CliRunner

from service import codec, sample
from service.cli import cli, rows
from service.cli.replay import command
from service.errors import UsageError
from service.records import CleanArticle, ResolvedArticle, Retraction, Timeline
from service.replay import Replay, Undated, cleaned
from service.settings import Settings
from service.stages import Incoming, Ready
from tests.shared import shared

OUTS = ("timelines", "articles", "dead-letter")
TEXT = "The bridge of {} was opened on Monday by mayor Alma Reed. About 4,000 people came to see it, the council said."


def run(path, *arguments: str, folder: Path) -> dict[str, list[bytes]]:
    """The lines of every output of `storyfold replay`."""
    outs = {name: folder / name for name in OUTS}
    flags = [text for name, out in outs.items() for text in (f"--{name}", str(out))]
    done = CliRunner().invoke(command, [str(path), *flags, "--set", "clean_processes=2", *arguments])
    if done.exception:
        raise done.exception
    return {name: out.read_bytes().splitlines() for name, out in outs.items()}


def write(path: Path, *lines: object) -> Path:
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return path


def raw(number: int, **fields: object) -> dict[str, object]:
    article = {"id": f"a-{number}", "outlet": f"o{number}.example", "title": "Bridge opened", "language": "en"}
    return {**article, "text": TEXT.format(number), **fields}


async def dump_of_clean(path: Path, partitions: int) -> Path:
    """What `storyfold dump articles.clean` would write after the sample feed."""
    records = [Incoming(r.key, r.value) for _, r in rows.raw_records(sample.PATH, raw=False, progress="")]
    logs: list[list[bytes]] = [[] for _ in range(partitions)]
    async for _, outcome in cleaned(records, Settings(clean_processes=2)):
        if isinstance(outcome.result, Ready):
            lane = outcome.result.lane
            for number, log in enumerate(logs):
                if lane is None or (number == 0) is (lane == "default/en"):
                    log.append(outcome.result.value)
    return write(path, *(
        {"partition": p, "offset": 7 + o, "timestamp": o, "key": None, "value": value.decode()}
        for p, log in enumerate(logs) for o, value in enumerate(log)
    ))  # fmt: skip


@pytest.fixture(scope="module")
def from_raw(tmp_path_factory):
    return run(sample.PATH, folder=tmp_path_factory.mktemp("raw"))


def test_the_outputs_are_records(from_raw):
    assert (
        len({codec.decode(line, Timeline).story_id for line in from_raw["timelines"]}) == len(from_raw["timelines"]) > 3
    )
    assert (
        len({codec.decode(line, ResolvedArticle).id for line in from_raw["articles"]}) == len(from_raw["articles"]) > 40
    )
    dead = [orjson.loads(line) for line in from_raw["dead-letter"]]
    lines = sample.PATH.read_bytes().splitlines()
    assert [sorted(row) for row in dead] == [["detail", "key", "line", "reason", "value"]] * 3
    assert all(row["value"].encode() in (lines[row["line"] - 1], b"<html><body><h1>502 Bad Gateway</h1></body></html>")
               for row in dead)  # fmt: skip


async def test_a_dump_of_clean_articles_gives_the_same_bytes(from_raw, tmp_path: Path):
    dump = await dump_of_clean(tmp_path / "dump", partitions=2)
    from_clean = run(dump, "--from", "clean", folder=tmp_path)
    assert sorted(from_clean["timelines"]) == sorted(from_raw["timelines"])
    assert sorted(from_clean["articles"]) == sorted(from_raw["articles"])


def test_the_number_of_partitions_changes_nothing(from_raw, tmp_path: Path):
    assert run(sample.PATH, "--partitions", "5", folder=tmp_path) == from_raw


def test_a_feed_that_comes_twice_changes_nothing(from_raw, tmp_path: Path):
    twice = tmp_path / "twice"
    twice.write_bytes(sample.PATH.read_bytes() * 2)
    again = run(twice, folder=tmp_path)
    assert again["timelines"] == from_raw["timelines"]
    assert again["articles"] == from_raw["articles"]


def test_a_row_without_any_date_gets_the_newest_date_before_it(tmp_path: Path):
    found = run(
        write(tmp_path / "in", raw(1), raw(2, published_at="2026-03-03"), raw(3, published_at="2026-03-01"), raw(4)),
        folder=tmp_path,
    )
    articles = {a.id: a for a in (codec.decode(line, ResolvedArticle) for line in found["articles"])}
    assert articles["a-1"].published_at == "1970-01-01T00:00:00Z"
    assert articles["a-4"].published_at == "2026-03-03T00:00:00Z"
    assert {m.timex.value for m in articles["a-4"].mentions if m.timex} == {"2026-03-02"}


def test_undated_leaves_alone_what_has_a_date_or_an_arrival():
    article = CleanArticle("a", "r", "o", "t", "x", "en", "d", "2026-03-03T00:00:00Z", "given", "e")
    undated = Undated()
    assert undated.date(article) is article
    arrived = CleanArticle(
        "a", "r", "o", "t", "x", "en", "d", "2026-03-02T00:00:00Z", "fetched", "e", arrived_at="2026-03-02T00:00:00Z"
    )
    assert undated.date(arrived) is arrived


def undecided(data: bytes) -> ResolvedArticle:
    """The article without the count of its decisions."""
    return msgspec.structs.replace(codec.decode(data, ResolvedArticle), decisions=0)


def test_the_newest_revision_and_its_return(tmp_path: Path):
    first, second = raw(1, published_at="2026-03-03"), raw(1, published_at="2026-03-03", title="Corrected")
    once = run(write(tmp_path / "in", first), folder=tmp_path)["articles"]
    twice = run(write(tmp_path / "in", first, second), folder=tmp_path)["articles"]
    back = run(write(tmp_path / "in", first, second, first), folder=tmp_path)["articles"]
    assert [undecided(a) for a in once] == [undecided(a) for a in back] != [undecided(a) for a in twice]
    assert codec.decode(twice[0], ResolvedArticle).verdict == "revision"


def test_an_article_in_two_lanes_is_there_once_or_twice_as_on_the_topic():
    settings = Settings()
    articles = [
        CleanArticle("a", f"r-{lane}", "o", "t", "x", lane, "d", "2026-03-03T00:00:00Z", "given", "e")
        for lane in ("en", "de")
    ]
    counts = set()
    for partitions in (1, 64):
        replay = Replay(settings, partitions)
        for article in articles:
            replay.add(article)
        counts.add((partitions, len(list(replay.articles()))))
    assert counts == {(1, 1), (64, 2)}


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([{"kind": "article"}], "line 1: not a record of articles.clean: Object missing required field"),
        ([{"value": None}], "line 1: not a record of articles.clean"),
        ([{"value": "{"}], "line 1: not a record of articles.clean"),
        (
            [{"partition": 0, "offset": 3, "value": '{"kind":"retraction","id":"a"}'}] * 2,
            "line 2: offset 3 of partition 0",
        ),
    ],
)
def test_a_broken_dump_is_refused_with_the_line(tmp_path: Path, lines, message):
    with pytest.raises(UsageError, match=message):
        run(write(tmp_path / "in", *lines), "--from", "clean", folder=tmp_path)


def test_lines_that_are_no_json_are_dead_letters_when_asked_for(tmp_path: Path):
    path = tmp_path / "in"
    path.write_bytes(b"not json\n")
    with pytest.raises(UsageError, match="line 1: not JSON"):
        run(path, folder=tmp_path)
    (row,) = run(path, "--raw", folder=tmp_path)["dead-letter"]
    assert orjson.loads(row) == {
        "line": 1, "reason": "not-json", "detail": orjson.loads(row)["detail"], "key": None, "value": "not json",
    }  # fmt: skip


def test_nothing_is_read_when_an_output_cannot_be_written(tmp_path: Path):
    done = CliRunner().invoke(cli, ["replay", str(tmp_path / "in"), "--timelines", str(tmp_path / "no" / "out")])
    assert isinstance(done.exception, UsageError)
    assert "out: No such file" in str(done.exception)


def test_retractions_reach_every_partition():
    replay = Replay(Settings(), partitions=8)
    replay.add(CleanArticle("a", "r", "o", "t", "x", "en", "d", "2026-03-03T00:00:00Z", "given", "e"))
    assert len(list(replay.timelines())) == 1
    replay.add(Retraction("a", collection="d"))
    assert list(replay.timelines()) == []
    (article,) = (codec.decode(data, ResolvedArticle) for data in replay.articles())
    assert article.verdict == "retracted"


@pytest.mark.data
def test_the_seeds_are_one_story_with_entries_that_point_at_their_sentences(tmp_path: Path):
    found = run(shared("seeds.jsonl.gz"), folder=tmp_path)
    (timeline,) = (codec.decode(line, Timeline) for line in found["timelines"])
    assert {a.id for a in timeline.articles} == {"seed-000", "seed-001", "seed-002", "seed-003"}
    texts = {a.id: a.text for a in (codec.decode(line, ResolvedArticle) for line in found["articles"])}
    dated = [entry for entry in timeline.entries if entry.precision == "day"]
    assert dated
    for entry in timeline.entries:
        assert entry.sources
        assert entry.text in " ".join(texts[entry.article_id].split())
        for evidence in (e for claim in entry.claims for e in claim.evidence):
            assert texts[evidence.article_id][evidence.start : evidence.end].strip()
