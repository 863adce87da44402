"""`storyfold timeline`: a file of articles as one story, for programs and for people."""

import json

import pytest

from service.cli import main
from service.cli.pretty import render
from service.errors import UsageError
from service.records import Claim, Entry, Evidence, Timeline, TimelineArticle

ARTICLES = [
    {
        "id": "h1",
        "outlet": "harlow-post.example",
        "title": "Bridge collapses in Harlow",
        "published_at": "2024-03-05",
        "text": "The old bridge at Harlow collapsed on Monday and cut the town in two.\n\n"
        "Mayor Ada Brandt said that nobody was hurt when the bridge collapsed into the river.",
    },
    {
        "id": "c1",
        "outlet": "county-news.example",
        "title": "Mayor of Harlow resigns",
        "published_at": "2024-03-12",
        "text": "Mayor Ada Brandt of Harlow resigned on Monday, a week after the old bridge collapsed on 4 March.\n\n"
        "Brandt said that she had not read the report of the engineers about the bridge.",
    },
    {"id": "empty", "published_at": "2024-03-12", "text": ""},
]


def run(tmp_path, *options, rows=ARTICLES):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.json"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(SystemExit) as done:
        main(["timeline", str(source), str(target), *options])
    return done.value.code, target.read_text(encoding="utf-8") if target.exists() else ""


def test_all_articles_are_one_story(tmp_path, capsys):
    code, written = run(tmp_path)
    timeline = json.loads(written)
    assert code == 0
    assert {article["id"] for article in timeline["articles"]} == {"h1", "c1"}
    assert timeline["article_count"] == timeline["independent_sources"] == 2
    assert "2024-03-04" in {entry["date"] for entry in timeline["entries"]}
    assert "summary" not in timeline
    assert "1 no-text-or-html" in capsys.readouterr().err


def test_a_summary_is_added_on_demand(tmp_path):
    _, written = run(tmp_path, "--max-dates", "1", "--sentences", "1")
    assert json.loads(written)["summary"] == {"2024-03-04": [ARTICLES[1]["text"].splitlines()[0]]}


def test_only_articles_of_the_time_asked_for_count(tmp_path):
    _, written = run(tmp_path, "--until", "2024-03-05")
    assert [article["id"] for article in json.loads(written)["articles"]] == ["h1"]


def test_the_order_of_the_lines_does_not_matter(tmp_path):
    assert run(tmp_path)[1] == run(tmp_path, rows=ARTICLES[::-1])[1]


def test_people_get_a_page(tmp_path):
    code, page = run(tmp_path, "--pretty", "--max-dates", "1", "--sentences", "1")
    assert code == 0
    assert "2 articles, 2 independent sources, 2024-03-05 to 2024-03-12" in page
    assert "harlow-post.example" in page
    assert "The days that matter most" in page


@pytest.mark.parametrize(
    "options", [("--max-dates", "3"), ("--sentences", "3"), ("--since", "2030-01-01")], ids=lambda o: o[0]
)
def test_what_cannot_be_done_is_said(tmp_path, capsys, options):
    code, written = run(tmp_path, *options)
    assert (code, written) == (UsageError.exit_code, "")
    assert capsys.readouterr().err.splitlines()[-1].startswith("storyfold: ")


def test_a_page_shows_disagreement_and_no_control_characters():
    entry = Entry(
        id="e-1",
        date="2024-03-04",
        precision="day",
        status="projected",
        text="The bridge\x1b[31m fell.",
        article_id="a",
        basis="inferred",
        sources=("a", "b"),
        independent_sources=2,
        claims=(
            Claim("2024-03-04", "explicit", (Evidence("a", 0, 5),)),
            Claim("2024-03-05", "inferred", (Evidence("b", 0, 5),)),
        ),
        conflict="hard",
        self_inconsistent=("b",),
    )
    articles = tuple(TimelineArticle(i, f"{i}.example", "", "2024-03-05T00:00:00Z") for i in "ab")
    timeline = Timeline(
        "s-1", "v", "Bridge", "en", "default", "2024-03-05T00:00:00Z", "2024-03-05T00:00:00Z", 2, articles, 2, (entry,)
    )
    page = render(timeline, None, terminal=False).decode()
    assert "\x1b" not in page
    assert "2024-03-04 (a.example); 2024-03-05 (b.example)" in page
    assert "b.example contradicts itself" in page
    assert "planned" in page
    assert "(date inferred)" in page
